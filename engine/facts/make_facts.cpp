#include "engine/facts/make_facts.h"

#include <algorithm>
#include <string_view>

#include "engine/facts/outside_table.h"
#include "engine/facts/table_intake.h"

namespace mou {

namespace {

TableFacts without_rows(const Table& table, const std::string& source, const Facts& facts) {
  TableFacts none;
  none.source = source;
  none.width = static_cast<std::uint32_t>(table.columns.size());
  none.first.assign((table.subject == TableSubject::city_event ? 1 : facts.employees.size()) + 1, 0);
  return none;
}

TableFacts take(const Table& table, const std::vector<MadeTable>& made, Demand demand, Findings& findings, Facts& facts,
                const Texts& texts) {
  const auto rows =
      std::find_if(made.begin(), made.end(), [&](const MadeTable& candidate) { return candidate.name == table.name; });
  if (rows == made.end()) return without_rows(table, findings.source(), facts);
  TableIntake intake(table, findings, facts, texts, demand);
  if (!intake.heading({rows->heading.begin(), rows->heading.end()})) return intake.finish();
  std::uint64_t number = 1;
  std::vector<Field> fields;
  for (const std::vector<std::string>& row : rows->rows) {
    fields.clear();
    for (const std::string& text : row) fields.push_back({text, FieldKind::text});
    if (!intake.row(++number, fields)) break;
  }
  return intake.finish();
}

}  // namespace

Facts make_facts(const Schema& schema, const std::vector<MadeTable>& made, const std::string& source,
                 const Texts& texts, Diagnostics& diagnostics) {
  Facts facts;
  for (const Table& table : schema.tables) {
    Findings findings(source, diagnostics);
    facts.tables.push_back(take(table, made, Demand::none, findings, facts, texts));
  }
  Findings findings(source, diagnostics);
  take_outside(take(outside_table(), made, Demand::as_declared, findings, facts, texts), schema, findings, facts,
               texts);
  return facts;
}

}  // namespace mou
