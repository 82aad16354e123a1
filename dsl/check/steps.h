// How fine the values of an expression are: the largest amount of which every value is a whole multiple.
#pragma once

#include <optional>

#include "dsl/check/proofs.h"

namespace mou {

class Steps {
 public:
  explicit Steps(const Proof& proof);
  // Nothing when no step is known. 0: always zero.
  std::optional<Rational> of(ast::ExprId id);
  std::optional<Rational> of_figure(std::uint32_t index);
  // The value of a rule, divided into the parts in which it is paid.
  std::optional<Rational> of_rule(const ast::Rule& rule);

 private:
  std::optional<Rational> compute(ast::ExprId id);
  std::optional<Rational> of_name(ast::ExprId id);
  std::optional<Rational> of_type(const CheckedType& type) const;
  std::optional<Rational> common(const std::vector<ast::ExprId>& ids);

  const Proof& proof_;
  enum class State : std::uint8_t { no, running, yes };
  std::vector<State> state_;
  std::vector<std::optional<Rational>> figures_;
  int nesting_ = 0;
};

// The step of rounding: a cent, a dollar, what is written.
std::optional<Rational> rounding_step(const ast::Ast& tree, const ast::Expr& rounded);

// Whether every multiple of `step` is a multiple of `of`.
bool multiple(const Rational& step, const Rational& of);

}  // namespace mou
