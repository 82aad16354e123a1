// A text read for a test.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "dsl/syntax/parse.h"

namespace mou {

struct Read {
  explicit Read(std::string text) { parse(sources, sources.add("test.mou", std::move(text)), tree, diagnostics); }

  // Everything that was told, one line each: "LINE: CODE message".
  std::string told() const {
    std::string lines;
    for (const Diagnostic& each : diagnostics.all()) {
      const Position at = sources.position(each.at.file, each.at.begin);
      lines += std::to_string(at.line) + ": " + std::string(code_text(each.code)) + " " + each.message + "\n";
    }
    return lines;
  }

  Sources sources;
  ast::Ast tree;
  Diagnostics diagnostics;
};

}  // namespace mou
