#include "engine/facts/outside_table.h"

#include <tuple>
#include <vector>

#include "engine/facts/cell.h"

namespace mou {

namespace {

enum OutsideColumn : std::uint32_t { name_column, key1_column, key2_column, from_column, value_column };

Column plain_column(const char* name, ColumnType type, bool required) {
  Column column;
  column.name = name;
  column.type = type;
  column.required = required;
  return column;
}

Table make_outside_table() {
  Table table;
  table.name = "outside";
  table.title = "Values decided outside the contract";
  table.subject = TableSubject::city_event;
  table.columns = {plain_column("name", ColumnType::text, true), plain_column("key1", ColumnType::text, false),
                   plain_column("key2", ColumnType::text, false), plain_column("from", ColumnType::date, false),
                   plain_column("value", ColumnType::text, true)};
  return table;
}

std::string text_of(const Value& value, const Texts& texts) {
  return value.is_empty() ? std::string() : texts.text(value.text_id());
}

std::uint32_t outside_index(const Schema& schema, std::string_view name) {
  for (std::uint32_t i = 0; i < schema.outside.size(); ++i) {
    if (schema.outside[i].value.name == name) return i;
  }
  return no_column;
}

void unknown_name(const Schema& schema, std::string_view name, std::uint64_t row, Findings& findings) {
  std::vector<std::string_view> known;
  for (const OutsideName& outside : schema.outside) known.push_back(outside.value.name);
  const std::string_view near = nearest(name, known);
  findings.add(Code::facts_unknown_name, row, "name", quoted(name) + " is no outside name of the contract",
               near.empty() ? "take the row away" : "did you mean `" + std::string(near) + "`?");
}

// Whether as many keys are written as the name has.
bool keys_fit(const OutsideName& outside, const OutsideValue& value, Findings& findings) {
  const int written = (value.key1.empty() ? 0 : 1) + (value.key2.empty() ? 0 : 1);
  const bool in_order = !value.key1.empty() || value.key2.empty();
  if (written == outside.keys && in_order) return true;
  findings.add(Code::facts_bad_value, value.row_number,
               written > outside.keys ? "key1" : "key" + std::to_string(written + 1),
               "`" + outside.value.name + "` has " + std::to_string(outside.keys) + " keys, the row gives " +
                   std::to_string(written),
               "fill key1 first, then key2");
  return false;
}

bool same_place(const OutsideValue& a, const OutsideValue& b) {
  return std::tie(a.name, a.key1, a.key2, a.from) == std::tie(b.name, b.key1, b.key2, b.from);
}

bool given_before(const OutsideValue& value, const Facts& facts, Findings& findings) {
  for (const OutsideValue& other : facts.outside) {
    if (!same_place(other, value)) continue;
    findings.add(Code::facts_twice, value.row_number, "",
                 "the same value is given in row " + std::to_string(other.row_number),
                 "keep one of the rows, or give the later one its `from` date");
    return true;
  }
  return false;
}

}  // namespace

const Table& outside_table() {
  static const Table table = make_outside_table();
  return table;
}

void take_outside(const TableFacts& rows, const Schema& schema, Findings& findings, Facts& facts, const Texts& texts) {
  facts.outside_source = rows.source;
  for (std::uint32_t row = 0; row < rows.rows() && !findings.full(); ++row) {
    OutsideValue value;
    value.row_number = rows.row_numbers[row];
    const std::string name = text_of(rows.cell(row, name_column), texts);
    value.name = outside_index(schema, name);
    if (value.name == no_column) {
      unknown_name(schema, name, value.row_number, findings);
      continue;
    }
    value.key1 = text_of(rows.cell(row, key1_column), texts);
    value.key2 = text_of(rows.cell(row, key2_column), texts);
    if (!rows.cell(row, from_column).is_empty()) value.from = rows.cell(row, from_column).date();
    CellProblem problem;
    if (!read_cell(schema.outside[value.name].value, text_of(rows.cell(row, value_column), texts), texts, value.value,
                   problem)) {
      findings.add(problem.code, value.row_number, "value", problem.message, problem.help);
      continue;
    }
    if (!keys_fit(schema.outside[value.name], value, findings) || given_before(value, facts, findings)) continue;
    facts.outside.push_back(std::move(value));
  }
}

}  // namespace mou
