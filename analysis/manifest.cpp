#include "analysis/manifest.h"

namespace mou {

std::vector<ReadingUsed> readings_used(const Graph& graph, const std::vector<TextId>& choices) {
  std::vector<ReadingUsed> used;
  for (ReadingId id = 0; id < graph.readings.size(); ++id) {
    const Reading& reading = graph.readings[id];
    const TextId choice = id < choices.size() ? choices[id] : reading.used;
    used.push_back({reading.name, reading.clause == no_id ? "" : graph.clauses[reading.clause].id,
                    graph.texts.text(choice), choice != reading.used});
  }
  return used;
}

}  // namespace mou
