// `holds at most ..., the rest is paid as F`: some rule of F, or of what F reads, must read the rest.
#include <fmt/format.h>

#include "dsl/check/reads.h"

namespace mou {

namespace {

bool reads_rest(const Reads& reads, std::uint32_t figure, std::uint32_t bank) {
  std::vector<char> seen(reads.figures.size(), 0);
  std::vector<std::uint32_t> open = {figure};
  while (!open.empty()) {
    const std::uint32_t at = open.back();
    open.pop_back();
    if (seen[at] != 0) continue;
    seen[at] = 1;
    for (const Read& read : reads.figures[at]) {
      if (read.bank && read.index == bank && read.measure == BankMeasure::over) return true;
      if (!read.bank) open.push_back(read.index);
    }
  }
  return false;
}

}  // namespace

void prove_caps(const Proof& proof) {
  const Reads reads = reads_of(proof);
  for (std::uint32_t i = 0; i < proof.names().banks.size(); ++i) {
    const BankInfo& bank = proof.names().banks[i];
    for (const ast::StatementId line : bank.lines) {
      const ast::Statement& s = proof.statement(line);
      if (s.flow != ast::FlowKind::holds || s.fate != ast::Fate::paid_as) continue;
      const Symbol* target = proof.names().find(s.target.text);
      if (target == nullptr || target->kind != SymbolKind::figure) continue;
      if (reads_rest(reads, target->index, i)) continue;
      Diagnostic& said = proof.diagnostics.add(
          Code::cap_not_read, s.target.span,
          fmt::format("what `{}` holds no more is paid as `{}`, and no rule of it reads `{}.over`", bank.name,
                      s.target.text, bank.name));
      const FigureInfo& figure = proof.names().figures[target->index];
      said.notes.push_back(
          {proof.statement(figure.rules.empty() ? figure.declared : figure.rules.front().statement).name.span,
           fmt::format("`{}` is paid here", figure.name)});
      said.help = fmt::format("add it to the rule: `+ {}.over * ...`, in dollars", bank.name);
    }
  }
}

}  // namespace mou
