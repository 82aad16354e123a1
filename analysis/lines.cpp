#include "analysis/lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "analysis/amount.h"
#include "analysis/needs.h"
#include "engine/graph/outside.h"
#include "engine/graph/words.h"
#include "engine/text/diagnostic.h"

namespace mou {

namespace {

bool keys_are_own(const Figure& figure) {
  return std::all_of(figure.keys.begin(), figure.keys.end(), [](const Key& key) { return key.own != no_node; });
}

bool of_the_city(const Graph& graph, const Figure& figure) {
  return figure.event != no_id && graph.events[figure.event].of_the_city;
}

bool of_an_employee(const Figure& figure) {
  return figure.subject >= Subject::employee || !figure.keys.empty() || figure.kind == FigureKind::pay ||
         figure.kind == FigureKind::deduct;
}

ReportLine figure_line(const Graph& graph, FigureId id) {
  const Figure& figure = graph.figures[id];
  ReportLine line;
  line.figure = id;
  line.name = figure.name;
  line.title = title_or_name(figure.title, figure.name);
  line.type = figure.type;
  line.unit = unit_title(figure.type, graph.measures);
  line.event = figure.event;
  line.clock = figure.event != no_id ? no_id : figure.clock != no_id ? figure.clock : graph.pay_clock;
  line.shared = !of_an_employee(figure) || of_the_city(graph, figure);
  line.rests_on_outside = figure.rests_on_outside;
  return line;
}

ReportLine bank_line(const Graph& graph, BankId id, BankMeasure measure) {
  const Bank& bank = graph.banks[id];
  ReportLine line;
  line.bank = id;
  line.measure = measure;
  line.name = fmt::format("{}.{}", bank.name, reported_measure_text(measure));
  line.title = fmt::format("{}, {}", title_or_name(bank.title, bank.name), reported_measure_text(measure));
  line.type = bank.type;
  line.unit = unit_title(bank.type, graph.measures);
  line.clock = graph.pay_clock;
  line.shared = bank.of_the_unit;
  return line;
}

void add_bank(const Graph& graph, BankId id, std::vector<ReportLine>& lines) {
  for (const BankMeasure measure : reported_measures) lines.push_back(bank_line(graph, id, measure));
}

// Whether the figure has rules here, is one of an employee and needs no keys that no fact gives.
bool is_given(const Graph& graph, const Figure& figure) {
  const bool has_rules = figure.root != no_node && graph.nodes[figure.root].number > 0;
  const bool for_people = figure.kind != FigureKind::requirement && !figure.internal;
  return has_rules && for_people && keys_are_own(figure) && of_an_employee(figure) && !of_the_city(graph, figure);
}

bool ticks_each_day(const Graph& graph, const Figure& figure) {
  if (figure.clock == no_id) return false;
  const ClockKind kind = graph.clocks[figure.clock].kind;
  return kind == ClockKind::day || kind == ClockKind::chosen_days;
}

template <typename Takes>
std::vector<ReportLine> lines_of(const Graph& graph, const Takes& takes) {
  std::vector<ReportLine> lines;
  for (FigureId id = 0; id < graph.figures.size(); ++id) {
    const Figure& figure = graph.figures[id];
    if (is_given(graph, figure) && takes(id)) lines.push_back(figure_line(graph, id));
  }
  for (BankId id = 0; id < graph.banks.size(); ++id) {
    if (is_kept(graph.banks[id])) add_bank(graph, id, lines);
  }
  return lines;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
  const std::string_view near = nearest(word, candidates);
  return near.empty() ? "" : fmt::format("did you mean `{}`?", near);
}

// Adds the lines of one name; false when there is no such name.
bool add_named(const Graph& graph, const std::string& name, std::vector<ReportLine>& lines) {
  for (FigureId id = 0; id < graph.figures.size(); ++id) {
    if (graph.figures[id].name == name) {
      lines.push_back(figure_line(graph, id));
      return true;
    }
  }
  for (BankId id = 0; id < graph.banks.size(); ++id) {
    if (graph.banks[id].name == name) {
      add_bank(graph, id, lines);
      return true;
    }
    for (const BankMeasure measure : reported_measures) {
      ReportLine line = bank_line(graph, id, measure);
      const bool by_other_name = measure == BankMeasure::balance && name == graph.banks[id].name + ".balance";
      if (line.name == name || by_other_name) {
        lines.push_back(std::move(line));
        return true;
      }
    }
  }
  return false;
}

std::string small_letters(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// For a name such as `annual_leave.balanse`: the measure that is near, else all of them.
std::string measures_of(const Bank& bank, const std::string& name) {
  std::vector<std::string_view> all = {"balance"};
  for (const BankMeasure measure : reported_measures) all.push_back(reported_measure_text(measure));
  const std::string_view near = nearest(name.substr(bank.name.size() + 1), all);
  return near.empty() ? fmt::format("a bank has {}", fmt::join(all, ", "))
                      : fmt::format("did you mean `{}.{}`?", bank.name, near);
}

Refusal unknown_figure(const Graph& graph, const std::string& name) {
  std::vector<std::string_view> names;
  for (const Figure& figure : graph.figures) names.push_back(figure.name);
  for (const Bank& bank : graph.banks) names.push_back(bank.name);
  std::string help = did_you_mean(name, names);
  for (const Figure& figure : graph.figures) {
    if (small_letters(figure.title) == small_letters(name)) help = fmt::format("did you mean `{}`?", figure.name);
  }
  for (const Bank& bank : graph.banks) {
    if (small_letters(bank.title) == small_letters(name)) help = fmt::format("did you mean `{}`?", bank.name);
    if (name.starts_with(bank.name + ".")) help = measures_of(bank, name);
  }
  if (help.empty()) help = "`mou show CONTRACT --stage graph` lists the figures";
  return {fmt::format("no figure or bank is called `{}`", name), std::move(help)};
}

// The reading that `name` means: by its own name, or by the clause that states it when only one of that clause offers
// the choice.
Asked<ReadingId> reading_named(const Graph& graph, const std::string& name, const std::string& choice) {
  std::vector<ReadingId> found;
  std::vector<std::string_view> names;
  for (ReadingId id = 0; id < graph.readings.size(); ++id) {
    const Reading& reading = graph.readings[id];
    names.push_back(reading.name);
    if (reading.name == name) return id;
    if (reading.clause == no_id || graph.clauses[reading.clause].id != name) continue;
    const auto is_choice = [&](TextId text) { return graph.texts.text(text) == choice; };
    if (std::any_of(reading.choices.begin(), reading.choices.end(), is_choice)) found.push_back(id);
  }
  if (found.size() == 1) return found.front();
  if (found.size() > 1) {
    return Refusal{
        fmt::format("clause {} has more than one reading that offers `{}`", name, choice),
        fmt::format("name the reading, as in `--reading {}={}`", graph.readings[found.front()].name, choice)};
  }
  std::string help = did_you_mean(name, names);
  if (help.empty() && !names.empty()) help = fmt::format("the readings are {}", fmt::join(names, ", "));
  if (names.empty()) help = "this contract states no reading";
  return Refusal{fmt::format("no reading is called `{}`, and no clause of that number offers `{}`", name, choice),
                 std::move(help)};
}

}  // namespace

std::string_view reported_measure_text(BankMeasure measure) {
  return measure == BankMeasure::balance ? "closing" : measure_text(measure);
}

void mark_outside_within(std::vector<ReportLine>& lines, const Graph& graph, const std::vector<TextId>& readings,
                         Date from, Date to) {
  const std::vector<bool> rests = resting_on_outside(graph, circumstances_around(readings, from, to));
  for (ReportLine& line : lines) {
    if (line.figure != no_id) line.rests_on_outside = rests[line.figure];
  }
}

std::vector<ReportLine> usual_lines(const Graph& graph, const std::vector<TextId>& readings, Date from, Date to) {
  const std::vector<bool> left = left_to_others(graph, circumstances_around(readings, from, to));
  return lines_of(graph, [&](FigureId id) { return !left[id] && !ticks_each_day(graph, graph.figures[id]); });
}

std::vector<ReportLine> all_lines(const Graph& graph) {
  return lines_of(graph, [](FigureId /*id*/) { return true; });
}

Asked<std::vector<ReportLine>> lines_named(const Graph& graph, const std::vector<std::string>& names) {
  std::vector<ReportLine> lines;
  for (const std::string& name : names) {
    const std::size_t before = lines.size();
    if (!add_named(graph, name, lines)) return unknown_figure(graph, name);
    const ReportLine& line = lines[before];
    if (line.figure == no_id || keys_are_own(graph.figures[line.figure])) continue;
    return Refusal{fmt::format("`{}` is given by {}, which no fact of an employee says", name,
                               graph.figures[line.figure].keys.front().name),
                   "ask for a figure that reads it"};
  }
  return lines;
}

namespace {

// An identifier that went through a spreadsheet: 0003 became 3.
std::string_view without_zeros(std::string_view identifier) {
  const auto first = identifier.find_first_not_of('0');
  return first == std::string_view::npos ? std::string_view() : identifier.substr(first);
}

}  // namespace

std::size_t most_ticks(const Graph& graph, ClockId clock, Date from, Date to) {
  if (clock == no_id) return 1;
  const bool chosen = graph.clocks[clock].kind == ClockKind::chosen_days;
  return chosen ? static_cast<std::size_t>(to - from) + 1 : ticks_ending_in(graph.clocks[clock], from, to).size();
}

std::vector<EmployeeId> everybody(const Facts& facts) {
  std::vector<EmployeeId> all(facts.employees.size());
  std::iota(all.begin(), all.end(), EmployeeId{0});
  return all;
}

Asked<std::vector<EmployeeId>> employees_named(const Facts& facts, const std::vector<std::string>& names) {
  std::vector<EmployeeId> employees;
  for (const std::string& name : names) {
    const EmployeeId employee = facts.find_employee(name);
    if (employee == no_employee) {
      const std::vector<std::string_view> all(facts.employees.begin(), facts.employees.end());
      std::string help = did_you_mean(name, all);
      for (const std::string& known : facts.employees) {
        if (without_zeros(known) == without_zeros(name)) help = fmt::format("did you mean `{}`?", known);
      }
      if (help.empty() && !all.empty())
        help = fmt::format("identifiers are written as in the roster, such as `{}`", all.front());
      return Refusal{fmt::format("the roster has no employee `{}`", name), std::move(help)};
    }
    if (std::find(employees.begin(), employees.end(), employee) == employees.end()) employees.push_back(employee);
  }
  return employees;
}

Asked<FigureId> figure_named(const Graph& graph, const std::string& name) {
  for (FigureId id = 0; id < graph.figures.size(); ++id) {
    if (graph.figures[id].name == name) return id;
  }
  return unknown_figure(graph, name);
}

Asked<std::vector<TextId>> readings_chosen(const Graph& graph, const std::vector<std::string>& choices) {
  std::vector<TextId> chosen;
  for (const Reading& reading : graph.readings) chosen.push_back(reading.used);
  for (const std::string& text : choices) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) {
      return Refusal{fmt::format("`{}` does not say which reading is to be what", text),
                     "write READING=CHOICE or CLAUSE=CHOICE"};
    }
    const std::string choice = text.substr(equals + 1);
    const auto found = reading_named(graph, text.substr(0, equals), choice);
    if (const auto* refusal = std::get_if<Refusal>(&found)) return *refusal;
    const ReadingId id = std::get<ReadingId>(found);
    const Reading& reading = graph.readings[id];
    const auto at = std::find_if(reading.choices.begin(), reading.choices.end(),
                                 [&](TextId one) { return graph.texts.text(one) == choice; });
    if (at == reading.choices.end()) {
      std::vector<std::string> offered;
      for (const TextId one : reading.choices) offered.push_back(graph.texts.text(one));
      return Refusal{fmt::format("reading `{}` has no choice `{}`", reading.name, choice),
                     fmt::format("its choices are {}", fmt::join(offered, ", "))};
    }
    chosen[id] = *at;
  }
  return chosen;
}

}  // namespace mou
