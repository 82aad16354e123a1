// Any bytes as contract text: they are read to the end, every mistake told has a place in them that can be shown, and a
// text without mistakes is formatted into one that says the same and is left alone by formatting.
#include <optional>
#include <string>

#include "dsl/format/format.h"
#include "dsl/syntax/parse.h"
#include "tests/fuzz/fuzzer.h"
#include "tests/fuzz/require.h"

MOU_FUZZER(parse) {
  mou::Sources sources;
  const std::uint32_t file = sources.add("fuzz.mou", std::string(input));
  mou::ast::Ast tree;
  mou::Diagnostics diagnostics;
  mou::parse(sources, file, tree, diagnostics);
  for (const mou::Diagnostic& found : diagnostics.all()) {
    mou::require(found.at.begin <= found.at.end && found.at.end <= sources.text(file).size());
    mou::require(!mou::render(found, sources, true).empty());
  }
  mou::require(tree.files.front().whole == diagnostics.all().empty());
  if (!tree.files.front().whole) return;
  const std::optional<std::string> once = mou::format(sources, file, tree, diagnostics);
  mou::require(once.has_value());
  const std::uint32_t again = sources.add("again.mou", *once);
  mou::ast::Ast formatted;
  mou::parse(sources, again, formatted, diagnostics);
  mou::require(mou::format(sources, again, formatted, diagnostics) == once);
}
