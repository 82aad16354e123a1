// What the checker says to an author: a value, rendered for a terminal, as JSON or for an editor.
//
// Wording: lower case, no full stop, the author's words in back quotes; what is there, then why it matters, then (in
// `help`) what to write.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/text/source.h"

namespace mou {

enum class Severity { error, warning };

// One entry per diagnostic, listed once in diagnostics.def.
enum class Code {
#define MOU_DIAGNOSTIC(name, code, severity, title) name,
#include "engine/text/diagnostics.def"
};

// The stable code people look up, such as "M0201".
std::string_view code_text(Code code);
std::string_view code_title(Code code);
Severity code_severity(Code code);
std::vector<Code> all_codes();

struct Note {
  Span at;
  std::string text;
};

// Replace the text of `at` by `text`; applying all edits of a diagnostic is the fix.
struct Edit {
  Span at;
  std::string text;
};

struct Diagnostic {
  Code code;
  Span at;
  // Where no source text exists: "roster.csv, row 3, column step".
  std::string where;
  std::string message;
  // The words under the underline; may be empty.
  std::string label;
  std::vector<Note> notes;
  std::string help;
  std::vector<Edit> edits;
};

// The diagnostics of a run. Passes add and go on.
class Diagnostics {
 public:
  // Returns the entry so that the caller can add notes, help and edits.
  Diagnostic& add(Code code, Span at, std::string message);
  Diagnostic& add_at(Code code, std::string where, std::string message);
  bool has_errors() const;
  const std::vector<Diagnostic>& all() const { return list_; }
  // By file and place, errors and warnings mixed; exact repeats removed.
  void sort();
  template <typename Unwanted>
  void drop_if(const Unwanted& unwanted) {
    std::erase_if(list_, unwanted);
  }

 private:
  std::vector<Diagnostic> list_;
};

// An excerpt with an underline, notes and help, as printed to a terminal; `colour` adds ANSI colours.
std::string render(const Diagnostic& diagnostic, const Sources& sources, bool colour);
// One JSON array with every diagnostic.
std::string render_json(const Diagnostics& diagnostics, const Sources& sources);

// The nearest of `candidates` to `word` when it is near enough to be a slip, else empty.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace mou
