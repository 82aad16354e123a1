#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/trace/trace.h"

namespace mou {

std::string_view trace_kind_text(TraceKind kind) {
  switch (kind) {
    case TraceKind::figure:
      return "figure";
    case TraceKind::rule:
      return "rule";
    case TraceKind::condition:
      return "condition";
    case TraceKind::idle_rule:
      return "idle_rule";
    case TraceKind::version:
      return "version";
    case TraceKind::fact:
      return "fact";
    case TraceKind::key:
      return "key";
    case TraceKind::rounding:
      return "rounding";
    case TraceKind::limit:
      return "limit";
    case TraceKind::choice:
      return "choice";
    case TraceKind::table_row:
      return "table_row";
    case TraceKind::total:
      return "total";
    case TraceKind::row:
      return "row";
    case TraceKind::bank:
      return "bank";
    case TraceKind::posting:
      return "posting";
    case TraceKind::reading:
      return "reading";
    case TraceKind::date:
      return "date";
    case TraceKind::outside:
      return "outside";
    case TraceKind::previous:
      return "previous";
    case TraceKind::fault:
      return "fault";
    case TraceKind::given:
      return "given";
    case TraceKind::note:
      return "note";
  }
  return {};
}

namespace {

// "clause 10.4-1 "Bilingual pay", page 5".
std::string clause_text(const TraceNode& node, bool with_title) {
  if (node.clause.empty()) return "";
  std::string text = "clause " + node.clause;
  if (with_title && !node.clause_title.empty()) text += fmt::format(" \"{}\"", node.clause_title);
  if (!node.pages.empty()) text += ", page " + node.pages;
  return text;
}

// What stands in parentheses after a sentence: where it comes from.
std::string source_text(const TraceNode& node) {
  std::vector<std::string> parts;
  if (!node.place.empty()) parts.push_back(node.place);
  if (node.by_default) parts.emplace_back("by default");
  const bool figure = node.kind == TraceKind::figure || node.kind == TraceKind::idle_rule;
  if (const std::string clause = clause_text(node, figure); !clause.empty()) parts.push_back(clause);
  if (node.outside && node.kind == TraceKind::figure) parts.emplace_back("rests on a value from outside");
  return parts.empty() ? "" : fmt::format(" ({})", fmt::join(parts, "; "));
}

std::string line_of(const TraceNode& node) {
  return node.text + source_text(node);
}

std::string folded(std::size_t count) {
  return count == 1 ? "and 1 more" : fmt::format("and {} more", count);
}

void write(const TraceNode& node, const TraceFold& fold, int depth, std::string& text) {
  text.append(static_cast<std::size_t>(depth) * 2, ' ').append(line_of(node)).append("\n");
  if (fold.depth != 0 && (depth + 1 >= fold.depth || node.kind == TraceKind::idle_rule)) return;
  const auto most = fold.entries == 0 ? node.children.size() : static_cast<std::size_t>(fold.entries);
  // Only lists of like things are folded: rows, postings, rules that do not apply.
  std::size_t run = 0;
  std::size_t hidden = 0;
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    const TraceNode& child = node.children[i];
    const bool like =
        child.kind == TraceKind::row || child.kind == TraceKind::posting || child.kind == TraceKind::idle_rule;
    run = like && i > 0 && node.children[i - 1].kind == child.kind ? run + 1 : 0;
    if (like && run >= most) {
      ++hidden;
    } else {
      write(child, fold, depth + 1, text);
    }
    const bool ends = i + 1 == node.children.size() || node.children[i + 1].kind != child.kind;
    if (ends && hidden > 0) {
      text.append(static_cast<std::size_t>(depth + 1) * 2, ' ').append(folded(hidden)).append("\n");
      hidden = 0;
    }
  }
}

nlohmann::ordered_json json(const TraceNode& node) {
  nlohmann::ordered_json object;
  object["kind"] = trace_kind_text(node.kind);
  object["text"] = node.text;
  if (!node.value.empty()) object["value"] = node.value;
  if (!node.clause.empty()) {
    object["clause"] = {
        {"contract", node.contract}, {"id", node.clause}, {"title", node.clause_title}, {"pages", node.pages}};
  }
  if (!node.place.empty()) object["place"] = node.place;
  if (node.by_default) object["by_default"] = true;
  if (node.outside) object["outside"] = true;
  if (!node.children.empty()) {
    auto children = nlohmann::ordered_json::array();
    for (const TraceNode& child : node.children) children.push_back(json(child));
    object["children"] = std::move(children);
  }
  return object;
}

}  // namespace

std::string trace_line(const TraceNode& trace) {
  return line_of(trace);
}

std::string trace_text(const TraceNode& trace, const TraceFold& fold) {
  std::string text;
  for (TraceFold now = fold;; --now.depth) {
    text.clear();
    write(trace, now, 0, text);
    const bool fits = now.lines == 0 || std::count(text.begin(), text.end(), '\n') <= now.lines;
    if (fits || now.depth <= 2) return text;
  }
}

std::string trace_json(const TraceNode& trace) {
  return json(trace).dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace mou
