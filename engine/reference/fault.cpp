#include "engine/reference/fault.h"

#include <utility>

namespace mou {

FaultId Faults::add(FaultKind kind, FigureId figure, std::string message) {
  const auto known = ids_.find(message);
  if (known != ids_.end()) {
    for (const FaultId id : known->second) {
      if (list_[id].kind == kind && list_[id].figure == figure) {
        return id;
      }
    }
  }
  list_.push_back({kind, figure, std::move(message)});
  const auto id = static_cast<FaultId>(list_.size() - 1);
  (known != ids_.end() ? known->second : ids_[list_.back().message]).push_back(id);
  return id;
}

}  // namespace mou
