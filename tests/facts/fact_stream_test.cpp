#include "engine/facts/fact_stream.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <filesystem>

#include "dsl/program.h"
#include "tests/facts/facts_fixture.h"
#include "tests/text_of.h"

namespace mou {
namespace {

using Lines = std::vector<std::string>;

// What a stream gives, read to its end.
struct Streamed {
  std::vector<FactsBatch> batches;
  Lines findings;
  Lines notes;
  std::vector<FactsFile> files;
  std::uint64_t employees = 0;
};

Streamed stream(const std::string& path, const Schema& schema, Texts& texts, std::uint32_t size) {
  Streamed got;
  FactStream facts(path, schema, texts, size);
  got.employees = facts.employees();
  while (auto batch = facts.next()) got.batches.push_back(std::move(*batch));
  EXPECT_FALSE(facts.next());
  got.findings = findings_of(facts.diagnostics());
  got.notes = facts.notes();
  got.files = facts.files();
  return got;
}

// A row as it can be seen from outside.
std::string row_text(const TableFacts& table, std::uint32_t row) {
  std::string text = row_place(table, row) + " " + date_text(table.days[row]);
  for (std::uint32_t column = 0; column < table.width; ++column) {
    const Value& value = table.cell(row, column);
    text += " | " + std::to_string(static_cast<int>(value.kind)) + " " +
            (value.is_number() ? value.number.text() : std::to_string(value.payload)) +
            (table.is_default(row, column) ? " by default" : "");
  }
  return text;
}

Lines rows_text(const TableFacts& table, RowRange range) {
  Lines rows;
  for (std::uint32_t row = range.begin; row < range.end; ++row) rows.push_back(row_text(table, row));
  return rows;
}

void same_employee(const Schema& schema, const Facts& whole, EmployeeId employee, const Facts& batch, EmployeeId here) {
  EXPECT_EQ(batch.employees[here], whole.employees[employee]);
  EXPECT_EQ(batch.find_employee(whole.employees[employee]), here);
  for (std::size_t i = 0; i < schema.tables.size(); ++i) {
    if (schema.tables[i].subject == TableSubject::city_event) continue;
    const RowRange rows = rows_of(batch.tables[i], here);
    EXPECT_EQ(rows_text(batch.tables[i], rows), rows_text(whole.tables[i], rows_of(whole.tables[i], employee)));
    for (std::uint32_t row = rows.begin; row < rows.end; ++row) EXPECT_EQ(batch.tables[i].employees[row], here);
  }
}

void same_for_all(const Schema& schema, const Facts& whole, const Facts& batch) {
  ASSERT_EQ(batch.tables.size(), whole.tables.size());
  for (std::size_t i = 0; i < schema.tables.size(); ++i) {
    const bool of_city = schema.tables[i].subject == TableSubject::city_event;
    EXPECT_EQ(batch.tables[i].source, whole.tables[i].source);
    if (!of_city) {
      EXPECT_EQ(batch.tables[i].first.back(), batch.tables[i].rows());
      continue;
    }
    EXPECT_EQ(rows_text(batch.tables[i], city_rows(batch.tables[i])),
              rows_text(whole.tables[i], city_rows(whole.tables[i])));
  }
  EXPECT_EQ(batch.outside_source, whole.outside_source);
  ASSERT_EQ(batch.outside.size(), whole.outside.size());
  for (std::size_t i = 0; i < whole.outside.size(); ++i) {
    EXPECT_EQ(batch.outside[i].row_number, whole.outside[i].row_number);
    EXPECT_EQ(batch.outside[i].value, whole.outside[i].value);
  }
}

void same_files(const std::vector<FactsFile>& a, const std::vector<FactsFile>& b) {
  const auto text = [](const std::vector<FactsFile>& files) {
    Lines lines;
    for (const FactsFile& file : files)
      lines.push_back(file.path + " " + std::to_string(file.rows) + " " + file.sha256);
    return lines;
  };
  EXPECT_EQ(text(a), text(b));
}

// A stream says and gives what one reading of everything does. Returns the notes.
Lines expect_same(const std::string& path, const Schema& schema, std::uint32_t size) {
  SCOPED_TRACE(path + " by " + std::to_string(size));
  Texts texts;
  Diagnostics diagnostics;
  const Facts whole = read_facts(path, schema, texts, diagnostics);
  const Streamed got = stream(path, schema, texts, size);
  EXPECT_EQ(got.findings, findings_of(diagnostics));
  same_files(got.files, whole.files);
  if (diagnostics.has_errors()) return got.notes;
  EXPECT_EQ(got.employees, whole.employees.size());
  EmployeeId done = 0;
  for (const FactsBatch& batch : got.batches) {
    EXPECT_EQ(batch.first, done);
    same_for_all(schema, whole, batch.facts);
    for (EmployeeId here = 0; here < batch.facts.employees.size(); ++here, ++done) {
      same_employee(schema, whole, done, batch.facts, here);
    }
    EXPECT_TRUE(batch.facts.employees.size() == size || done == whole.employees.size());
  }
  EXPECT_EQ(done, whole.employees.size());
  return got.notes;
}

TEST(FactStream, CutsTheSamplesOfTheUnitsIntoPieces) {
  const std::filesystem::path units = std::filesystem::path(MOU_SOURCE_DIR) / "contracts/palm_springs";
  const std::vector<std::pair<const char*, const char*>> samples = {
      {"general_unit/seiu_2018.mou", "general_unit/sample_2019"},
      {"fire_management/psfma_2014.mou", "fire_management/sample_2015_2016"},
      {"fire_safety/psfsa_2014.mou", "fire_safety/sample_2015_2016"},
      {"management/maps_2014.mou", "management/sample_2015_2016"}};
  for (const auto& [contract, sample] : samples) {
    const Program program =
        compile((units / contract).string(), {}, [](const std::string& path) { return text_of(path); });
    ASSERT_TRUE(program.graph) << contract;
    for (const std::uint32_t size : {1U, 7U, 512U}) {
      expect_same((units / sample).string(), program.graph->schema, size);
    }
  }
}

// time.csv of the fixture, in the order of the roster.
void sort_time(const FactsFolder& folder) {
  folder.write("time.csv",
               "employee,day,kind,hours,shift_start\n0001,2019-01-08,worked,9.75,20:30\n"
               "0001,2019-01-07,worked,10,\n0002,2019-01-07,worked,10,08:00\n");
}

TEST(FactStream, ReadsTablesInTheOrderOfTheRosterAlong) {
  const FactsFolder folder;
  sort_time(folder);
  for (const std::uint32_t size : {1U, 2U, 512U}) {
    EXPECT_EQ(expect_same(folder.path(), small_schema(), size), Lines{});
  }
}

TEST(FactStream, SaysWhichTableIsNotInThatOrder) {
  const FactsFolder folder;
  EXPECT_EQ(
      expect_same(folder.path(), small_schema(), 1),
      (Lines{"time.csv, row 3: the row of employee `0001` is not in the order of the roster; the table is kept in "
             "memory whole; sort it as the roster is to read it piece by piece"}));
}

TEST(FactStream, SaysWhenRowsOfAnEmployeeStandApart) {
  const FactsFolder folder;
  sort_time(folder);
  folder.write("roster.csv",
               "employee,from,hired\n0002,,2018-01-15\n0001,,2015-03-01\n0003,,2015-03-01\n"
               "0002,2019-07-01,2018-01-15\n");
  EXPECT_EQ(
      expect_same(folder.path(), small_schema(), 1),
      (Lines{"roster.csv, row 5: another row of employee `0002` stands apart from it; the roster is kept in memory "
             "whole; put the rows of an employee together to read it piece by piece",
             "time.csv, row 4: the row of employee `0002` is not in the order of the roster; the table is kept in "
             "memory whole; sort it as the roster is to read it piece by piece"}));
}

TEST(FactStream, TakesAnyOrderOfEmployees) {
  const FactsFolder folder;
  folder.write("roster.csv", "employee,hired\n0009,2018-01-15\n0001,2015-03-01\n0005,2015-03-01\n");
  folder.write("time.csv",
               "employee,day,kind,hours\n0009,2019-01-08,worked,1\n0005,2019-01-07,worked,2\n"
               "0005,2019-01-01,worked,3\n");
  folder.write("receipts.csv", "employee,bought,amount\n0001,2019-02-03,1\n0005,2019-02-03,2\n");
  for (const std::uint32_t size : {1U, 2U}) EXPECT_EQ(expect_same(folder.path(), small_schema(), size), Lines{});
}

TEST(FactStream, SaysEveryMistakeAsAReadingOfEverythingDoes) {
  const auto twice = [] {
    std::string roster = "employee,hired,step\n";
    for (int i = 0; i < 40; ++i) roster += std::to_string(i % 7) + ",never,\n";
    return roster;
  }();
  const std::vector<std::pair<const char*, std::string>> bad = {
      {"roster.csv", "employee,from\n0001,\n0002,\n0003,\n0001,\n"},
      {"roster.csv", "employee,from\n0001,\n0002,\n0002,\n"},
      {"roster.csv", "employee,hired\n0001,2018-02-30\n0002,\n"},
      {"roster.csv", "employee,hired,oops\n0001,\n0002,,\n"},
      {"roster.csv", "employee,hired\n,2018-02-01\n 0002,\n"},
      {"roster.csv", "employee,hired\n0001,\n0002,\"open\n"},
      {"roster.csv", "employee,hired\n0001,\xFF\n0002,\n"},
      {"roster.csv", "hired,step\n2018-02-01,2\n"},
      {"roster.csv", "employee,hired\n"},
      {"roster.csv", "employee,hired\n,\n,\n"},
      {"roster.csv", ""},
      {"roster.csv", twice},
      {"time.csv", "employee,day,kind,hours\n0001,2019-01-07,worked,10\n0007,2019-01-07,worked,10\n"},
      {"time.csv", "employee,day,kind,hours\n1,2019-01-07,worked,10\n0002,2019-01-07,worked,10\n"},
      {"time.csv", "employee,day,kind,hours\n0001,,worked,10\n0002,2019-01-07,rested,10.1\n"},
      {"time.csv", "employee,day,kind,hours\n0001,2019-01-07,worked,10,1\n,2019-01-07,worked,1\n"},
      {"time.csv", "employee,day,kind,hours\n0001,2019-01-07,worked,10\n0002,2019-01-07,\"wor\"ked,1\n"},
      {"time.csv", "employee;day;kind\n"},
      {"plan_rate.csv", "year,plan,monthly\n19,blue,-1\n"},
      {"outside.csv", "name,key1,key2,from,value\nsplit_2019,a,b,,1\n"},
      {"times.csv", "employee,day,kind,hours\n"},
      {"tims.csv", "employee,day,kind,hours\n"}};
  for (const auto& [name, text] : bad) {
    const FactsFolder folder;
    sort_time(folder);
    folder.write(name, text);
    for (const std::uint32_t size : {1U, 512U}) expect_same(folder.path(), small_schema(), size);
  }
  const FactsFolder folder;
  folder.remove("time.csv");
  expect_same(folder.path(), small_schema(), 7);
  expect_same(folder.file("nowhere"), small_schema(), 7);
  expect_same(folder.file("roster.csv"), small_schema(), 7);
}

TEST(FactStream, GivesNothingAfterAMistake) {
  const FactsFolder folder;
  sort_time(folder);
  folder.write("roster.csv", "employee,hired\n0001,\n0002,\n0003,never\n0004,\n");
  Texts texts;
  const Schema schema = small_schema();
  FactStream facts(folder.path(), schema, texts, 1);
  EXPECT_TRUE(facts.next());
  EXPECT_TRUE(facts.next());
  EXPECT_FALSE(facts.diagnostics().has_errors());
  EXPECT_FALSE(facts.next());
  EXPECT_EQ(findings_of(facts.diagnostics()),
            Lines{"M0607 roster.csv, row 4, column hired: `never` is not a date [write year, month and day as in "
                  "2019-07-01]"});
  EXPECT_FALSE(facts.next());
}

TEST(FactStream, NoticesThatFactsChangeMeanwhile) {
  const FactsFolder folder;
  sort_time(folder);
  Texts texts;
  const Schema schema = small_schema();
  FactStream facts(folder.path(), schema, texts, 1);
  EXPECT_TRUE(facts.next());
  folder.write("roster.csv", "employee,hired\n0001,\n0002,\n0003,\n");
  while (facts.next()) continue;
  EXPECT_EQ(findings_of(facts.diagnostics()),
            Lines{"M0602 " + folder.path() +
                  ": the facts changed while they were read [run again when nobody is writing them]"});
}

TEST(FactStream, ReadsADatabase) {
  const FactsFolder folder;
  const std::string path = folder.file("facts.sqlite");
  sqlite3* opened = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &opened), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(opened,
                         "CREATE TABLE roster (employee TEXT, \"from\" TEXT, hired TEXT, step INTEGER);"
                         "INSERT INTO roster VALUES ('0001', NULL, '2015-03-01', 3), ('0002', NULL, '2018-01-15', 4),"
                         " ('0003', NULL, '2018-01-15', NULL), ('0003', '2019-01-01', '2018-01-15', 1);"
                         "CREATE TABLE time (employee TEXT, day TEXT, kind TEXT, hours TEXT);"
                         "INSERT INTO time VALUES ('0001', '2019-01-08', 'worked', '9.75'),"
                         " ('0003', '2019-01-07', 'worked', '10'), ('0003', '2019-01-01', 'worked', '8');"
                         "CREATE TABLE receipts (employee TEXT, bought TEXT, amount TEXT);"
                         "INSERT INTO receipts VALUES ('0003', '2019-02-03', '1'), ('0001', '2019-02-03', '2');"
                         "CREATE TABLE plan_rate (year INTEGER, plan TEXT, monthly TEXT);",
                         nullptr, nullptr, nullptr),
            SQLITE_OK);
  for (const std::uint32_t size : {1U, 2U, 512U}) {
    EXPECT_EQ(expect_same(path, small_schema(), size),
              (Lines{"facts.sqlite, table receipts, row 2: the row of employee `0001` is not in the order of the "
                     "roster; the table is kept in memory whole; sort it as the roster is to read it piece by piece"}));
  }
  ASSERT_EQ(
      sqlite3_exec(opened, "INSERT INTO time VALUES ('0004', '2019-01-08', 'worked', 1.5);", nullptr, nullptr, nullptr),
      SQLITE_OK);
  sqlite3_close(opened);
  expect_same(path, small_schema(), 2);
}

