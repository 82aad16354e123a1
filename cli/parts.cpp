#include "cli/parts.h"

#include <nlohmann/json.hpp>

namespace mou {

using Json = nlohmann::ordered_json;

std::string open_parts(const std::vector<Part>& parts) {
  for (const Part& part : parts) {
    std::string problem = part.file->open(part.path);
    if (!problem.empty()) return problem;
  }
  return "";
}

std::string commit_parts(const std::vector<Part>& parts) {
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    std::string problem = part->file->commit();
    if (!problem.empty()) return problem;
  }
  return "";
}

std::optional<std::string> marks_text(const std::vector<Part>& parts) {
  Json marks = Json::object();
  for (const Part& part : parts) {
    const auto mark = part.file->mark();
    if (!mark) return std::nullopt;
    marks[part.name] = {{"suffix", mark->suffix}, {"size", mark->size}};
  }
  return marks.dump();
}

std::string take_up_parts(const std::vector<Part>& parts, const std::string& marks) {
  try {
    const Json json = Json::parse(marks);
    for (const Part& part : parts) {
      const Json& mark = json.at(part.name);
      std::string problem =
          part.file->take_up(part.path, {mark.at("suffix").get<std::string>(), mark.at("size").get<std::uint64_t>()});
      if (!problem.empty()) return problem;
    }
  } catch (const Json::exception& strange) {
    return strange.what();
  }
  return "";
}

}  // namespace mou
