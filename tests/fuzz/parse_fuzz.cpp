// Any bytes as contract text: they are read to the end, and every mistake told has a place in them that can be shown.
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
}
