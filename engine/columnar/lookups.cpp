// Steps that look up by keys: figures of keys alone, and tables of the contract.
#include <algorithm>
#include <limits>
#include <numeric>
#include <string>
#include <unordered_map>

#include "engine/columnar/evaluator.h"

namespace mou {

namespace {

// Keys of a small range are places in a dense table up to this size.
constexpr std::int64_t largest_table = 1 << 16;
// A key whose whole column lies in a range of this size has a place for all of it.
constexpr std::int32_t small_range = 4096;
// What stands in a place of a dense table that is not filled; what is filled may be the same.
template <typename T>
constexpr T open_place = std::numeric_limits<T>::min();

}  // namespace

ColumnarEvaluator::Lookup& ColumnarEvaluator::lookup_table(bool dense, const Step& step, std::int32_t index,
                                                           Shape shape) {
  Memo& memo = memos_[step.number];
  Lookup& table = (dense ? memo.dense_lookups : memo.lookups)[index];
  if (!table.values || table.values.shape() != shape) {
    table = {};
    constexpr std::size_t room = 64;
    table.values = take(shape, room);
    table.filled.assign(room, 0);
    table.arms.assign(room, no_id);
  }
  return table;
}

// Keys that are small numbers, or texts: places in a table.
bool ColumnarEvaluator::lookup_densely(const Step& step, const Block& block, Frame& frame, Context& context,
                                       ColumnOutcome& outcome, Lanes& out) {
  if (!context.one_day || step.in.empty() || context.n == 0) return false;
  const std::size_t n = context.n;
  const Figure& figure = graph_.figures[step.figure];
  // Lanes without a key look up any place, and are none afterwards.
  std::vector<Lanes> keys;
  bool some_without = false;
  for (const Register id : step.in) {
    Lanes key = frame[id];
    if (key.lane() != Lane::i32 && key.lane() != Lane::i64) return false;
    if (key.lane() == Lane::i64) {
      const std::int64_t* wide = key.data<std::int64_t>();
      bool small = true;
      for (std::size_t i = 0; i < n; ++i) small = small & (wide[i] >= 0) & (wide[i] < largest_table);
      if (!small) return false;
      const Lanes narrow = take({Lane::i32, key.shape().denominator}, n);
      kernels_.narrow(narrow.words(), wide, n);
      if (const LaneState* states = key.states()) std::copy_n(states, n, narrow.make_states(n));
      key = narrow;
    }
    if (const LaneState* states = key.states()) {
      const std::int32_t* from = key.words();
      const Lanes known = take(key.shape(), n);
      std::int32_t* to = known.words();
      // Any of those that are there, lest the table be larger for it.
      const auto* one = std::find(states, states + n, LaneState::value);
      const std::int32_t other = one == states + n ? 0 : from[one - states];
      for (std::size_t i = 0; i < n; ++i) to[i] = states[i] == LaneState::value ? from[i] : other;
      key = known;
      some_without = true;
    }
    keys.push_back(std::move(key));
  }
  std::int32_t index = context.day.days;
  if (figure.clock != no_id) {
    const auto tick = tick_on(figure.clock, context.day);
    if (!tick) return false;
    index = tick->index;
  }
  const RegisterPlan& plan = block.registers[step.out];
  Lookup& table = lookup_table(true, step, index, plan.shape);
  // Keys that are known to lie in the table need no look.
  const auto within = [&](std::size_t k) {
    const Lanes& key = keys[k];
    return (key.below() > 0 && key.below() <= table.sizes[k]) || kernels_.all_below(key.words(), table.sizes[k], n);
  };
  bool holds = !table.sizes.empty();
  for (std::size_t k = 0; k < step.in.size() && holds; ++k) holds = within(k);
  if (!holds) {
    // Begun again for larger keys; what was known is asked again when it is met.
    std::vector<std::int32_t> sizes;
    std::int64_t size = 1;
    for (std::size_t k = 0; k < step.in.size(); ++k) {
      const Lanes& key = keys[k];
      const auto [low, high] = std::minmax_element(key.words(), key.words() + n);
      if (*low < 0 || *high >= largest_table) return false;
      // As large as the whole column needs, where it is that small.
      const std::int32_t most = key.below() > 0 && key.below() <= small_range ? key.below() - 1 : *high;
      sizes.push_back(std::max(most + 1, table.sizes.empty() ? 0 : table.sizes[k]));
      size *= sizes.back();
      if (size > largest_table) return false;
    }
    const auto room = static_cast<std::size_t>(size);
    table.sizes = sizes;
    table.values = filled(Value::empty(), plan.shape, room, no_id);
    std::fill_n(table.values.states(), room, LaneState::value);
    if (plan.shape.lane == Lane::i32) std::fill_n(table.values.data<std::int32_t>(), room, open_place<std::int32_t>);
    if (plan.shape.lane == Lane::i64) std::fill_n(table.values.data<std::int64_t>(), room, open_place<std::int64_t>);
    table.filled.assign(room, 0);
    table.arms.assign(room, no_id);
    table.open = room;
    // Places that no key can name are not waited for.
    for (std::size_t place = 0; place < room; ++place) {
      std::size_t rest = place;
      bool named = true;
      for (std::size_t k = step.in.size(); k-- > 0;) {
        const auto size_of = static_cast<std::size_t>(sizes[k]);
        const auto& low = block.registers[step.in[k]].low;
        named = named && !(low && Rational::ratio(static_cast<std::int64_t>(rest % size_of),
                                                  keys[k].shape().denominator) < *low);
        rest /= size_of;
      }
      if (named) continue;
      table.filled[place] = 1;
      --table.open;
    }
    table.faults = table.several_arms = false;
    table.sole_arm.reset();
  }
  const std::size_t room = table.filled.size();
  Lanes places = keys[0];
  for (std::size_t k = 1; k < keys.size(); ++k) {
    const Lanes next = take({Lane::i32, 1}, n);
    kernels_.i32.sum(next.words(), places.words(), table.sizes[k], keys[k].words(), 1, n);
    places = next;
  }
  const std::int32_t* at = places.words();
  out = take(plan.shape, n);
  const auto take_values = [&] {
    switch (plan.shape.lane) {
      case Lane::truth:
        for (std::size_t i = 0; i < n; ++i) out.truths()[i] = table.values.truths()[at[i]];
        break;
      case Lane::i32:
        kernels_.i32.gather(out.data<std::int32_t>(), table.values.data<std::int32_t>(), at, n);
        break;
      case Lane::i64:
        kernels_.i64.gather(out.data<std::int64_t>(), table.values.data<std::int64_t>(), at, n);
        break;
      case Lane::i128:
        kernels_.i128.gather(out.data<Int128>(), table.values.data<Int128>(), at, n);
        break;
      case Lane::exact:
        for (std::size_t i = 0; i < n; ++i) out.data<Rational>()[i] = table.values.data<Rational>()[at[i]];
        break;
    }
  };
  const auto some_open = [&] {
    if (plan.shape.lane == Lane::i32) return kernels_.i32.holds(out.data<std::int32_t>(), open_place<std::int32_t>, n);
    if (plan.shape.lane == Lane::i64) return kernels_.i64.holds(out.data<std::int64_t>(), open_place<std::int64_t>, n);
    return !kernels_.all_set(table.filled.data(), at, n);
  };
  take_values();
  if (table.open > 0 && some_open()) {
    for (std::size_t i = 0; i < n; ++i) {
      const auto place = static_cast<std::size_t>(at[i]);
      if (table.filled[place] != 0) continue;
      std::vector<Value> values;
      for (std::size_t k = 0; k < keys.size(); ++k) {
        values.push_back(value_of(keys[k], i, block.registers[step.in[k]].kind));
      }
      const Outcome found = reference_.figure(step.figure, no_employee, context.day, values);
      put(found.value, table.values, place, room, step.figure);
      table.arms[place] = found.arm;
      table.filled[place] = 1;
      --table.open;
      table.faults = table.faults || table.values.state(place) != LaneState::value;
      table.several_arms = table.several_arms || (table.sole_arm && *table.sole_arm != found.arm);
      table.sole_arm = found.arm;
    }
    take_values();
  }
  if (table.faults) {
    const LaneState* of_table = table.values.states();
    LaneState* to = out.make_states(n);
    for (std::size_t i = 0; i < n; ++i) to[i] = of_table[at[i]];
  }
  if (some_without) {
    LaneState* states = out.make_states(n);
    for (const Register id : step.in) {
      const LaneState* of_key = frame[id].states();
      for (std::size_t i = 0; i < n && of_key != nullptr; ++i) {
        if (of_key[i] != LaneState::value) states[i] = LaneState::deferred;
      }
    }
  }
  if (step.node != no_node) {
    seen_from_outside(out, n, step.raw, figure.internal);
    fault_of_keys(step, frame, figure.internal, out, n);
    return true;
  }
  // The figure itself is asked for.
  if (!table.several_arms) {
    outcome.arm = *table.sole_arm;
    return true;
  }
  outcome.arms = take({Lane::i32, 1}, n);
  const auto* arms = reinterpret_cast<const std::int32_t*>(table.arms.data());
  kernels_.i32.gather(outcome.arms.words(), arms, at, n);
  return true;
}

Lanes ColumnarEvaluator::lookup(const Step& step, const Block& block, Frame& frame, Context& context,
                                ColumnOutcome& outcome) {
  Lanes out;
  if (lookup_densely(step, block, frame, context, outcome, out)) return out;
  const Figure& figure = graph_.figures[step.figure];
  const std::size_t n = context.n;
  const RegisterPlan& plan = block.registers[step.out];
  out = take(plan.shape, n);
  std::vector<std::uint32_t> arms(n, no_id);
  std::string text;
  for (std::size_t i = 0; i < n; ++i) {
    LaneState state = LaneState::value;
    text.clear();
    for (const Register id : step.in) {
      const Lanes& key = frame[id];
      if (state == LaneState::value && key.state(i) != LaneState::value) {
        state = is_fault(key.state(i)) ? key.state(i) : LaneState::deferred;
      }
      if (key.lane() == Lane::exact) {
        text += key.data<Rational>()[i].text() + ";";
      } else {
        const std::size_t bytes = lane_size(key.lane());
        text.append(reinterpret_cast<const char*>(key.data<std::uint8_t>() + i * bytes), bytes);
      }
    }
    const Date day = context.day_of(i);
    std::int32_t index = day.days;
    if (figure.clock != no_id) {
      const auto tick = tick_on(figure.clock, day);
      if (!tick && state == LaneState::value) state = LaneState::deferred;
      index = tick ? tick->index : 0;
    }
    if (state != LaneState::value) {
      put_value(Value::empty(), out, i, n);
      out.make_states(n)[i] = state;
      continue;
    }
    Lookup& table = lookup_table(false, step, index, plan.shape);
    const auto [found, fresh] = table.places.try_emplace(text, table.used);
    if (fresh) ++table.used;
    const std::size_t place = found->second;
    if (place >= table.filled.size()) {
      const std::size_t room = table.filled.size();
      std::vector<std::uint32_t> all(room);
      std::iota(all.begin(), all.end(), 0U);
      Lanes larger = take(plan.shape, room * 2);
      scatter(table.values, all, larger, room * 2);
      table.values = std::move(larger);
      table.filled.resize(room * 2, 0);
      table.arms.resize(room * 2, no_id);
    }
    if (table.filled[place] == 0) {
      std::vector<Value> keys;
      for (const Register id : step.in) keys.push_back(value_of(frame[id], i, block.registers[id].kind));
      const Outcome given = reference_.figure(step.figure, no_employee, day, keys);
      put(given.value, table.values, place, table.filled.size(), step.figure);
      table.arms[place] = given.arm;
      table.filled[place] = 1;
    }
    arms[i] = table.arms[place];
    const std::uint32_t from[] = {static_cast<std::uint32_t>(place)};
    const std::uint32_t to[] = {static_cast<std::uint32_t>(i)};
    scatter(select_lanes(table.values, from), to, out, n);
  }
  if (step.node != no_node) {
    seen_from_outside(out, n, step.raw, figure.internal);
    fault_of_keys(step, frame, figure.internal, out, n);
  } else {
    outcome.arms = take({Lane::i32, 1}, n);
    for (std::size_t i = 0; i < n; ++i) outcome.arms.words()[i] = static_cast<std::int32_t>(arms[i]);
  }
  return out;
}

Lanes ColumnarEvaluator::gather(const Step& step, const Block& block, Frame& frame, Context& context) {
  const Node& node = graph_.nodes[step.node];
  const Array& array = graph_.arrays[node.index];
  const std::size_t n = context.n;
  const std::size_t keys = node.children.size();
  const RegisterPlan& plan = block.registers[step.out];
  // Which cell each lane takes, found once for equal keys.
  std::unordered_map<std::string, std::int32_t> places;
  std::vector<std::int32_t> cells(n, -1);
  std::vector<LaneState> bad(n, LaneState::value);
  std::string text;
  for (std::size_t i = 0; i < n; ++i) {
    text.clear();
    for (std::size_t k = 0; k < keys; ++k) {
      const Lanes& key = frame[step.in[k]];
      if (is_fault(key.state(i)) && bad[i] == LaneState::value) bad[i] = key.state(i);
      text += static_cast<char>(key.state(i));
      if (key.lane() == Lane::exact) {
        text += key.data<Rational>()[i].text() + ";";
      } else {
        const std::size_t bytes = lane_size(key.lane());
        text.append(reinterpret_cast<const char*>(key.data<std::uint8_t>() + i * bytes), bytes);
      }
    }
    if (bad[i] != LaneState::value) continue;
    const auto [found, fresh] = places.try_emplace(text, -1);
    if (fresh) {
      std::vector<Value> values;
      for (std::size_t k = 0; k < keys; ++k) {
        values.push_back(value_of(frame[step.in[k]], i, block.registers[step.in[k]].kind));
      }
      if (const Array::Cell* cell = reference_.cell_of(node, values)) {
        found->second = static_cast<std::int32_t>(cell - array.cells.data());
      }
    }
    cells[i] = found->second;
    if (cells[i] < 0) bad[i] = LaneState::fault;
  }
  // Where the value of each cell stands: among the steps, or computed here.
  Lanes out = take(plan.shape, n);
  std::vector<Lanes> values(array.cells.size());
  std::size_t next = keys;
  for (std::size_t c = 0; c < array.cells.size(); ++c) {
    const Node& cell = graph_.nodes[array.cells[c].value];
    if (cell.subject > Subject::contract) values[c] = frame[step.in[next++]];
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (bad[i] != LaneState::value) {
      put_value(Value::empty(), out, i, n);
      out.make_states(n)[i] = bad[i];
      continue;
    }
    const auto c = static_cast<std::size_t>(cells[i]);
    const NodeId id = array.cells[c].value;
    if (values[c]) {
      put_value(value_of(values[c], i, plan.kind), out, i, n);
      if (values[c].state(i) != LaneState::value) out.make_states(n)[i] = values[c].state(i);
    } else if (graph_.nodes[id].kind == NodeKind::constant) {
      put(graph_.nodes[id].value, out, i, n, no_id);
    } else {
      put(shared_value(id, false, context, context.day_of(i)), out, i, n, context.figure);
    }
  }
  return out;
}

}  // namespace mou
