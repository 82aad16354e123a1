#include "cli/schedule_page.h"

#include <fmt/format.h>

#include <set>

#include "analysis/amount.h"
#include "analysis/beyond_term.h"
#include "cli/html.h"
#include "cli/loading.h"

namespace mou {

namespace {

constexpr const char* style = R"(
:root { color-scheme: light; }
body { font: 15px/1.45 "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #1b1b1b; background: #fff;
  margin: 2rem auto; max-width: 62rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 .2rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
p.sub { margin: 0 0 1.2rem; color: #444; }
nav a { color: #0b4f8a; margin-right: 1.2rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: #444; padding-bottom: .4rem; }
th, td { padding: .22rem .6rem; text-align: right; white-space: nowrap; }
thead th { border-bottom: 2px solid #1b1b1b; vertical-align: bottom; }
tbody tr:first-child > * { border-top: 1px solid #b9b9b9; }
tbody th[scope=rowgroup] { vertical-align: top; }
td.text, th.text { text-align: left; white-space: normal; }
tbody:nth-of-type(even) { background: #f4f6f8; }
footer { margin-top: 2rem; font-size: .8rem; color: #444; overflow-wrap: anywhere; }
@media print {
  body { font-size: 9.5pt; margin: 0; max-width: none; }
  nav { display: none; }
  thead { display: table-header-group; }
  tbody { break-inside: avoid; }
  h2.page { break-before: page; }
  tbody:nth-of-type(even) { background: none; }
}
)";

std::string schedule_table(const Schedule& schedule) {
  std::string out =
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Salary schedule\"><table>\n<caption>"
      "Dollars, by range and step</caption>\n<thead><tr><th scope=\"col\">Range</th><th scope=\"col\">Step</th>";
  for (const ScheduleColumn& column : schedule.columns) {
    out += fmt::format("<th scope=\"col\">{}</th>", html_text(column.title));
  }
  out += "</tr></thead>\n";
  for (std::size_t i = 0; i < schedule.rows.size();) {
    std::size_t end = i;
    while (end < schedule.rows.size() && schedule.rows[end].range == schedule.rows[i].range) ++end;
    out += "<tbody>\n";
    for (std::size_t at = i; at < end; ++at) {
      const ScheduleRow& row = schedule.rows[at];
      out += "<tr>";
      if (at == i) {
        out += fmt::format("<th scope=\"rowgroup\" rowspan=\"{}\">{}</th>", end - i, row.range.text());
      }
      out += fmt::format("<th scope=\"row\">{}</th>", row.step.text());
      for (std::size_t column = 0; column < row.amounts.size(); ++column) {
        out +=
            fmt::format("<td>{}</td>", row.amounts[column]
                                           ? separated(schedule_amount(schedule.columns[column], *row.amounts[column]))
                                           : std::string());
      }
      out += "</tr>\n";
    }
    out += "</tbody>\n";
    i = end;
  }
  return out + "</table></div>\n";
}

std::string class_table(const Schedule& schedule) {
  std::string out =
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Classifications\"><table>\n<caption>Titles by "
      "range</caption>\n<thead><tr><th scope=\"col\">Range</th><th scope=\"col\" class=\"text\">Classification</th>"
      "</tr></thead>\n";
  for (std::size_t i = 0; i < schedule.classes.size();) {
    std::size_t end = i;
    while (end < schedule.classes.size() && schedule.classes[end].range == schedule.classes[i].range) ++end;
    out += "<tbody>\n";
    for (std::size_t at = i; at < end; ++at) {
      const ClassRange& one = schedule.classes[at];
      out += "<tr>";
      if (at == i) {
        out += fmt::format("<th scope=\"rowgroup\" rowspan=\"{}\">{}</th>", end - i, one.range.text());
      }
      out += fmt::format("<td class=\"text\">{}{}</td></tr>\n", html_text(one.classification),
                         one.in_schedule ? "" : " (the schedule has no such range)");
    }
    out += "</tbody>\n";
    i = end;
  }
  return out + "</table></div>\n";
}

}  // namespace

std::string schedule_page(const Schedule& schedule, const Graph& graph, Date on, const Manifest& manifest) {
  std::vector<std::string> clauses;
  for (const ClauseIndex clause : schedule.clauses) clauses.push_back(html_text(clause_text(graph, clause)));
  const std::string title = fmt::format("Salary schedule in force on {}", date_text(on));
  std::string out = html_head(fmt::format("{}, {}", title, graph.title), style);
  const bool beyond = graph.term_last && *graph.term_last < on;
  out += fmt::format("<header><h1>{}</h1>\n<p class=\"sub\">{} · clause {}</p>{}</header>\n", html_text(graph.title),
                     title, fmt::join(clauses, "; "),
                     beyond ? "\n<p class=\"sub\">" + html_text(beyond_term(*graph.term_last)) + "</p>\n" : "");
  const bool has_classes = !schedule.classes.empty();
  if (has_classes) {
    out +=
        "<nav aria-label=\"Contents\"><a href=\"#schedule\">Ranges and steps</a>"
        "<a href=\"#classes\">Classifications</a></nav>\n";
  }
  out += "<main>\n<h2 id=\"schedule\">Ranges and steps</h2>\n" + schedule_table(schedule);
  if (has_classes) out += "<h2 id=\"classes\" class=\"page\">Classifications by range</h2>\n" + class_table(schedule);
  return out + "</main>\n" + html_footer(manifest) + "</body>\n</html>\n";
}

}  // namespace mou
