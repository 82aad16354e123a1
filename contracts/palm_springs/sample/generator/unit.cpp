#include "contracts/palm_springs/sample/generator/unit.h"

#include <algorithm>

#include "contracts/palm_springs/sample/generator/random.h"
#include "contracts/palm_springs/sample/generator/year.h"

namespace mou::sample {

namespace {

std::string identifier(int number) {
  std::string digits = std::to_string(number);
  return std::string(4 - digits.size(), '0') + digits;
}

std::string optional_date(const std::optional<Date>& date) {
  return date ? date_text(*date) : std::string();
}

Person awkward_person(const Unit& unit, const Awkward& awkward) {
  const std::vector<ClassEntry>& classes = unit.classes();
  const auto entry = std::find_if(classes.begin(), classes.end(), [&](const ClassEntry& candidate) {
    return std::string(candidate.title) == awkward.classification;
  });
  Person person = unit.plain(awkward.number, *entry);
  if (awkward.roster != nullptr) awkward.roster(person);
  unit.open(person);
  work_the_year(person);
  if (awkward.events != nullptr) awkward.events(person);
  return person;
}

const ClassEntry& drawn_class(const std::vector<ClassEntry>& classes, int number) {
  Random random(0x53707269U + static_cast<std::uint64_t>(number) * 999983U);
  int total = 0;
  for (const ClassEntry& entry : classes) total += entry.weight;
  int ticket = random.below(total);
  for (const ClassEntry& entry : classes) {
    ticket -= entry.weight;
    if (ticket < 0) return entry;
  }
  return classes.front();
}

std::vector<Person> everybody(const Unit& unit) {
  std::vector<Person> people;
  for (const Awkward& awkward : unit.awkward()) people.push_back(awkward_person(unit, awkward));
  // Then one of each class, then by the shares of the classes.
  int number = static_cast<int>(people.size());
  for (const ClassEntry& entry : unit.classes()) {
    if (entry.weight > 0 && number < unit.people) people.push_back(unit.ordinary(++number, entry));
  }
  while (number < unit.people) {
    ++number;
    people.push_back(unit.ordinary(number, drawn_class(unit.classes(), number)));
  }
  for (std::size_t i = 0; i < people.size(); ++i) people[i].id = identifier(static_cast<int>(i) + 1);
  return people;
}

Cells cells_of(const Unit& unit, const RosterRow& row) {
  Cells cells{{"from", optional_date(row.from)},
              {"unit", unit.name},
              {"classification", row.classification},
              {"step", row.step ? std::to_string(*row.step) : ""},
              {"hired", optional_date(row.hired)},
              {"first_employed", optional_date(row.first_employed)},
              {"separated", optional_date(row.separated)},
              {"anniversary", optional_date(row.anniversary)},
              {"fte", hundredths(row.fte)},
              {"schedule_hours", row.schedule_hours == 0 ? "" : hundredths(row.schedule_hours)},
              {"work_schedule", row.work_schedule},
              {"shift", row.shift},
              {"holiday_schedule", row.holiday_schedule},
              {"holiday_choice", row.holiday_choice},
              {"pepra_member", row.pepra_member},
              {"coverage", row.coverage},
              {"plan_premium", row.plan_premium ? cents(*row.plan_premium) : ""},
              {"other_coverage_proof", row.other_coverage_proof},
              {"masters_degree", row.masters_degree},
              {"bachelors_degree", row.bachelors_degree},
              {"associates_degree", row.associates_degree},
              {"certification", row.certification},
              {"notary_selected", row.notary_selected},
              {"bilingual_selected", row.bilingual_selected},
              {"division", row.division}};
  cells.insert(cells.end(), row.more.begin(), row.more.end());
  return cells;
}

Cells cells_of(const TimeRow& row) {
  Cells cells{{"day", date_text(row.day)},      {"kind", row.kind},
              {"hours", hundredths(row.hours)}, {"travel_hours", row.travel_hours ? hundredths(*row.travel_hours) : ""},
              {"shift_start", row.shift_start}, {"pay_as", row.pay_as},
              {"on_standby", row.on_standby},   {"higher_classification", row.higher_classification}};
  cells.insert(cells.end(), row.more.begin(), row.more.end());
  return cells;
}

// Of a row of leave, of a balance, of what was cashed.
template <typename Row>
Cells hours_of_bank(const Row& row) {
  Cells cells{{"day", date_text(row.day)}, {"bank", row.bank}, {"hours", hundredths(row.hours)}};
  cells.insert(cells.end(), row.more.begin(), row.more.end());
  return cells;
}

Cells cells_of(const LeaveRow& row) {
  return hours_of_bank(row);
}

Cells cells_of(const BalanceRow& row) {
  return hours_of_bank(row);
}

Cells cells_of(const ElectionRow& row) {
  return {{"made", date_text(row.made)},
          {"for_year", std::to_string(row.for_year)},
          {"hours", hundredths(row.hours)},
          {"paid", row.paid}};
}

Cells cells_of(const EvaluationRow& row) {
  return {{"day", date_text(row.day)}, {"rating", row.rating}};
}

Cells cells_of(const ReceiptRow& row) {
  Cells cells{{"bought", date_text(row.bought)},
              {"submitted", date_text(row.submitted)},
              {"kind", row.kind},
              {"amount", cents(row.amount)}};
  cells.insert(cells.end(), row.more.begin(), row.more.end());
  return cells;
}

Cells cells_of(const BenefitRow& row) {
  return {{"day", date_text(row.day)}, {"kind", row.kind}, {"amount", cents(row.amount)}};
}

template <typename Row>
std::vector<Cells> all_cells(const std::vector<Row>& rows) {
  std::vector<Cells> all;
  for (const Row& row : rows) all.push_back(cells_of(row));
  return all;
}

// In the order of their days.
template <typename Row>
std::vector<Cells> by_day(std::vector<Row> rows, Date Row::*day) {
  std::stable_sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) { return a.*day < b.*day; });
  return all_cells(rows);
}

