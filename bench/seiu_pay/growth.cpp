#include "bench/seiu_pay/growth.h"

#include <fmt/format.h>

#include <cassert>

namespace mou::bench {

namespace {

// "$31.05".
std::string dollars(std::size_t cents) {
  return fmt::format("${}.{:02}", cents / 100, cents % 100);
}

// The dollars of an hour on each step.
std::string rates(std::size_t block) {
  std::string table;
  for (std::size_t step = 1; step <= 7; ++step) {
    table += fmt::format("    {} | {} | {} per hour |\n", step == 1 ? "=" : " ", step,
                         dollars(1500 + block * 137 % 2000 + step * (83 + block % 7)));
  }
  return table;
}

// Ten figures. Numbers differ from block to block, so that no two blocks compute the same.
std::string block_text(std::size_t block) {
  static constexpr std::string_view flags[] = {"night", "bilingual", "notary", "masters", "cert"};
  const std::string_view flag = flags[block % 5];
  const std::string_view other = flags[(block / 5 + block + 1) % 5];
  std::string text = fmt::format("\nclause 1.{} \"Block {}\", page 1\n", block + 1, block + 1);
  const auto figure = [&](std::string_view name, std::string_view what) {
    text += fmt::format("  figure {}_{} in dollars{}\n", name, block, what);
  };
  figure("rate", " per hour by step");
  text += rates(block);
  figure("regular", ", each pay period");
  text += fmt::format("    = rate_{} * hours_regular, rounded to the cent\n", block);
  figure("premium", ", each pay period");
  text += fmt::format("    = {}.{}% of regular_{}, rounded to the cent when {}\n    = $0 otherwise\n", 1 + block % 9,
                      block * 3 % 10, block, flag);
  figure("pay", ", each pay period");
  text += fmt::format("    = regular_{0} + premium_{0}\n", block);
  figure("counted", ", each pay period");
  text += fmt::format("    = pay_{}, at most {}\n", block, dollars(180'000 + block * 611 % 150'000));
  figure("beyond", ", each pay period");
  text += fmt::format(
      "    = 1.5 * rate_{} * ot_hours, rounded to the cent when hire_date before {}-03-01 and not {}\n"
      "    = $0 otherwise\n",
      block, 2000 + block % 20, other);
  figure("share", ", each pay period");
  text += fmt::format("    = fte * (counted_{} - {}, at least $0), rounded to the cent\n", block,
                      dollars(20'000 + block * 97 % 90'000));
  figure("allowance", " by class");
  text += fmt::format(
      "    = | Custodian, Mechanic, Clerk | {} |\n      | Dispatcher, Park Ranger    | {} |\n"
      "      | any other                  | nothing |\n",
      dollars(3'000 + block), dollars(8'500 + 3 * block));
  figure("largest", ", each pay period");
  text += fmt::format("    = the greater of share_{0}, beyond_{0} and allowance_{0}\n", block);
  figure("carried", ", each pay period");
  const std::string before = block == 0 ? "" : fmt::format("carried_{} + ", block - 1);
  text += fmt::format("    = {}largest_{}, at most $200,000\n", before, block);
  return text;
}

}  // namespace

std::string growth_contract(const std::string& workload, std::size_t figures) {
  assert(figures % growth_block == 0);
  std::string text = workload.substr(0, workload.find("\narticle "));
  text += "\narticle 1 \"Growth\", page 1\n";
  for (std::size_t block = 0; block < figures / growth_block; ++block) text += block_text(block);
  return text;
}

std::vector<AskedFigure> growth_figures(const Graph& graph) {
  static constexpr std::string_view names[growth_block] = {"rate",   "regular", "premium",   "pay",     "counted",
                                                           "beyond", "share",   "allowance", "largest", "carried"};
  std::vector<AskedFigure> asked;
  for (std::size_t id = 0; id < graph.figures.size(); ++id) {
    const std::string& name = graph.figures[id].name;
    const std::size_t block = asked.size() / growth_block;
    if (name == fmt::format("{}_{}", names[asked.size() % growth_block], block)) {
      asked.push_back({static_cast<FigureId>(id), 100});
    }
  }
  return asked;
}

}  // namespace mou::bench
