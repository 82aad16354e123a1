// Banks: every sentence a line of the ledger with its clause.
#include <algorithm>

#include "dsl/check/constant.h"
#include "dsl/lower/lowering.h"

namespace mou {

namespace {

LineKind line_kind(ast::FlowKind flow) {
  switch (flow) {
    case ast::FlowKind::uses:
      return LineKind::uses;
    case ast::FlowKind::cashes:
      return LineKind::cashes;
    case ast::FlowKind::loses:
      return LineKind::loses;
    case ast::FlowKind::moves:
      return LineKind::moves;
    case ast::FlowKind::converts:
      return LineKind::converts;
    case ast::FlowKind::earns:
    case ast::FlowKind::holds:
    case ast::FlowKind::none:
      break;
  }
  return LineKind::earns;
}

}  // namespace

void Lowering::lower_line(BankId id, ast::StatementId statement_id, const Around& outer) {
  const ast::Statement& statement = tree_.statements[statement_id];
  const ast::Rule& rule = statement.rules.front();
  Around around = outer;
  BankLine line;
  line.kind = line_kind(statement.flow);
  if (!statement.head.clock.empty()) {
    const std::string& name = statement.head.clock.text;
    const Symbol* symbol = names().find(name);
    if (symbol != nullptr && symbol->kind == SymbolKind::event) {
      line.event = around.event = symbol->index;
    } else {
      line.clock = around.clock = find_clock(names(), name);
    }
  }
  if (!rule.mods.on.empty()) {
    line.moment = any_occurs(rule.mods.on, around, false);
  }
  line.rule = rule_arm(statement, rule, around, statement_id);
  const Symbol* target = statement.target.empty() ? nullptr : names().find(statement.target.text);
  if (statement.flow != ast::FlowKind::holds) {
    line.target = target != nullptr && target->kind == SymbolKind::bank ? target->index : no_id;
    graph_.banks[id].lines.push_back(std::move(line));
    return;
  }
  BankCap cap;
  cap.rule = std::move(line.rule);
  cap.fate = statement.fate == ast::Fate::lost      ? CapFate::lost
             : statement.fate == ast::Fate::paid_as ? CapFate::paid
                                                    : CapFate::moved;
  if (target != nullptr) {
    (cap.fate == CapFate::paid ? cap.paid_as : cap.target) = target->index;
  }
  graph_.banks[id].caps.push_back(std::move(cap));
}

void Lowering::lower_bank(BankId id) {
  const BankInfo& info = names().banks[id];
  Bank& bank = graph_.banks[id];
  bank.of_the_unit = info.of_the_unit;
  for (EventId event = 0; event < graph_.events.size() && !bank.of_the_unit; ++event) {
    const Table& table = graph_.schema.tables[graph_.events[event].table];
    const std::uint32_t bank_column = column_index(table, "bank");
    const std::uint32_t amount_column = column_index(table, "hours");
    const bool balances = table.name == "balances" || table.name == "balance";
    if (balances && bank_column != no_column && amount_column != no_column) {
      bank.openings = event;
      bank.opening_bank_column = bank_column;
      bank.opening_amount_column = amount_column;
    }
  }
  if (info.starting != ast::no_expr) bank.starting = constant_number(tree_, info.starting);
  std::vector<ast::StatementId> lines;
  std::vector<ast::StatementId> caps;
  for (const ast::StatementId statement : info.lines) {
    Around around;
    around.bank = id;
    around.clause = clause_index(tree_.statements[statement]);
    (tree_.statements[statement].flow == ast::FlowKind::holds ? caps : lines).push_back(statement);
    lower_line(id, statement, around);
  }
  // A successor that speaks of a bank speaks of all of it: its predecessor's lines end where its own begin.
  std::vector<Arm> arms;
  std::vector<ast::StatementId> statements = lines;
  statements.insert(statements.end(), caps.begin(), caps.end());
  for (const BankLine& line : graph_.banks[id].lines) {
    arms.push_back(line.rule);
  }
  for (const BankCap& cap : graph_.banks[id].caps) {
    arms.push_back(cap.rule);
  }
  end_predecessors(arms, statements, FigureKind::figure);
  for (std::size_t i = 0; i < arms.size(); ++i) {
    Around around;
    around.bank = id;
    around.clause = arms[i].clause;
    end_amended(arms[i], tree_.statements[statements[i]], around);
  }
  for (std::size_t i = 0; i < arms.size(); ++i) {
    (i < lines.size() ? graph_.banks[id].lines[i].rule : graph_.banks[id].caps[i - lines.size()].rule) = arms[i];
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const ast::Statement& statement = tree_.statements[lines[i]];
    for (const ast::Word& replaced : statement.rules.front().mods.instead_of) {
      for (std::size_t j = 0; j < lines.size(); ++j) {
        const ast::Statement& other = tree_.statements[lines[j]];
        const bool meant = other.clause != ast::none && tree_.clauses[other.clause].id == replaced.text;
        if (i == j || !meant || other.flow != statement.flow) {
          continue;
        }
        Arm& old = graph_.banks[id].lines[j].rule;
        const Arm& now = graph_.banks[id].lines[i].rule;
        Around around;
        around.bank = id;
        around.clause = old.clause;
        std::vector<NodeId> applies;
        if (now.from) {
          applies.push_back(compare(Op::more_equal, today(around, now.span),
                                    constant(Value::of(*now.from), {TypeKind::date, {}}, around, now.span), around,
                                    now.span));
        }
        if (now.guard != no_node) {
          applies.push_back(now.guard);
        }
        if (applies.empty()) {
          old.until = first_date;
          continue;
        }
        const NodeId not_now = truth(Op::negate, {truth(Op::all, applies, around, now.span)}, around, now.span);
        old.guard = old.guard == no_node ? not_now : truth(Op::all, {old.guard, not_now}, around, now.span);
      }
    }
  }
}

}  // namespace mou
