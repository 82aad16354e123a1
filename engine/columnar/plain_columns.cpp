#include "engine/columnar/plain_columns.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <unordered_map>
#include <utility>

#include "engine/columnar/plain_cells.h"
#include "engine/columnar/plain_words.h"
#include "engine/facts/cell.h"
#include "engine/facts/plain_text.h"

namespace mou {

namespace {

// Rows whose cells are read column by column before the next ones are: their text stays near the processor.
constexpr std::size_t tile = 256;
// Numbers are read as whole numbers over a power of ten, of at most so many decimals.
constexpr int most_places = 9;

constexpr std::array<std::int64_t, most_places + 1> powers_of_ten = {
    1, 10, 100, 1000, 10000, 100'000, 1000'000, 10'000'000, 100'000'000, 1'000'000'000};

// The first day of every year and month; what plain dates are looked up in.
class Calendar {
 public:
  Calendar() {
    for (unsigned year = first_year; year <= last_year; ++year) {
      for (unsigned month = 1; month <= 12; ++month) {
        const Date first = *make_date(static_cast<int>(year), month, 1);
        unsigned day = 31;
        while (!make_date(static_cast<int>(year), month, day)) --day;
        months_.push_back({first.days - 1, static_cast<std::int32_t>(day)});
      }
    }
  }

  bool days_of(const plain::Civil& civil, std::int32_t& days) const {
    if (civil.year - first_year > last_year - first_year || civil.month - 1 > 11) return false;
    const Month& month = months_[(civil.year - first_year) * 12 + civil.month - 1];
    days = month.before + static_cast<std::int32_t>(civil.day);
    return civil.day - 1 < static_cast<std::uint32_t>(month.length);
  }

 private:
  static constexpr unsigned first_year = 1600;
  static constexpr unsigned last_year = 2999;
  struct Month {
    // The day before its first.
    std::int32_t before;
    std::int32_t length;
  };
  std::vector<Month> months_;
};

const Calendar& calendar() {
  static const Calendar all;
  return all;
}

// The number over a power of ten; nothing when it is no whole number of 64 bits then.
std::optional<std::int64_t> scaled(const Rational& number, int places) {
  return (number * Rational(powers_of_ten[static_cast<std::size_t>(places)])).to_int64();
}

void steps_read(const std::vector<Step>& steps, const Block& block, const Graph& graph,
                std::vector<RosterColumn>& found) {
  for (const Step& step : steps) {
    if (step.kind == StepKind::fact) {
      const RosterColumn one{graph.nodes[step.node].index, block.registers[step.out].shape};
      if (std::find(found.begin(), found.end(), one) == found.end()) found.push_back(one);
    }
    for (const ArmPlan& arm : step.arms) {
      steps_read(arm.guard_steps, block, graph, found);
      steps_read(arm.value_steps, block, graph, found);
    }
  }
}

bool before_as_number(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

}  // namespace

std::vector<RosterColumn> roster_columns(const Plan& plan, const Graph& graph) {
  std::vector<RosterColumn> found;
  for (const Block& block : plan.blocks) steps_read(block.steps, block, graph, found);
  return found;
}

void IdentifierOrder::add(std::string_view identifier) {
  if (first.empty()) {
    first = identifier;
  } else {
    as_texts = as_texts && last < identifier;
    as_numbers = as_numbers && before_as_number(last, identifier);
  }
  last = identifier;
}

void IdentifierOrder::add(const IdentifierOrder& next) {
  if (next.first.empty()) return;
  add(next.first);
  as_texts = as_texts && next.as_texts;
  as_numbers = as_numbers && next.as_numbers;
  last = next.last;
}

struct PlainColumns::Field {
  enum class How : std::uint8_t { skipped, employee, from, number, day, time, truth, word };

  // A column that a plan reads, and how many parts of the number as it is read make one of its own.
  struct Target {
    TypedColumn* column = nullptr;
    std::int64_t parts = 1;
  };

  How how = How::skipped;
  std::size_t position = 0;
  std::vector<Target> targets;
  // What an empty cell stands for; nothing where it is for others to say.
  std::optional<Value> when_empty;
  // Of numbers, over a power of ten.
  int places = 2;
  std::int64_t low = std::numeric_limits<std::int64_t>::min();
  std::int64_t high = std::numeric_limits<std::int64_t>::max();
  std::int64_t step = 1;
  std::uint32_t places_before = 0;
  bool any_text = false;
  PlainWords words;

  bool declare(const Column& column, const Texts& texts);
  bool declare_number(const Column& column);
  void aim(TypedColumn& column);
  bool store(const std::int64_t* numbers, std::size_t begin, std::size_t end);
};

// False when the column says what no plain reading can check.
bool PlainColumns::Field::declare(const Column& column, const Texts& texts) {
  if (column.default_text) {
    Value value;
    CellProblem problem;
    if (!read_cell(column, *column.default_text, texts, value, problem)) return false;
    when_empty = value;
  } else if (!column.required && column.default_column.empty()) {
    when_empty = Value::empty();
  }
  switch (column.type) {
    case ColumnType::date:
      how = How::day;
      return true;
    case ColumnType::time:
      how = How::time;
      return true;
    case ColumnType::truth:
      how = How::truth;
      return true;
    case ColumnType::text:
      how = How::word;
      any_text = true;
      return true;
    case ColumnType::choice:
      how = How::word;
      for (const std::string& choice : column.choices) {
        if (!choice.empty()) words.add(choice, texts.intern(choice));
      }
      return true;
    case ColumnType::number:
    case ColumnType::whole_number:
      how = How::number;
      return declare_number(column);
  }
  return false;
}

bool PlainColumns::Field::declare_number(const Column& column) {
  for (const Target& target : targets) {
    const int needed = Rational::ratio(1, target.column->shape.denominator).decimals();
    if (needed < 0) return false;
    places = std::max(places, needed);
  }
  if (column.step) {
    if (column.step->sign() <= 0 || column.step->decimals() < 0) return false;
    places = std::max(places, column.step->decimals());
  }
  if (places > most_places) return false;
  const Rational power(powers_of_ten[static_cast<std::size_t>(places)]);
  if (column.low) {
    const auto least = (-(-(*column.low * power)).floor()).to_int64();
    if (!least) return false;
    low = *least;
  }
  if (column.high) {
    const auto most = (*column.high * power).floor().to_int64();
    if (!most) return false;
    high = *most;
  }
  if (column.step) {
    const auto parts = scaled(*column.step, places);
    if (!parts) return false;
    step = *parts;
  }
  if (column.type == ColumnType::whole_number) {
    const std::int64_t one = powers_of_ten[static_cast<std::size_t>(places)];
    // A multiple of both.
    const Rational both = Rational(step) * Rational::ratio(one, step).numerator();
    const auto parts = both.to_int64();
    if (!parts) return false;
    step = *parts;
  }
  for (Target& target : targets) {
    target.parts = powers_of_ten[static_cast<std::size_t>(places)] / target.column->shape.denominator;
  }
  return true;
}

// numbers / divisor into `out`; false where one leaves a remainder. No number is beyond `most`, or below 0 unless that
// is 0.
bool divide(const std::int64_t* numbers, std::int64_t divisor, std::uint64_t most, std::int64_t* out,
            std::size_t count) {
  std::int64_t remainders = 0;
  const auto by = static_cast<std::uint64_t>(divisor);
  // With magic = 2^32 / by rounded up, numbers below 2^32 / by are divided by one product (Granlund and Montgomery).
  constexpr std::uint64_t power = std::uint64_t{1} << 32U;
  if (by < power && most > 0 && most < power / by) {
    const std::uint64_t magic = power / by + 1;
    for (std::size_t i = 0; i < count; ++i) {
      const auto number = static_cast<std::uint64_t>(numbers[i]) & (power - 1);
      const std::uint64_t quotient = (number * magic) >> 32U;
      out[i] = static_cast<std::int64_t>(quotient);
      remainders |= static_cast<std::int64_t>(number - quotient * by);
    }
  } else {
    for (std::size_t i = 0; i < count; ++i) {
      out[i] = numbers[i] / divisor;
      remainders |= numbers[i] - out[i] * divisor;
    }
  }
  return remainders == 0;
}

// Puts numbers into the lanes of all that read them; false when one does not fit.
bool PlainColumns::Field::store(const std::int64_t* numbers, std::size_t begin, std::size_t end) {
  const std::size_t count = end - begin;
  const std::uint64_t most = low >= 0 ? static_cast<std::uint64_t>(high) : 0;
  std::array<std::int64_t, tile> steps;
  if (step != 1 && !divide(numbers, step, most, steps.data(), count)) return false;
  for (const Target& target : targets) {
    TypedColumn& column = *target.column;
    const Shape shape = column.shape;
    if (shape.lane == Lane::exact) {
      for (std::size_t i = 0; i < count; ++i) {
        column.numbers[begin + i] = Rational::ratio(numbers[i], powers_of_ten[static_cast<std::size_t>(places)]);
      }
      continue;
    }
    std::array<std::int64_t, tile> whole;
    const std::int64_t* values = target.parts == step ? steps.data() : whole.data();
    if (target.parts == 1) {
      values = numbers;
    } else if (target.parts != step && !divide(numbers, target.parts, most, whole.data(), count)) {
      return false;
    }
    if (shape.lane == Lane::i32) {
      auto* lanes = reinterpret_cast<std::int32_t*>(column.lanes.get()) + begin;
      std::int64_t lost = 0;
      for (std::size_t i = 0; i < count; ++i) {
        lanes[i] = static_cast<std::int32_t>(values[i]);
        lost |= lanes[i] ^ values[i];
      }
      if (lost != 0) return false;
    } else if (shape.lane == Lane::i64) {
      std::copy_n(values, count, reinterpret_cast<std::int64_t*>(column.lanes.get()) + begin);
    } else if (shape.lane == Lane::i128) {
      std::copy_n(values, count, reinterpret_cast<Int128*>(column.lanes.get()) + begin);
    } else {
      return false;
    }
  }
  return true;
}

PlainColumns::PlainColumns(const Texts& texts)
    : last_bytes_(tile), sizes_(tile), texts_(texts), kernels_(kernels(widest_instructions())) {}
PlainColumns::~PlainColumns() = default;

std::unique_ptr<PlainColumns> PlainColumns::make(const Schema& schema, const std::vector<std::string>& names,
                                                 const std::vector<RosterColumn>& wanted, TypedFacts& columns,
                                                 const Texts& texts) {
  std::unique_ptr<PlainColumns> made(new PlainColumns(texts));
  const Table& roster = schema.tables.front();
  made->width_ = names.size();
  const auto declared = [&](Field& field, std::uint32_t index) {
    for (const RosterColumn& one : wanted) {
      if (one.column == index) field.targets.push_back({&columns.column_to_fill(index, one.shape), 1});
    }
    return field.declare(roster.columns[index], texts);
  };
  for (std::size_t position = 0; position < names.size(); ++position) {
    Field field;
    field.position = position;
    const std::uint32_t index = column_index(roster, names[position]);
    if (names[position] == "employee") {
      field.how = Field::How::employee;
    } else if (names[position] == "from") {
      field.how = Field::How::from;
      field.when_empty = Value::empty();
    } else if (index != no_column && !declared(field, index)) {
      return nullptr;
    }
    made->fields_.push_back(std::move(field));
  }
  for (std::uint32_t index = 0; index < roster.columns.size(); ++index) {
    if (std::find(names.begin(), names.end(), roster.columns[index].name) != names.end()) continue;
    Field field;
    if (!declared(field, index) || !field.when_empty) return nullptr;
    made->absent_.push_back(std::move(field));
  }
  return made;
}

// Finds the fields of all rows; false when some row has another number of them than the heading.
bool PlainColumns::cut(const RosterPiece& piece) {
  if (ends_.empty()) ends_.resize(1);
  ends_[0] = std::numeric_limits<std::uint32_t>::max();
  const std::size_t count = find_ends(piece.text(), ends_, 1) - 1;
  if (count != piece.records * width_) return false;
  rows_ = piece.records;
  text_ = piece.text().data();
  // As many line feeds as rows: where each row's last field ends with one there is none elsewhere.
  for (std::size_t row = 1; row <= rows_; ++row) {
    if (text_[ends_[row * width_]] != '\n') return false;
  }
  return true;
}

bool PlainColumns::read(const RosterPiece& piece, std::vector<Date>& days) {
  if (piece.text().size() >= std::numeric_limits<std::uint32_t>::max()) return false;
  if (!is_plain_text(piece.text()) || !cut(piece)) return false;
  days.assign(rows_, first_date);
  days_ = &days;
  order_ = {};
  identifiers_.resize(rows_);
  const auto all_targets = [&](const auto& act) {
    for (Field& field : fields_) std::for_each(field.targets.begin(), field.targets.end(), act);
    for (Field& field : absent_) std::for_each(field.targets.begin(), field.targets.end(), act);
  };
  all_targets([&](const Field::Target& target) { target.column->begin(rows_); });
  for (std::size_t begin = 0; begin < rows_; begin += tile) {
    const std::size_t end = std::min(rows_, begin + tile);
    for (Field& field : fields_) {
      if (!take(field, begin, end)) return false;
    }
  }
  for (Field& field : absent_) fill_absent(field);
  all_targets([&](const Field::Target& target) { target.column->finish(rows_); });
  return order_.ascends();
}

void PlainColumns::fill_absent(Field& field) {
  for (const Field::Target& target : field.targets) {
    for (std::size_t row = 0; row < rows_; ++row) target.column->put(*field.when_empty, row, rows_);
  }
}

bool PlainColumns::take(Field& field, std::size_t begin, std::size_t end) {
  switch (field.how) {
    case Field::How::skipped:
      return true;
    case Field::How::employee:
      return take_identifiers(field, begin, end);
    case Field::How::number:
      return take_numbers(field, begin, end);
    case Field::How::from:
    case Field::How::day:
      return take_days(field, begin, end);
    case Field::How::time:
      return take_times(field, begin, end);
    case Field::How::truth:
      return take_truths(field, begin, end);
    case Field::How::word:
      return take_words(field, begin, end);
  }
  return false;
}

// Calls `each` with the cells of the field in rows [begin, end), which are not empty, and the row, until it says no;
// which cells are empty stands in `empties_` then.
template <typename Each>
bool PlainColumns::each_cell(const Field& field, std::size_t begin, std::size_t end, const Each& each) {
  empties_.clear();
  const bool last = field.position + 1 == width_;
  const std::size_t width = width_;
  const char* const text = text_;
  const std::uint32_t* ends = ends_.data() + begin * width + field.position;
  for (std::size_t row = begin; row < end; ++row, ends += width) {
    plain::Cell cell{text + static_cast<std::uint32_t>(ends[0] + 1), text + ends[1]};
    if (last && !cell.empty() && cell.end[-1] == '\r') --cell.end;
    if (!cell.empty()) {
      if (!each(cell, row)) return false;
    } else if (field.when_empty) {
      empties_.push_back(static_cast<std::uint32_t>(row));
    } else {
      return false;
    }
  }
  return true;
}

bool PlainColumns::take_identifiers(const Field& field, std::size_t begin, std::size_t end) {
  std::string_view before = begin == 0 ? std::string_view() : identifiers_[begin - 1];
  const bool sound = each_cell(field, begin, end, [&](plain::Cell cell, std::size_t row) {
    const std::string_view now(cell.begin, cell.size());
    if (is_blank(now.front()) || is_blank(now.back())) return false;
    if (row > 0) {
      order_.as_numbers = order_.as_numbers && before_as_number(before, now);
      // Looked at only where it may come to matter.
      order_.as_texts = order_.as_texts && before < now;
    }
    before = identifiers_[row] = now;
    return true;
  });
  if (!sound) return false;
  if (begin == 0) order_.first = identifiers_.front();
  if (end == rows_) order_.last = identifiers_.back();
  return true;
}

// Puts the cells of rows [begin, end) where they can be worked on side by side.
void PlainColumns::gather(const Field& field, std::size_t begin, std::size_t end) {
  const bool last = field.position + 1 == width_;
  const std::size_t width = width_;
  const char* const text = text_;
  const std::uint32_t* ends = ends_.data() + begin * width + field.position;
  for (std::size_t i = 0; i < end - begin; ++i, ends += width) {
    plain::Cell cell{text + static_cast<std::uint32_t>(ends[0] + 1), text + ends[1]};
    if (last && !cell.empty() && cell.end[-1] == '\r') --cell.end;
    sizes_[i] = cell.size();
    last_bytes_[i] = plain::filled_up(cell);
  }
}

bool PlainColumns::take_numbers(Field& field, std::size_t begin, std::size_t end) {
  std::array<std::int64_t, tile> numbers;
  const auto places = static_cast<std::uint32_t>(field.places);
  // Most columns have as many decimals in each row; eight bytes hold a digit, the point and six of them.
  if (field.places_before <= std::min(places, 6U)) {
    gather(field, begin, end);
    const DecimalForm form{field.places_before, powers_of_ten[places - field.places_before], field.low, field.high};
    if (kernels_.decimals(numbers.data(), last_bytes_.data(), sizes_.data(), form, end - begin)) {
      return field.store(numbers.data(), begin, end);
    }
  }
  std::uint32_t like = field.places_before;
  const std::int64_t low = field.low;
  const std::int64_t high = field.high;
  const bool sound = each_cell(field, begin, end, [&](plain::Cell cell, std::size_t row) {
    std::int64_t& number = numbers[row - begin];
    plain::Decimal decimal;
    if (plain::short_decimal(cell, like, decimal) && decimal.places <= places) {
      number = decimal.digits * powers_of_ten[places - decimal.places];
    } else if (!plain::long_decimal(cell, decimal) || decimal.places > places ||
               __builtin_mul_overflow(decimal.digits, powers_of_ten[places - decimal.places], &number)) {
      return false;
    }
    like = decimal.places;
    return number >= low && number <= high;
  });
  field.places_before = like;
  for (const std::uint32_t row : empties_) numbers[row - begin] = 0;
  if (!sound || !field.store(numbers.data(), begin, end)) return false;
  put_empties(field);
  return true;
}

// Values of the tile as lanes of every column that reads them.
template <typename T>
void PlainColumns::put_lanes(const Field& field, std::size_t begin, std::size_t end, const T* values) {
  for (const Field::Target& target : field.targets) {
    std::copy_n(values, end - begin, reinterpret_cast<T*>(target.column->lanes.get()) + begin);
  }
  put_empties(field);
}

void PlainColumns::put_empties(const Field& field) {
  for (const std::uint32_t row : empties_) {
    for (const Field::Target& target : field.targets) target.column->put(*field.when_empty, row, rows_);
  }
}

bool PlainColumns::take_days(Field& field, std::size_t begin, std::size_t end) {
  const Calendar& days = calendar();
  std::array<std::int32_t, tile> values;
  const bool sound = each_cell(field, begin, end, [&](plain::Cell cell, std::size_t row) {
    plain::Civil civil{};
    return plain::civil(cell, civil) && days.days_of(civil, values[row - begin]);
  });
  if (!sound) return false;
  if (field.how == Field::How::from) {
    for (std::size_t row = begin; row < end; ++row) (*days_)[row] = Date{values[row - begin]};
    for (const std::uint32_t row : empties_) (*days_)[row] = first_date;
  }
  put_lanes(field, begin, end, values.data());
  return true;
}

bool PlainColumns::take_times(Field& field, std::size_t begin, std::size_t end) {
  std::array<std::int32_t, tile> values;
  const bool sound = each_cell(field, begin, end, [&](plain::Cell cell, std::size_t row) {
    const auto minutes = parse_time({cell.begin, cell.size()});
    values[row - begin] = minutes.value_or(0);
    return minutes.has_value();
  });
  if (sound) put_lanes(field, begin, end, values.data());
  return sound;
}

bool PlainColumns::take_truths(Field& field, std::size_t begin, std::size_t end) {
  const std::uint64_t yes = plain::first_bytes("00000yes");
  const std::uint64_t no = plain::first_bytes("000000no");
  std::array<std::uint8_t, tile> values;
  gather(field, begin, end);
  empties_.clear();
  // Which of them it is, is hard to foresee: no branch on it.
  std::uint64_t neither = 0;
  std::uint64_t empty = 0;
  for (std::size_t i = 0; i < end - begin; ++i) {
    const unsigned is_yes = last_bytes_[i] == yes && sizes_[i] == 3 ? 1 : 0;
    const unsigned is_no = last_bytes_[i] == no && sizes_[i] == 2 ? 1 : 0;
    const unsigned is_empty = sizes_[i] == 0 ? 1 : 0;
    neither |= (is_yes | is_no | is_empty) ^ 1U;
    empty |= is_empty;
    values[i] = static_cast<std::uint8_t>(is_yes);
  }
  if (neither != 0 || (empty != 0 && !field.when_empty)) return false;
  for (std::size_t i = 0; empty != 0 && i < end - begin; ++i) {
    if (sizes_[i] == 0) empties_.push_back(static_cast<std::uint32_t>(begin + i));
  }
  put_lanes(field, begin, end, values.data());
  return true;
}

bool PlainColumns::take_words(Field& field, std::size_t begin, std::size_t end) {
  const auto blanks = [](plain::Cell cell) { return is_blank(cell.begin[0]) || is_blank(cell.end[-1]); };
  if (field.any_text && field.targets.empty()) {
    return each_cell(field, begin, end, [&](plain::Cell cell, std::size_t) { return !blanks(cell); });
  }
  std::array<std::int32_t, tile> values;
  const bool sound = each_cell(field, begin, end, [&](plain::Cell cell, std::size_t row) {
    std::optional<TextId> id = field.words.find(cell);
    if (!id) {
      if (!field.any_text || blanks(cell)) return false;
      const std::string_view text(cell.begin, cell.size());
      id = texts_.intern(text);
      field.words.add(text, *id);
    }
    values[row - begin] = static_cast<std::int32_t>(*id);
    return true;
  });
  if (sound) put_lanes(field, begin, end, values.data());
  return sound;
}

}  // namespace mou
