// A run for people: the values when they are few, else the totals of the unit, then what needs a look.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "analysis/amount.h"
#include "cli/loading.h"
#include "cli/report_writers.h"
#include "cli/text_table.h"

namespace mou {

namespace {

constexpr std::size_t few_values = 200;
constexpr std::size_t most_shown = 10;

class SummaryWriter : public ReportWriter {
 public:
  SummaryWriter(const ReportContext& context, Console& console)
      : context_(context), console_(console), totals_(context.request.lines.size()) {}

  std::string open() override { return ""; }

  bool cell(const Cell& cell) override {
    if (few_.size() <= few_values) few_.push_back(cell);
    Total& total = totals_[static_cast<std::size_t>(cell.line - context_.request.lines.data())];
    if (cell.value.is_fault() && !cell.no_rule) note_fault(cell);
    if (!cell.value.is_number()) return true;
    total.sum = total.sum + cell.value.number;
    if (!cell.value.number.is_zero() && total.last_employee != cell.employee) {
      total.last_employee = cell.employee;
      ++total.employees;
    }
    return true;
  }

  bool finding(const Finding& finding) override {
    // The same of the same employee, period after period, is told once.
    const auto same = [&](const FindingGroup& group) {
      return finding.amount.empty() && group.first.employee == finding.employee && group.first.words == finding.words &&
             group.first.kind == finding.kind && group.first.clause == finding.clause;
    };
    const auto found = std::find_if(findings_.begin(), findings_.end(), same);
    if (found != findings_.end()) {
      found->last = finding.tick;
      ++found->count;
    } else if (findings_.size() < most_shown) {
      findings_.push_back({finding, finding.tick, 1});
    }
    return true;
  }

  bool lost(const LostHours& lost) override {
    if (lost_.size() < most_shown) lost_.push_back(lost);
    return true;
  }

  bool ranked(const Ranked& ranked) override {
    const bool same =
        !lists_.empty() && lists_.back().first.order == ranked.order && lists_.back().first.group == ranked.group;
    if (!same) lists_.push_back({ranked, 0, {}});
    OrderList& list = lists_.back();
    ++list.count;
    if (list.shown.size() < most_shown) list.shown.push_back(ranked);
    return true;
  }

  std::string close(const RunSummary& summary) override {
    console_.print(console_.bold(context_.graph.title) +
                   fmt::format("\n{} to {}\n\n", date_text(context_.request.from), date_text(context_.request.to)));
    if (few_.size() <= few_values) {
      print_values();
    } else {
      print_totals();
    }
    print_faults(summary);
    print_findings(summary);
    print_orders();
    print_lost(summary);
    console_.print(summary_text(summary) + ".\n");
    if (few_.size() > few_values) {
      console_.print("Every value, with its clause: `--out FILE.csv`, `FILE.json` or `FILE.sqlite`.\n");
    }
    return "";
  }

 private:
  struct Total {
    Rational sum;
    std::size_t employees = 0;
    std::string last_employee;
  };

  // Faults that differ only in their days and employees are told once. Employees come one after the other.
  struct FaultGroup {
    std::string first;
    std::size_t count = 0;
    std::size_t employees = 0;
    std::string last_employee;
  };

  struct OrderList {
    Ranked first;
    std::size_t count = 0;
    std::vector<Ranked> shown;
  };

  struct FindingGroup {
    Finding first;
    Tick last;
    std::size_t count = 0;
  };

  void note_fault(const Cell& cell) {
    const std::string key = without_dates(without_employee(cell.fault, cell.employee));
    const auto found = faults_.find(key);
    if (found == faults_.end() && faults_.size() >= most_shown) return;
    FaultGroup& group = faults_[key];
    if (group.count == 0) group.first = cell.fault;
    ++group.count;
    if (group.employees == 0 || group.last_employee != cell.employee) ++group.employees;
    group.last_employee = cell.employee;
  }

  static std::string without_employee(std::string message, const std::string& employee) {
    if (employee.empty()) return message;
    const std::string name = "employee " + employee;
    for (std::size_t at = message.find(name); at != std::string::npos; at = message.find(name, at)) {
      message.replace(at, name.size(), "employee");
    }
    return message;
  }

  static std::string without_dates(const std::string& message) {
    std::string out;
    for (std::size_t at = 0; at < message.size();) {
      if (parse_date(std::string_view(message).substr(at, 10))) {
        at += 10;
      } else {
        out += message[at++];
      }
    }
    return out;
  }

  void print_values() {
    TextTable table;
    table.column("Employee");
    table.column("Figure");
    table.column("From");
    table.column("To");
    table.column("Value", TextTable::Align::right);
    table.column("Unit");
    table.column("Clause");
    for (const Cell& cell : few_) {
      const std::string value = cell.value.is_fault() ? (cell.no_rule ? "no rule" : "cannot be computed")
                                                      : people_text(cell.value, cell.line->type, context_.graph.texts);
      const bool has_unit = cell.line->type.kind == TypeKind::number && !cell.line->type.unit.plain();
      table.row({cell.employee, cell.line->title, date_text(cell.tick.first), date_text(cell.tick.last), value,
                 has_unit ? people_unit(cell.line->type.unit, context_.graph.measures) : "",
                 clause_ids(context_.graph, cell.clauses)});
    }
    console_.print(table.text(console_.output_in_colour()) + "\n");
  }

