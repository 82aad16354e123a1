#include "engine/facts/schema.h"

namespace mou {

std::uint32_t column_index(const Table& table, std::string_view name) {
  for (std::uint32_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].name == name) return i;
  }
  return no_column;
}

std::uint32_t table_index(const Schema& schema, std::string_view name) {
  for (std::uint32_t i = 0; i < schema.tables.size(); ++i) {
    if (schema.tables[i].name == name) return i;
  }
  return no_column;
}

namespace {

std::string choices_text(const std::vector<std::string>& choices) {
  std::string text;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (i > 0) text += i + 1 == choices.size() ? " or " : ", ";
    text += choices[i];
  }
  return text;
}

std::string number_text(const Column& column) {
  std::string text = column.type == ColumnType::whole_number ? "a whole number" : "a number";
  if (!column.unit_title.empty()) text += " in " + column.unit_title;
  if (column.low) text += " from " + column.low->text();
  if (column.high) text += (column.low ? " to " : " up to ") + column.high->text();
  if (column.step && !(*column.step == Rational(1) && column.type == ColumnType::whole_number)) {
    text += " in steps of " + column.step->text();
  }
  return text;
}

}  // namespace

std::string column_type_text(const Column& column) {
  switch (column.type) {
    case ColumnType::date:
      return "a date";
    case ColumnType::time:
      return "a time";
    case ColumnType::number:
    case ColumnType::whole_number:
      return number_text(column);
    case ColumnType::text:
      return "text";
    case ColumnType::truth:
      return "yes or no";
    case ColumnType::choice:
      return "one of " + choices_text(column.choices);
  }
  return {};
}

std::vector<std::string> file_stems(const Table& table) {
  if (table.subject == TableSubject::employee_roster) return {table.name};
  std::vector<std::string> stems{table.name};
  if (table.name.ends_with('s')) return stems;
  stems.push_back(table.name + "s");
  const auto underscore = table.name.find('_');
  if (underscore != std::string::npos) {
    stems.push_back(table.name.substr(0, underscore) + "s" + table.name.substr(underscore));
  }
  return stems;
}

}  // namespace mou
