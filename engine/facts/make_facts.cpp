#include "engine/facts/make_facts.h"

#include <algorithm>
#include <string_view>

#include "engine/facts/outside_table.h"
#include "engine/facts/table_intake.h"

namespace mou {

namespace {

TableFacts take(const Table& table, const std::vector<MadeTable>& made, Findings& findings, Facts& facts,
                Texts& texts) {
  TableIntake intake(table, findings, facts, texts);
  const auto rows =
      std::find_if(made.begin(), made.end(), [&](const MadeTable& candidate) { return candidate.name == table.name; });
  if (rows == made.end()) return intake.finish();
  if (!intake.heading({rows->heading.begin(), rows->heading.end()})) return intake.finish();
  std::uint64_t number = 1;
  for (const std::vector<std::string>& row : rows->rows) {
    std::vector<Field> fields;
    for (const std::string& text : row) fields.push_back({text, FieldKind::text});
    if (!intake.row(++number, fields)) break;
  }
  return intake.finish();
}

}  // namespace

Facts make_facts(const Schema& schema, const std::vector<MadeTable>& made, const std::string& source, Texts& texts,
                 Diagnostics& diagnostics) {
  Facts facts;
  for (Table table : schema.tables) {
    for (Column& column : table.columns) column.required = false;
    Findings findings(source, diagnostics);
    facts.tables.push_back(take(table, made, findings, facts, texts));
  }
  Findings findings(source, diagnostics);
  Table outside = outside_table();
  outside.name = "outside";
  take_outside(take(outside, made, findings, facts, texts), schema, findings, facts, texts);
  return facts;
}

}  // namespace mou
