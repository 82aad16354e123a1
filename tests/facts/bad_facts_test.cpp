// What a folder of facts may get wrong, and the words for it.
#include <gtest/gtest.h>

#include <chrono>

#include "tests/facts/facts_fixture.h"

namespace mou {
namespace {

using Lines = std::vector<std::string>;

// The findings when one file of the sound folder reads as given.
Lines with(const std::string& name, const std::string& content) {
  const FactsFolder folder;
  folder.write(name, content);
  return findings_in(folder.path());
}

Lines with_time(const std::string& row) {
  return with("time.csv", "employee,day,kind,hours\n" + row + "\n");
}

TEST(BadFacts, FolderThatIsNotThere) {
  EXPECT_EQ(findings_in("no/such/folder"),
            (Lines{"M0601 no/such/folder: there is no folder or database `no/such/folder` [`mou facts CONTRACT "
                   "--templates DIR` writes a folder of empty tables]"}));
}

TEST(BadFacts, MissingFile) {
  const FactsFolder folder;
  folder.remove("time.csv");
  folder.remove("receipts.csv");
  EXPECT_EQ(findings_in(folder.path()),
            (Lines{"M0601 " + folder.path() +
                       ": there is no `time.csv` [it may also be called `times.csv`; `mou facts CONTRACT --templates "
                       "DIR` writes an empty one]",
                   "M0601 " + folder.path() +
                       ": there is no `receipt.csv` [it may also be called `receipts.csv`; `mou facts CONTRACT "
                       "--templates DIR` writes an empty one]"}));
}

TEST(BadFacts, MissingFileThatNothingReads) {
  const FactsFolder folder;
  folder.remove("receipts.csv");
  Schema schema = small_schema();
  schema.tables[2].read = false;
  ASSERT_EQ(schema.tables[2].name, "receipt");
  Texts texts;
  Diagnostics diagnostics;
  const Facts facts = read_facts(folder.path(), schema, texts, diagnostics);
  EXPECT_TRUE(diagnostics.all().empty());
  EXPECT_EQ(facts.tables[2].rows(), 0U);
}

TEST(BadFacts, AMissingRosterIsAllThatIsSaid) {
  const FactsFolder folder;
  folder.remove("roster.csv");
  EXPECT_EQ(findings_in(folder.path()),
            (Lines{"M0601 " + folder.path() +
                   ": there is no `roster.csv` [`mou facts CONTRACT --templates DIR` writes an empty one]"}));
}

TEST(BadFacts, AFileThatIsNearlyCalledSo) {
  const FactsFolder folder;
  folder.remove("time.csv");
  folder.write("Times.CSV", "employee\n");
  EXPECT_EQ(findings_in(folder.path()),
            (Lines{"M0601 " + folder.path() + ": there is no `time.csv` [`Times.CSV` is there: call it `times.csv`]"}));
  folder.remove("Times.CSV");
  folder.write("time.xlsx", "");
  EXPECT_EQ(findings_in(folder.path()),
            (Lines{"M0601 " + folder.path() +
                   ": there is no `time.csv` [`time.xlsx` is there: save it as `CSV UTF-8`, as `time.csv`]"}));
}

TEST(BadFacts, AnEmptyFolderIsSaidOnce) {
  const FactsFolder folder;
  for (const auto& file : std::filesystem::directory_iterator(folder.path())) std::filesystem::remove(file.path());
  EXPECT_EQ(findings_in(folder.path()),
            (Lines{"M0601 " + folder.path() +
                   ": no table is in the folder [`mou facts CONTRACT --templates DIR` writes each of them, empty]"}));
}

TEST(BadFacts, BothSpellingsOfAFile) {
  const FactsFolder folder;
  folder.write("receipt.csv", "employee,bought,amount\n");
  EXPECT_EQ(findings_in(folder.path()),
            (Lines{"M0610 " + folder.path() + ": both `receipt.csv` and `receipts.csv` are there [keep one of them]"}));
}

TEST(BadFacts, FileThatNothingReads) {
  const FactsFolder folder;
  folder.write("tmie.csv", "employee\n");
  EXPECT_EQ(findings_in(folder.path()),
            (Lines{"M0612 " + folder.path() + ": nothing reads `tmie.csv` [did you mean `time.csv`?]"}));
}

TEST(BadFacts, EmptyFile) {
  EXPECT_EQ(with("time.csv", ""),
            (Lines{"M0603 time.csv: the file has no heading [its first row names the columns; `mou facts CONTRACT "
                   "--templates DIR` writes it]"}));
}

TEST(BadFacts, RosterOfNobody) {
  const FactsFolder folder;
  folder.write("roster.csv", "employee,from,hired\n");
  folder.write("time.csv", "employee,day,kind,hours\n");
  folder.write("receipts.csv", "employee,bought,amount\n");
  EXPECT_EQ(findings_in(folder.path()),
            (Lines{"M0603 roster.csv: the roster names no employee [write a row for each employee]"}));
}

TEST(BadFacts, UnknownColumn) {
  EXPECT_EQ(with("time.csv", "employee,day,kind,hours,shift_strat\n0001,2019-01-07,worked,10,08:00\n"),
            (Lines{"M0604 time.csv, row 1, column shift_strat: `shift_strat` is no fact of the contract; nothing reads "
                   "it [did you mean `shift_start`?]"}));
}

TEST(BadFacts, ColumnWithoutName) {
  EXPECT_EQ(with("time.csv", "employee,day,kind,hours,\n0001,2019-01-07,worked,10,x\n"),
            (Lines{"M0604 time.csv, row 1, column 5: the column has no heading [name it, or take it away]"}));
}

TEST(BadFacts, MissingColumns) {
  EXPECT_EQ(with("time.csv", "employee,kind\n0001,worked\n"),
            (Lines{"M0605 time.csv, row 1: there is no column `day` [add the column `day`]",
                   "M0605 time.csv, row 1: there is no column `hours` [add the column `hours`]"}));
}

TEST(BadFacts, Semicolons) {
  EXPECT_EQ(with("time.csv", "employee;day;hours\n0001;2019-01-07;10\n"),
            (Lines{"M0605 time.csv, row 1: there is no column `employee` [separate the columns by commas]"}));
}

TEST(BadFacts, ColumnTwice) {
  EXPECT_EQ(with("time.csv", "employee,day,hours,hours\n0001,2019-01-07,10,9\n"),
            (Lines{"M0610 time.csv, row 1, column hours: the column `hours` is there twice [keep one of them]"}));
}

TEST(BadFacts, WrongNumberOfFields) {
  EXPECT_EQ(with_time("0001,2019-01-07,worked,10,08:00"),
            (Lines{"M0606 time.csv, row 2: the row has 5 fields, the heading 4 [a comma inside a text needs quotes "
                   "around the text]"}));
  EXPECT_EQ(with_time("0001,2019-01-07,worked,10,,"),
            (Lines{"M0606 time.csv, row 2: the row has 6 fields, the heading 4 [take the commas at the end of the row "
                   "away]"}));
  EXPECT_EQ(
      with_time("0001,2019-01-07,worked"),
      (Lines{"M0606 time.csv, row 2: the row has 3 fields, the heading 4 [a cell that is empty keeps its comma]"}));
  EXPECT_EQ(with_time("0001;2019-01-07;worked;10"),
            (Lines{"M0606 time.csv, row 2: the row has 1 field, the heading 4 [separate the columns by commas]"}));
}

TEST(BadFacts, APercentage) {
  EXPECT_EQ(with_time("0001,2019-01-07,worked,9.25%"),
            (Lines{"M0607 time.csv, row 2, column hours: `9.25%` is not a number [write it as `0.0925`]"}));
}

TEST(BadFacts, TextInANumber) {
  EXPECT_EQ(
      with_time("0001,2019-01-07,worked,ten"),
      (Lines{"M0607 time.csv, row 2, column hours: `ten` is not a number [write a number from 0 to 24 in steps of "
             "0.25, with digits and a decimal point only]"}));
}

TEST(BadFacts, MoneyWithSigns) {
  EXPECT_EQ(with("receipts.csv", "employee,bought,amount\n0001,2019-02-03,\"$1,499.99\"\n"),
            (Lines{"M0607 receipts.csv, row 2, column amount: `$1,499.99` is not a number [write it as `1499.99`]"}));
}

TEST(BadFacts, BlanksAround) {
  EXPECT_EQ(with_time("0001,2019-01-07,worked, 10"),
            (Lines{"M0607 time.csv, row 2, column hours: ` 10` has blanks around it [take the blanks away]"}));
}

TEST(BadFacts, DateThatDoesNotExist) {
  EXPECT_EQ(with_time("0001,2019-02-30,worked,10"),
            (Lines{"M0607 time.csv, row 2, column day: `2019-02-30` is a date that does not exist [dates run from "
                   "1600-01-01 to 2999-12-31; look at the day and the month]"}));
}

TEST(BadFacts, DateInAnotherOrder) {
  EXPECT_EQ(with_time("0001,1/7/2019,worked,10"),
            (Lines{"M0607 time.csv, row 2, column day: `1/7/2019` is not a date [write year, month and day as in "
                   "2019-07-01]"}));
}

TEST(BadFacts, TimeThatDoesNotExist) {
  EXPECT_EQ(
      with("time.csv", "employee,day,hours,shift_start\n0001,2019-01-07,10,24:00\n"),
      (Lines{"M0607 time.csv, row 2, column shift_start: `24:00` is not a time of day [write hours and minutes as "
             "in 20:30, from 00:00 to 23:59]"}));
}

TEST(BadFacts, NeitherYesNorNo) {
  EXPECT_EQ(with("roster.csv", "employee,bilingual\n0001,Y\n0002,\n"),
            (Lines{"M0607 roster.csv, row 2, column bilingual: `Y` is neither `yes` nor `no` [write `yes`, `no`, or "
                   "leave the cell empty when it is not known]"}));
}

TEST(BadFacts, UnknownChoice) {
  EXPECT_EQ(
      with_time("0001,2019-01-07,workd,10"),
      (Lines{"M0607 time.csv, row 2, column kind: `workd` is none of the choices of `kind` [did you mean `worked`? "
             "write one of worked, standby or callback]"}));
}

TEST(BadFacts, NegativeHours) {
  EXPECT_EQ(
      with_time("0001,2019-01-07,worked,-2"),
      (Lines{"M0608 time.csv, row 2, column hours: `-2` is below the lowest value allowed, 0 [`hours` is a number "
             "from 0 to 24 in steps of 0.25]"}));
}

TEST(BadFacts, ValueBeyondBounds) {
  EXPECT_EQ(with_time("0001,2019-01-07,worked,24.25"),
            (Lines{"M0608 time.csv, row 2, column hours: `24.25` is above the highest value allowed, 24 [`hours` is a "
                   "number from 0 to 24 in steps of 0.25]"}));
}

TEST(BadFacts, NotAMultipleOfTheStep) {
  EXPECT_EQ(
      with_time("0001,2019-01-07,worked,9.8"),
      (Lines{"M0608 time.csv, row 2, column hours: `9.8` is not a multiple of 0.25 [`hours` is a number from 0 to "
             "24 in steps of 0.25]"}));
}

TEST(BadFacts, NotAWholeNumber) {
  EXPECT_EQ(with("roster.csv", "employee,step\n0001,2.5\n0002,1\n"),
            (Lines{"M0608 roster.csv, row 2, column step: `2.5` is not a whole number [`step` is a whole number from 1 "
                   "to 7]"}));
}

TEST(BadFacts, EmptyCells) {
  EXPECT_EQ(with_time(",2019-01-07,worked,10\n0001,,worked,10\n0001,2019-01-07,worked,"),
            (Lines{"M0609 time.csv, row 2, column employee: the row says of nobody [write the employee's identifier]",
                   "M0609 time.csv, row 3, column day: the row has no `day` [fill it: a row of time needs its day]",
                   "M0609 time.csv, row 4, column hours: the row has no `hours` [fill it with a number from 0 to 24 in "
                   "steps of 0.25]"}));
}

TEST(BadFacts, DuplicateEmployee) {
  EXPECT_EQ(
      with("roster.csv", "employee,from,step\n0001,,1\n0002,,1\n0001,,2\n0002,2019-01-01,2\n0002,2019-01-01,3\n"),
      (Lines{"M0610 roster.csv, row 4: employee `0001` has two rows without a `from`; the other is row 2 [keep one, "
             "or give the later one the `from` date from which it holds]",
             "M0610 roster.csv, row 6: employee `0002` has two rows from 2019-01-01; the other is row 5 [keep one, "
             "or give the later one the `from` date from which it holds]"}));
}

TEST(BadFacts, HoursOfNobody) {
  EXPECT_EQ(
      with_time("0003,2019-01-07,worked,10\n0003,2019-01-08,worked,10\n1,2019-01-08,worked,10"),
      (Lines{"M0611 time.csv, row 2, column employee: the roster has no employee `0003` [add the employee to the "
             "roster, or take the rows away]",
             "M0611 time.csv, row 4, column employee: the roster has no employee `1` [the roster has `0001`: were "
             "leading zeros lost?]"}));
}

TEST(BadFacts, YearThatIsNone) {
  EXPECT_EQ(
      with("plan_rate.csv", "year,plan,monthly\n19,blue,700\n"),
      (Lines{"M0607 plan_rate.csv, row 2, column year: `19` is no calendar year [write a year from 1600 to 2999]"}));
}

TEST(BadFacts, OutsideValues) {
  EXPECT_EQ(
      with("outside.csv",
           "name,key1,key2,from,value\nsplit_2081,medical,single,,600\nsplit_2018,medical,,,600\n"
           "split_2018,medical,single,,six\nsplit_2018,a,b,,1\nsplit_2018,a,b,,2\n"),
      (Lines{"M0613 outside.csv, row 2, column name: `split_2081` is no outside name of the contract [did you mean "
             "`split_2018`?]",
             "M0607 outside.csv, row 3, column key2: `split_2018` has 2 keys, the row gives 1 [fill key1 first, "
             "then key2]",
             "M0607 outside.csv, row 4, column value: `six` is not a number [write a number from 0 to 9999 in steps "
             "of 0.01, with digits and a decimal point only]",
             "M0610 outside.csv, row 6: the same value is given in row 5 [keep one of the rows, or give the later "
             "one its `from` date]"}));
}

TEST(BadFacts, Encodings) {
  EXPECT_EQ(with("time.csv", "employee,day,kind,hours\n0001,2019-01-07,caf\xE9,10\n"),
            (Lines{"M0602 time.csv, row 2: the row is not UTF-8 text [save the file as `CSV UTF-8`]"}));
  EXPECT_EQ(with("time.csv", std::string("\xFF\xFE", 2) + std::string("e\0m\0", 4)),
            (Lines{"M0602 time.csv, row 1: the file is UTF-16, not UTF-8 [save it as `CSV UTF-8`]"}));
  EXPECT_EQ(
      with("time.csv", "employee,day,hours\r0001,2019-01-07,10\r"),
      (Lines{"M0602 time.csv, row 1: the lines end with a carriage return alone [save the file as `CSV UTF-8`]"}));
}

TEST(BadFacts, Quotes) {
  EXPECT_EQ(with_time("0001,2019-01-07,5\" pipe 3\",10"),
            (Lines{"M0602 time.csv, row 2: a quote stands inside a field that is not quoted [put the whole field in "
                   "quotes and write the quote inside it twice]"}));
  EXPECT_EQ(with_time("0001,2019-01-07,\"worked\"x,10"),
            (Lines{"M0602 time.csv, row 2: text follows the closing quote of a field [inside a quoted field a quote is "
                   "written twice]"}));
  EXPECT_EQ(with_time("0001,2019-01-07,\"worked,10"),
            (Lines{"M0602 time.csv, row 2: a quote is opened and never closed [close the quote, or write it twice]"}));
}

TEST(BadFacts, ManyFindingsEnd) {
  std::string rows = "employee,day,kind,hours\n";
  for (int i = 0; i < 1000; ++i) rows += "0001,2019-01-07,worked,-1\n";
  const Lines found = with("time.csv", rows);
  ASSERT_EQ(found.size(), 21U);
  EXPECT_EQ(found.back(),
            "M0614 time.csv: and more: `time.csv` was not read further after 20 findings [put these right, then look "
            "again]");
}

TEST(BadFacts, EmptyRowsWithoutEnd) {
  EXPECT_EQ(with("time.csv", "employee,day,kind,hours\n" + std::string(2'000'000, '\n')),
            (Lines{"M0602 time.csv, row 1100001: 1100000 rows are empty or of no use [take the empty rows away]"}));
}

TEST(BadFacts, RowLongerThanAnyMayBe) {
  EXPECT_EQ(with("time.csv", "employee,day,kind,hours\n" + std::string(3'000'000, 'x') + "\n"),
            (Lines{"M0602 time.csv, row 2: the row is longer than 1 MB: this is no table of facts, or a quote is not "
                   "closed [look at the quotes of this row and the one before]"}));
}

TEST(BadFacts, MoreFieldsThanAnyTableHas) {
  EXPECT_EQ(with("time.csv", std::string(5000, ',') + "\n"),
            (Lines{"M0602 time.csv, row 1: more than 1000 fields in one row: this is no table of facts"}));
}

// A gigabyte that is never read: a hole in the file takes no room on the disk.
TEST(BadFacts, GigabyteOfGarbage) {
  const FactsFolder folder;
  folder.write("time.csv", "employee,day,kind,hours\n");
  std::filesystem::resize_file(folder.file("time.csv"), std::uintmax_t{1} << 30U);
  const auto start = std::chrono::steady_clock::now();
  const Lines found = findings_in(folder.path());
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].substr(0, 51), "M0602 time.csv, row 2: the row is longer than 1 MB:");
}

