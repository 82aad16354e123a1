// A small schema and a folder of facts for the tests of this folder.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "engine/facts/facts.h"
#include "engine/facts/read_facts.h"
#include "engine/facts/schema.h"
#include "engine/text/diagnostic.h"

namespace mou {

inline Column column(const std::string& name, ColumnType type) {
  Column made;
  made.name = name;
  made.type = type;
  return made;
}

inline Column number_column(const std::string& name, std::int64_t low, std::int64_t high, const char* step) {
  Column made = column(name, ColumnType::number);
  made.low = Rational(low);
  made.high = Rational(high);
  made.step = *Rational::parse(step);
  return made;
}

inline Column choice_column(const std::string& name, std::vector<std::string> choices) {
  Column made = column(name, ColumnType::choice);
  made.choices = std::move(choices);
  return made;
}

// roster: hired, first_employed (hired where absent), anniversary (first_employed where absent), step, fte (1 where
// absent), classification, bilingual, division (may be empty); time: day, kind, hours (required), shift_start; receipt,
// dated bought; plan_rate, dated year, of the city.
inline Schema small_schema() {
  Table roster;
  roster.name = "roster";
  roster.subject = TableSubject::employee_roster;
  roster.columns = {column("hired", ColumnType::date),       column("first_employed", ColumnType::date),
                    column("anniversary", ColumnType::date), column("step", ColumnType::whole_number),
                    number_column("fte", 0, 1, "0.01"),      column("classification", ColumnType::text),
                    column("bilingual", ColumnType::truth),  column("division", ColumnType::text)};
  roster.columns[1].default_column = "hired";
  roster.columns[2].default_column = "first_employed";
  roster.columns[3].low = Rational(1);
  roster.columns[3].high = Rational(7);
  roster.columns[4].default_text = "1";
  roster.columns[7].default_text = "";
  Table time;
  time.name = "time";
  time.columns = {column("day", ColumnType::date), choice_column("kind", {"worked", "standby", "callback"}),
                  number_column("hours", 0, 24, "0.25"), column("shift_start", ColumnType::time)};
  time.columns[2].required = true;
  time.day_column = "day";
  Table receipt;
  receipt.name = "receipt";
  receipt.columns = {column("bought", ColumnType::date), number_column("amount", 0, 5000, "0.01")};
  receipt.day_column = "bought";
  Table plan_rate;
  plan_rate.name = "plan_rate";
  plan_rate.subject = TableSubject::city_event;
  plan_rate.columns = {column("year", ColumnType::whole_number), column("plan", ColumnType::text),
                       number_column("monthly", 0, 9999, "0.01")};
  plan_rate.day_column = "year";
  Schema schema;
  schema.tables = {roster, time, receipt, plan_rate};
  Column split = number_column("split_2018", 0, 9999, "0.01");
  schema.outside = {{split, 2}};
  return schema;
}

// A folder that is gone with the test. The tables of small_schema are there, with two employees.
class FactsFolder {
 public:
  FactsFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "mou_facts_XXXXXX").string();
    path_ = mkdtemp(pattern.data());
    write("roster.csv",
          "employee,from,hired,step,classification,bilingual\n"
          "0001,,2015-03-01,3,Dispatcher,yes\n"
          "0002,,2018-01-15,,\"Maintenance Worker, Lead\",no\n"
          "0002,2019-07-01,2018-01-15,2,\"Maintenance Worker, Lead\",\n");
    write("time.csv",
          "employee,day,kind,hours,shift_start\n"
          "0002,2019-01-07,worked,10,08:00\n"
          "0001,2019-01-08,worked,9.75,20:30\n"
          "0001,2019-01-07,worked,10,\n");
    write("receipts.csv", "employee,bought,amount\n0001,2019-02-03,1499.99\n");
    write("plan_rate.csv", "year,plan,monthly\n2019,blue,700.10\n2018,blue,650\n");
  }
  FactsFolder(const FactsFolder&) = delete;
  FactsFolder& operator=(const FactsFolder&) = delete;
  ~FactsFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  std::string path() const { return path_; }
  std::string file(const std::string& name) const { return path_ + "/" + name; }
  void write(const std::string& name, const std::string& content) const {
    std::ofstream(file(name), std::ios::binary) << content;
  }
  void remove(const std::string& name) const { std::filesystem::remove(file(name)); }

 private:
  std::string path_;
};

// "M0607 time.csv, row 3, column hours: `x` is not a number [write ...]", one for each finding.
inline std::vector<std::string> findings_of(const Diagnostics& diagnostics) {
  std::vector<std::string> lines;
  for (const Diagnostic& found : diagnostics.all()) {
    lines.push_back(std::string(code_text(found.code)) + " " + found.where + ": " + found.message +
                    (found.help.empty() ? "" : " [" + found.help + "]"));
  }
  return lines;
}

inline std::vector<std::string> findings_in(const std::string& path) {
  Texts texts;
  Diagnostics diagnostics;
  read_facts(path, small_schema(), texts, diagnostics);
  return findings_of(diagnostics);
}

}  // namespace mou
