// From what the grammar recognised to the tree, one header or statement at a time.
#pragma once

#include <cstdint>
#include <string_view>

#include "dsl/syntax/ast.h"
#include "dsl/syntax/build_expressions.h"
#include "dsl/syntax/matches.h"
#include "engine/text/diagnostic.h"

namespace mou {

class TreeBuilder {
 public:
  // Opens a new file in `tree`. `text` is that of `source` with bytes that do not belong made blanks; `matches` is what
  // the grammar fills before each add().
  TreeBuilder(std::string_view text, std::uint32_t source, const Matches& matches, ast::Ast& tree,
              Diagnostics& diagnostics);
  // Adds the header or statement that is the first of the matches.
  void add();
  // Closes the file; `whole` when no mistake lost any of it.
  void close(bool whole);
  // Whether the header was read.
  bool has_header() const { return has_header_; }

 private:
  void header(std::uint32_t match);
  ast::Statement statement(std::uint32_t match);
  void fill(ast::Statement& statement, Children& children);
  void heading(ast::Statement& statement, Children& children);
  void change(ast::Statement& statement, Children& children);
  void only_one(ast::Statement& statement, Children& children);
  void require(ast::Statement& statement, Children& children);
  void example(ast::Statement& statement, Children& children);
  void assume(ast::Statement& statement, Children& children);
  void cites(ast::Statement& statement, Children& children);
  void outside(ast::Statement& statement, Children& children);
  void declared(ast::Statement& statement, Children& children);
  void bank(ast::Statement& statement, Children& children);
  void book_each(ast::Statement& statement);
  void flow(ast::Statement& statement, std::uint32_t match);
  void order(ast::Statement& statement, Children& children);
  void reading(ast::Statement& statement, Children& children);
  void clock(ast::Statement& statement, Children& children);
  void event(ast::Statement& statement, Children& children);
  void head_part(ast::Head& head, std::uint32_t match);
  void mods(ast::Mods& mods, Children& children);
  void rules(ast::Statement& statement, Children& children);
  ast::Rule rule(std::uint32_t begin, ast::ExprId value, Children& children);
  ast::TypeText type(std::uint32_t match);
  void limits(ast::TypeText& type, Children& children);
  ast::Assignment assignment(std::uint32_t match, bool gives);
  ast::SortKey sort_key(std::uint32_t match);
  Span mods_end(Children children) const;
  void once(bool first, std::uint32_t match);

  const Matches& matches_;
  ast::Ast& tree_;
  ExpressionBuilder expressions_;
  std::uint32_t file_;
  std::uint32_t clause_ = ast::none;
  bool has_header_ = false;
};

}  // namespace mou