  // Of amounts that may be added over people and time: not of rates, balances and plain numbers, nor of what holds on
  // any day and is only looked at once a pay period.
  bool adds_up(const ReportLine& line) const {
    const auto& powers = line.type.unit.powers;
    const bool amount = line.type.kind == TypeKind::number && powers.size() == 1 && powers.front().second == 1;
    const bool balance = line.measure == BankMeasure::opening || line.measure == BankMeasure::balance;
    if (line.bank != no_id) return amount && !balance;
    const Figure& figure = context_.graph.figures[line.figure];
    return amount && (figure.clock != no_id || figure.event != no_id);
  }

  void print_totals() {
    TextTable table;
    table.column("Total of the unit");
    table.column("Employees", TextTable::Align::right);
    table.column("Amount", TextTable::Align::right);
    table.column("Unit");
    for (std::size_t i = 0; i < totals_.size(); ++i) {
      const ReportLine& line = context_.request.lines[i];
      const Total& total = totals_[i];
      if (!adds_up(line) || total.employees == 0) continue;
      table.row({line.title, grouped(total.employees), people_number(total.sum, line.type.unit),
                 people_unit(line.type.unit, context_.graph.measures)});
    }
    console_.print(table.text(console_.output_in_colour()) + "\n");
  }

  void print_faults(const RunSummary& summary) {
    if (faults_.empty()) return;
    console_.print(console_.bold("Cannot be computed") + "\n");
    std::size_t shown = 0;
    for (const auto& [key, group] : faults_) {
      const std::string of = group.employees > 1 ? fmt::format(" of {} employees", grouped(group.employees)) : "";
      const std::string more = group.count > 1 ? fmt::format(" ({} values{})", grouped(group.count), of) : "";
      console_.print(fmt::format("  {}{}\n", group.first, more));
      shown += group.count;
    }
    if (shown < summary.faults) console_.print(fmt::format("  and {} more\n", grouped(summary.faults - shown)));
    console_.print("\n");
  }

  void print_findings(const RunSummary& summary) {
    if (findings_.empty()) return;
    console_.print(console_.bold("Findings") + "\n");
    std::size_t shown = 0;
    for (const FindingGroup& group : findings_) {
      const Finding& finding = group.first;
      shown += group.count;
      const std::string& employee = finding.employee;
      std::string text = employee.empty() ? std::string("  the unit") : "  " + employee;
      text += finding.tick.first == group.last.last
                  ? fmt::format(", {}", date_text(finding.tick.last))
                  : fmt::format(", {} to {}", date_text(finding.tick.first), date_text(group.last.last));
      if (group.count > 1) text += fmt::format(" ({} times)", grouped(group.count));
      text += ": " + finding.words;
      if (!finding.witness.empty()) text += fmt::format("; {}", finding.witness);
      if (!finding.amount.empty()) text += fmt::format(" by {} {}", finding.amount, finding.unit);
      if (finding.clause != no_id) text += fmt::format(" (clause {})", clause_text(context_.graph, finding.clause));
      console_.print(text + "\n");
    }
    if (shown < summary.findings) {
      console_.print(fmt::format("  and {} more\n", grouped(summary.findings - shown)));
    }
    console_.print("\n");
  }

  void print_orders() {
    std::size_t lists = 0;
    for (const OrderList& list : lists_) {
      if (++lists > most_shown) break;
      const Ranking& order = *list.first.order;
      std::string head = fmt::format("{} on {}", order.title, date_text(list.first.day));
      if (!list.first.group.empty()) head += ": " + list.first.group;
      if (order.clause != no_id) head += fmt::format(" (clause {})", clause_text(context_.graph, order.clause));
      console_.print(console_.bold(head) + "\n");
      for (const Ranked& ranked : list.shown) {
        console_.print(fmt::format("  {}. {}{}  {}\n", ranked.place, ranked.employee,
                                   ranked.row.empty() ? "" : ", " + ranked.row,
                                   fmt::format("{}", fmt::join(ranked.values, ", "))));
      }
      if (list.shown.size() < list.count) {
        console_.print(fmt::format("  and {} more\n", grouped(list.count - list.shown.size())));
      }
      console_.print("\n");
    }
    if (lists_.size() > most_shown) {
      console_.print(fmt::format("and {} more lists\n\n", grouped(lists_.size() - most_shown)));
    }
  }

  void print_lost(const RunSummary& summary) {
    if (lost_.empty()) return;
    console_.print(console_.bold("Lost at a limit") + "\n");
    TextTable table;
    table.column("Employee");
    table.column("Day");
    table.column("Bank");
    table.column("Lost", TextTable::Align::right);
    table.column("Unit");
    table.column("Clause");
    for (const LostHours& lost : lost_) {
      const Bank& bank = context_.graph.banks[lost.bank];
      table.row({lost.employee, date_text(lost.day), title_or_name(bank.title, bank.name), lost.amount, lost.unit,
                 clause_text(context_.graph, lost.clause)});
    }
    console_.print(table.text(false, 2));
    if (lost_.size() < summary.losses) {
      console_.print(fmt::format("  and {} more\n", grouped(summary.losses - lost_.size())));
    }
    console_.print("\n");
  }

  ReportContext context_;
  Console& console_;
  std::vector<Cell> few_;
  std::vector<Total> totals_;
  // By the message without its days.
  std::map<std::string, FaultGroup> faults_;
  std::vector<FindingGroup> findings_;
  std::vector<LostHours> lost_;
  std::vector<OrderList> lists_;
};

}  // namespace

std::unique_ptr<ReportWriter> summary_writer(const ReportContext& context, Console& console) {
  return std::make_unique<SummaryWriter>(context, console);
}

}  // namespace mou
