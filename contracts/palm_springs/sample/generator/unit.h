// What a sample says of one bargaining unit: its classes, the people who are drawn and those who are awkward, and the
// tables that its contract asks for. Everything else is the same for all units.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "contracts/palm_springs/sample/generator/person.h"

namespace mou::sample {

// A classification, how many made-up people hold it, and where they work.
struct ClassEntry {
  const char* title;
  // Its share of the people drawn at random; 0: only among the awkward.
  int weight;
  const char* division = "";
  // Works in the field: standby, call-backs, safety shoes.
  bool field = false;
  // Shifts around the clock.
  bool shifts = false;
  // The certificate that earns its premium; empty for none.
  const char* certificate = "";
};

// The people for whom contracts are hard: at a boundary, at a cap, between two rules, with facts missing. Each is
// otherwise as plain as can be, so that what is awkward shows alone.
struct Awkward {
  int number;
  const char* classification;
  // For the page beside the data.
  const char* what;
  // Changes the roster before the year is lived; may be null.
  void (*roster)(Person& person);
  // Adds events afterwards; may be null.
  void (*events)(Person& person);
  // Why some figures have no value; empty when all have one.
  const char* fault = "";
};

// A table with a row for each thing that happened to somebody.
struct TableShape {
  const char* name;
  // After `employee`.
  std::vector<const char*> columns;
};

struct Unit {
  // As the roster names it, and as the generator is asked for it.
  const char* name;
  // Of the sample, below the contracts of the city.
  const char* folder;
  int people;
  const std::vector<ClassEntry>& (*classes)();
  const std::vector<Awkward>& (*awkward)();
  // With nothing awkward yet, and the balances that such a person has at the start.
  Person (*plain)(int number, const ClassEntry& entry);
  void (*open)(Person& person);
  // Whose year is drawn at random.
  Person (*ordinary)(int number, const ClassEntry& entry);
  // Columns of the roster after `employee`.
  std::vector<const char*> roster;
  std::vector<TableShape> tables;
  // Tables of the city, and others that no person's year gives rise to: name of the file and content.
  std::map<std::string, std::string> (*given)();
  // What the page beside the data says before it lists the awkward people.
  const char* introduction;
};

// All units of which there is a sample.
const std::vector<const Unit*>& units();
// Null when there is none of the name.
const Unit* unit_named(const std::string& name);
// The files of a unit's sample, by name. The same bytes on every run and machine.
std::map<std::string, std::string> sample_unit(const Unit& unit);

// Columns that people of the unit have cells for and its tables lack: what stands there is in no file. Empty when the
// unit is whole.
std::set<std::string> columns_left_out(const Unit& unit);

// "day,name" and a line for each holiday.
std::string holiday_table(const Calendar& calendar);

extern const Unit general_unit;
extern const Unit fire_management;
extern const Unit fire_safety;
extern const Unit management;

}  // namespace mou::sample
