#include "analysis/readings.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "analysis/needs.h"

namespace mou {

namespace {

bool is_line(const Figure& figure) {
  return figure.kind == FigureKind::pay || figure.kind == FigureKind::deduct;
}

template <typename Id>
bool share(const std::set<Id>& a, const std::set<Id>& b) {
  return std::any_of(a.begin(), a.end(), [&](Id id) { return b.contains(id); });
}

// Who reads what, found once for all readings.
class Dependence {
 public:
  explicit Dependence(const Graph& graph) : graph_(graph) {
    for (const Figure& figure : graph.figures) figures_.push_back(needs_of(graph, figure));
    for (const Bank& bank : graph.banks) banks_.push_back(needs_of(graph, bank));
  }

  void fill(ReadingReport& report) const {
    std::set<FigureId> figures;
    std::set<BankId> banks;
    for (FigureId id = 0; id < figures_.size(); ++id) {
      if (figures_[id].readings.contains(report.reading)) figures.insert(id);
    }
    for (BankId id = 0; id < banks_.size(); ++id) {
      if (banks_[id].readings.contains(report.reading)) banks.insert(id);
    }
    report.figures.assign(figures.begin(), figures.end());
    report.banks.assign(banks.begin(), banks.end());
    while (grow(figures, banks)) {
    }
    for (const FigureId id : figures) {
      if (is_line(graph_.figures[id])) report.lines.push_back(id);
    }
  }

 private:
  // Takes in those that read what is there; false when nobody new does.
  bool grow(std::set<FigureId>& figures, std::set<BankId>& banks) const {
    const std::size_t before = figures.size() + banks.size();
    const auto rests = [&](const Needs& needs) { return share(needs.figures, figures) || share(needs.banks, banks); };
    for (FigureId id = 0; id < figures_.size(); ++id) {
      if (rests(figures_[id])) figures.insert(id);
    }
    for (BankId id = 0; id < banks_.size(); ++id) {
      if (rests(banks_[id])) banks.insert(id);
    }
    return figures.size() + banks.size() > before;
  }

  const Graph& graph_;
  std::vector<Needs> figures_;
  std::vector<Needs> banks_;
};

// The dollars of each line and employee over a run.
class Amounts : public RunSink {
 public:
  struct Amount {
    Rational sum;
    std::size_t not_known = 0;
  };

  bool cell(const Cell& cell) override {
    Amount& amount = amounts_[{cell.line->figure, cell.employee}];
    if (cell.value.is_number()) amount.sum = amount.sum + cell.value.number;
    if (cell.value.is_fault() && !cell.no_rule) ++amount.not_known;
    return true;
  }
  bool finding(const Finding& /*finding*/) override { return true; }
  bool lost(const LostHours& /*lost*/) override { return true; }
  bool ranked(const Ranked& /*ranked*/) override { return true; }

  const std::map<std::pair<FigureId, std::string>, Amount>& all() const { return amounts_; }

 private:
  std::map<std::pair<FigureId, std::string>, Amount> amounts_;
};

AnswerPrice price_of(const Graph& graph, const Amounts& used, const Amounts& other) {
  AnswerPrice price;
  std::set<std::string> employees;
  for (const auto& [key, amount] : other.all()) {
    const auto found = used.all().find(key);
    const Amounts::Amount before = found == used.all().end() ? Amounts::Amount{} : found->second;
    price.not_known += std::max(amount.not_known, before.not_known);
    const Rational difference = amount.sum - before.sum;
    // What is not known on one side alone is no difference.
    if (difference.is_zero() || amount.not_known != before.not_known) continue;
    employees.insert(key.second);
    if (price.lines.empty() || price.lines.back().figure != key.first) price.lines.push_back({key.first, 0});
    price.lines.back().difference = price.lines.back().difference + difference;
    Rational& total = graph.figures[key.first].kind == FigureKind::pay ? price.gross : price.deductions;
    total = total + difference;
  }
  price.employees = employees.size();
  return price;
}

RunRequest request_for(const Graph& graph, const std::set<FigureId>& figures, Date from, Date to,
                       std::vector<TextId> readings) {
  std::vector<std::string> names;
  for (const FigureId id : figures) names.push_back(graph.figures[id].name);
  RunRequest request;
  request.from = from;
  request.to = to;
  request.orders = false;
  request.readings = std::move(readings);
  auto lines = lines_named(graph, names);
  request.lines = std::get<std::vector<ReportLine>>(std::move(lines));
  return request;
}

}  // namespace

std::vector<ReadingReport> readings_of(const Graph& graph, const std::vector<TextId>& readings) {
  const Dependence dependence(graph);
  std::vector<ReadingReport> reports;
  for (ReadingId id = 0; id < graph.readings.size(); ++id) {
    const Reading& reading = graph.readings[id];
    const TextId used = readings.empty() ? reading.used : readings[id];
    ReadingReport report;
    report.reading = id;
    report.answers.push_back({used, true, {}});
    for (const TextId choice : reading.choices) {
      if (choice != used) report.answers.push_back({choice, false, {}});
    }
    dependence.fill(report);
    reports.push_back(std::move(report));
  }
  return reports;
}

void price_readings(const Graph& graph, const Facts& facts, Date from, Date to, const std::vector<TextId>& readings,
                    std::vector<ReadingReport>& reports, const Progress& progress) {
  std::vector<TextId> used = readings;
  if (used.empty()) {
    for (const Reading& reading : graph.readings) used.push_back(reading.used);
  }
  std::set<FigureId> concerned;
  std::size_t runs = 1;
  for (const ReadingReport& report : reports) {
    concerned.insert(report.lines.begin(), report.lines.end());
    if (!report.lines.empty()) runs += report.answers.size() - 1;
  }
  if (concerned.empty()) return;
  std::size_t done = 0;
  const auto run_with = [&](const std::set<FigureId>& figures, const std::vector<TextId>& choices, Amounts& amounts) {
    run(graph, facts, request_for(graph, figures, from, to, choices), amounts, [&](const Advance& part) {
      progress({done * part.all + part.done, runs * part.all, part.of});
    });
    ++done;
  };
  Amounts as_used;
  run_with(concerned, used, as_used);
  for (ReadingReport& report : reports) {
    if (report.lines.empty()) continue;
    for (Answer& answer : report.answers) {
      if (answer.used) continue;
      std::vector<TextId> choices = used;
      choices[report.reading] = answer.choice;
      Amounts other;
      run_with({report.lines.begin(), report.lines.end()}, choices, other);
      answer.price = price_of(graph, as_used, other);
    }
  }
}

}  // namespace mou
