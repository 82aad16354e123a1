// Contracts made by chance: every construct of the grammar, laid out without care, comments anywhere.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace mou {

class RandomContract {
 public:
  explicit RandomContract(unsigned seed) : chance_(seed) {}

  std::string text(int statements) {
    std::string out = layout(header());
    for (int i = 0; i < statements; ++i) out += layout(statement()) + (below(3) == 0 ? "\n\n" : "\n");
    return out;
  }

 private:
  // `_` in what follows is a place where a blank, a line end or a comment may stand.
  unsigned below(unsigned bound) { return static_cast<unsigned>(chance_()) % bound; }
  bool maybe() { return below(2) == 0; }
  std::string one(const std::vector<std::string>& all) { return all[below(static_cast<unsigned>(all.size()))]; }
  std::string maybe(const std::string& words) { return maybe() ? words : std::string(); }

  std::string layout(const std::string& words) {
    std::string out;
    for (const char c : words) {
      if (c != '_') {
        out += c;
        continue;
      }
      switch (below(14)) {
        case 0:
          out += "\n   ";
          break;
        case 1:
          out += " # note " + std::to_string(below(100)) + "\n";
          break;
        case 2:
          out += "\n  # line " + std::to_string(below(100)) + "\n";
          break;
        case 3:
          out += "\t ";
          break;
        case 4:
          out += "\n\n";
          break;
        default:
          out += ' ';
      }
    }
    return out;
  }

  std::string name() { return one({"base", "hours", "step", "bench", "leave.bank", "x1", "rangeUp", "pay.on", "day"}); }
  std::string plain() { return one({"base", "hours", "step", "amount", "x1", "rangeUp", "other"}); }
  std::string unit() { return one({"hours", "dollars", "pay_period", "comp", "days", "working_days", "%"}); }
  std::string clock() { return one({"day", "pay_period", "month", "calendar_year", "fiscal_year", "workweek"}); }
  std::string date() { return one({"2019-02-06", "2020-02-29", "1999-12-31"}); }
  std::string number() { return one({"0", "7", "1,474", "20.67", "0.5", "2080", "12,345,678.9"}); }
  std::string title() { return one({"\"A title\"", "\"with # and | in it\"", "\"over\n   two lines\"", "\"\""}); }
  std::string id() { return one({"5-2", "16.1.D", "App.A.3", "4.2(bis)", "9-ex1", "Res", "1"}); }

  std::string quantity() {
    switch (below(4)) {
      case 0:
        return "$" + number() + maybe("_per_month");
      case 1:
        return number() + "%";
      case 2:
        return number();
      default:
        return number() + "_" + unit() + maybe("_per_" + unit());
    }
  }

  std::string moment(int depth) {
    switch (below(9)) {
      case 0:
        return "the_" + one({"first", "second", "last"}) + maybe("_2") + "_pay_day_of_" + period(depth);
      case 1:
        return "the_" + one({"start", "end"}) + "_of_" + period(depth);
      case 2:
        return "December_15" + maybe("_of_" + period(depth));
      case 3:
        return "July" + maybe("_of_" + period(depth));
      case 4:
        return "Friday";
      case 5:
        return quantity() + "_" + one({"before", "after"}) + "_" + primary(depth);
      case 6:
        return "completed_" + one({"years", "months"}) + "_since_" + primary(depth);
      case 7:
        return "the_" + clock() + maybe("_" + one({"including", "following"}) + "_" + primary(depth));
      default:
        return date();
    }
  }

  std::string period(int depth) {
    switch (below(3)) {
      case 0:
        return "each_" + clock();
      case 1:
        return "the_" + one({"previous", "next"}) + "_" + clock();
      default:
        return "the_" + clock() + maybe("_including_" + primary(depth));
    }
  }

  std::string time() { return one({"20:15", "05:00", name(), name() + "_+_2_hours"}); }

  std::string stretch() {
    return "the_hours_from_" + time() + "_to_" + time() + maybe("_within_20:00_to_" + one({"05:00", name()}));
  }

