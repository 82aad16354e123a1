// A report as lines of text.
#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "analysis/run.h"

namespace mou {

// Everything that is reported, a line each.
class Written : public RunSink {
 public:
  explicit Written(const Graph& graph, std::size_t most = ~std::size_t{0}) : graph_(graph), most_(most) {}

  bool cell(const Cell& cell) override {
    std::string clauses;
    for (const ClauseIndex clause : cell.clauses) clauses += graph_.clauses[clause].id + ";";
    return add(fmt::format("{} {} {} {} {} {} {}", cell.employee, cell.line->name, date_text(cell.tick.last),
                           cell.place, cell.no_rule ? "no rule" : cell.text, clauses, cell.no_rule ? "" : cell.fault));
  }
  bool finding(const Finding& finding) override {
    return add(fmt::format("{} {} {} {} {} {}", finding.employee, finding.name, date_text(finding.tick.last),
                           finding.words, finding.witness, finding.amount));
  }
  bool lost(const LostHours& lost) override {
    return add(fmt::format("{} {} {} {}", lost.employee, lost.bank, date_text(lost.day), lost.amount));
  }
  bool ranked(const Ranked& ranked) override {
    return add(fmt::format("{} {} {} {} {}: {}", ranked.order->name, ranked.group, ranked.place, ranked.employee,
                           ranked.row, fmt::join(ranked.values, "; ")));
  }

  std::vector<std::string> lines;

 private:
  bool add(std::string line) {
    lines.push_back(std::move(line));
    return lines.size() < most_;
  }

  const Graph& graph_;
  std::size_t most_;
};

}  // namespace mou
