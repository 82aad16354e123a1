#include "analysis/declared.h"

#include <fmt/format.h>

#include "analysis/amount.h"
#include "engine/graph/words.h"

namespace mou {

namespace {

class Declared {
 public:
  explicit Declared(const Declarations& declarations) : declarations_(declarations) {}

  std::string text() {
    clocks();
    facts();
    for (const KeyInfo& key : declarations_.keys) say("key", key.name, key.title, type_of(key.type));
    readings();
    for (const OutsideInfo& outside : declarations_.outsides) {
      say("outside", outside.name, outside.why, type_of(outside.type) + keys_of(outside.keys));
    }
    for (const FigureInfo& figure : declarations_.figures) {
      const std::string rules = fmt::format(" · {} rule{}", figure.rules.size(), figure.rules.size() == 1 ? "" : "s");
      const std::string versions = figure.versions.empty() ? "" : fmt::format(", {} later", figure.versions.size());
      say(kind_text(figure.kind), figure.name, figure.title,
          type_of(figure.type) + tick_of(figure) + keys_of(figure.keys) + rules + versions);
    }
    for (const BankInfo& bank : declarations_.banks) {
      say("bank", bank.name, bank.title,
          fmt::format("{}{} · {} lines", type_of(bank.type), bank.of_the_unit ? " of the unit" : "",
                      bank.lines.size()));
    }
    return std::move(out_);
  }

 private:
  void say(std::string_view kind, std::string_view name, std::string_view title, std::string_view rest) {
    out_ += fmt::format("{} {}", kind, name);
    if (!title.empty()) out_ += fmt::format(" \"{}\"", title);
    out_ += fmt::format(": {}\n", rest);
  }

  std::string type_of(const CheckedType& type) const {
    if (!type.choices.empty()) return fmt::format("one of {}", fmt::join(type.choices, ", "));
    std::string text = type.whole ? "whole number" : unit_title(type.type, declarations_.measures);
    if (type.low && type.high) text += fmt::format(" from {} to {}", type.low->text(), type.high->text());
    if (type.step) text += fmt::format(" in steps of {}", type.step->text());
    return text;
  }

  std::string tick_of(const FigureInfo& figure) const {
    if (figure.event != no_id) return fmt::format(", each {}", declarations_.events[figure.event].name);
    if (figure.clock != no_id) return fmt::format(", each {}", declarations_.clocks[figure.clock].clock.name);
    return ", on any date";
  }

  static std::string keys_of(const std::vector<KeyRef>& keys) {
    std::string text;
    for (const KeyRef& key : keys) text += (text.empty() ? ", by " : " and ") + key.name;
    return text;
  }

  void clocks() {
    for (const ClockInfo& info : declarations_.clocks) {
      const Clock& clock = info.clock;
      std::string text = clock.kind == ClockKind::every
                             ? fmt::format("every {} days from {}", clock.days, date_text(clock.anchor))
                         : clock.kind == ClockKind::chosen_days ? std::string("chosen days")
                                                                : std::string("of the calendar");
      if (clock.pay_delay) text += fmt::format(", paid {} days after its end", *clock.pay_delay);
      say("clock", clock.name, clock.title, text);
    }
  }

  void facts() {
    for (const FactInfo& fact : declarations_.roster) say("fact", fact.name, fact.title, type_of(fact.type));
    for (const EventInfo& event : declarations_.events) {
      std::string text = event.of_the_city ? "of the city" : "of an employee";
      if (event.columns.empty()) {
        text += fmt::format(", rows of {}", declarations_.events[event.table].name);
      } else if (!event.day_column.empty()) {
        text += fmt::format(", dated {}", event.day_column);
      }
      say("event", event.name, event.title, text);
      for (const FactInfo& column : event.columns) {
        say("fact", event.name + "." + column.name, column.title, type_of(column.type));
      }
    }
  }

  void readings() {
    for (const ReadingInfo& reading : declarations_.readings) {
      say("reading", reading.name, "", fmt::format("{}", fmt::join(reading.choices, ", ")));
    }
  }

  const Declarations& declarations_;
  std::string out_;
};

}  // namespace

std::string declared_text(const Program& program) {
  return Declared(program.checked.declarations).text();
}

}  // namespace mou
