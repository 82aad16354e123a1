// mou pay: one pay slip.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "analysis/amount.h"
#include "analysis/lines.h"
#include "analysis/pay_slip.h"
#include "cli/command.h"
#include "cli/loading.h"
#include "cli/text_table.h"

namespace mou {

namespace {

using Json = nlohmann::ordered_json;

struct Options {
  ContractOptions contract;
  std::string facts;
  std::string employee;
  std::optional<Date> period;
  std::string format = "text";
};

// What a sheet of paper in landscape holds.
constexpr std::size_t widest_line = 120;

const Unit dollars = Unit::of(dollar_measure);

std::string money(const std::optional<Rational>& amount) {
  return amount ? people_number(*amount, dollars) : "not known";
}

class SlipText {
 public:
  SlipText(const Graph& graph, const PaySlip& slip, Console& console) : graph_(graph), slip_(slip), console_(console) {}

  void print() {
    head();
    lines();
    banks();
    zero_lines();
    faults();
  }

 private:
  void head() {
    console_.print(console_.bold(graph_.title) + "\n");
    std::string period = fmt::format("Employee {}, {} {} to {}", slip_.employee, graph_.clocks[graph_.pay_clock].name,
                                     date_text(slip_.period.first), date_text(slip_.period.last));
    if (slip_.pay_day) period += fmt::format(", paid on {}", date_text(*slip_.pay_day));
    console_.print(period + "\n");
    std::vector<std::string> facts;
    for (const SlipHead& one : slip_.head) facts.push_back(fmt::format("{} {}", one.title, one.text));
    console_.print(fmt::format("{}\n", fmt::join(facts, " · ")));
    for (const std::string& note : slip_.notes) console_.print(note + "\n");
    console_.print("\n");
  }

  static bool shown(const SlipLine& line) { return !line.amount || !line.amount->is_zero(); }

  void add(TextTable& table, const SlipLine& line, bool deduction) const {
    std::string amount = "not known";
    if (line.amount) amount = people_number(deduction ? -*line.amount : *line.amount, dollars);
    table.row({line.title, line.hours ? people_number(*line.hours, line.hours_unit) : "",
               line.rate ? people_number(*line.rate, line.rate_unit) : "", amount, clause_text(graph_, line.clause),
               line.rests_on_outside ? "rests on a value from outside" : ""});
  }

  void lines() const {
    TextTable table;
    table.column("");
    table.column("Hours", TextTable::Align::right);
    table.column("Rate", TextTable::Align::right);
    table.column("Amount", TextTable::Align::right);
    table.column("Clause");
    table.column("");
    for (const SlipLine& line : slip_.pay) {
      if (shown(line)) add(table, line, false);
    }
    table.rule();
    table.row({"Gross pay", "", "", money(slip_.gross), "", ""});
    for (const SlipLine& line : slip_.deductions) {
      if (shown(line)) add(table, line, true);
    }
    table.rule();
    table.row({"Net of what the contract determines", "", "", money(slip_.net), "", ""});
    console_.print(table.text(console_.output_in_colour()) + "\n");
  }

  void banks() const {
    TextTable table;
    table.column("Leave");
    for (const char* title : {"Opening", "Earned", "Moved in", "Used", "Cashed", "Moved", "Converted", "Lost",
                              "Paid over", "Lacking", "Closing"}) {
      table.column(title, TextTable::Align::right);
    }
    table.column("Unit");
    bool any = false;
    for (const SlipBank& bank : slip_.banks) {
      if (!bank.fault.empty()) continue;
      any = true;
      const auto amount = [&](const Rational& number) { return people_number(number, bank.unit); };
      // What happens seldom has a column only where it happened.
      const auto seldom = [&](const Rational& number) { return number.is_zero() ? "" : amount(number); };
      table.row({bank.title, amount(bank.opening), amount(bank.earned), seldom(bank.moved_in), amount(bank.used),
                 seldom(bank.cashed), seldom(bank.moved), seldom(bank.converted), seldom(bank.lost),
                 seldom(bank.paid_over), seldom(bank.asked_short), amount(bank.closing),
                 people_unit(bank.unit, graph_.measures)});
    }
    if (any) console_.print(table.text(console_.output_in_colour()) + "\n");
  }

