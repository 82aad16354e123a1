// How a diagnostic looks on a terminal.
#include <fmt/format.h>

#include <algorithm>

#include "engine/text/diagnostic.h"

namespace mou {

namespace {

struct Colours {
  std::string_view error = "\x1b[1;31m";
  std::string_view warning = "\x1b[1;33m";
  std::string_view frame = "\x1b[1;34m";
  std::string_view help = "\x1b[1;32m";
  std::string_view bold = "\x1b[1m";
  std::string_view plain = "\x1b[0m";
};

constexpr Colours no_colours{"", "", "", "", "", ""};

// One line of source as it can be shown, and where the underline goes, counted in characters shown.
struct Excerpt {
  std::string text;
  std::size_t from = 0;
  std::size_t length = 0;
};

// Bytes of the character that starts at `at`; 0 when it is not well-formed UTF-8.
std::size_t character_bytes(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t bytes = lead < 0x80U   ? 1
                            : lead < 0xC2U ? 0
                            : lead < 0xE0U ? 2
                            : lead < 0xF0U ? 3
                            : lead < 0xF5U ? 4
                                           : 0;
  if (at + bytes > text.size()) return 0;
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((static_cast<unsigned char>(text[at + i]) & 0xC0U) != 0x80U) return 0;
  }
  return bytes;
}

// Bytes `from`..`to` of the line underlined. A tab becomes a blank; what a terminal would obey or cannot show becomes
// a question mark; of a long line only the part about the underline is kept.
Excerpt excerpt(std::string_view line, std::size_t from, std::size_t to) {
  constexpr std::size_t before = 60;
  constexpr std::size_t widest = 120;
  const std::size_t start = line.size() > widest && from > before ? from - before : 0;
  Excerpt shown;
  if (start > 0) shown.text = "...";
  std::size_t characters = shown.text.size();
  std::size_t at = start;
  while (at < line.size() && characters < widest) {
    const std::size_t bytes = character_bytes(line, at);
    const auto byte = static_cast<unsigned char>(line[at]);
    if (at < from) shown.from = characters + 1;
    if (at >= from && at < to) ++shown.length;
    if (byte == '\t') {
      shown.text += ' ';
    } else if (bytes == 0 || byte < 0x20U || byte == 0x7FU) {
      shown.text += '?';
    } else {
      shown.text += line.substr(at, bytes);
    }
    at += std::max<std::size_t>(bytes, 1);
    ++characters;
  }
  if (at < line.size()) shown.text += "...";
  shown.from = std::max(shown.from, start > 0 ? std::size_t{3} : std::size_t{0});
  shown.length = std::max<std::size_t>(shown.length, 1);
  return shown;
}

class Renderer {
 public:
  Renderer(const Sources& sources, bool colour) : sources_(sources), colours_(colour ? Colours() : no_colours) {}

  void head(const Diagnostic& diagnostic) {
    const bool error = code_severity(diagnostic.code) == Severity::error;
    out_ += fmt::format("{}{}[{}]{}{}: {}{}\n", error ? colours_.error : colours_.warning, error ? "error" : "warning",
                        code_text(diagnostic.code), colours_.plain, colours_.bold, diagnostic.message, colours_.plain);
  }

  void where(std::string_view text) { out_ += fmt::format("{}  -->{} {}\n", colours_.frame, colours_.plain, text); }

  void place(Span at, std::string_view label, std::string_view marker) {
    const Position begin = sources_.position(at.file, at.begin);
    where(fmt::format("{}:{}:{}", sources_.path(at.file), begin.line, begin.column));
    const std::size_t from = at.begin - line_start(at);
    const Excerpt shown = excerpt(sources_.line(at.file, begin.line), from, from + (at.end - at.begin));
    numbered(begin.line, shown.text);
    const std::string margin(std::to_string(begin.line).size(), ' ');
    out_ += fmt::format("{} {} |{} {}{}{}", colours_.frame, margin, colours_.plain, std::string(shown.from, ' '),
                        marker, std::string(shown.length, '^'));
    out_ += fmt::format("{}{}{}\n", label.empty() ? "" : " ", label, colours_.plain);
  }

  void note(const Note& note) {
    out_ += fmt::format("{}note{}: {}\n", colours_.bold, colours_.plain, note.text);
    if (note.at.known()) place(note.at, "", colours_.frame);
  }

  void help(std::string_view text) { out_ += fmt::format("{}help{}: {}\n", colours_.help, colours_.plain, text); }

  // The line as the edits would leave it; nothing when they touch more than one line.
  void edited(std::vector<Edit> edits) {
    if (edits.empty() || !edits.front().at.known()) return;
    const std::uint32_t file = edits.front().at.file;
    const std::uint32_t number = sources_.position(file, edits.front().at.begin).line;
    for (const Edit& edit : edits) {
      const bool here = edit.at.file == file && sources_.position(file, edit.at.begin).line == number &&
                        sources_.position(file, edit.at.end).line == number;
      if (!here || edit.text.find('\n') != std::string::npos) return;
    }
    // From the last to the first, so that the places of those to come stay true.
    std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.at.begin > b.at.begin; });
    std::string line(sources_.line(file, number));
    const std::size_t start = line_start(edits.front().at);
    for (const Edit& edit : edits) {
      const std::size_t from = std::min(edit.at.begin - start, line.size());
      line.replace(from, edit.at.end - edit.at.begin, edit.text);
    }
    numbered(number, excerpt(line, 0, 0).text);
  }

  std::string_view marker(const Diagnostic& diagnostic) const {
    return code_severity(diagnostic.code) == Severity::error ? colours_.error : colours_.warning;
  }

  std::string take() { return std::move(out_); }

 private:
  // The byte at which the line of the place starts.
  std::size_t line_start(Span at) const {
    const std::string_view before = sources_.text(at.file).substr(0, at.begin);
    return before.rfind('\n') + 1;
  }

  void numbered(std::uint32_t number, std::string_view line) {
    const std::string margin(std::to_string(number).size(), ' ');
    out_ += fmt::format("{} {} |{}\n", colours_.frame, margin, colours_.plain);
    out_ += fmt::format("{} {} |{} {}\n", colours_.frame, number, colours_.plain, line);
  }

  const Sources& sources_;
  Colours colours_;
  std::string out_;
};

}  // namespace

std::string render(const Diagnostic& diagnostic, const Sources& sources, bool colour) {
  Renderer renderer(sources, colour);
  renderer.head(diagnostic);
  if (!diagnostic.where.empty()) renderer.where(diagnostic.where);
  if (diagnostic.at.known()) renderer.place(diagnostic.at, diagnostic.label, renderer.marker(diagnostic));
  for (const Note& note : diagnostic.notes) renderer.note(note);
  if (!diagnostic.help.empty()) renderer.help(diagnostic.help);
  renderer.edited(diagnostic.edits);
  return renderer.take();
}

}  // namespace mou
