// A wide table's cells are the texts of the usual report.
#include "analysis/wide_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "analysis/amount.h"

namespace mou {
namespace {

// Near powers of ten and of two, and anything.
std::int64_t random_number() {
  const auto any = *rc::gen::arbitrary<std::int64_t>();
  const int digits = *rc::gen::inRange(0, 19);
  std::int64_t power = 1;
  for (int i = 0; i < digits; ++i) power *= 10;
  switch (*rc::gen::inRange(0, 4)) {
    case 0:
      return any;
    case 1:
      return power + *rc::gen::inRange(-2, 3);
    case 2:
      return -power;
    default:
      return any % power / 100 * 100;
  }
}

Type random_type() {
  Type type;
  const int kind = *rc::gen::inRange(0, 3);
  if (kind == 1) type.unit = Unit::of(dollar_measure);
  if (kind == 2) type.unit = Unit::of(hour_measure);
  return type;
}

RC_GTEST_PROP(WideText, WritesNumbersAsTheUsualReportDoes, ()) {
  const Type type = random_type();
  const Lane lane = *rc::gen::element(Lane::i32, Lane::i64);
  const Shape shape{lane, *rc::gen::element<std::int64_t>(1, 2, 4, 5, 10, 26, 100, 400, 1000, 10'000, 1'000'000,
                                                          10'000'000, 100'000'000, 2080)};
  const auto n = *rc::gen::inRange<std::size_t>(1, 40);
  LanePool pool;
  const Lanes lanes = pool.take(shape, n);
  for (std::size_t i = 0; i < n; ++i) {
    const std::int64_t number = random_number();
    if (lane == Lane::i32) {
      lanes.words()[i] = static_cast<std::int32_t>(number);
    } else {
      lanes.data<std::int64_t>()[i] = number;
    }
  }
  const auto first = *rc::gen::inRange<std::size_t>(0, n);
  for (const Instructions set : {Instructions::sse2, widest_instructions()}) {
    LaneText text(type, lanes);
    text.prepare(kernels(set), first, n - first);
    for (std::size_t i = first; i < n; ++i) {
      const std::string expected = exact_text(Value::of(lanes.number(i)), type, Texts());
      std::array<char, LaneText::longest> room{};
      const char* end = text.write(room.data(), i);
      if (end == nullptr) continue;
      RC_ASSERT(std::string_view(room.data(), static_cast<std::size_t>(end - room.data())) == expected);
      if (!text.all_cents()) continue;
      end = LaneText::write_cents(room.data(), text.digits()[i - first], text.zeros()[i - first]);
      RC_ASSERT(std::string_view(room.data(), static_cast<std::size_t>(end - room.data())) == expected + ",");
    }
  }
}

// Which values need not be made: without this the property above could hold of none.
TEST(WideText, WritesUsualNumbersItself) {
  LanePool pool;
  const Lanes cents = pool.take({Lane::i32, 100}, 1);
  const Lanes quarters = pool.take({Lane::i64, 4}, 1);
  const Lanes parts = pool.take({Lane::i32, 26}, 1);
  cents.words()[0] = 123456;
  quarters.data<std::int64_t>()[0] = -30;
  parts.words()[0] = 5;
  const auto written = [](const Lanes& lanes, const Type& type) {
    LaneText text(type, lanes);
    text.prepare(kernels(widest_instructions()), 0, 1);
    std::array<char, LaneText::longest> room{};
    const char* end = text.write(room.data(), 0);
    return end == nullptr ? "made" : std::string(room.data(), static_cast<std::size_t>(end - room.data()));
  };
  Type dollars;
  dollars.unit = Unit::of(dollar_measure);
  EXPECT_EQ(written(cents, dollars), "1234.56");
  EXPECT_EQ(written(cents, {}), "1234.56");
  EXPECT_EQ(written(quarters, {}), "-7.5");
  EXPECT_EQ(written(quarters, dollars), "-7.50");
  EXPECT_EQ(written(parts, {}), "made");
}

TEST(WideText, WritesTruthsAndDates) {
  LanePool pool;
  const Lanes truths = pool.take({Lane::truth, 1}, 2);
  truths.truths()[0] = 1;
  truths.truths()[1] = 0;
  const Lanes dates = pool.take({Lane::i32, 1}, 1);
  dates.words()[0] = parse_date("2019-02-06")->days;
  Type truth;
  truth.kind = TypeKind::truth;
  Type date;
  date.kind = TypeKind::date;
  std::array<char, LaneText::longest> room{};
  const auto text = [&](const Lanes& lanes, const Type& type, std::size_t lane) {
    const char* end = LaneText(type, lanes).write(room.data(), lane);
    return std::string(room.data(), static_cast<std::size_t>(end - room.data()));
  };
  EXPECT_EQ(text(truths, truth, 0), "yes");
  EXPECT_EQ(text(truths, truth, 1), "no");
  EXPECT_EQ(text(dates, date, 0), "2019-02-06");
}

}  // namespace
}  // namespace mou
