// Any bytes as a contract of one file: either there are errors, or the graph is as `verify` wants it.
#include "dsl/program.h"
#include "tests/fuzz/fuzzer.h"
#include "tests/fuzz/require.h"

MOU_FUZZER(program) {
  const auto read = [&](const std::string& path) -> std::optional<std::string> {
    if (path != "fuzz.mou") return std::nullopt;
    return std::string(input);
  };
  const mou::Program program = mou::compile("fuzz.mou", std::nullopt, read);
  mou::require(program.graph.has_value() != program.diagnostics.has_errors());
  if (program.graph) mou::require(mou::verify(*program.graph).empty());
  for (const mou::Diagnostic& found : program.diagnostics.all()) mou::render(found, program.sources, false);
}
