// mou run --wide: one row for each employee and tick, one column for each figure.
#pragma once

#include <string>

#include "analysis/manifest.h"
#include "analysis/wide_run.h"
#include "cli/command.h"
#include "cli/loading.h"

namespace mou {

struct WideOptions {
  std::string out;
  // Beside `out` when empty.
  std::string manifest;
};

// `manifest` lacks the facts. Gives the exit status.
int write_wide(const WideOptions& options, WideRequest& request, Loaded& loaded, Manifest manifest, Console& console);

}  // namespace mou
