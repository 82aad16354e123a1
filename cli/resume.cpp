#include "cli/resume.h"

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "cli/output_file.h"
#include "engine/facts/digest.h"

namespace mou {

namespace {

using Json = nlohmann::ordered_json;

std::string note_path(const std::string& report) {
  return report + ".resume";
}

}  // namespace

std::optional<ReportNote> read_note(const std::string& report) {
  std::ifstream file(note_path(report), std::ios::binary);
  if (!file) return std::nullopt;
  try {
    const Json json = Json::parse(file);
    return ReportNote{json.at("report_id").get<std::string>(), json.at("reached").get<std::string>(),
                      json.at("mark").get<std::string>()};
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

EndOfNote::~EndOfNote() {
  if (report.empty()) return;
  remove_note(report);
}

void remove_note(const std::string& report) {
  say_on_signals("");
  static_cast<void>(std::remove(note_path(report).c_str()));
}

std::string report_id(const std::string& format, const std::string& manifest) {
  return sha256_text(format + "\n" + manifest);
}

Notes::Notes(std::string report, std::string report_id, std::chrono::milliseconds first,
             std::chrono::milliseconds every)
    : report_(std::move(report)),
      report_id_(std::move(report_id)),
      every_(every),
      next_(std::chrono::steady_clock::now() + first) {}

void Notes::take(const std::string& reached, const std::function<std::optional<std::string>()>& mark) {
  const auto now = std::chrono::steady_clock::now();
  if (report_.empty() || now < next_) return;
  next_ = now + every_;
  const auto marked = mark();
  if (!marked) return;
  const Json note = {{"report_id", report_id_}, {"reached", reached}, {"mark", *marked}};
  if (!write_file(note_path(report_), note.dump(2) + "\n").empty()) return;
  say_on_signals("\ninterrupted; the same command goes on from where it was\n");
}

std::string text_of(const RunReached& reached) {
  const RunSummary& summary = reached.summary;
  return Json{{"of_employees", reached.employees}, {"employees", summary.employees},
              {"left_out", summary.left_out},      {"cells", summary.cells},
              {"faults", summary.faults},          {"findings", summary.findings},
              {"losses", summary.losses}}
      .dump();
}

std::string text_of(const WideReached& reached) {
  const WideSummary& summary = reached.summary;
  return Json{{"reading", static_cast<int>(summary.reading)},
              {"turns", reached.turns},
              {"employees", summary.employees},
              {"left_out", summary.left_out},
              {"rows", summary.rows},
              {"cells", summary.cells},
              {"faults", summary.faults}}
      .dump();
}

std::optional<RunReached> take_up(ReportWriter& writer, const ReportNote& note) {
  try {
    const Json json = Json::parse(note.reached);
    RunReached reached;
    reached.employees = json.at("of_employees").get<std::uint64_t>();
    reached.summary.employees = json.at("employees").get<std::size_t>();
    reached.summary.left_out = json.at("left_out").get<std::size_t>();
    reached.summary.cells = json.at("cells").get<std::size_t>();
    reached.summary.faults = json.at("faults").get<std::size_t>();
    reached.summary.findings = json.at("findings").get<std::size_t>();
    reached.summary.losses = json.at("losses").get<std::size_t>();
    if (!writer.take_up(note.mark).empty()) return std::nullopt;
    return reached;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

std::optional<WideReached> wide_reached(const ReportNote& note) {
  try {
    const Json json = Json::parse(note.reached);
    const int reading = json.at("reading").get<int>();
    if (reading < 0 || reading > static_cast<int>(WideReading::whole)) return std::nullopt;
    WideReached reached;
    reached.turns = json.at("turns").get<std::uint64_t>();
    reached.summary.reading = static_cast<WideReading>(reading);
    reached.summary.employees = json.at("employees").get<std::uint64_t>();
    reached.summary.left_out = json.at("left_out").get<std::uint64_t>();
    reached.summary.rows = json.at("rows").get<std::uint64_t>();
    reached.summary.cells = json.at("cells").get<std::uint64_t>();
    reached.summary.faults = json.at("faults").get<std::uint64_t>();
    return reached;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace mou
