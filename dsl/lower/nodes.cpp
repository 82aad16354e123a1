// Making nodes.
#include <utility>

#include "dsl/lower/lowering.h"

namespace mou {

NodeId Lowering::add(Node node) {
  graph_.nodes.push_back(std::move(node));
  return static_cast<NodeId>(graph_.nodes.size() - 1);
}

NodeId Lowering::constant(Value value, const Type& type, const Around& around, Span span) {
  Node node;
  node.kind = NodeKind::constant;
  node.value = std::move(value);
  node.type = type;
  node.clause = around.clause;
  node.span = span;
  return add(std::move(node));
}

NodeId Lowering::number(const Rational& value, const Around& around, Span span) {
  return constant(Value::of(value), {}, around, span);
}

NodeId Lowering::today(const Around& around, Span span) {
  Node node;
  node.kind = NodeKind::today;
  node.type.kind = TypeKind::date;
  node.clause = around.clause;
  node.span = span;
  return add(std::move(node));
}

NodeId Lowering::truth(Op op, std::vector<NodeId> conditions, const Around& around, Span span) {
  if (conditions.size() == 1 && op != Op::negate) {
    return conditions.front();
  }
  Node node;
  node.kind = NodeKind::logic;
  node.op = op;
  node.type.kind = TypeKind::truth;
  node.children = std::move(conditions);
  node.clause = around.clause;
  node.span = span;
  return add(std::move(node));
}

NodeId Lowering::compare(Op op, NodeId a, NodeId b, const Around& around, Span span) {
  Node node;
  node.kind = NodeKind::compare;
  node.op = op;
  node.type.kind = TypeKind::truth;
  node.children = {a, b};
  node.clause = around.clause;
  node.span = span;
  return add(std::move(node));
}

NodeId Lowering::arith(Op op, NodeId a, NodeId b, const Around& around, Span span) {
  Node node;
  node.kind = NodeKind::arith;
  node.op = op;
  node.type = graph_.nodes[a].type;
  node.children = {a, b};
  node.clause = around.clause;
  node.span = span;
  return add(std::move(node));
}

NodeId Lowering::argument(std::uint32_t slot, const Type& type, const Around& around, Span span) {
  Node node;
  node.kind = NodeKind::argument;
  node.slot = slot;
  node.type = type;
  node.clause = around.clause;
  node.span = span;
  return add(std::move(node));
}

NodeId Lowering::figure_ref(FigureId figure, std::vector<NodeId> keys, const Around& around, Span span) {
  Node node;
  node.kind = NodeKind::figure;
  node.index = figure;
  node.type = graph_.figures[figure].type;
  node.children = std::move(keys);
  node.clause = around.clause;
  node.span = span;
  return add(std::move(node));
}

Key Lowering::declared_key(const KeyRef& ref) {
  Key key{ref.name, ref.type.type, no_node, {}, {}};
  if (ref.type.low && ref.type.high && ref.type.whole) {
    key.bounds = {static_cast<std::int32_t>(ref.type.low->to_int64().value_or(0)),
                  static_cast<std::int32_t>(ref.type.high->to_int64().value_or(0))};
  }
  for (const std::string& choice : ref.type.choices) key.choices.push_back(text(choice));
  return key;
}

NodeId Lowering::key_value(const KeyRef& key, const Around& around, Span span) {
  if (around.figure != no_id) {
    const std::vector<Key>& keys = graph_.figures[around.figure].keys;
    for (std::uint32_t slot = 0; slot < keys.size(); ++slot) {
      if (keys[slot].name == key.name) {
        return argument(slot, key.type.type, around, span);
      }
    }
  }
  if (key.kind == SymbolKind::roster_fact) return fact_value(key.index, around, span);
  if (key.kind == SymbolKind::figure) {
    return figure_ref(key.index, keys_of(names().figures[key.index].keys, {}, around, span), around, span);
  }
  return no_node;
}

std::vector<NodeId> Lowering::keys_of(const std::vector<KeyRef>& keys, const std::vector<ast::ExprId>& arguments,
                                      const Around& around, Span span) {
  std::vector<NodeId> values;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    values.push_back(i < arguments.size() ? expr(arguments[i], around) : key_value(keys[i], around, span));
  }
  return values;
}

}  // namespace mou
