#include "engine/facts/fact_order.h"

#include <algorithm>
#include <unordered_set>

namespace mou {

namespace {

// Shorter identifiers first, as numbers without leading zeros stand.
bool before_as_number(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

// Knows whether an identifier was there before. While identifiers ascend, as texts or as numbers, none can come twice
// and the last one is all there is to remember; else every one is kept.
class Seen {
 public:
  enum class Keep { last, every };
  enum class Answer { fresh, before, unknown };

  explicit Seen(Keep keep) : keep_(keep) {}

  Answer add(std::string_view employee) {
    if (keep_ == Keep::every) return every_.emplace(employee).second ? Answer::fresh : Answer::before;
    if (any_) {
      as_text_ = as_text_ && last_ < employee;
      as_number_ = as_number_ && before_as_number(last_, employee);
    }
    any_ = true;
    last_ = employee;
    return as_text_ || as_number_ ? Answer::fresh : Answer::unknown;
  }

 private:
  Keep keep_;
  bool any_ = false;
  bool as_text_ = true;
  bool as_number_ = true;
  std::string last_;
  std::unordered_set<std::string> every_;
};

class OrderScan {
 public:
  enum class Outcome { done, unreadable, needs_every_identifier };

  OrderScan(FactSource& source, const Schema& schema, const std::vector<std::string>& names)
      : source_(source), schema_(schema), names_(names), findings_("", unsaid_), walks_(schema.tables.size()) {}

  Outcome run(Seen::Keep keep, FactOrder& order) {
    EmployeeWalk roster;
    if (!roster.open(source_, names_[0], findings_) || !open_events()) return Outcome::unreadable;
    Seen seen(keep);
    std::string group;
    bool in_groups = true;
    while (roster.advance(findings_)) {
      if (roster.employee().empty() || roster.employee() == group) continue;
      switch (seen.add(roster.employee())) {
        case Seen::Answer::unknown:
          return Outcome::needs_every_identifier;
        case Seen::Answer::before:
          if (in_groups) order.out_of_order.push_back({0, roster.rows().number(), std::string(roster.employee())});
          in_groups = false;
          break;
        case Seen::Answer::fresh:
          ++order.employees;
          pass(roster.employee());
          break;
      }
      group = roster.employee();
    }
    for (std::uint32_t table = 1; table < walks_.size(); ++table) {
      EmployeeWalk& walk = walks_[table];
      if (walk.at_row()) order.out_of_order.push_back({table, walk.rows().number(), std::string(walk.employee())});
    }
    return findings_.any_errors() ? Outcome::unreadable : Outcome::done;
  }

 private:
  bool open_events() {
    for (std::uint32_t table = 1; table < walks_.size(); ++table) {
      if (names_[table].empty() || schema_.tables[table].subject == TableSubject::city_event) continue;
      if (!walks_[table].open(source_, names_[table], findings_)) return false;
      walks_[table].advance(findings_);
    }
    return true;
  }

  // Goes past the rows of the employee. Rows that say nothing of whose they are stand in nobody's way.
  void pass(std::string_view employee) {
    for (EmployeeWalk& walk : walks_) {
      while (walk.at_row() && (walk.employee() == employee || walk.employee().empty())) walk.advance(findings_);
    }
  }

  FactSource& source_;
  const Schema& schema_;
  const std::vector<std::string>& names_;
  Diagnostics unsaid_;
  Findings findings_;
  std::vector<EmployeeWalk> walks_;
};

}  // namespace

bool EmployeeWalk::open(FactSource& source, const std::string& name, Findings& findings) {
  rows_ = source.open(name, findings);
  std::vector<std::string_view> names;
  if (rows_ == nullptr || !rows_->heading(names, findings)) return false;
  names_.assign(names.begin(), names.end());
  const auto field = std::find(names_.begin(), names_.end(), "employee");
  field_ = static_cast<std::size_t>(field - names_.begin());
  return field != names_.end();
}

bool EmployeeWalk::advance(Findings& findings) {
  at_row_ = false;
  employee_ = {};
  TableRows::Next next = TableRows::Next::unreadable;
  while (next == TableRows::Next::unreadable && !findings.full()) next = rows_->next(findings);
  if (next != TableRows::Next::row) return false;
  at_row_ = true;
  const std::vector<Field>& fields = rows_->fields();
  if (fields.size() == names_.size() && fields[field_].kind == FieldKind::text) employee_ = fields[field_].text;
  return true;
}

const OutOfOrder* FactOrder::of(std::uint32_t table) const {
  const auto found = std::find_if(out_of_order.begin(), out_of_order.end(),
                                  [&](const OutOfOrder& candidate) { return candidate.table == table; });
  return found == out_of_order.end() ? nullptr : &*found;
}

std::optional<FactOrder> find_order(FactSource& source, const Schema& schema, const std::vector<std::string>& names) {
  if (names[0].empty()) return std::nullopt;
  for (const Seen::Keep keep : {Seen::Keep::last, Seen::Keep::every}) {
    FactOrder order;
    switch (OrderScan(source, schema, names).run(keep, order)) {
      case OrderScan::Outcome::done:
        return order;
      case OrderScan::Outcome::unreadable:
        return std::nullopt;
      case OrderScan::Outcome::needs_every_identifier:
        break;
    }
  }
  return std::nullopt;
}

}  // namespace mou