  // One row for each rule that might have paid, and why it does not.
  void zero_lines() const {
    TextTable table;
    table.column("Nothing this time");
    table.column("Clause");
    table.column("Because");
    table.break_last_column_at(widest_line);
    bool any = false;
    for (const auto* lines : {&slip_.pay, &slip_.deductions}) {
      for (const SlipLine& line : *lines) {
        if (shown(line)) continue;
        any = true;
        if (line.reasons.empty()) {
          const bool has_rule = line.clause != no_id;
          table.row({line.title, clause_text(graph_, line.clause),
                     has_rule ? "its rule comes to $0.00" : "the contract has no rule for it then"});
        }
        for (std::size_t i = 0; i < line.reasons.size(); ++i) {
          const Reason& reason = line.reasons[i];
          table.row({i == 0 ? line.title : "", clause_text(graph_, reason.clause), reason.words});
        }
      }
    }
    if (any) console_.print(table.text(console_.output_in_colour()) + "\n");
  }

  void faults() const {
    // What is lacking is told once, with all that lack it.
    std::vector<std::pair<std::string, std::vector<std::string>>> told;
    const auto tell = [&](const std::string& title, const std::string& fault) {
      if (fault.empty()) return;
      const auto same = [&](const auto& one) { return one.first == fault; };
      const auto found = std::find_if(told.begin(), told.end(), same);
      if (found == told.end()) {
        told.push_back({fault, {title}});
      } else {
        found->second.push_back(title);
      }
    };
    for (const SlipLine& line : slip_.pay) tell(line.title, line.fault);
    for (const SlipLine& line : slip_.deductions) tell(line.title, line.fault);
    for (const SlipBank& bank : slip_.banks) tell(bank.title, bank.fault);
    if (told.empty()) return;
    console_.print(console_.bold("Cannot be computed") + "\n");
    for (const auto& [fault, titles] : told) console_.print(fmt::format("  {}: {}\n", fmt::join(titles, ", "), fault));
    console_.print("\n");
  }