  std::string primary(int depth) {
    if (depth <= 0) return one({name(), quantity(), date(), "20:15", "nothing", title()});
    switch (below(10)) {
      case 7:
        return stretch();
      case 0:
        return "(" + inside(depth - 1) + ")";
      case 1:
        return plain() + "(" + expression(depth - 1) + maybe(",_" + expression(depth - 1)) + ")";
      case 2:
        return maybe("the_") + one({"lesser", "greater", "later", "average"}) + "_of_" + factor(depth - 1) +
               maybe(",_" + factor(depth - 1)) + "_and_" + factor(depth - 1);
      case 3:
        return "previous_" + name();
      case 4:
        return "(the_lowest_" + plain() + "_where_" + condition(depth - 1) + maybe("_else_" + expression(depth - 1)) +
               ")";
      case 5:
        return moment(depth - 1);
      case 6:
        return name() + "_as_of_" + primary(depth - 1);
      default:
        return primary(0);
    }
  }

  std::string factor(int depth) { return maybe() ? primary(depth) : number() + "%_of_" + primary(depth); }

  std::string expression(int depth) {
    std::string out = factor(depth);
    while (below(3) == 0) out += "_" + one({"+", "-", "*", "/"}) + "_" + factor(depth - 1);
    return out;
  }

  std::string rows(int depth) {
    return maybe("each_") + one({"worked", "employee", "pay_period"}) + maybe("_where_" + condition(depth)) +
           maybe("_in_the_" + maybe("previous_") + clock());
  }

  std::string whole(int depth) {
    switch (below(4)) {
      case 0:
        return maybe("the_") + one({"total", "average", "latest"}) + "_of_" + expression(depth) + "_over_" +
               rows(depth);
      case 1:
        return "number_of_" + rows(depth);
      default:
        return expression(depth);
    }
  }

  std::string suffixes(int depth) {
    std::string out;
    while (below(3) == 0) {
      out += one({",_rounded_to_the_cent", ",_rounded_up_to_0.25_hours", ",_at_least_" + expression(depth),
                  ",_at_most_" + expression(depth) + "_each_" + clock()});
    }
    return out;
  }

  std::string inside(int depth) { return whole(depth) + suffixes(depth); }

  std::string comparison(int depth) {
    return one({"is_", "is_not_", "is_at_least_", "is_less_than_", "is_before_", "is_after_", "is_on_or_before_",
                "is_on_", "becomes_"}) +
           expression(depth);
  }

  std::string test(int depth) {
    switch (below(7)) {
      case 0:
        return plain();
      case 5:
        return name() + one({"_before_", "_on_or_after_"}) + expression(depth);
      case 1:
        return "not_" + test(depth - 1);
      case 2:
        return name() + "_is_" + maybe("not_") + "one_of_" + factor(depth) + "_or_" + factor(depth);
      case 3:
        return name() + "_is_" + maybe("not_") + one({"recorded", "empty"});
      case 4:
        return depth > 0 ? "(" + test(depth - 1) + "_or_" + plain() + ")" : plain();
      default:
        return factor(depth) + "_" + comparison(depth);
    }
  }

  // A list of choices takes the `or` that follows: only `and` joins here.
  std::string condition(int depth) {
    std::string out = test(depth);
    while (below(3) == 0) out += "_and_" + test(depth - 1);
    return out;
  }

  std::string modifiers(int depth) {
    std::string out;
    const auto add = [&](const std::string& words) {
      if (below(4) == 0) out += maybe(",") + "_" + words;
    };
    add("when_" + condition(depth));
    add("from_" + moment(depth));
    add("until_" + date());
    add("unless_" + condition(depth));
    add("instead_of_" + id());
    add("paid_on_" + moment(depth) + "_and_" + date());
    add("for_each_" + plain());
    add("missed_" + title());
    add("otherwise");
    return out;
  }

