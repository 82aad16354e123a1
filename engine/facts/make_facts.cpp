#include "engine/facts/make_facts.h"

#include <algorithm>
#include <string_view>

#include "engine/facts/outside_table.h"

namespace mou {

namespace {

TableFacts without_rows(const Table& table, const std::string& source, const Facts& facts) {
  TableFacts none;
  none.source = source;
  none.width = static_cast<std::uint32_t>(table.columns.size());
  none.first.assign((table.subject == TableSubject::city_event ? 1 : facts.employees.size()) + 1, 0);
  return none;
}

}  // namespace

FactMaker::FactMaker(const Schema& schema, const Texts& texts, Diagnostics& diagnostics)
    : schema_(schema), texts_(texts) {
  Findings findings("", diagnostics);
  for (const Table& table : schema.tables) {
    defaults_.push_back(std::make_shared<const Defaults>(read_defaults(table, texts, findings)));
  }
}

TableFacts FactMaker::take(const Table& table, const std::shared_ptr<const Defaults>& defaults,
                           const std::vector<MadeTable>& made, Demand demand, Findings& findings, Facts& facts) const {
  const auto rows =
      std::find_if(made.begin(), made.end(), [&](const MadeTable& candidate) { return candidate.name == table.name; });
  if (rows == made.end()) return without_rows(table, findings.source(), facts);
  TableIntake intake(table, findings, facts, texts_, demand, KeepRows::all, defaults);
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

Facts FactMaker::make(const std::vector<MadeTable>& made, const std::string& source, Diagnostics& diagnostics) const {
  Facts facts;
  facts.tables.reserve(schema_.tables.size());
  for (std::size_t i = 0; i < schema_.tables.size(); ++i) {
    Findings findings(source, diagnostics);
    facts.tables.push_back(take(schema_.tables[i], defaults_[i], made, Demand::none, findings, facts));
  }
  Findings findings(source, diagnostics);
  take_outside(take(outside_table(), nullptr, made, Demand::as_declared, findings, facts), schema_, findings, facts,
               texts_);
  return facts;
}

Facts make_facts(const Schema& schema, const std::vector<MadeTable>& made, const std::string& source,
                 const Texts& texts, Diagnostics& diagnostics) {
  return FactMaker(schema, texts, diagnostics).make(made, source, diagnostics);
}

}  // namespace mou