std::vector<Cells> rows_of(const Person& person, const std::string& table) {
  if (table == "time") return by_day(person.time, &TimeRow::day);
  if (table == "leave") return by_day(person.leave, &LeaveRow::day);
  if (table == "cash_out") return by_day(person.cash_out, &BalanceRow::day);
  if (table == "balances") return by_day(person.balances, &BalanceRow::day);
  if (table == "elections") return all_cells(person.elections);
  if (table == "evaluations") return by_day(person.evaluations, &EvaluationRow::day);
  if (table == "receipts") return by_day(person.receipts, &ReceiptRow::bought);
  if (table == "benefits_received") return by_day(person.benefits, &BenefitRow::day);
  const auto found = person.other.find(table);
  return found == person.other.end() ? std::vector<Cells>() : found->second;
}

std::string heading(const std::vector<const char*>& columns) {
  std::vector<std::string> names{"employee"};
  names.insert(names.end(), columns.begin(), columns.end());
  return table_line(names);
}

std::string line(const Person& person, const Cells& cells, const std::vector<const char*>& columns) {
  std::vector<std::string> fields{person.id};
  for (const char* column : columns) {
    const std::string* cell = find(cells, column);
    fields.push_back(cell == nullptr ? "" : *cell);
  }
  return table_line(fields);
}

std::string roster(const Unit& unit, const std::vector<Person>& people) {
  std::string file = heading(unit.roster);
  for (const Person& person : people) {
    for (const RosterRow& row : person.rows) file += line(person, cells_of(unit, row), unit.roster);
  }
  return file;
}

std::string events(const TableShape& table, const std::vector<Person>& people) {
  std::string file = heading(table.columns);
  for (const Person& person : people) {
    for (const Cells& cells : rows_of(person, table.name)) file += line(person, cells, table.columns);
  }
  return file;
}

std::string page(const Unit& unit) {
  std::string text = unit.introduction;
  text +=
      "| number | classification | what is awkward |\n"
      "| --- | --- | --- |\n";
  std::string faults;
  for (const Awkward& awkward : unit.awkward()) {
    text += "| " + identifier(awkward.number) + " | " + awkward.classification + " | " + awkward.what + " |\n";
    if (*awkward.fault != '\0') faults += "| " + identifier(awkward.number) + " | " + awkward.fault + " |\n";
  }
  if (faults.empty()) return text;
  return text +
         "\nSome figures of these have no value, and a run says so:\n\n"
         "| number | why |\n"
         "| --- | --- |\n" +
         faults;
}

}  // namespace

const std::vector<const Unit*>& units() {
  static const std::vector<const Unit*> all{&general_unit, &fire_management, &fire_safety, &management};
  return all;
}

const Unit* unit_named(const std::string& name) {
  for (const Unit* unit : units()) {
    if (unit->name == name) return unit;
  }
  return nullptr;
}

std::map<std::string, std::string> sample_unit(const Unit& unit) {
  const std::vector<Person> people = everybody(unit);
  std::map<std::string, std::string> files = unit.given();
  files["README.md"] = page(unit);
  files["roster.csv"] = roster(unit, people);
  for (const TableShape& table : unit.tables) files[std::string(table.name) + ".csv"] = events(table, people);
  return files;
}

std::set<std::string> columns_left_out(const Unit& unit) {
  std::set<std::string> left_out;
  const auto look = [&](const std::string& table, const Cells& cells, const std::vector<const char*>& columns) {
    for (const auto& [column, text] : cells) {
      const bool listed = std::find(columns.begin(), columns.end(), column) != columns.end();
      if (!listed && !text.empty()) left_out.insert(table + "." + std::string(column));
    }
  };
  for (const Person& person : everybody(unit)) {
    for (const RosterRow& row : person.rows) look("roster", row.more, unit.roster);
    for (const TableShape& table : unit.tables) {
      for (const Cells& cells : rows_of(person, table.name)) look(table.name, cells, table.columns);
    }
  }
  return left_out;
}

std::string holiday_table(const Calendar& calendar) {
  std::string file = "day,name\n";
  for (const auto& [day, name] : calendar.holidays) file += table_line({date_text(day), name});
  return file;
}

}  // namespace mou::sample