  const Graph& graph_;
  const PaySlip& slip_;
  Console& console_;
};

bool has_faults(const PaySlip& slip) {
  const auto faulty = [](const auto& one) { return !one.fault.empty(); };
  return std::any_of(slip.pay.begin(), slip.pay.end(), faulty) ||
         std::any_of(slip.deductions.begin(), slip.deductions.end(), faulty) ||
         std::any_of(slip.banks.begin(), slip.banks.end(), faulty);
}

Json amount_json(const std::optional<Rational>& amount, const Unit& unit, const Graph& graph) {
  if (!amount) return nullptr;
  Type type;
  type.unit = unit;
  return exact_text(Value::of(*amount), type, graph.texts);
}

Json line_json(const SlipLine& line, const Graph& graph) {
  Json json = {{"name", graph.figures[line.figure].name},
               {"title", line.title},
               {"hours", amount_json(line.hours, line.hours_unit, graph)},
               {"rate", amount_json(line.rate, line.rate_unit, graph)},
               {"amount", amount_json(line.amount, dollars, graph)}};
  if (line.clause != no_id) {
    json["contract"] = graph.clauses[line.clause].contract;
    json["clause"] = graph.clauses[line.clause].id;
    json["page"] = graph.clauses[line.clause].pages;
  }
  if (!line.fault.empty()) json["problem"] = line.fault;
  Json reasons = Json::array();
  for (const Reason& reason : line.reasons) {
    reasons.push_back(
        {{"clause", reason.clause == no_id ? "" : graph.clauses[reason.clause].id}, {"words", reason.words}});
  }
  if (!reasons.empty()) json["no_rule_applies"] = std::move(reasons);
  if (line.rests_on_outside) json["outside"] = true;
  return json;
}

Json bank_json(const SlipBank& bank, const Graph& graph) {
  Json json = {{"name", graph.banks[bank.bank].name}, {"title", bank.title}};
  if (!bank.fault.empty()) {
    json["problem"] = bank.fault;
    return json;
  }
  const std::pair<const char*, const Rational*> measures[] = {
      {"opening", &bank.opening},     {"earned", &bank.earned},  {"moved_in", &bank.moved_in},
      {"used", &bank.used},           {"cashed", &bank.cashed},  {"moved", &bank.moved},
      {"converted", &bank.converted}, {"lost", &bank.lost},      {"short", &bank.asked_short},
      {"paid_over", &bank.paid_over}, {"closing", &bank.closing}};
  for (const auto& [name, amount] : measures) json[name] = amount_json(*amount, bank.unit, graph);
  json["unit"] = unit_text(bank.unit, graph.measures);
  return json;
}

std::string slip_json(const PaySlip& slip, const Graph& graph, const Manifest& manifest) {
  Json head = Json::object();
  for (const SlipHead& one : slip.head) head[one.title] = one.text;
  Json pay = Json::array();
  for (const SlipLine& line : slip.pay) pay.push_back(line_json(line, graph));
  Json deductions = Json::array();
  for (const SlipLine& line : slip.deductions) deductions.push_back(line_json(line, graph));
  Json banks = Json::array();
  for (const SlipBank& bank : slip.banks) banks.push_back(bank_json(bank, graph));
  const Json json = {{"manifest", Json::parse(manifest_json(manifest))},
                     {"employee", slip.employee},
                     {"first", date_text(slip.period.first)},
                     {"last", date_text(slip.period.last)},
                     {"pay_day", slip.pay_day ? Json(date_text(*slip.pay_day)) : Json(nullptr)},
                     {"notes", slip.notes},
                     {"facts", std::move(head)},
                     {"pay", std::move(pay)},
                     {"gross", amount_json(slip.gross, dollars, graph)},
                     {"deductions", std::move(deductions)},
                     {"deducted", amount_json(slip.deducted, dollars, graph)},
                     {"net", amount_json(slip.net, dollars, graph)},
                     {"banks", std::move(banks)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

int pay_command(const Options& options, Console& console) {
  int status = all_is_well;
  auto loaded = load(options.contract, console, status);
  if (!loaded) return status;
  if (loaded->program.tree.files.back().header.kind.text == "city") {
    return console.refuse({fmt::format("`{}` holds what contracts share, and pays nobody", options.contract.path),
                           "name a contract that uses it"},
                          has_findings);
  }
  const auto facts = load_facts(options.facts, loaded->graph(), loaded->program.sources, console, status);
  if (!facts) return status;
  const auto employee = employees_named(*facts, {options.employee});
  if (const auto* refusal = std::get_if<Refusal>(&employee)) return console.refuse(*refusal, wrong_use);
  const auto made = pay_slip(loaded->graph(), *facts, std::get<std::vector<EmployeeId>>(employee).front(),
                             *options.period, loaded->readings);
  if (const auto* refusal = std::get_if<Refusal>(&made)) return console.refuse(*refusal, has_findings);
  const PaySlip& slip = std::get<PaySlip>(made);
  if (options.format == "json") {
    Manifest manifest = manifest_of("pay", options.contract, *loaded);
    add_facts(manifest, options.facts, *facts);
    manifest.from = slip.period.first;
    manifest.to = slip.period.last;
    manifest.employees = {slip.employee};
    console.print(slip_json(slip, loaded->graph(), manifest));
  } else {
    SlipText(loaded->graph(), slip, console).print();
  }
  return has_faults(slip) ? has_findings : all_is_well;
}

}  // namespace

void add_pay(CommandLine& line) {
  Command command = line.add("pay", "Print one pay slip: what is paid and deducted, why the rest is not, leave banks");
  const auto options = std::make_shared<Options>();
  add_contract(command, options->contract);
  command.text("--facts", "DIR", options->facts, "Folder of CSV files or SQLite database with the facts",
               Need::required);
  command.text("--employee", "NAME", options->employee, "Identifier as in the roster, with its leading zeros",
               Need::required);
  command.date("--period", options->period, "Any day of the pay period", Need::required);
  command.choice("--format", options->format, {"text", "json"}, "For people or for programs");
  command.example(
      "mou pay contracts/palm_springs/general_unit/seiu_2018.mou \\\n"
      "    --facts contracts/palm_springs/general_unit/sample_2019 --employee 0001 --period 2019-07-05");
  command.does([options, &console = line.console()] { return pay_command(*options, console); });
}

}  // namespace mou
