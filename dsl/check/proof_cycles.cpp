// Nothing depends on itself within a tick. A ring of figures, or of figures and banks, is printed clause by clause.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/declare.h"
#include "dsl/check/reads.h"

namespace mou {

namespace {

// Figures first, then banks.
using Node = std::uint32_t;

struct Edge {
  Node to;
  ast::ExprId at;
};

class Cycles {
 public:
  explicit Cycles(const Proof& proof) : proof_(proof), figures_(static_cast<Node>(proof.names().figures.size())) {}

  void run() {
    build();
    components();
    std::vector<std::vector<Node>> members(edges_.size());
    for (Node node = 0; node < edges_.size(); ++node) members[component_[node]].push_back(node);
    for (const std::vector<Node>& group : members) {
      if (group.size() > 1 || (group.size() == 1 && reads_itself(group[0]))) say(ring(group));
    }
  }

 private:
  void build() {
    const Reads reads = reads_of(proof_);
    edges_.resize(reads.figures.size() + reads.banks.size());
    for (Node node = 0; node < edges_.size(); ++node) {
      const bool bank = node >= figures_;
      for (const Read& read : bank ? reads.banks[node - figures_] : reads.figures[node]) {
        if (read.earlier) continue;
        const Node to = read.bank ? figures_ + read.index : read.index;
        // A balance that opens the tick is that of the days before; in its own lines it is that of the morning.
        if (read.bank && (read.measure == BankMeasure::opening || to == node)) continue;
        edges_[node].push_back({to, read.at});
      }
    }
  }

  bool reads_itself(Node node) const {
    return std::any_of(edges_[node].begin(), edges_[node].end(), [&](const Edge& e) { return e.to == node; });
  }

  // Tarjan's strongly connected components, without recursion.
  void components() {
    const auto size = static_cast<Node>(edges_.size());
    std::vector<Node> number(size, 0);
    std::vector<Node> low(size, 0);
    std::vector<char> open(size, 0);
    std::vector<Node> stack;
    std::vector<std::pair<Node, std::size_t>> path;
    component_.assign(size, 0);
    Node next = 0;
    Node found = 0;
    for (Node root = 0; root < size; ++root) {
      if (number[root] != 0) continue;
      path.emplace_back(root, 0);
      while (!path.empty()) {
        const Node node = path.back().first;
        if (path.back().second == 0) {
          number[node] = low[node] = ++next;
          stack.push_back(node);
          open[node] = 1;
        }
        if (path.back().second < edges_[node].size()) {
          const Node to = edges_[node][path.back().second++].to;
          if (number[to] == 0) {
            path.emplace_back(to, 0);
          } else if (open[to] != 0) {
            low[node] = std::min(low[node], number[to]);
          }
          continue;
        }
        if (low[node] == number[node]) {
          for (Node member = size; member != node;) {
            member = stack.back();
            stack.pop_back();
            open[member] = 0;
            component_[member] = found;
          }
          ++found;
        }
        path.pop_back();
        if (!path.empty()) low[path.back().first] = std::min(low[path.back().first], low[node]);
      }
    }
  }

  // The shortest ring through the first node of a component, by breadth first search.
  std::vector<std::pair<Node, ast::ExprId>> ring(const std::vector<Node>& group) const {
    const Node start = *std::min_element(group.begin(), group.end());
    std::vector<std::pair<Node, ast::ExprId>> from(edges_.size(), {no_id, ast::no_expr});
    std::vector<Node> queue = {start};
    for (std::size_t head = 0; head < queue.size(); ++head) {
      const Node node = queue[head];
      for (const Edge& edge : edges_[node]) {
        if (component_[edge.to] != component_[start]) continue;
        if (edge.to == start) return steps_back(from, start, node, edge.at);
        if (from[edge.to].first != no_id) continue;
        from[edge.to] = {node, edge.at};
        queue.push_back(edge.to);
      }
    }
    return {{start, ast::no_expr}};
  }

  // Each node of the ring with the place where it reads the next.
  static std::vector<std::pair<Node, ast::ExprId>> steps_back(const std::vector<std::pair<Node, ast::ExprId>>& from,
                                                              Node start, Node last, ast::ExprId closing) {
    std::vector<std::pair<Node, ast::ExprId>> steps = {{last, closing}};
    for (Node node = last; node != start; node = from[node].first) {
      steps.emplace_back(from[node].first, from[node].second);
    }
    std::reverse(steps.begin(), steps.end());
    return steps;
  }

  const std::string& name(Node node) const {
    return node < figures_ ? proof_.names().figures[node].name : proof_.names().banks[node - figures_].name;
  }

  Span declared(Node node) const {
    const ast::StatementId id =
        node < figures_ ? proof_.names().figures[node].declared : proof_.names().banks[node - figures_].declared;
    return proof_.statement(id).name.span;
  }

  // The clause an expression stands in.
  std::string clause_of(ast::ExprId at) const {
    const Span span = proof_.expr(at).span;
    for (const ast::File& file : proof_.tree.files) {
      if (file.source != span.file) continue;
      for (ast::StatementId id = file.first_statement; id < file.last_statement; ++id) {
        const Span whole = proof_.statement(id).span;
        if (whole.begin <= span.begin && span.end <= whole.end) return clause_words(proof_.tree, id);
      }
    }
    return "its declaration";
  }

  void say(const std::vector<std::pair<Node, ast::ExprId>>& steps) {
    bool banks = false;
    std::string names;
    for (const auto& [node, at] : steps) {
      banks = banks || node >= figures_;
      names += fmt::format("`{}` -> ", name(node));
    }
    names += fmt::format("`{}`", name(steps.front().first));
    const ast::ExprId first = steps.front().second;
    const Span at = first == ast::no_expr ? declared(steps.front().first) : proof_.expr(first).span;
    Diagnostic& said =
        proof_.diagnostics.add(banks ? Code::bank_cycle : Code::cycle, at,
                               fmt::format("`{}` depends on itself: {}", name(steps.front().first), names));
    for (std::size_t i = 1; i < steps.size(); ++i) {
      if (steps[i].second == ast::no_expr) continue;
      said.notes.push_back({proof_.expr(steps[i].second).span,
                            fmt::format("`{}` reads `{}` in {}", name(steps[i].first),
                                        name(steps[(i + 1) % steps.size()].first), clause_of(steps[i].second))});
    }
    said.help = banks ? "read the balance in the bank's own line, where it is that of the morning, or `.opening`"
                      : "one of them must take the value of the tick before: `previous ...`";
  }

  const Proof& proof_;
  Node figures_;
  std::vector<std::vector<Edge>> edges_;
  std::vector<Node> component_;
};

}  // namespace

void prove_cycles(const Proof& proof) {
  Cycles(proof).run();
}

}  // namespace mou
