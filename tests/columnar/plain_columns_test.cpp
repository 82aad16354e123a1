// Reading a roster in pieces, as columns where it is plain and cell by cell where it is not, gives what one reading of
// everything gives, or leaves the file alone.
#include "engine/columnar/plain_columns.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <optional>

#include "engine/facts/plain_roster.h"
#include "tests/facts/facts_fixture.h"

namespace mou {
namespace {

using Lines = std::vector<std::string>;

Schema roster_schema() {
  Table roster;
  roster.name = "roster";
  roster.subject = TableSubject::employee_roster;
  roster.columns = {
      column("hired", ColumnType::date),         column("step", ColumnType::whole_number),
      number_column("fte", 0, 1, "0.05"),        column("salary", ColumnType::number),
      column("class", ColumnType::text),         choice_column("plan", {"blue", "gold", "a plan with a long name"}),
      column("bilingual", ColumnType::truth),    column("starts", ColumnType::time),
      number_column("hours", -100, 100, "0.25"), column("first_hired", ColumnType::date),
      column("division", ColumnType::text)};
  roster.columns[1].low = Rational(1);
  roster.columns[1].high = Rational(7);
  roster.columns[2].default_text = "0.75";
  roster.columns[5].required = true;
  roster.columns[9].default_column = "hired";
  roster.columns[10].default_text = "";
  Schema schema;
  schema.tables = {roster, small_schema().tables[3]};
  return schema;
}

// Every column in the shape that a plan would ask for, and one in another.
std::vector<RosterColumn> all_columns() {
  return {{0, {Lane::i32, 1}},      {1, {Lane::i32, 1}},   {2, {Lane::i32, 20}},  {3, {Lane::i64, 10'000}},
          {4, {Lane::i32, 1}},      {5, {Lane::i32, 1}},   {6, {Lane::truth, 1}}, {7, {Lane::i32, 1}},
          {8, {Lane::i64, 4}},      {8, {Lane::exact, 1}}, {9, {Lane::i32, 1}},   {10, {Lane::i32, 1}},
          {3, {Lane::i128, 10'000}}};
}

std::string lane_words(const TypedColumn& column, std::size_t row, const Texts& texts, bool is_text) {
  const LaneState state = column.states.empty() ? LaneState::value : column.states[row];
  std::string words = "/" + std::to_string(static_cast<int>(state)) + ":";
  switch (column.shape.lane) {
    case Lane::truth:
      return words + std::to_string(reinterpret_cast<const std::uint8_t*>(column.lanes.get())[row]);
    case Lane::i32: {
      const std::int32_t lane = reinterpret_cast<const std::int32_t*>(column.lanes.get())[row];
      return words +
             (is_text && state == LaneState::value ? texts.text(static_cast<TextId>(lane)) : std::to_string(lane));
    }
    case Lane::i64:
      return words + std::to_string(reinterpret_cast<const std::int64_t*>(column.lanes.get())[row]);
    case Lane::i128:
      return words +
             std::to_string(static_cast<std::int64_t>(reinterpret_cast<const Int128*>(column.lanes.get())[row]));
    case Lane::exact:
      return words + column.numbers[row].text();
  }
  return words;
}

std::string row_words(TypedFacts& typed, std::string_view employee, Date from, std::size_t row, const Texts& texts) {
  std::string words = std::string(employee) + " " + date_text(from);
  for (const RosterColumn& one : all_columns()) {
    const bool is_text = one.column == 4 || one.column == 5 || one.column == 10;
    words += lane_words(typed.column(0, one.column, one.shape), row, texts, is_text);
  }
  return words;
}

std::string files_words(const std::vector<FactsFile>& files) {
  std::string words;
  for (const FactsFile& file : files) words += file.path + " " + std::to_string(file.rows) + " " + file.sha256 + "\n";
  return words;
}

struct Given {
  Lines rows;
  Lines findings;
  std::string files;
  // Of pieces.
  int plain = 0;
  int by_cells = 0;
};

// Nothing where it is for others to read.
std::optional<Given> in_pieces(const std::string& path, const Schema& schema, std::size_t records, std::size_t bytes) {
  Texts texts;
  const auto roster = PlainRoster::open(path, schema, texts, records, bytes);
  if (roster == nullptr) return std::nullopt;
  Facts facts = roster->common();
  TypedFacts typed(facts);
  const auto columns = PlainColumns::make(schema, roster->names(), all_columns(), typed, texts);
  if (columns == nullptr) return std::nullopt;
  PieceIntake intake(schema.tables[0], roster->names(), facts, texts);
  Given given;
  RosterPiece piece;
  IdentifierOrder order;
  std::uint64_t rows = 0;
  RosterPieces::Next next = RosterPieces::Next::piece;
  while ((next = roster->next(piece)) == RosterPieces::Next::piece) {
    std::vector<Date> days;
    typed.facts_changed();
    if (columns->read(piece, days)) {
      ++given.plain;
      order.add(columns->order());
      rows += days.size();
      for (std::size_t row = 0; row < days.size(); ++row) {
        given.rows.push_back(row_words(typed, columns->identifiers()[row], days[row], row, texts));
      }
      continue;
    }
    if (!intake.read(piece)) return std::nullopt;
    ++given.by_cells;
    typed.facts_changed();
    rows += intake.rows();
    for (std::uint32_t row = 0; row < facts.roster().rows(); ++row) {
      order.add(facts.employees[row]);
      given.rows.push_back(row_words(typed, facts.employees[row], facts.roster().days[row], row, texts));
    }
  }
  if (next == RosterPieces::Next::refused || !order.ascends() || rows == 0) return std::nullopt;
  given.findings = findings_of(roster->diagnostics());
  const auto files = roster->files(rows);
  if (!files) return std::nullopt;
  given.files = files_words(*files);
  return given;
}

// Nothing where there is a mistake.
std::optional<Given> at_once(const std::string& path, const Schema& schema) {
  Texts texts;
  Diagnostics diagnostics;
  const Facts facts = read_facts(path, schema, texts, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  TypedFacts typed(facts);
  Given given;
  given.findings = findings_of(diagnostics);
  given.files = files_words(facts.files);
  for (std::uint32_t row = 0; row < facts.roster().rows(); ++row) {
    const std::string& employee = facts.employees[facts.roster().employees[row]];
    given.rows.push_back(row_words(typed, employee, facts.roster().days[row], row, texts));
  }
  return given;
}

class PlainFolder {
 public:
  PlainFolder() {
    for (const char* name : {"time.csv", "receipts.csv"}) folder_.remove(name);
  }
  std::string path() const { return folder_.path(); }
  void roster(const std::string& text) const { folder_.write("roster.csv", text); }

 private:
  FactsFolder folder_;
};

constexpr const char* heading =
    "employee,hired,step,fte,salary,class,plan,bilingual,starts,hours,first_hired,division\n";

// The row of employee 2, among plain ones, with one cell changed.
std::string roster_with(std::size_t field, const std::string& cell) {
  std::string text = heading;
  for (int employee = 1; employee <= 3; ++employee) {
    Lines cells = {std::to_string(employee),
                   "2015-03-01",
                   "3",
                   "0.80",
                   "1819.50",
                   "Dispatcher",
                   "gold",
                   "yes",
                   "08:30",
                   "7.25",
                   "2014-03-01",
                   "north"};
    if (employee == 2) cells[field] = cell;
    for (std::size_t i = 0; i < cells.size(); ++i) text += (i == 0 ? "" : ",") + cells[i];
    text += "\n";
  }
  return text;
}

TEST(PlainColumns, ReadsWhatIsPlain) {
  const Schema schema = roster_schema();
  const PlainFolder folder;
  const std::vector<std::pair<std::size_t, const char*>> plain = {{0, "01"},
                                                                  {1, "2016-02-29"},
                                                                  {1, ""},
                                                                  {2, "7"},
                                                                  {2, "1.00"},
                                                                  {2, "007"},
                                                                  {3, ""},
                                                                  {3, "1"},
                                                                  {3, "0.05"},
                                                                  {3, "00.30"},
                                                                  {4, "1819"},
                                                                  {4, "-12.5"},
                                                                  {4, "0.0001"},
                                                                  {4, "12345678"},
                                                                  {4, "123456.7"},
                                                                  {4, "1234567890.1234"},
                                                                  {4, "-0"},
                                                                  {5, "Ñandú"},
                                                                  {5, "a"},
                                                                  {5, "12345678"},
                                                                  {5, "123456789"},
                                                                  {5, "a much longer title than a key"},
                                                                  {6, "a plan with a long name"},
                                                                  {7, "no"},
                                                                  {7, ""},
                                                                  {8, "00:00"},
                                                                  {8, ""},
                                                                  {9, "-7.25"},
                                                                  {9, "100"},
                                                                  {9, ""},
                                                                  {10, "1600-01-01"},
                                                                  {11, ""}};
  for (const auto& [field, cell] : plain) {
    SCOPED_TRACE(cell);
    folder.roster(roster_with(field, cell));
    const auto given = in_pieces(folder.path(), schema, 100, 10'000);
    const auto whole = at_once(folder.path(), schema);
    ASSERT_TRUE(whole);
    const bool sorted = field != 0;
    ASSERT_EQ(given.has_value(), sorted);
    if (!given) continue;
    EXPECT_EQ(given->by_cells, 0);
    EXPECT_EQ(given->rows, whole->rows);
    EXPECT_EQ(given->files, whole->files);
    EXPECT_EQ(given->findings, whole->findings);
  }
}

// More decimals than eight bytes hold, in every row.
TEST(PlainColumns, ReadsLongDecimals) {
  Schema schema = roster_schema();
  schema.tables[0].columns = {number_column("share", 0, 1, "0.00000001")};
  const PlainFolder folder;
  std::string text = "employee,share\n";
  for (int row = 0; row < 600; ++row) text += std::to_string(row) + ",0.1234567" + std::to_string(row % 10) + "\n";
  folder.roster(text);
  Texts texts;
  const auto roster = PlainRoster::open(folder.path(), schema, texts, 1000, 100'000);
  ASSERT_NE(roster, nullptr);
  Facts facts = roster->common();
  TypedFacts typed(facts);
  const auto columns = PlainColumns::make(schema, roster->names(), {{0, {Lane::i32, 100'000'000}}}, typed, texts);
  ASSERT_NE(columns, nullptr);
  RosterPiece piece;
  std::vector<Date> days;
  ASSERT_EQ(roster->next(piece), RosterPieces::Next::piece);
  ASSERT_TRUE(columns->read(piece, days));
  const TypedColumn& share = typed.column(0, 0, {Lane::i32, 100'000'000});
  const auto* lanes = reinterpret_cast<const std::int32_t*>(share.lanes.get());
  for (int row = 0; row < 600; ++row) EXPECT_EQ(lanes[row], 12'345'670 + row % 10);
}

TEST(PlainColumns, LeavesAPieceToThoseWhoReadCells) {
  const Schema schema = roster_schema();
  const PlainFolder folder;
  const std::vector<std::pair<std::size_t, const char*>> odd = {
      {2, "+3"},     {3, "0.8000000000"},           {4, "0.00001"},        {4, "1234567890123456789"},
      {4, "\"12\""}, {5, "\"Dispatcher, Lead\""},   {5, "\"two\nlines\""}, {5, "\"a \"\"quoted\"\" word\""},
      {10, ""},      {4, "99999999999999999999999"}};
  for (const auto& [field, cell] : odd) {
    SCOPED_TRACE(cell);
    folder.roster(roster_with(field, cell));
    const auto given = in_pieces(folder.path(), schema, 1, 10);
    const auto whole = at_once(folder.path(), schema);
    ASSERT_TRUE(whole);
    ASSERT_TRUE(given);
    EXPECT_GE(given->by_cells, 1);
    EXPECT_EQ(given->rows, whole->rows);
    EXPECT_EQ(given->files, whole->files);
  }
}

TEST(PlainColumns, LeavesAloneWhatIsWrong) {
  const Schema schema = roster_schema();
  const PlainFolder folder;
  const std::vector<std::pair<std::size_t, const char*>> wrong = {
      {0, ""},           {0, " 2"},     {0, "1"},    {1, "2015-02-29"}, {1, "2015-3-01"}, {1, "3000-01-01"},
      {1, "2015-13-01"}, {2, "8"},      {2, "0"},    {2, "3.5"},        {2, "3."},        {2, ".5"},
      {2, "1e2"},        {3, "0.81"},   {3, "1.05"}, {3, "-0.05"},      {4, "1,819"},     {4, "$5"},
      {4, "1.2.3"},      {4, "12a"},    {4, "-"},    {5, " blank"},     {5, "blank\t"},   {6, "silver"},
      {6, ""},           {6, "Gold"},   {7, "YES"},  {7, "y"},          {8, "24:00"},     {8, "8:30"},
      {9, "7.3"},        {9, "100.25"}, {5, "a\rb"}, {5, "a\"b"},       {5, "\x01"},      {5, "\xFF"},
      {11, "north,"},    {5, "\"open"}};
  for (const auto& [field, cell] : wrong) {
    SCOPED_TRACE(cell);
    folder.roster(roster_with(field, cell));
    EXPECT_FALSE(at_once(folder.path(), schema));
    for (const std::size_t records : {1U, 100U}) EXPECT_FALSE(in_pieces(folder.path(), schema, records, 10'000));
  }
}

TEST(PlainColumns, LeavesAloneWhatIsNoRosterToCut) {
  const Schema schema = roster_schema();
  const PlainFolder folder;
  const std::string rows = "1,blue\n2,blue\n";
  // Unsorted; an employee with two rows; a heading in quotes; no rows; a record too long; the roster's default.
  const Lines rosters = {"employee,plan,first_hired\n3,blue,2015-01-01\n1,blue,2015-01-01\n2,blue,2015-01-01\n",
                         "employee,from,plan,first_hired\n1,,blue,2015-01-01\n1,2019-01-01,gold,2015-01-01\n",
                         "\"employee\",plan,first_hired\n1,blue,2015-01-01\n",
                         "employee,plan,first_hired\n",
                         "employee,plan,first_hired\n1,blue," + std::string(2'000'000, '1') + "\n",
                         "employee,plan\n1,blue\n"};
  for (const std::string& text : rosters) {
    folder.roster(text);
    EXPECT_FALSE(in_pieces(folder.path(), schema, 2, 10'000)) << text.substr(0, 80);
  }
}

// A cell of the column; the wilder, the odder.
std::string random_cell(const Column& column, int wildness) {
  const auto pick = [](const Lines& from) { return from[*rc::gen::inRange<std::size_t>(0, from.size())]; };
  const bool odd = *rc::gen::inRange(0, 12) < wildness;
  switch (column.type) {
    case ColumnType::date:
      return pick(odd ? Lines{"", "\"2015-03-01\"", "2015-02-30"} : Lines{"2015-03-01", "1999-12-31", "2020-02-29"});
    case ColumnType::time:
      return pick(odd ? Lines{"", "\"08:00\"", "25:00"} : Lines{"08:00", "23:59"});
    case ColumnType::truth:
      return pick(odd ? Lines{"", "\"yes\"", "maybe"} : Lines{"yes", "no"});
    case ColumnType::choice:
      return pick(odd ? Lines{"\"gold\"", "silver", ""} : column.choices);
    case ColumnType::text:
      return pick(odd ? Lines{"", "\"a, b\"", "\"a\nb\"", "Ñ", std::string(300, 'x'), "\xFF", "a\"", " a"}
                      : Lines{"Dispatcher", "a", "Chief of Police", "Clerk"});
    case ColumnType::number:
    case ColumnType::whole_number:
      break;
  }
  if (column.name == "step") return pick(odd ? Lines{"", "+1", "8", "2.0", "x"} : Lines{"1", "7", "3"});
  if (column.name == "fte") return pick(odd ? Lines{"", "0.7500", ".5", "2"} : Lines{"0.75", "1", "0.5", "1.00"});
  if (column.name == "hours") return pick(odd ? Lines{"", "-7.25", "7.3", "-0"} : Lines{"7.25", "0", "80.50", "99.75"});
  return pick(odd ? Lines{"", "123456789012.25", "0.00001", "-1", "--1", "12345678901234567890"}
                  : Lines{"1819.50", "1000000", "0", "99999999", "1.5", "12.0625"});
}

std::string random_roster(const Schema& schema) {
  const int wildness = *rc::gen::weightedElement<int>({{3, 0}, {2, 1}, {1, 3}});
  std::vector<std::uint32_t> fields;
  for (std::uint32_t i = 0; i < schema.tables[0].columns.size(); ++i) {
    const bool needed = i == 5 || i == 9;
    if (needed || *rc::gen::inRange(0, 4) > 0) fields.push_back(i);
  }
  const std::size_t place = *rc::gen::inRange<std::size_t>(0, fields.size() + 1);
  const bool dated = *rc::gen::inRange(0, 4) == 0;
  const bool returns = *rc::gen::inRange(0, 3) == 0;
  std::string text = *rc::gen::inRange(0, 3) == 0 ? "\xEF\xBB\xBF" : "";
  const auto line = [&](const std::string& employee, const std::string& from, const auto& cell) {
    Lines cells;
    for (const std::uint32_t field : fields) cells.push_back(cell(field));
    if (dated) cells.push_back(from);
    cells.insert(cells.begin() + static_cast<std::ptrdiff_t>(place), employee);
    if (wildness == 3 && *rc::gen::inRange(0, 60) == 0) cells.pop_back();
    std::string joined;
    for (std::size_t i = 0; i < cells.size(); ++i) joined += (i == 0 ? "" : ",") + cells[i];
    const bool mixed = wildness > 0 && *rc::gen::inRange(0, 10) == 0;
    return joined + (returns != mixed ? "\r\n" : "\n");
  };
  text += line("employee", "from", [&](std::uint32_t field) { return schema.tables[0].columns[field].name; });
  const int rows = *rc::gen::inRange(1, 30);
  int number = *rc::gen::element(1, 95, 998);
  for (int row = 0; row < rows; ++row) {
    number += wildness == 3 && *rc::gen::inRange(0, 20) == 0 ? *rc::gen::inRange(-2, 1) : *rc::gen::inRange(1, 3);
    const std::string from = *rc::gen::element<std::string>("", "2019-07-01");
    text += line(std::to_string(number), from,
                 [&](std::uint32_t field) { return random_cell(schema.tables[0].columns[field], wildness); });
    if (wildness > 0 && *rc::gen::inRange(0, 40) == 0) text += returns ? "\r\n" : "\n";
  }
  if (*rc::gen::inRange(0, 3) == 0) text.pop_back();
  return text;
}

RC_GTEST_PROP(PlainColumns, SayWhatOneReadingOfEverythingSays, ()) {
  static const Schema schema = roster_schema();
  static const PlainFolder folder;
  const std::string text = random_roster(schema);
  folder.roster(text);
  const auto records = *rc::gen::element<std::size_t>(1, 2, 7, 1000);
  const auto given = in_pieces(folder.path(), schema, records, *rc::gen::element<std::size_t>(30, 200, 100'000));
  const auto whole = at_once(folder.path(), schema);
  RC_CLASSIFY(given.has_value(), "in pieces");
  RC_CLASSIFY(given && given->by_cells > 0, "some by cells");
  RC_CLASSIFY(given && given->plain > 0, "some plain");
  RC_CLASSIFY(!whole, "wrong");
  if (!given) return;
  RC_LOG() << text;
  RC_ASSERT(whole.has_value());
  RC_ASSERT(given->rows == whole->rows);
  RC_ASSERT(given->findings == whole->findings);
  RC_ASSERT(given->files == whole->files);
}

}  // namespace
}  // namespace mou
