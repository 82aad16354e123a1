#include "cli/command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <charconv>

#include "cli/loading.h"
#include "cli/manual.h"
#include "engine/text/diagnostic.h"

namespace mou {

namespace {

// What is wrong with a text that is no date: 2019-02-30 is written as one.
std::string no_date(const std::string& text) {
  const auto digits = [](char c) { return (c >= '0' && c <= '9') ? '0' : c; };
  std::string shape(text.size(), ' ');
  std::transform(text.begin(), text.end(), shape.begin(), digits);
  if (shape == "0000-00-00") return fmt::format("`{}` is no day of the calendar from 1600 to 2999", text);
  return fmt::format("`{}` is no date; write year, month, day, as in 2019-06-30", text);
}

}  // namespace

void Command::argument(const std::string& name, std::string& value, const std::string& description) {
  app_.add_option(name, value, description)->type_name("")->required();
}

void Command::arguments(const std::string& name, std::vector<std::string>& values, const std::string& description,
                        Need need) {
  app_.add_option(name, values, description)->type_name("")->required(need == Need::required);
}

void Command::flag(const std::string& name, bool& value, const std::string& description) {
  app_.add_flag(name, value, description);
}

void Command::text(const std::string& name, const std::string& kind, std::string& value, const std::string& description,
                   Need need) {
  app_.add_option(name, value, description)->type_name(kind)->required(need == Need::required);
}

void Command::texts(const std::string& name, const std::string& kind, std::vector<std::string>& values,
                    const std::string& description, bool listed) {
  CLI::Option* option = app_.add_option(name, values, description)->type_name(kind)->allow_extra_args(false);
  option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  if (listed) option->delimiter(',');
}

void Command::date(const std::string& name, std::optional<Date>& value, const std::string& description, Need need) {
  const auto read = [name, &value](const std::string& text) {
    value = parse_date(text);
    if (!value) throw CLI::ValidationError(name, no_date(text));
  };
  app_.add_option_function<std::string>(name, read, description)->type_name("DATE")->required(need == Need::required);
}

void Command::number(const std::string& name, unsigned& value, unsigned least, unsigned most,
                     const std::string& description) {
  const auto read = [name, &value, least, most](const std::string& text) {
    unsigned number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || stop != text.data() + text.size() || number < least || most < number) {
      throw CLI::ValidationError(name, fmt::format("`{}` is no whole number from {} to {}", text, least, most));
    }
    value = number;
  };
  app_.add_option_function<std::string>(name, read, description)->type_name("N");
}

void Command::choice(const std::string& name, std::string& value, const std::vector<std::string>& choices,
                     const std::string& description) {
  const auto read = [name, &value, choices](const std::string& text) {
    if (std::find(choices.begin(), choices.end(), text) == choices.end()) {
      throw CLI::ValidationError(name, fmt::format("`{}` is not one of {}", text, fmt::join(choices, ", ")));
    }
    value = text;
  };
  app_.add_option_function<std::string>(name, read, description)->type_name(fmt::format("{}", fmt::join(choices, "|")));
}

void Command::example(const std::string& command_line) {
  app_.footer("Example:\n  " + command_line);
}

void Command::does(std::function<int()> action) {
  int& status = status_;
  app_.callback([&status, action = std::move(action)] { status = action(); });
}

Command CommandLine::add(const std::string& name, const std::string& description) {
  return Command(*app_.add_subcommand(name, description), status_);
}

void add_contract(Command& command, ContractOptions& options) {
  command.argument("CONTRACT", options.path, "The contract's .mou file");
  command.date("--as-known-on", options.as_known_on,
               "Leave out contracts approved after this day: their predecessors go on");
  command.texts("--reading", "NAME=CHOICE", options.readings,
                "Read an ambiguous clause another way: READING=CHOICE or CLAUSE=CHOICE; may be repeated", false);
  command.texts("--with", "FILE", options.with,
                "Take in a side letter, a proposal or assumptions as well; may be repeated", false);
}

void add_over_facts(Command& command, OverFacts& over, const std::string& what_for) {
  command.text("--facts", "DIR", over.facts, what_for);
  command.date("--from", over.from, "First day of the run over the facts");
  command.date("--to", over.to, "Last day of the run over the facts");
}

std::optional<Refusal> refused(const OverFacts& over) {
  const bool whole = over.given() ? over.from && over.to : !over.from && !over.to;
  if (whole) return std::nullopt;
  return Refusal{"--facts, --from and --to go together", "give all three, or none"};
}

namespace {

DescribedProgram described(const CLI::App& app) {
  DescribedProgram program{app.get_description(), program_version, {}};
  for (const CLI::App* command : app.get_subcommands(nullptr)) {
    DescribedCommand one{command->get_name(), command->get_description(), command->get_footer(), {}};
    for (const CLI::Option* option : command->get_options()) {
      const bool named = !option->get_positional();
      one.options.push_back(
          {option->get_name(!named, named), named ? option->get_type_name() : "", option->get_description()});
    }
    program.commands.push_back(std::move(one));
  }
  return program;
}

}  // namespace

void add_manual(CommandLine& line) {
  CLI::App& app = line.app();
  Console& console = line.console();
  Command completion = line.add("completion", "Print the completion for bash");
  completion.example("mou completion > ~/.local/share/bash-completion/completions/mou");
  completion.does([&app, &console] {
    console.print(bash_completion(described(app)));
    return all_is_well;
  });
  Command manual = line.add("manual", "Print the manual page");
  manual.example("mou manual | man -l -");
  manual.does([&app, &console] {
    console.print(manual_page(described(app)));
    return all_is_well;
  });
}

