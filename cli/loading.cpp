#include "cli/loading.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "analysis/lines.h"
#include "cli/near_file.h"
#include "engine/facts/digest.h"
#include "engine/facts/read_facts.h"

namespace mou {

namespace {

// Far above any contract, far below what would exhaust the machine.
constexpr off_t largest_contract = off_t{64} << 20U;

void show(const Diagnostics& diagnostics, const Sources& sources, bool warnings_too, Console& console) {
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (code_severity(diagnostic.code) == Severity::error || warnings_too) {
      console.complain(render(diagnostic, sources, console.errors_in_colour()) + "\n");
    }
  }
}

std::size_t count(const Diagnostics& diagnostics, Severity severity) {
  return static_cast<std::size_t>(
      std::count_if(diagnostics.all().begin(), diagnostics.all().end(),
                    [&](const Diagnostic& diagnostic) { return code_severity(diagnostic.code) == severity; }));
}

// What the header of the file says it is; empty when it was not read.
std::string_view kind_of(const Program& program, const std::string& path) {
  const std::string normal = std::filesystem::path(path).lexically_normal().generic_string();
  for (const ast::File& file : program.tree.files) {
    if (program.sources.path(file.source) == normal) return file.header.kind.text;
  }
  return {};
}

}  // namespace

const char* const program_version = MOU_VERSION;

std::optional<std::string> read_bytes(const std::string& path, std::string& why) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    why = std::strerror(errno);
    return std::nullopt;
  }
  struct stat status {};
  std::string bytes;
  if (::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
    why = "it is a folder";
  } else if (S_ISREG(status.st_mode) && status.st_size > largest_contract) {
    why = "it is larger than any contract";
  } else {
    std::array<char, 65536> buffer{};
    ssize_t count = 0;
    while ((count = ::read(descriptor, buffer.data(), buffer.size())) > 0) {
      bytes.append(buffer.data(), static_cast<std::size_t>(count));
      if (static_cast<off_t>(bytes.size()) > largest_contract) {
        why = "it is larger than any contract";
        break;
      }
    }
    if (count < 0) why = std::strerror(errno);
  }
  ::close(descriptor);
  if (!why.empty()) return std::nullopt;
  return bytes;
}

