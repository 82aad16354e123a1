// A run as one JSON document, or as JSON lines: one object a line. Amounts are strings: a number of JSON is a binary
// fraction to most who read it.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/loading.h"
#include "cli/output_file.h"
#include "cli/parts.h"
#include "cli/report_writers.h"

namespace mou {

namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// The objects that both forms are made of.
class Objects {
 public:
  explicit Objects(const Graph& graph) : graph_(graph) {}

  static Json of(const ReportLine& line) { return {{"name", line.name}, {"title", line.title}, {"unit", line.unit}}; }

  Json of(const Cell& cell) const {
    Json json = {{"employee", cell.employee},
                 {"figure", cell.line->name},
                 {"first", date_text(cell.tick.first)},
                 {"last", date_text(cell.tick.last)},
                 {"value", cell.value.is_fault() ? Json(nullptr) : Json(cell.text)}};
    if (!cell.place.empty()) json["row"] = cell.place;
    if (!cell.clauses.empty()) json["clauses"] = clauses(cell.clauses);
    if (cell.line->rests_on_outside) json["outside"] = true;
    if (cell.value.is_fault()) json["problem"] = problem_text(cell);
    return json;
  }

  Json of(const Finding& finding) const {
    return {{"employee", finding.employee},
            {"kind", finding_text(finding.kind)},
            {"name", finding.name},
            {"first", date_text(finding.tick.first)},
            {"last", date_text(finding.tick.last)},
            {"amount", finding.amount},
            {"unit", finding.unit},
            {"clauses", clauses({finding.clause})},
            {"words", finding.words},
            {"witness", finding.witness}};
  }

  Json of(const LostHours& lost) const {
    return {{"employee", lost.employee},  {"bank", graph_.banks[lost.bank].name},
            {"day", date_text(lost.day)}, {"amount", lost.amount},
            {"unit", lost.unit},          {"clauses", clauses({lost.clause})}};
  }

  Json of(const Ranked& ranked) const {
    return {{"order", ranked.order->name}, {"day", date_text(ranked.day)},
            {"group", ranked.group},       {"place", ranked.place},
            {"employee", ranked.employee}, {"row", ranked.row},
            {"values", ranked.values},     {"clauses", clauses({ranked.order->clause})}};
  }

  static Json of(const RunSummary& summary) {
    return {{"employees", summary.employees},
            {"left_out", summary.left_out},
            {"values", summary.cells},
            {"faults", summary.faults},
            {"findings", summary.findings}};
  }

 private:
  Json clauses(const std::vector<ClauseIndex>& indices) const {
    Json list = Json::array();
    for (const ClauseIndex index : indices) {
      if (index == no_id) continue;
      const ClauseInfo& clause = graph_.clauses[index];
      list.push_back({{"contract", clause.contract}, {"clause", clause.id}});
    }
    return list;
  }

  const Graph& graph_;
};

// Where both forms go: to a file or to the standard output.
class JsonOutput : public ReportWriter {
 public:
  JsonOutput(const ReportContext& context, Console& console)
      : context_(context), objects_(context.graph), console_(console) {}

 protected:
  std::string open_file() { return context_.path.empty() ? "" : file_.open(context_.path); }
  std::optional<std::string> mark_of_file() {
    if (context_.path.empty()) return std::nullopt;
    return marks_text({{"file", context_.path, &file_}});
  }
  std::string take_up_file(const std::string& mark) { return take_up_parts({{"file", context_.path, &file_}}, mark); }
  std::string commit_file() { return context_.path.empty() ? "" : file_.commit(); }
  bool put(std::string_view text) { return context_.path.empty() ? console_.print(text) : file_.write(text); }

  ReportContext context_;
  Objects objects_;

 private:
  Console& console_;
  OutputFile file_;
};

class JsonWriter : public JsonOutput {
 public:
  using JsonOutput::JsonOutput;

  std::string open() override {
    std::string problem = open_file();
    if (!problem.empty()) return problem;
    put("{\"manifest\": " + manifest_json(context_.manifest) + ",\n\"figures\": [");
    const char* between = "\n";
    for (const ReportLine& line : context_.request.lines) {
      put(between + dump(Objects::of(line)));
      between = ",\n";
    }
    put("],\n\"values\": [");
    return "";
  }

  std::optional<std::string> mark() override {
    const auto file = mark_of_file();
    if (!file) return std::nullopt;
    return dump(
        {{"file", *file}, {"any", between_ != first_}, {"findings", findings_}, {"lost", lost_}, {"orders", orders_}});
  }
  std::string take_up(const std::string& mark) override {
    const Json json = Json::parse(mark);
    between_ = json.at("any").get<bool>() ? further_ : first_;
    findings_ = json.at("findings").get<std::string>();
    lost_ = json.at("lost").get<std::string>();
    orders_ = json.at("orders").get<std::string>();
    return take_up_file(json.at("file").get<std::string>());
  }

  bool cell(const Cell& cell) override {
    const std::string text = between_ + dump(objects_.of(cell));
    between_ = further_;
    return put(text);
  }
  bool finding(const Finding& finding) override { return keep(findings_, objects_.of(finding)); }
  bool lost(const LostHours& lost) override { return keep(lost_, objects_.of(lost)); }
  bool ranked(const Ranked& ranked) override { return keep(orders_, objects_.of(ranked)); }

  std::string close(const RunSummary& summary) override {
    put("],\n\"findings\": [" + findings_ + "],\n\"orders\": [" + orders_ + "],\n\"hours_lost\": [" + lost_ +
        "],\n\"summary\": " + dump(Objects::of(summary)) + "}\n");
    return commit_file();
  }

 private:
  static bool keep(std::string& list, const Json& json) {
    list += (list.empty() ? "\n" : ",\n") + dump(json);
    return true;
  }

  static constexpr std::string_view first_ = "\n";
  static constexpr std::string_view further_ = ",\n";
  std::string between_{first_};
  // Lists that come after the values.
  std::string findings_;
  std::string lost_;
  std::string orders_;
};

// One object a line, each with one member, which says what it is.
class JsonLinesWriter : public JsonOutput {
 public:
  using JsonOutput::JsonOutput;

  std::string open() override {
    std::string problem = open_file();
    if (!problem.empty()) return problem;
    line("manifest", Json::parse(manifest_json(context_.manifest)));
    for (const ReportLine& one : context_.request.lines) line("figure", Objects::of(one));
    return "";
  }

  std::optional<std::string> mark() override { return mark_of_file(); }
  std::string take_up(const std::string& mark) override { return take_up_file(mark); }

  bool cell(const Cell& cell) override { return line("value", objects_.of(cell)); }
  bool finding(const Finding& finding) override { return line("finding", objects_.of(finding)); }
  bool lost(const LostHours& lost) override { return line("hours_lost", objects_.of(lost)); }
  bool ranked(const Ranked& ranked) override { return line("order", objects_.of(ranked)); }

  std::string close(const RunSummary& summary) override {
    line("summary", Objects::of(summary));
    return commit_file();
  }

 private:
  bool line(const char* what, Json json) { return put(dump(Json{{what, std::move(json)}}) + "\n"); }
};

}  // namespace

std::unique_ptr<ReportWriter> json_writer(const ReportContext& context, Console& console) {
  return std::make_unique<JsonWriter>(context, console);
}

std::unique_ptr<ReportWriter> json_lines_writer(const ReportContext& context, Console& console) {
  return std::make_unique<JsonLinesWriter>(context, console);
}

}  // namespace mou
