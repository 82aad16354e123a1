#include "engine/reference/fault.h"

#include <utility>

namespace mou {

FaultId Faults::add(FaultKind kind, FigureId figure, std::string message) {
  const auto known = ids_.find(message);
  if (known != ids_.end() && list_[known->second].kind == kind) {
    return known->second;
  }
  list_.push_back({kind, figure, std::move(message)});
  const auto id = static_cast<FaultId>(list_.size() - 1);
  ids_.insert_or_assign(std::string_view(list_.back().message), id);
  return id;
}

}  // namespace mou