std::string count_text(std::size_t errors, std::size_t warnings) {
  return fmt::format("{} error{}, {} warning{}", errors, errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s");
}

std::string clause_text(const Graph& graph, ClauseIndex clause) {
  if (clause == no_id) return "";
  const ClauseInfo& info = graph.clauses[clause];
  if (info.pages.empty()) return info.id;
  return fmt::format("{}, p. {}", info.id, info.pages);
}

Loaded read_program(const std::string& path, std::optional<Date> as_known_on, const std::vector<std::string>& with,
                    NumberBounds bounds) {
  Loaded loaded;
  if (std::string why; !read_bytes(path, why)) {
    loaded.program.diagnostics.add_at(Code::unreadable_file, path, "the file cannot be read: " + why).help =
        unread_help(path, "name a .mou file that is there and that you may read");
    return loaded;
  }
  const ReadFile read = [&](const std::string& wanted) {
    std::string why;
    auto bytes = read_bytes(wanted, why);
    const auto known = [&](const Loaded::ReadText& file) { return file.path == wanted; };
    if (bytes && std::none_of(loaded.files.begin(), loaded.files.end(), known)) {
      loaded.files.push_back({wanted, *bytes});
    }
    return bytes;
  };
  loaded.program = compile(path, as_known_on, read, with, bounds);
  return loaded;
}

Loaded& hold(Loaded loaded) {
  static std::unique_ptr<Loaded>& held = *new std::unique_ptr<Loaded>;
  held = std::make_unique<Loaded>(std::move(loaded));
  return *held;
}

std::optional<Loaded> load(const ContractOptions& options, Console& console, int& status) {
  std::vector<std::string> asked = {options.path};
  asked.insert(asked.end(), options.with.begin(), options.with.end());
  for (const std::string& path : asked) {
    std::string why;
    if (read_bytes(path, why)) continue;
    const char* otherwise = path == options.path ? "name a contract's .mou file" : "name a .mou file after `--with`";
    status =
        console.refuse({fmt::format("cannot read `{}`: {}", path, why), unread_help(path, otherwise)}, has_findings);
    return std::nullopt;
  }
  Loaded loaded = read_program(options.path, options.as_known_on, options.with);
  for (const std::string& path : options.with) {
    if (kind_of(loaded.program, path) != "contract") continue;
    status = console.refuse({fmt::format("`{}` is a contract of its own", path),
                             "`--with` takes in an amendment, a proposal or assumptions"},
                            wrong_use);
    return std::nullopt;
  }
  if (!loaded.program.graph) {
    show(loaded.program.diagnostics, loaded.program.sources, false, console);
    const std::size_t errors = count(loaded.program.diagnostics, Severity::error);
    status = console.refuse({errors == 0 ? fmt::format("`{}` holds nothing to run", options.path)
                                         : fmt::format("`{}` has {} error{} and cannot be run", options.path, errors,
                                                       errors == 1 ? "" : "s"),
                             errors == 0 ? "name a file that starts with `contract`" : ""},
                            has_findings);
    return std::nullopt;
  }
  const auto readings = readings_chosen(loaded.graph(), options.readings);
  if (const auto* refusal = std::get_if<Refusal>(&readings)) {
    status = console.refuse(*refusal, wrong_use);
    return std::nullopt;
  }
  loaded.readings = std::get<std::vector<TextId>>(readings);
  return loaded;
}

std::optional<Facts> load_facts(const std::string& path, Graph& graph, const Sources& sources, Console& console,
                                int& status) {
  Diagnostics diagnostics;
  Facts facts = read_facts(path, graph.schema, graph.texts, diagnostics);
  if (!facts_are_sound(path, diagnostics, sources, console, status)) return std::nullopt;
  return facts;
}

bool facts_are_sound(const std::string& path, const Diagnostics& diagnostics, const Sources& sources, Console& console,
                     int& status) {
  show(diagnostics, sources, true, console);
  if (!diagnostics.has_errors()) return true;
  const std::size_t errors = count(diagnostics, Severity::error);
  status = console.refuse({fmt::format("the facts in `{}` have {} and were not computed with", path,
                                       count_text(errors, count(diagnostics, Severity::warning))),
                           ""},
                          has_findings);
  return false;
}

Manifest manifest_of(const std::string& report, const ContractOptions& options, const Loaded& loaded) {
  Manifest manifest;
  manifest.report = report;
  manifest.program_version = program_version;
  manifest.contract = options.path;
  manifest.title = loaded.program.graph->title;
  for (const Loaded::ReadText& file : loaded.files)
    manifest.contract_files.push_back({file.path, sha256_text(file.bytes)});
  manifest.readings = readings_used(*loaded.program.graph, loaded.readings);
  manifest.as_known_on = options.as_known_on;
  return manifest;
}

void add_facts(Manifest& manifest, const std::string& path, const Facts& facts) {
  manifest.facts = path;
  manifest.facts_files = facts.files;
}

std::string manifest_json(const Manifest& manifest) {
  using Json = nlohmann::ordered_json;
  const auto date = [](const std::optional<Date>& day) -> Json { return day ? Json(date_text(*day)) : Json(nullptr); };
  Json files = Json::array();
  for (const ContractFile& file : manifest.contract_files)
    files.push_back({{"path", file.path}, {"sha256", file.sha256}});
  Json facts = Json::array();
  for (const FactsFile& file : manifest.facts_files) {
    facts.push_back({{"path", file.path}, {"rows", file.rows}, {"sha256", file.sha256}});
  }
  Json readings = Json::array();
  for (const ReadingUsed& reading : manifest.readings) {
    readings.push_back({{"name", reading.name},
                        {"clause", reading.clause},
                        {"choice", reading.choice},
                        {"chosen_for_this_run", reading.chosen_for_run}});
  }
  Json json = {{"program", "mou"},
               {"version", manifest.program_version},
               {"report", manifest.report},
               {"contract", manifest.contract},
               {"title", manifest.title},
               {"as_known_on", date(manifest.as_known_on)},
               {"from", date(manifest.from)},
               {"to", date(manifest.to)},
               {"figures", manifest.figures},
               {"employees", manifest.employees},
               {"contract_files", std::move(files)},
               {"facts", manifest.facts},
               {"facts_files", std::move(facts)},
               {"readings", std::move(readings)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace mou
