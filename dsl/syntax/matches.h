// What the grammar recognised, as a flat log: one entry per match of a rule listed in grammar/nodes.def, parents before
// children. Between the grammar, which may go back, and the tree, which never changes.
#pragma once

#include <cstdint>
#include <vector>

namespace mou {

enum class Node : std::uint8_t {
#define MOU_NODE(rule) rule,
#include "grammar/nodes.def"
};

struct Match {
  Node node;
  // Bytes of the text, with the blanks after the last token.
  std::uint32_t begin;
  std::uint32_t end;
  // Index of the first entry that is not inside this one.
  std::uint32_t next;
};

using Matches = std::vector<Match>;

// The entries directly inside one entry, in order.
class Children {
 public:
  Children(const Matches& matches, std::uint32_t parent)
      : matches_(matches), at_(parent + 1), end_(matches[parent].next) {}

  bool more() const { return at_ < end_; }
  bool next_is(Node node) const { return more() && matches_[at_].node == node; }
  // The index of the next child, which must exist.
  std::uint32_t take() {
    const std::uint32_t taken = at_;
    at_ = matches_[at_].next;
    return taken;
  }

 private:
  const Matches& matches_;
  std::uint32_t at_;
  std::uint32_t end_;
};

}  // namespace mou
