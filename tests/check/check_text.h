// A program written in a test, checked, and what is said of it.
#pragma once

#include <string>
#include <vector>

#include "dsl/check/check.h"
#include "engine/text/diagnostic.h"
#include "tests/text_of.h"

namespace mou::testing {

struct CheckedText {
  Sources sources;
  ast::Ast tree;
  Diagnostics diagnostics;
  Checked checked;

  // Every diagnostic as the terminal shows it.
  std::string rendered() const;
  std::vector<std::string> codes() const;
  bool has(const std::string& code) const;
};

// The files in order, as if each used the ones before.
CheckedText check_texts(const std::vector<std::pair<std::string, std::string>>& files);
CheckedText check_text(const std::string& text);

}  // namespace mou::testing