namespace {

// The names of the options as people write them.
std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::string suggestion(const std::string& word, const std::vector<std::string>& names) {
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  const std::string_view near = nearest(word, candidates);
  return near.empty() ? "" : fmt::format("did you mean `{}`? ", near);
}

// A day under the name that it has in another command: "did you mean `--from` and `--to`? ".
std::string suggested_days(const CLI::App& command, const std::string& unknown) {
  const std::vector<std::string> day_names = {"--on", "--day", "--date", "--period", "--from", "--to"};
  if (std::find(day_names.begin(), day_names.end(), unknown) == day_names.end()) return "";
  std::vector<std::string> days;
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_type_name() == "DATE" && option->get_required()) {
      days.push_back(fmt::format("`{}`", option->get_name(false, true)));
    }
  }
  return days.empty() ? "" : fmt::format("did you mean {}? ", fmt::join(days, " and "));
}

// The first argument that is no option of the command, as "--figure".
std::string unknown_option(const CLI::App& command, const std::vector<std::string>& arguments) {
  const std::vector<std::string> names = option_names(command);
  for (const std::string& argument : arguments) {
    if (argument == "--") break;
    if (!argument.starts_with("--")) continue;
    const std::string name = argument.substr(0, argument.find('='));
    if (std::find(names.begin(), names.end(), name) == names.end()) return name;
  }
  return "";
}

int refuse_command(const CLI::App& app, const std::string& word, Console& console) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands(nullptr)) names.push_back(command->get_name());
  return console.refuse(
      {fmt::format("`{}` is no command of mou", word), suggestion(word, names) + "`mou --help` lists the commands"},
      wrong_use);
}

// The option or argument that a message of the library begins with: "--on is required", "--explain: 1 required ...".
const CLI::Option* option_named_in(const CLI::App& command, const std::string& message) {
  for (const CLI::Option* option : command.get_options()) {
    const bool named = !option->get_positional();
    const std::string name = option->get_name(!named, named);
    if (message.starts_with(name + " ") || message.starts_with(name + ":")) return option;
  }
  return nullptr;
}

// What was left out, with what belongs there.
std::string missing_words(const CLI::Option& option, const std::string& called) {
  const bool named = !option.get_positional();
  const std::string kind = named && !option.get_type_name().empty() ? " " + option.get_type_name() : "";
  std::string what = option.get_description();
  if (!what.empty()) what[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(what[0])));
  return fmt::format("`{}` needs {}{}: {}", called, option.get_name(!named, named), kind, what);
}

std::string argument_words(const CLI::App& command, const CLI::ParseError& error, const std::string& called) {
  std::string message = error.what();
  const bool missing = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr ||
                       dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr;
  const CLI::Option* option = option_named_in(command, message);
  if (missing && option != nullptr) return missing_words(*option, called);
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    return fmt::format("`{}` is more than `{}` takes", message.substr(message.rfind(": ") + 2), called);
  }
  if (!message.empty()) message[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(message[0])));
  return message;
}

int refuse_arguments(const CLI::App& app, const CLI::ParseError& error, const std::vector<std::string>& arguments,
                     Console& console) {
  const auto commands = app.get_subcommands();
  const CLI::App& command = commands.empty() ? app : *commands.front();
  const std::string called = commands.empty() ? "mou" : "mou " + command.get_name();
  const std::string unknown = unknown_option(command, arguments);
  if (!unknown.empty()) {
    const std::string days = suggested_days(command, unknown);
    const std::string meant = days.empty() ? suggestion(unknown, option_names(command)) : days;
    return console.refuse({fmt::format("`{}` is no option of `{}`", unknown, called),
                           meant + fmt::format("`{} --help` lists them", called)},
                          wrong_use);
  }
  return console.refuse(
      {argument_words(command, error, called), fmt::format("`{} --help` says how it is used", called)}, wrong_use);
}

void describe(CLI::App& app) {
  app.set_version_flag("--version", fmt::format("mou {}", program_version), "Say which version this is");
  app.set_help_flag("-h,--help", "Say how this is used");
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);
  app.footer(
      "Exit status: 0 all is well, 1 findings or mistakes in what was read, 2 wrong use.\n"
      "Colours only on a terminal; NO_COLOR turns them off.\n"
      "`mou COMMAND --help` shows an example of each command.");
}

}  // namespace

int run_command_line(const std::vector<std::string>& arguments, Console& console) {
  CLI::App app(
      "mou computes what labor contracts say: pay, leave and dates of every employee, each figure with its clause.",
      "mou");
  describe(app);
  int status = all_is_well;
  CommandLine line(app, console, status);
  for (const auto add : {add_check, add_run, add_pay, add_trace, add_schedule, add_facts, add_test, add_fmt, add_show,
                         add_coverage, add_readings, add_doc, add_manual}) {
    add(line);
  }
  if (arguments.empty()) {
    console.print(app.help());
    return wrong_use;
  }
  const std::string& first = arguments.front();
  const auto is_first = [&](const CLI::App* command) { return command->get_name() == first; };
  const auto commands = app.get_subcommands(nullptr);
  if (!first.starts_with("-") && std::none_of(commands.begin(), commands.end(), is_first)) {
    return refuse_command(app, first, console);
  }
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    // That of the command, when one is named.
    console.print(app.help());
  } catch (const CLI::CallForVersion&) {
    console.print(fmt::format("mou {}\n", program_version));
  } catch (const CLI::ParseError& error) {
    return refuse_arguments(app, error, arguments, console);
  }
  return status;
}

}  // namespace mou