// — random folders

std::string random_cell(const std::vector<std::string>& sound, bool mistakes) {
  if (mistakes && *rc::gen::inRange(0, 60) == 0) return *rc::gen::element<std::string>("x", " 1", "\"a", "1,2", "-1");
  return *rc::gen::elementOf(sound);
}

std::string random_rows(const std::vector<std::string>& employees, const std::vector<std::vector<std::string>>& columns,
                        int most, bool mistakes, const std::string& line_end) {
  std::string rows;
  for (const std::string& employee : employees) {
    const int count = *rc::gen::inRange(0, most + 1);
    for (int i = 0; i < count; ++i) {
      rows += employee;
      for (const auto& column : columns) rows += "," + random_cell(column, mistakes);
      rows += line_end;
    }
    if (*rc::gen::inRange(0, 10) == 0) rows += line_end;
  }
  return rows;
}

RC_GTEST_PROP(FactStream, EqualsAReadingOfEverythingOnRandomFolders, ()) {
  const auto identifier = rc::gen::map(rc::gen::inRange(0, 200), [](int i) { return std::to_string(i); });
  auto employees = *rc::gen::unique<std::vector<std::string>>(identifier);
  const bool ascending = *rc::gen::arbitrary<bool>();
  if (ascending) std::sort(employees.begin(), employees.end());
  auto others = employees;
  if (*rc::gen::inRange(0, 4) == 0 && others.size() > 1) std::swap(others.front(), others.back());
  if (*rc::gen::inRange(0, 6) == 0) others.push_back(*identifier);
  auto on_roster = employees;
  if (*rc::gen::inRange(0, 6) == 0 && !on_roster.empty()) on_roster.push_back(on_roster.front());
  const bool mistakes = *rc::gen::inRange(0, 3) == 0;
  const std::string line_end = *rc::gen::element<std::string>("\n", "\r\n");
  const std::vector<std::string> dates = {"2018-01-01", "2019-02-03", "\"2019-02-03\"", "2019-12-31"};

  const FactsFolder folder;
  std::string roster =
      *rc::gen::element<std::string>("", "\xEF\xBB\xBF") + "employee,hired,step,fte,classification,from";
  roster += line_end;
  for (const std::string& employee : on_roster) {
    roster += employee;
    for (const auto& column :
         {dates, {"", "1", "7", "07"}, {"", "1", "0.5", "0.25"}, {"", "Clerk", "\"a, \"\"b\"\"\"", "\"é\nb\""}}) {
      roster += "," + random_cell(column, mistakes);
    }
    roster += line_end == "\n" ? ",\n" : ",2019-01-0" + std::to_string(*rc::gen::inRange(1, 10)) + "\r\n";
  }
  folder.write("roster.csv", roster);
  folder.write("time.csv",
               "employee,day,kind,hours\n" +
                   random_rows(others, {dates, {"worked", "standby"}, {"1", "0.25", "24"}}, 3, mistakes, line_end));
  folder.write("receipts.csv", "employee,bought,amount\n" +
                                   random_rows(employees, {dates, {"", "1", "0.01", "4999.99"}}, 2, false, line_end));
  const auto size = static_cast<std::uint32_t>(*rc::gen::inRange(1, 9));
  expect_same(folder.path(), small_schema(), size);
  RC_ASSERT(!::testing::Test::HasFailure());
}

}  // namespace
}  // namespace mou
