#include "engine/columnar/fact_batch.h"

#include <algorithm>
#include <limits>

namespace mou {

void put_number(const Rational& number, const Lanes& to, std::size_t lane, std::size_t n) {
  const Shape& shape = to.shape();
  if (shape.lane == Lane::exact) {
    to.data<Rational>()[lane] = number;
    return;
  }
  const auto whole = (shape.denominator == 1 ? number : number * Rational(shape.denominator)).to_int64();
  const bool fits = whole && (shape.lane != Lane::i32 || (*whole <= std::numeric_limits<std::int32_t>::max() &&
                                                          *whole >= std::numeric_limits<std::int32_t>::min()));
  if (!fits) {
    to.make_states(n)[lane] = LaneState::deferred;
    put_number(Rational(0), to, lane, n);
    return;
  }
  if (shape.lane == Lane::i32) {
    to.data<std::int32_t>()[lane] = static_cast<std::int32_t>(*whole);
  } else if (shape.lane == Lane::i64) {
    to.data<std::int64_t>()[lane] = *whole;
  } else {
    to.data<Int128>()[lane] = *whole;
  }
}

void put_value(const Value& value, const Lanes& to, std::size_t lane, std::size_t n) {
  switch (value.kind) {
    case ValueKind::number:
      put_number(value.number, to, lane, n);
      return;
    case ValueKind::date:
    case ValueKind::time:
    case ValueKind::text:
      to.words()[lane] = value.payload;
      return;
    case ValueKind::truth:
      to.truths()[lane] = value.payload != 0 ? 1 : 0;
      return;
    case ValueKind::empty:
    case ValueKind::fault:
      break;
  }
  if (to.lane() == Lane::truth) {
    to.truths()[lane] = 0;
  } else {
    put_number(Rational(0), to, lane, n);
  }
  to.make_states(n)[lane] = value.is_empty() ? LaneState::empty : LaneState::fault;
}

void FactBatches::take_up(const std::vector<EmployeeId>& employees) {
  employees_ = employees;
  tables_.resize(facts_.tables.size());
  roster_day_.reset();
  single_from_.reset();
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    // What is the city's is the same for every batch.
    if (graph_.schema.tables[i].subject != TableSubject::city_event) tables_[i].reset();
  }
  const TableBatch& roster = table(0);
  if (roster.rows.size() == employees_.size()) {
    Date latest = first_date;
    bool each = true;
    for (std::size_t m = 0; m < employees_.size(); ++m) {
      each = each && roster.first[m + 1] == roster.first[m] + 1;
      latest = std::max(latest, roster.days[m]);
    }
    if (each) single_from_ = latest;
  }
}

TableBatch FactBatches::make(std::uint32_t index) const {
  const TableFacts& facts = facts_.tables[index];
  TableBatch batch;
  batch.columns.resize(graph_.schema.tables[index].columns.size());
  const auto add = [&](const RowRange& range, std::uint32_t member) {
    for (std::uint32_t row = range.begin; row < range.end; ++row) {
      batch.rows.push_back(row);
      batch.members.push_back(member);
      batch.days.push_back(facts.days[row]);
    }
  };
  batch.first.push_back(0);
  if (graph_.schema.tables[index].subject == TableSubject::city_event) {
    add(mou::city_rows(facts), 0);
    batch.first.push_back(static_cast<std::uint32_t>(batch.rows.size()));
    return batch;
  }
  for (std::uint32_t member = 0; member < employees_.size(); ++member) {
    add(mou::rows_of(facts, employees_[member]), member);
    batch.first.push_back(static_cast<std::uint32_t>(batch.rows.size()));
  }
  return batch;
}

const TableBatch& FactBatches::table(std::uint32_t index) {
  if (!tables_[index]) tables_[index] = make(index);
  return *tables_[index];
}

const Lanes& FactBatches::column(std::uint32_t table_index, std::uint32_t column, Shape shape) {
  table(table_index);
  TableBatch& batch = *tables_[table_index];
  Lanes& lanes = batch.columns[column];
  if (lanes && lanes.shape() == shape) return lanes;
  const TableFacts& facts = facts_.tables[table_index];
  const std::size_t n = batch.rows.size();
  Lanes made = pool_.take(shape, n);
  for (std::size_t i = 0; i < n; ++i) put_value(facts.cell(batch.rows[i], column), made, i, n);
  lanes = std::move(made);
  return lanes;
}

bool FactBatches::one_row_each(Date day) {
  return single_from_ && *single_from_ <= day;
}

const std::vector<std::uint32_t>& FactBatches::roster_rows(Date day) {
  if (roster_day_ == day) return roster_rows_;
  const TableBatch& roster = table(0);
  roster_rows_.resize(employees_.size());
  for (std::size_t m = 0; m < employees_.size(); ++m) {
    const RowRange range = rows_of(roster, m, first_date, day);
    roster_rows_[m] = range.empty() ? no_id : range.end - 1;
  }
  roster_day_ = day;
  return roster_rows_;
}

RowRange FactBatches::rows_of(const TableBatch& table, std::size_t member, Date first, Date last) const {
  const auto begin = table.days.begin() + table.first[member];
  const auto end = table.days.begin() + table.first[member + 1];
  const auto low = first == first_date ? begin : std::lower_bound(begin, end, first);
  const auto high = std::upper_bound(low, end, last);
  return {static_cast<std::uint32_t>(low - table.days.begin()), static_cast<std::uint32_t>(high - table.days.begin())};
}

}  // namespace mou