  std::string table(int depth) {
    const auto row = [&](const std::string& key) {
      std::string cell;
      for (const char c : expression(depth)) cell += c == '_' ? ' ' : c;
      for (char& c : cell) c = c == '\n' ? ' ' : c;
      return "\n | " + key + " |  " + cell + " |" + maybe(" # row") + "\n";
    };
    return row("1 to 3") + row("Inspector I, \"Chief # 1\"") + row("4 or more") + row("any other");
  }

  std::string rule(int depth) {
    if (below(5) == 0) return "_=" + table(1) + modifiers(depth);
    return "_=_" + whole(depth) + suffixes(depth) + modifiers(depth);
  }

  std::string head() {
    return maybe("_" + title()) +
           maybe(one({"_in_hours", "_is_a_date", "_is_a_whole_number_from_1_to_7", "_is_text", "_is_yes_or_no",
                      "_in_dollars_per_month_from_$0_to_$5_in_steps_of_$0.01", "_is_one_of_a,_b_or_c"})) +
           maybe(",_each_" + clock()) + maybe("_by_" + plain() + "_and_" + plain()) + maybe(",_starting_at_0");
  }

  std::string header() {
    return "contract_c_" + title() + "_term_2019-01-01_to_2020-12-31_uses_city,_more_covers_unit_is_general_" +
           "parties_\"A\",_\"B\"_rounding_half_up_approved_2019-02-06\n";
  }

  std::string statement() {
    const int depth = 3;
    switch (below(17)) {
      case 0:
        return "clause_" + id() + "_" + title() + maybe(",_page_4-5") + modifiers(1);
      case 1:
        return "article_" + id() + "_" + title();
      case 2:
        return "fact_" + name() + head() + maybe("_default_nothing");
      case 3:
        return "bank_" + plain() + "_" + maybe("of_the_unit_") +
               maybe("starting_at_" + one({"0_hours", "440_hours"}) + "_") +
               one({"earns_" + expression(1) + "_each_" + clock(), "moves_" + expression(1) + "_to_other",
                    "holds_at_most_440_hours,_the_rest_is_paid_as_overpay", "converts_to_" + expression(2),
                    "cashes_" + whole(2)}) +
               modifiers(1);
      case 4:
        return "raise_" + plain() + "_by_" + quantity() + suffixes(0) + modifiers(1);
      case 5:
        return "only_one_of_a,_b_and_c,_the_greatest" + modifiers(1);
      case 6:
        return "require_" + condition(2) + maybe("_each_day") + maybe("_for_each_" + plain()) + maybe("_\"why\"");
      case 7:
        return "order_o_" + title() + "_of_employee" + maybe("_where_" + condition(1)) + maybe("_for_each_x1") +
               "_by_hired,_earliest_first,_then_" + expression(1) + maybe(",_lowest_first");
      case 8:
        return "reading_r_" + title() + "_is_a,_b_or_c,_used_b" + maybe("_because_" + title());
      case 9:
        return "example_" + title() + "_given_a_=_" + expression(1) + ",_b_on_" + date() + "_with_x_=_1,_y_=_" +
               expression(1) + "_given_c_=_2_from_" + date() + "_gives_d(1,_2)_=_" + expression(1) +
               maybe("_on_" + date());
      case 10:
        return "cites_" + id() + ",_" + title();
      case 11:
        return "outside_" + plain() + "_\"why\"" + maybe("_in_dollars_per_month") + maybe("_by_a_and_b");
      case 12:
        return "event_" + plain() + maybe("_" + title()) + maybe(",_dated_made") + maybe("_of_the_city") +
               maybe("_from_time_where_" + condition(1));
      case 13:
        return "clock_" + clock() + "_" + title() + "_every_14_days_from_" + date() + maybe("_paid_on_" + moment(1));
      case 14:
        return "prose_" + title();
      default: {
        std::string out = one({"figure_", "pay_", "deduct_", "deadline_"}) + plain() + head();
        for (unsigned rules = below(4); rules > 0; --rules) out += rule(depth);
        return out;
      }
    }
  }

  std::mt19937 chance_;
};

}  // namespace mou
