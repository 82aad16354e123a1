// A run as one JSON document. Amounts are strings: a number of JSON is a binary fraction to most who read it.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/loading.h"
#include "cli/output_file.h"
#include "cli/report_writers.h"

namespace mou {

namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

class JsonWriter : public ReportWriter {
 public:
  JsonWriter(const ReportContext& context, Console& console) : context_(context), console_(console) {}

  std::string open() override {
    if (!context_.path.empty()) {
      std::string problem = file_.open(context_.path);
      if (!problem.empty()) return problem;
    }
    put("{\"manifest\": " + manifest_json(context_.manifest) + ",\n\"figures\": [");
    const char* between = "\n";
    for (const ReportLine& line : context_.request.lines) {
      put(between + dump({{"name", line.name}, {"title", line.title}, {"unit", line.unit}}));
      between = ",\n";
    }
    put("],\n\"values\": [");
    return "";
  }

  bool cell(const Cell& cell) override {
    Json json = {{"employee", employee_text(context_.facts, cell.employee)},
                 {"figure", cell.line->name},
                 {"first", date_text(cell.tick.first)},
                 {"last", date_text(cell.tick.last)},
                 {"value", cell.value.is_fault() ? Json(nullptr) : Json(cell.text)}};
    if (!cell.place.empty()) json["row"] = cell.place;
    if (!cell.clauses.empty()) json["clauses"] = clauses(cell.clauses);
    if (cell.line->rests_on_outside) json["outside"] = true;
    if (cell.value.is_fault()) json["problem"] = problem_text(cell);
    const std::string text = between_ + dump(json);
    between_ = ",\n";
    return put(text);
  }

  bool finding(const Finding& finding) override {
    findings_.push_back({{"employee", employee_text(context_.facts, finding.employee)},
                         {"kind", finding_text(finding.kind)},
                         {"name", finding.name},
                         {"first", date_text(finding.tick.first)},
                         {"last", date_text(finding.tick.last)},
                         {"amount", finding.amount},
                         {"unit", finding.unit},
                         {"clauses", clauses({finding.clause})},
                         {"words", finding.words},
                         {"witness", finding.witness}});
    return true;
  }

  bool lost(const LostHours& lost) override {
    lost_.push_back({{"employee", employee_text(context_.facts, lost.employee)},
                     {"bank", context_.graph.banks[lost.bank].name},
                     {"day", date_text(lost.day)},
                     {"amount", lost.amount},
                     {"unit", lost.unit},
                     {"clauses", clauses({lost.clause})}});
    return true;
  }

  bool ranked(const Ranked& ranked) override {
    orders_.push_back({{"order", ranked.order->name},
                       {"day", date_text(ranked.day)},
                       {"group", ranked.group},
                       {"place", ranked.place},
                       {"employee", employee_text(context_.facts, ranked.employee)},
                       {"row", ranked.row},
                       {"values", ranked.values},
                       {"clauses", clauses({ranked.order->clause})}});
    return true;
  }

  std::string close(const RunSummary& summary) override {
    put("],\n\"findings\": " + rows(findings_) + ",\n\"orders\": " + rows(orders_) +
        ",\n\"hours_lost\": " + rows(lost_) + ",\n\"summary\": " +
        dump({{"employees", summary.employees},
              {"left_out", summary.left_out},
              {"values", summary.cells},
              {"faults", summary.faults},
              {"findings", summary.findings}}) +
        "}\n");
    return context_.path.empty() ? "" : file_.commit();
  }

 private:
  Json clauses(const std::vector<ClauseIndex>& indices) const {
    Json list = Json::array();
    for (const ClauseIndex index : indices) {
      if (index == no_id) continue;
      const ClauseInfo& clause = context_.graph.clauses[index];
      list.push_back({{"contract", clause.contract}, {"clause", clause.id}});
    }
    return list;
  }

  static std::string rows(const std::vector<Json>& list) {
    std::string text = "[";
    for (std::size_t i = 0; i < list.size(); ++i) text += (i == 0 ? "\n" : ",\n") + dump(list[i]);
    return text + "]";
  }

  bool put(std::string_view text) { return context_.path.empty() ? console_.print(text) : file_.write(text); }

  ReportContext context_;
  Console& console_;
  OutputFile file_;
  const char* between_ = "\n";
  std::vector<Json> findings_;
  std::vector<Json> lost_;
  std::vector<Json> orders_;
};

}  // namespace

std::unique_ptr<ReportWriter> json_writer(const ReportContext& context, Console& console) {
  return std::make_unique<JsonWriter>(context, console);
}

}  // namespace mou
