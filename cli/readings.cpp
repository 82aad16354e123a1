// mou readings: where a contract can be read in more than one way, and what each answer is worth.
#include "analysis/readings.h"

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "analysis/amount.h"
#include "cli/command.h"
#include "cli/loading.h"
#include "engine/facts/templates.h"

namespace mou {

namespace {

using Json = nlohmann::ordered_json;

struct Options {
  ContractOptions contract;
  OverFacts over;
  std::string format = "text";
};

const Unit dollars = Unit::of(dollar_measure);

std::string spoken(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::string exact_dollars(const Graph& graph, const Rational& amount) {
  Type type;
  type.unit = dollars;
  return exact_text(Value::of(amount), type, graph.texts);
}

// "+1,234.50", "-20.00".
std::string difference(const Rational& amount) {
  return (amount.sign() > 0 ? "+" : "") + people_number(amount, dollars);
}

class Report {
 public:
  Report(const Graph& graph, const std::vector<ReadingReport>& reports, bool priced)
      : graph_(graph), reports_(reports), priced_(priced) {}

  std::string text(Console& console) const {
    std::string out = console.bold(graph_.title) + "\n";
    for (const ReadingReport& report : reports_) {
      const Reading& reading = graph_.readings[report.reading];
      out += fmt::format("\n{}  {}\n", console.bold(clause_text(graph_, reading.clause)), reading.name);
      out += fmt::format("  {}\n", reading.question);
      for (const Answer& answer : report.answers) out += answer_text(reading, answer, report);
      out += fmt::format("  decides  {}\n", concerned(report));
    }
    return out + fmt::format("\n{} question{} of reading. Try another answer: `--reading NAME=ANSWER`.\n",
                             reports_.size(), reports_.size() == 1 ? "" : "s");
  }

  std::string csv() const {
    std::string out =
        "contract,clause,page,reading,question,answer,used,because,decides,pay_lines,gross_pay,deductions,employees,"
        "not_known\n";
    for (const ReadingReport& report : reports_) {
      const Reading& reading = graph_.readings[report.reading];
      const ClauseInfo clause = reading.clause == no_id ? ClauseInfo{} : graph_.clauses[reading.clause];
      for (const Answer& answer : report.answers) {
        std::string prices = ",,,";
        if (priced_ && !answer.used) {
          prices = fmt::format("{},{},{},{}", exact_dollars(graph_, answer.price.gross),
                               exact_dollars(graph_, answer.price.deductions), answer.price.employees,
                               answer.price.not_known);
        }
        out += fmt::format(
            "{},{},{},{},{},{},{},{},{},{},{}\n", clause.contract, csv_field(clause.id), csv_field(clause.pages),
            reading.name, csv_field(reading.question), graph_.texts.text(answer.choice), answer.used ? "yes" : "no",
            csv_field(because(reading, answer)), csv_field(fmt::format("{}", fmt::join(asked_by(report), " "))),
            csv_field(fmt::format("{}", fmt::join(names(report.lines), " "))), prices);
      }
    }
    return out;
  }

  std::string json(const Manifest& manifest) const {
    Json list = Json::array();
    for (const ReadingReport& report : reports_) {
      const Reading& reading = graph_.readings[report.reading];
      const ClauseInfo clause = reading.clause == no_id ? ClauseInfo{} : graph_.clauses[reading.clause];
      Json answers = Json::array();
      for (const Answer& answer : report.answers) answers.push_back(answer_json(answer));
      list.push_back({{"name", reading.name},
                      {"contract", clause.contract},
                      {"clause", clause.id},
                      {"page", clause.pages},
                      {"question", reading.question},
                      {"because", reading.reason},
                      {"decides", asked_by(report)},
                      {"pay_lines", names(report.lines)},
                      {"answers", std::move(answers)}});
    }
    const Json whole = {{"manifest", Json::parse(manifest_json(manifest))}, {"readings", std::move(list)}};
    return whole.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  }

 private:
  static std::string because(const Reading& reading, const Answer& answer) {
    return answer.choice == reading.used ? reading.reason : "";
  }

  std::string answer_text(const Reading& reading, const Answer& answer, const ReadingReport& report) const {
    std::string out =
        fmt::format("  {}  {}", answer.used ? "used   " : "or     ", spoken(graph_.texts.text(answer.choice)));
    if (const std::string why = because(reading, answer); !why.empty()) out += ", because " + why;
    out += "\n";
    if (!priced_ || answer.used) return out;
    const std::string indent(11, ' ');
    if (report.lines.empty()) return out + indent + "changes no pay line\n";
    const AnswerPrice& price = answer.price;
    if (price.lines.empty()) {
      out += indent + "makes no difference over this roster\n";
    } else {
      out += fmt::format("{}gross pay {}, deductions {}, {} employee{}\n", indent, difference(price.gross),
                         difference(price.deductions), price.employees, price.employees == 1 ? "" : "s");
      for (const AnswerPrice::Line& line : price.lines) {
        const Figure& figure = graph_.figures[line.figure];
        out +=
            fmt::format("{}  {} {}\n", indent, title_or_name(figure.title, figure.name), difference(line.difference));
      }
    }
    if (price.not_known > 0) {
      out += fmt::format("{}{} amounts cannot be computed and are not in it\n", indent, grouped(price.not_known));
    }
    return out;
  }

  // "Notary pay, Bilingual pay; and through them Gross pay".
  std::string concerned(const ReadingReport& report) const {
    std::vector<std::string> direct;
    for (const FigureId id : report.figures) direct.push_back(title(id));
    for (const BankId id : report.banks) direct.push_back(title_or_name(graph_.banks[id].title, graph_.banks[id].name));
    std::vector<std::string> through;
    for (const FigureId id : report.lines) {
      if (std::find(report.figures.begin(), report.figures.end(), id) == report.figures.end())
        through.push_back(title(id));
    }
    std::string out = direct.empty() ? "nothing that is computed" : fmt::format("{}", fmt::join(direct, ", "));
    if (!through.empty()) out += fmt::format("; through them {}", fmt::join(through, ", "));
    return out;
  }

  std::string title(FigureId id) const { return title_or_name(graph_.figures[id].title, graph_.figures[id].name); }

  std::vector<std::string> names(const std::vector<FigureId>& figures) const {
    std::vector<std::string> out;
    for (const FigureId id : figures) out.push_back(graph_.figures[id].name);
    return out;
  }

  std::vector<std::string> asked_by(const ReadingReport& report) const {
    std::vector<std::string> out = names(report.figures);
    for (const BankId id : report.banks) out.push_back(graph_.banks[id].name);
    return out;
  }

  Json answer_json(const Answer& answer) const {
    Json json = {{"answer", graph_.texts.text(answer.choice)}, {"used", answer.used}};
    if (!priced_ || answer.used) return json;
    Json lines = Json::object();
    for (const AnswerPrice::Line& line : answer.price.lines) {
      lines[graph_.figures[line.figure].name] = exact_dollars(graph_, line.difference);
    }
    json["gross_pay"] = exact_dollars(graph_, answer.price.gross);
    json["deductions"] = exact_dollars(graph_, answer.price.deductions);
    json["pay_lines"] = std::move(lines);
    json["employees"] = answer.price.employees;
    json["not_known"] = answer.price.not_known;
    return json;
  }

  const Graph& graph_;
  const std::vector<ReadingReport>& reports_;
  bool priced_;
};

int readings_command(const Options& options, Console& console) {
  if (const auto refusal = refused(options.over)) return console.refuse(*refusal, wrong_use);
  int status = all_is_well;
  auto loaded = load(options.contract, console, status);
  if (!loaded) return status;
  std::vector<ReadingReport> reports = readings_of(loaded->graph(), loaded->readings);
  Manifest manifest = manifest_of("readings", options.contract, *loaded);
  if (options.over.given()) {
    const auto facts = load_facts(options.over.facts, loaded->graph(), loaded->program.sources, console, status);
    if (!facts) return status;
    add_facts(manifest, options.over.facts, *facts);
    manifest.from = options.over.from;
    manifest.to = options.over.to;
    price_readings(loaded->graph(), *facts, *options.over.from, *options.over.to, loaded->readings, reports,
                   [&](const Advance& advance) { console.progress(advance); });
    console.progress_over();
  }
  const Report report(loaded->graph(), reports, options.over.given());
  console.print(options.format == "json"  ? report.json(manifest)
                : options.format == "csv" ? report.csv()
                                          : report.text(console));
  return all_is_well;
}

}  // namespace

void add_readings(CommandLine& line) {
  Command command =
      line.add("readings", "List where the contract can be read in more than one way, and what that costs");
  const auto options = std::make_shared<Options>();
  add_contract(command, options->contract);
  add_over_facts(command, options->over, "Also price the other answers over this roster");
  command.choice("--format", options->format, {"text", "csv", "json"}, "For people or for programs");
  command.example(
      "mou readings contracts/palm_springs/general_unit/seiu_2018.mou \\\n"
      "    --facts contracts/palm_springs/general_unit/sample_2019 --from 2019-01-01 --to 2019-12-31");
  command.does([options, &console = line.console()] { return readings_command(*options, console); });
}

}  // namespace mou
