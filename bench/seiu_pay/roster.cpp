#include "bench/seiu_pay/roster.h"

#include <algorithm>
#include <fstream>

#include "bench/seiu_pay/generate.h"

namespace mou::bench {

namespace {

// Two digits.
void append_two(std::string& text, std::int32_t value) {
  text += static_cast<char>('0' + value / 10);
  text += static_cast<char>('0' + value % 10);
}

void append_cell(std::string& text, PayFact fact, std::int32_t value) {
  switch (fact_unit(fact)) {
    case FactUnit::whole:
      text += std::to_string(value);
      return;
    case FactUnit::hundredths:
      text += std::to_string(value / 100);
      text += '.';
      append_two(text, value % 100);
      return;
    case FactUnit::day:
      text += std::to_string(value / 10'000);
      text += '-';
      append_two(text, value / 100 % 100);
      text += '-';
      append_two(text, value % 100);
      return;
    case FactUnit::yes_no:
      text += value != 0 ? "yes" : "no";
      return;
    case FactUnit::word:
      text += fact_words(fact).at(static_cast<std::size_t>(value));
      return;
  }
}

}  // namespace

std::vector<std::string> roster_heading() {
  std::vector<std::string> heading = {"employee"};
  heading.insert(heading.end(), fact_names.begin(), fact_names.end());
  return heading;
}

std::string employee_number(std::size_t row) {
  return std::to_string(row + 1);
}

std::string roster_cell(PayFact fact, std::int32_t value) {
  std::string text;
  append_cell(text, fact, value);
  return text;
}

void append_heading(std::string& csv) {
  csv += "employee";
  for (const std::string_view name : fact_names) {
    csv += ',';
    csv += name;
  }
  csv += '\n';
}

void append_rows(std::string& csv, const FactColumns& facts, std::size_t count, std::size_t before) {
  for (std::size_t row = 0; row < count; ++row) {
    csv += employee_number(before + row);
    for (std::size_t fact = 0; fact < fact_count; ++fact) {
      csv += ',';
      append_cell(csv, static_cast<PayFact>(fact), facts.column(fact)[row]);
    }
    csv += '\n';
  }
}

bool write_roster(const std::string& path, std::size_t rows) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  Generator generator;
  FactColumns facts(fact_count, batch_rows);
  std::string csv;
  append_heading(csv);
  for (std::size_t done = 0; done < rows && file; done += batch_rows) {
    const std::size_t count = std::min(batch_rows, rows - done);
    generator.fill(facts, 0, count);
    append_rows(csv, facts, count, done);
    file << csv;
    csv.clear();
  }
  file << csv;
  file.close();
  return static_cast<bool>(file);
}

MadeTable made_roster(const FactColumns& facts) {
  MadeTable roster{"roster", roster_heading(), {}};
  roster.rows.reserve(facts.rows());
  for (std::size_t row = 0; row < facts.rows(); ++row) {
    std::vector<std::string>& cells = roster.rows.emplace_back();
    cells.reserve(fact_count + 1);
    cells.push_back(employee_number(row));
    for (std::size_t fact = 0; fact < fact_count; ++fact) {
      cells.push_back(roster_cell(static_cast<PayFact>(fact), facts.column(fact)[row]));
    }
  }
  return roster;
}

}  // namespace mou::bench
