#include "engine/facts/templates.h"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/facts/outside_table.h"

namespace mou {

namespace {

namespace fs = std::filesystem;

struct ListedColumn {
  std::string name;
  std::string title;
  std::string type;
  std::string unit;
  std::string fallback;
  bool required = false;
};

ListedColumn listed(const Column& column) {
  ListedColumn entry{column.name, column.title, column_type_text(column), column.unit_title, "", column.required};
  if (!column.default_column.empty()) entry.fallback = column.default_column;
  if (column.default_text) entry.fallback = column.default_text->empty() ? "nothing" : *column.default_text;
  return entry;
}

// The columns that a file must or may have for what is read, the undeclared ones first.
std::vector<ListedColumn> listed_columns(const Table& table) {
  std::vector<ListedColumn> columns;
  if (table.subject != TableSubject::city_event) {
    columns.push_back({"employee", "Employee", "text, leading zeros kept", "", "", true});
  }
  if (table.subject == TableSubject::employee_roster) {
    columns.push_back({"from", "The row holds from", "a date", "", "", false});
  }
  for (const Column& column : table.columns) {
    if (!column.read) continue;
    columns.push_back(listed(column));
    if (column.name == table.day_column) columns.back().required = true;
  }
  return columns;
}

// What a folder of facts must hold: the tables that nothing reads are left out.
std::vector<const Table*> all_tables(const Schema& schema) {
  std::vector<const Table*> tables;
  for (const Table& table : schema.tables) {
    if (table.read) tables.push_back(&table);
  }
  if (!schema.outside.empty()) tables.push_back(&outside_table());
  return tables;
}

std::string heading(const Table& table) {
  std::string text;
  for (const ListedColumn& column : listed_columns(table)) text += (text.empty() ? "" : ",") + csv_field(column.name);
  return text + "\n";
}

// The file of the table that the folder has already, under any of its names; empty when there is none.
std::string file_there(const Table& table, const fs::path& folder) {
  std::error_code error;
  for (const std::string& stem : file_stems(table)) {
    if (fs::exists(fs::symlink_status(folder / (stem + ".csv"), error))) return stem + ".csv";
  }
  return {};
}

bool write_beside(const fs::path& place, const std::string& content) {
  const fs::path beside = place.string() + ".new";
  {
    std::ofstream file(beside, std::ios::binary | std::ios::trunc);
    file << content;
    file.close();
    if (!file) {
      std::error_code ignored;
      fs::remove(beside, ignored);
      return false;
    }
  }
  std::error_code error;
  fs::rename(beside, place, error);
  return !error;
}

}  // namespace

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string field = "\"";
  for (const char c : text) {
    if (c == '"') field += '"';
    field += c;
  }
  return field + "\"";
}

std::vector<std::pair<std::string, std::string>> template_files(const Schema& schema) {
  std::vector<std::pair<std::string, std::string>> files;
  for (const Table* table : all_tables(schema)) {
    files.emplace_back(file_stems(*table).front() + ".csv", heading(*table));
  }
  return files;
}

WrittenTemplates write_templates(const Schema& schema, const std::string& folder) {
  WrittenTemplates result;
  std::error_code error;
  fs::create_directories(folder, error);
  if (!fs::is_directory(folder, error)) {
    result.problem = "the folder `" + folder + "` cannot be made";
    return result;
  }
  for (const Table* table : all_tables(schema)) {
    const std::string there = file_there(*table, folder);
    const std::string name = file_stems(*table).front() + ".csv";
    if (!there.empty()) {
      result.kept.push_back(there);
    } else if (write_beside(fs::path(folder) / name, heading(*table))) {
      result.written.push_back(name);
    } else {
      result.problem = "`" + (fs::path(folder) / name).string() + "` cannot be written";
      return result;
    }
  }
  return result;
}

std::string facts_list_text(const Schema& schema) {
  std::string text;
  for (const Table* table : all_tables(schema)) {
    text += file_stems(*table).front() + ".csv" + (table->title.empty() ? "" : "  " + table->title) + "\n";
    for (const ListedColumn& column : listed_columns(*table)) {
      std::string line = "  " + column.name;
      line.resize(std::max<std::size_t>(line.size() + 2, 26), ' ');
      line += column.type;
      if (column.required) line += ", required";
      if (!column.fallback.empty()) line += ", `" + column.fallback + "` where absent";
      if (!column.title.empty()) line += "  (" + column.title + ")";
      text += line + "\n";
    }
  }
  return text;
}

std::string facts_list_csv(const Schema& schema) {
  std::string text = "table,column,title,type,unit,default,required\n";
  for (const Table* table : all_tables(schema)) {
    for (const ListedColumn& column : listed_columns(*table)) {
      text += csv_field(table->name) + "," + csv_field(column.name) + "," + csv_field(column.title) + "," +
              csv_field(column.type) + "," + csv_field(column.unit) + "," + csv_field(column.fallback) + "," +
              (column.required ? "yes" : "no") + "\n";
    }
  }
  return text;
}

std::string facts_list_json(const Schema& schema) {
  nlohmann::ordered_json tables = nlohmann::ordered_json::array();
  for (const Table* table : all_tables(schema)) {
    nlohmann::ordered_json columns = nlohmann::ordered_json::array();
    for (const ListedColumn& column : listed_columns(*table)) {
      nlohmann::ordered_json entry{{"column", column.name}, {"title", column.title}, {"type", column.type}};
      if (!column.unit.empty()) entry["unit"] = column.unit;
      if (!column.fallback.empty()) entry["default"] = column.fallback;
      entry["required"] = column.required;
      columns.push_back(std::move(entry));
    }
    tables.push_back({{"table", table->name},
                      {"file", file_stems(*table).front() + ".csv"},
                      {"title", table->title},
                      {"columns", std::move(columns)}});
  }
  return tables.dump(2) + "\n";
}

}  // namespace mou
