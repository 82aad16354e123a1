// What the grammar recognised, as a flat log: one entry per match of a rule listed in grammar/nodes.def, parents before
// children. Between the grammar, which may go back, and the tree, which never changes.
#pragma once

#include <cstddef>
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

// The log: it grows by one and is cut short again more often than anything else happens in a reading.
class Matches {
 public:
  std::size_t size() const { return size_; }
  const Match& operator[](std::size_t i) const { return log_[i]; }
  Match& operator[](std::size_t i) { return log_[i]; }

  void add(Node node, std::uint32_t begin) {
    if (size_ == log_.size()) grow();
    log_[size_++] = {node, begin, 0, 0};
  }
  // `to` is no more than the size.
  void cut(std::size_t to) { size_ = to; }

 private:
  void grow();

  std::vector<Match> log_;
  std::size_t size_ = 0;
};

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
