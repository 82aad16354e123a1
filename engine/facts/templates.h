// The facts a program wants, for people: as empty tables to fill, and as a list.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/facts/schema.h"

namespace mou {

// File name and content (a heading) for each table, outside.csv too when the program has outside names.
std::vector<std::pair<std::string, std::string>> template_files(const Schema& schema);

struct WrittenTemplates {
  std::vector<std::string> written;
  // Files that are there already: they are left alone.
  std::vector<std::string> kept;
  // Why the folder or a file could not be written; empty when all went well.
  std::string problem;
};

// Writes the templates into a folder, which is made when absent. Each file is written beside its place and then moved
// there, so that none is ever half written; what is there is never overwritten.
WrittenTemplates write_templates(const Schema& schema, const std::string& folder);

// A line each: table, column, title, type, default.
std::string facts_list_text(const Schema& schema);
std::string facts_list_csv(const Schema& schema);
std::string facts_list_json(const Schema& schema);

// A field of a CSV file, in quotes when it needs them.
std::string csv_field(std::string_view text);

}  // namespace mou
