// A run as CSV: one file of values, one of findings, one of orders, one of what limits took, and the manifest, side by
// side.
#include <fmt/format.h>

#include "cli/loading.h"
#include "cli/output_file.h"
#include "cli/parts.h"
#include "cli/report_writers.h"
#include "engine/facts/templates.h"

namespace mou {

namespace {

// "pay.csv" as "pay", the file's name alone.
std::string without_extension(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::size_t dot = path.rfind('.');
  const bool has = dot != std::string::npos && dot != 0 && (slash == std::string::npos || dot > slash + 1);
  return has ? path.substr(0, dot) : path;
}

class CsvWriter : public ReportWriter {
 public:
  CsvWriter(const ReportContext& context, Console& console) : context_(context), console_(console) {}

  std::string open() override {
    const std::string problem = open_parts(parts());
    if (!problem.empty()) return problem;
    if (!context_.path.empty()) {
      orders_.write("order,day,group,place,employee,row,values,clause,contract\n");
      findings_.write("employee,kind,name,first,last,amount,unit,clause,contract,words,witness\n");
      lost_.write("employee,bank,day,amount,unit,clause,contract\n");
    }
    if (!context_.manifest_path.empty()) manifest_.write(manifest_json(context_.manifest));
    put("employee,figure,unit,first,last,row,value,clause,contract,outside,problem\n");
    return "";
  }

  std::optional<std::string> mark() override {
    if (context_.path.empty()) return std::nullopt;
    return marks_text(parts());
  }
  std::string take_up(const std::string& mark) override { return take_up_parts(parts(), mark); }

  bool cell(const Cell& cell) override {
    row_.clear();
    const auto field = [&](std::string_view text) {
      row_ += csv_field(text);
      row_ += ',';
    };
    field(cell.employee);
    field(cell.line->name);
    field(cell.line->unit);
    field(date_text(cell.tick.first));
    field(date_text(cell.tick.last));
    field(cell.place);
    field(cell.text);
    field(clause_ids(context_.graph, cell.clauses));
    field(contract_names(context_.graph, cell.clauses));
    field(cell.line->rests_on_outside ? "yes" : "");
    row_ += csv_field(problem_text(cell));
    row_ += '\n';
    return put(row_);
  }

  bool finding(const Finding& finding) override {
    const std::vector<ClauseIndex> clauses = one(finding.clause);
    const std::string row =
        fmt::format("{},{},{},{},{},{},{},{},{},{},{}\n", csv_field(finding.employee), finding_text(finding.kind),
                    csv_field(finding.name), date_text(finding.tick.first), date_text(finding.tick.last),
                    finding.amount, csv_field(finding.unit), csv_field(clause_ids(context_.graph, clauses)),
                    contract_names(context_.graph, clauses), csv_field(finding.words), csv_field(finding.witness));
    if (!context_.path.empty()) return findings_.write(row);
    told_ += "finding: " + row;
    return true;
  }

  bool lost(const LostHours& lost) override {
    if (context_.path.empty()) return true;
    const std::vector<ClauseIndex> clauses = one(lost.clause);
    return lost_.write(fmt::format("{},{},{},{},{},{},{}\n", csv_field(lost.employee),
                                   context_.graph.banks[lost.bank].name, date_text(lost.day), lost.amount,
                                   csv_field(lost.unit), csv_field(clause_ids(context_.graph, clauses)),
                                   contract_names(context_.graph, clauses)));
  }

  bool ranked(const Ranked& ranked) override {
    if (context_.path.empty()) return true;
    const std::vector<ClauseIndex> clauses = one(ranked.order->clause);
    return orders_.write(
        fmt::format("{},{},{},{},{},{},{},{},{}\n", ranked.order->name, date_text(ranked.day), csv_field(ranked.group),
                    ranked.place, csv_field(ranked.employee), csv_field(ranked.row),
                    csv_field(fmt::format("{}", fmt::join(ranked.values, "; "))),
                    csv_field(clause_ids(context_.graph, clauses)), contract_names(context_.graph, clauses)));
  }

  std::string close(const RunSummary& summary) override {
    const std::string problem = commit_parts(parts());
    if (context_.path.empty() && !summary.stopped) console_.complain(told_);
    return problem;
  }

 private:
  std::vector<Part> parts() {
    std::vector<Part> parts;
    const std::string stem = without_extension(context_.path);
    if (!context_.path.empty()) {
      if (context_.manifest_path.empty()) context_.manifest_path = stem + ".manifest.json";
      parts = {{"values", context_.path, &values_},
               {"findings", stem + ".findings.csv", &findings_},
               {"hours_lost", stem + ".hours_lost.csv", &lost_},
               {"orders", stem + ".orders.csv", &orders_}};
    }
    if (!context_.manifest_path.empty()) parts.push_back({"manifest", context_.manifest_path, &manifest_});
    return parts;
  }

  static std::vector<ClauseIndex> one(ClauseIndex clause) {
    if (clause == no_id) return {};
    return {clause};
  }

  bool put(std::string_view text) { return context_.path.empty() ? console_.print(text) : values_.write(text); }

  ReportContext context_;
  Console& console_;
  OutputFile values_;
  OutputFile findings_;
  OutputFile lost_;
  OutputFile orders_;
  OutputFile manifest_;
  std::string row_;
  std::string told_;
};

}  // namespace

std::unique_ptr<ReportWriter> csv_writer(const ReportContext& context, Console& console) {
  return std::make_unique<CsvWriter>(context, console);
}

}  // namespace mou
