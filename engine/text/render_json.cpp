// How diagnostics look to a program.
#include <nlohmann/json.hpp>

#include "engine/text/diagnostic.h"

namespace mou {

namespace {

using Json = nlohmann::ordered_json;

Json position_json(std::uint32_t file, std::uint32_t offset, const Sources& sources) {
  const Position position = sources.position(file, offset);
  return {{"line", position.line}, {"column", position.column}, {"byte", offset}};
}

// Null where no source text exists.
Json span_json(Span at, const Sources& sources) {
  if (!at.known()) return nullptr;
  return {{"file", sources.path(at.file)},
          {"begin", position_json(at.file, at.begin, sources)},
          {"end", position_json(at.file, at.end, sources)}};
}

Json diagnostic_json(const Diagnostic& diagnostic, const Sources& sources) {
  Json notes = Json::array();
  for (const Note& note : diagnostic.notes) {
    notes.push_back({{"at", span_json(note.at, sources)}, {"text", note.text}});
  }
  Json edits = Json::array();
  for (const Edit& edit : diagnostic.edits) {
    edits.push_back({{"at", span_json(edit.at, sources)}, {"text", edit.text}});
  }
  return {{"code", code_text(diagnostic.code)},
          {"severity", code_severity(diagnostic.code) == Severity::error ? "error" : "warning"},
          {"message", diagnostic.message},
          {"at", span_json(diagnostic.at, sources)},
          {"where", diagnostic.where},
          {"label", diagnostic.label},
          {"notes", std::move(notes)},
          {"help", diagnostic.help},
          {"edits", std::move(edits)}};
}

}  // namespace

std::string render_json(const Diagnostics& diagnostics, const Sources& sources) {
  Json list = Json::array();
  for (const Diagnostic& diagnostic : diagnostics.all()) list.push_back(diagnostic_json(diagnostic, sources));
  // A path or a message may quote bytes that are no UTF-8.
  return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace mou