TEST(BadFacts, DefaultThatItsColumnDoesNotAllow) {
  const FactsFolder folder;
  Schema schema = small_schema();
  schema.tables[0].columns[4].default_text = "2";
  Texts texts;
  Diagnostics diagnostics;
  read_facts(folder.path(), schema, texts, diagnostics);
  EXPECT_EQ(findings_of(diagnostics),
            (Lines{"M0608 roster.csv, column fte: the declared default is not allowed: `2` is above the highest value "
                   "allowed, 1 [`fte` is a number from 0 to 1 in steps of 0.01]"}));
}

TEST(BadFacts, FolderInPlaceOfAFile) {
  const FactsFolder folder;
  folder.remove("time.csv");
  std::filesystem::create_directory(folder.file("time.csv"));
  EXPECT_EQ(findings_in(folder.path()), (Lines{"M0602 time.csv: `" + folder.file("time.csv") +
                                               "` cannot be opened [it must be a file that you may read]"}));
}

TEST(BadFacts, FileThatIsNoDatabase) {
  const FactsFolder folder;
  EXPECT_EQ(findings_in(folder.file("time.csv")),
            (Lines{"M0602 " + folder.file("time.csv") + ": `" + folder.file("time.csv") +
                   "` is neither a folder nor a SQLite database [name the folder that holds roster.csv]"}));
}

}  // namespace
}  // namespace mou
