// Lists that a contract keeps in data files: the classes with their ranges, the ranges with their rates. A rule that
// names a class that is not in the list applies to nobody; a range that no schedule has gives no rate.
#pragma once

#include "dsl/check/check.h"
#include "dsl/check/data_file.h"

namespace mou {

// `checked` must be free of errors.
void check_lists(const ast::Ast& tree, const Sources& sources, const Checked& checked, const ReadTable& read,
                 Diagnostics& diagnostics);

}  // namespace mou
