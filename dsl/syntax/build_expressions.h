// Values, conditions and tables of the tree.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "dsl/syntax/ast.h"
#include "dsl/syntax/matches.h"
#include "engine/text/diagnostic.h"

namespace mou {

class ExpressionBuilder {
 public:
  ExpressionBuilder(std::string_view text, std::uint32_t source, const Matches& matches, ast::Ast& tree,
                    Diagnostics& diagnostics);

  // Any match that is a value: an expression, a literal, a moment.
  ast::ExprId value(std::uint32_t match);
  ast::ExprId condition(std::uint32_t match);

  Span span(std::uint32_t match) const;
  ast::Word word(std::uint32_t match) const;
  // A text in quotes, without them, on one line.
  ast::Word quoted(std::uint32_t match) const;
  Date date(std::uint32_t match);
  const std::vector<ast::Comment>& comments() const { return comments_; }
  // Tells that a part stands a second time where it may stand once.
  void said_twice(std::uint32_t match);
  bool lost() const { return lost_; }

  static constexpr unsigned greatest_height = 400;

 private:
  using Ids = std::vector<ast::ExprId>;

  ast::Expr node(ast::ExprKind kind, std::uint32_t match) const;
  ast::ExprId add(ast::Expr&& expr);
  ast::ExprId add(ast::ExprKind kind, std::uint32_t match, Ids children);
  bool is_condition(ast::ExprId id) const;
  void want_value(ast::ExprId id);
  ast::ExprId want_condition(ast::ExprId id);
  Diagnostic& mistake(Code code, Span at, std::string message);

  ast::ExprId operations(ast::ExprId left, Children& children);
  ast::ExprId suffixes(ast::ExprId left, Children& children);
  ast::ExprId limited(std::uint32_t match);
  ast::ExprId rounded(ast::ExprId left, std::uint32_t match);
  ast::ExprId primary(std::uint32_t match);
  ast::ExprId literal_time(std::uint32_t match);
  Rational number(std::uint32_t match);
  ast::ExprId quantity(std::uint32_t match);
  ast::ExprId measured(std::uint32_t match);
  ast::ExprId among(std::uint32_t match);
  ast::ExprId fold(std::uint32_t match);
  ast::ExprId rows(std::uint32_t match);
  ast::ExprId count(std::uint32_t match);
  ast::ExprId search(std::uint32_t match);
  ast::ExprId moment(std::uint32_t match);
  ast::ExprId nth(std::uint32_t match);
  ast::ExprId stretch(std::uint32_t match);
  ast::ExprId month(std::uint32_t match);
  ast::ExprId reference(std::uint32_t match);
  ast::ExprId value_or_condition(std::uint32_t match);
  ast::ExprId test(std::uint32_t match);
  ast::ExprId chain(ast::ExprId left, Children& children);
  ast::ExprId comparison(ast::ExprId left, std::uint32_t match);
  ast::ExprId is_comparison(ast::ExprId left, std::uint32_t match);
  ast::ExprId compare(ast::ExprId left, std::string how, ast::ExprId right);
  ast::ExprId listed(ast::ExprId left, std::string how, std::uint32_t match);
  ast::ExprId negated(ast::ExprId inner, Span at);
  Span between(ast::ExprId left, ast::ExprId right) const;
  Span covering(ast::ExprId first, Span last) const;

  ast::ExprId table(std::uint32_t match);
  ast::TableRow row(std::uint32_t match);
  ast::KeyCell key_cell(std::uint32_t match);
  void key_bound(ast::KeyCell& cell, std::uint32_t match, bool low, bool high);

  std::string_view text_;
  std::uint32_t source_;
  const Matches& matches_;
  ast::Ast& tree_;
  Diagnostics& diagnostics_;
  std::vector<ast::Comment> comments_;
  std::vector<std::uint16_t> heights_;
  std::uint32_t first_expr_;
  bool lost_ = false;
};

}  // namespace mou
