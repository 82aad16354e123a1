// What a program wants to know: the tables of facts, their columns, and what each column may hold. Lowering fills it;
// the readers, the templates and the list of facts obey it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/number/rational.h"
#include "engine/text/source.h"
#include "engine/unit/unit.h"

namespace mou {

enum class ColumnType { date, time, number, whole_number, text, truth, choice };

struct Column {
  // The head of the column in the file: "step", "travel_hours".
  std::string name;
  std::string title;
  ColumnType type = ColumnType::text;
  // Of numbers. Facts hold the bare number, in this unit.
  Unit unit;
  // "hours", "dollars per month": the unit as people read it; empty for a plain number.
  std::string unit_title;
  // Of numbers: the bounds are included; every value is a multiple of `step`.
  std::optional<Rational> low;
  std::optional<Rational> high;
  std::optional<Rational> step;
  std::vector<std::string> choices;
  // What an empty cell or an absent column stands for: the value of another column of the same table, or a constant
  // written as in a file (the empty text: that there is none is itself the fact). At most one of the two is set;
  // neither: the fact is missing, and whoever asks learns it.
  std::string default_column;
  std::optional<std::string> default_text;
  // The column must be there and every row must fill it.
  bool required = false;
  // Of the roster: whether a rule of the program reads it. What nothing reads is not asked for.
  bool read = true;
  // Where the contract declares it.
  Span declared;
};

// Whose rows they are. The columns `employee` (roster and events of an employee) and `from` (roster) are always there
// and are not declared.
enum class TableSubject { employee_roster, employee_event, city_event };

struct Table {
  // Names the file: event `receipt` is read from receipt.csv or receipts.csv, whichever is there.
  std::string name;
  std::string title;
  std::vector<Column> columns;
  TableSubject subject = TableSubject::employee_event;
  // The column that dates the rows of an event: a date, or a whole number that is a calendar year (then the row is
  // dated January 1). Empty for the roster, and for rows of the city that have no date.
  std::string day_column;
  // Whether a rule of the program reads its rows. What nothing reads need not be there.
  bool read = true;
  Span declared;
};

// A value that somebody outside decides, given in outside.csv (name, key1, key2, from, value). `value` says what the
// value may be.
struct OutsideName {
  Column value;
  // How many of key1 and key2 it needs.
  int keys = 0;
};

struct Schema {
  // The roster first, always.
  std::vector<Table> tables;
  std::vector<OutsideName> outside;
};

inline constexpr std::uint32_t no_column = 0xffffffffU;

// Index into Table::columns, or no_column.
std::uint32_t column_index(const Table& table, std::string_view name);
// Index into Schema::tables, or no_column.
std::uint32_t table_index(const Schema& schema, std::string_view name);

// "a date", "a number in hours from 0 to 24 in steps of 0.25", "one of observed or calendar".
std::string column_type_text(const Column& column);

// The file stems a table may have, the one for new files first: `receipt` may be receipt or receipts,
// `benefit_received` also benefits_received.
std::vector<std::string> file_stems(const Table& table);

}  // namespace mou
