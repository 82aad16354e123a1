// Every kernel of every set of instructions that this machine has gives the bytes that plain code gives.
#include "engine/columnar/kernels.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

namespace mou {

namespace {

std::vector<Instructions> all_instructions() {
  std::vector<Instructions> all;
  for (const Instructions set : {Instructions::sse2, Instructions::avx2, Instructions::avx512}) {
    if (has(set)) all.push_back(set);
  }
  return all;
}

template <typename T>
constexpr T highest_of() {
  return static_cast<T>(~(static_cast<T>(1) << (sizeof(T) * 8 - 1)));
}

// Any value, and often an extreme one.
template <typename T>
T value() {
  const T most = highest_of<T>();
  const T least = static_cast<T>(-most - 1);
  const std::vector<T> extremes = {0, 1, -1, 2, -2, most, least, static_cast<T>(most - 1), static_cast<T>(least + 1)};
  const int kind = *rc::gen::inRange(0, 3);
  if (kind == 0) return extremes[*rc::gen::inRange<std::size_t>(0, extremes.size())];
  const auto low = *rc::gen::arbitrary<std::uint64_t>();
  if (kind == 1) return static_cast<T>(low % 2000) - 1000;
  const auto high = *rc::gen::arbitrary<std::uint64_t>();
  __extension__ using Wide = unsigned __int128;
  return static_cast<T>(static_cast<Wide>(high * 0x9e3779b97f4a7c15ULL) << 64 | low * 0xff51afd7ed558ccdULL);
}

template <typename T>
std::vector<T> values(std::size_t n) {
  std::vector<T> all(n);
  for (T& each : all) each = value<T>();
  return all;
}

// Around the widths of vectors: whole ones, and what is left over.
std::size_t length() {
  return *rc::gen::inRange<std::size_t>(0, 70);
}

std::vector<std::uint8_t> mask(std::size_t n) {
  std::vector<std::uint8_t> all(n);
  for (auto& each : all) each = static_cast<std::uint8_t>(*rc::gen::inRange(0, 2));
  return all;
}

// What wraps around, wraps around.
template <typename T>
T plus(T a, T b) {
  T out = 0;
  (void)__builtin_add_overflow(a, b, &out);
  return out;
}

template <typename T>
T times(T a, T b) {
  T out = 0;
  (void)__builtin_mul_overflow(a, b, &out);
  return out;
}

// Runs a kernel for every set of instructions on room that a kernel must not leave.
template <typename Out, typename Run, typename Plain>
void agree(std::size_t n, const Run& run, const Plain& plain) {
  std::vector<Out> expected(n);
  for (std::size_t i = 0; i < n; ++i) expected[i] = plain(i);
  for (const Instructions set : all_instructions()) {
    std::vector<Out> made(n + 1);
    std::memset(made.data(), 0x5a, made.size() * sizeof(Out));
    Out beyond;
    std::memset(&beyond, 0x5a, sizeof(Out));
    run(kernels(set), made.data());
    // Within RC_ASSERT `||` would compute both sides.
    const bool same = n == 0 || std::memcmp(made.data(), expected.data(), n * sizeof(Out)) == 0;
    RC_ASSERT(same);
    RC_ASSERT(std::memcmp(&made[n], &beyond, sizeof(Out)) == 0);
  }
}

template <typename T>
void arithmetic_agrees() {
  const std::size_t n = length();
  const std::vector<T> a = values<T>(n);
  const std::vector<T> b = values<T>(n);
  const std::vector<T> factors = {1, -1, value<T>()};
  const T ca = factors[*rc::gen::inRange<std::size_t>(0, 3)];
  const T cb = factors[*rc::gen::inRange<std::size_t>(0, 3)];
  const auto of = [](const Kernels& all) { return lane_kernels<T>(all); };
  agree<T>(
      n, [&](const Kernels& all, T* out) { of(all).sum(out, a.data(), ca, b.data(), cb, n); },
      [&](std::size_t i) { return plus(times(a[i], ca), times(b[i], cb)); });
  agree<T>(
      n, [&](const Kernels& all, T* out) { of(all).product(out, a.data(), b.data(), n); },
      [&](std::size_t i) { return times(a[i], b[i]); });
  agree<T>(
      n, [&](const Kernels& all, T* out) { of(all).scale(out, a.data(), ca, n); },
      [&](std::size_t i) { return times(a[i], ca); });
  agree<T>(
      n, [&](const Kernels& all, T* out) { of(all).least(out, a.data(), b.data(), n); },
      [&](std::size_t i) { return std::min(a[i], b[i]); });
  agree<T>(
      n, [&](const Kernels& all, T* out) { of(all).greatest(out, a.data(), b.data(), n); },
      [&](std::size_t i) { return std::max(a[i], b[i]); });
  agree<T>(
      n, [&](const Kernels& all, T* out) { of(all).fill(out, ca, n); }, [&](std::size_t) { return ca; });
}

template <typename T>
void choosing_agrees() {
  const std::size_t n = length();
  const std::vector<T> a = values<T>(n);
  std::vector<T> b = values<T>(n);
  // Equal ones too.
  for (std::size_t i = 0; i < n; i += 3) b[i] = a[i];
  const std::vector<std::uint8_t> which = mask(n);
  const T one = value<T>();
  const T other = value<T>();
  const auto of = [](const Kernels& all) { return lane_kernels<T>(all); };
  const auto compares = [&](Comparison how, const auto& plain) {
    agree<std::uint8_t>(
        n, [&](const Kernels& all, std::uint8_t* out) { of(all).compare(out, how, a.data(), b.data(), n); },
        [&](std::size_t i) { return static_cast<std::uint8_t>(plain(a[i], b[i]) ? 1 : 0); });
  };
  compares(Comparison::equal, [](T x, T y) { return x == y; });
  compares(Comparison::not_equal, [](T x, T y) { return x != y; });
  compares(Comparison::less, [](T x, T y) { return x < y; });
  compares(Comparison::less_equal, [](T x, T y) { return x <= y; });
  agree<T>(
      n, [&](const Kernels& all, T* out) { of(all).select(out, which.data(), a.data(), b.data(), n); },
      [&](std::size_t i) { return which[i] != 0 ? a[i] : b[i]; });
  agree<T>(
      n, [&](const Kernels& all, T* out) { of(all).one_of(out, which.data(), one, other, n); },
      [&](std::size_t i) { return which[i] != 0 ? one : other; });
  if (n == 0) return;
  std::vector<std::int32_t> places(n);
  for (auto& place : places) place = *rc::gen::inRange<std::int32_t>(0, static_cast<std::int32_t>(n));
  agree<T>(
      n, [&](const Kernels& all, T* out) { of(all).gather(out, a.data(), places.data(), n); },
      [&](std::size_t i) { return a[static_cast<std::size_t>(places[i])]; });
  for (const Instructions set : all_instructions()) {
    RC_ASSERT(of(kernels(set)).holds(a.data(), a[n - 1], n));
    RC_ASSERT(of(kernels(set)).holds(a.data(), b[0], n) == (std::find(a.begin(), a.end(), b[0]) != a.end()));
  }
}

}  // namespace

RC_GTEST_PROP(Kernels, ComputeLikePlainCode, ()) {
  arithmetic_agrees<std::int32_t>();
  arithmetic_agrees<std::int64_t>();
  arithmetic_agrees<Int128>();
}

RC_GTEST_PROP(Kernels, ChooseLikePlainCode, ()) {
  choosing_agrees<std::int32_t>();
  choosing_agrees<std::int64_t>();
  choosing_agrees<Int128>();
}

RC_GTEST_PROP(Kernels, ConvertAndCombineLikePlainCode, ()) {
  const std::size_t n = length();
  const std::vector<std::int32_t> narrow = values<std::int32_t>(n);
  agree<std::int64_t>(
      n, [&](const Kernels& all, std::int64_t* out) { all.widen(out, narrow.data(), n); },
      [&](std::size_t i) { return std::int64_t{narrow[i]}; });
  const std::vector<std::int64_t> wide(narrow.begin(), narrow.end());
  agree<std::int32_t>(
      n, [&](const Kernels& all, std::int32_t* out) { all.narrow(out, wide.data(), n); },
      [&](std::size_t i) { return narrow[i]; });
  const std::vector<std::uint8_t> a = mask(n);
  const std::vector<std::uint8_t> b = mask(n);
  using Mask = std::uint8_t;
  agree<Mask>(
      n, [&](const Kernels& all, Mask* out) { all.both(out, a.data(), b.data(), n); },
      [&](std::size_t i) { return static_cast<Mask>(a[i] != 0 && b[i] != 0); });
  agree<Mask>(
      n, [&](const Kernels& all, Mask* out) { all.either(out, a.data(), b.data(), n); },
      [&](std::size_t i) { return static_cast<Mask>(a[i] != 0 || b[i] != 0); });
  agree<Mask>(
      n, [&](const Kernels& all, Mask* out) { all.negate(out, a.data(), n); },
      [&](std::size_t i) { return static_cast<Mask>(a[i] == 0); });
  for (const Instructions set : all_instructions()) {
    RC_ASSERT(kernels(set).any(a.data(), n) == (std::find(a.begin(), a.end(), 1) != a.end()));
  }
}

template <typename T>
void digits_agree() {
  const std::size_t n = length();
  std::vector<T> a = values<T>(n);
  for (T& each : a) {
    if (*rc::gen::arbitrary<bool>()) each = static_cast<T>(*rc::gen::inRange(0, 100'000'000));
  }
  const std::uint32_t factor = *rc::gen::element(1U, 2U, 25U, 100U, 10'000'000U);
  const std::uint32_t most = 99'999'999U / factor;
  const unsigned kept = *rc::gen::inRange(1U, 9U);
  const auto fits = [&](T value) { return value >= 0 && value <= static_cast<T>(most); };
  for (const Instructions set : all_instructions()) {
    std::vector<EightDigits> digits(n);
    std::vector<std::uint8_t> zeros(n);
    const bool all = lane_kernels<T>(kernels(set)).digits(digits.data(), zeros.data(), a.data(), factor, most, kept, n);
    RC_ASSERT(all == std::all_of(a.begin(), a.end(), fits));
    for (std::size_t i = 0; i < n; ++i) {
      RC_ASSERT((zeros[i] != no_digits) == fits(a[i]));
      if (!fits(a[i])) continue;
      std::string text = std::to_string(static_cast<std::int64_t>(a[i]) * factor);
      RC_ASSERT(zeros[i] == 8 - std::max<std::size_t>(text.size(), kept));
      text.insert(0, 8 - text.size(), '0');
      RC_ASSERT(std::memcmp(text.data(), &digits[i], 8) == 0);
    }
  }
}

RC_GTEST_PROP(Kernels, FindDigitsLikePlainCode, ()) {
  digits_agree<std::int32_t>();
  digits_agree<std::int64_t>();
}

// Digits with a point among them or not, now and then with something else.
std::string decimal_text(unsigned places) {
  std::string text = std::to_string(*rc::gen::inRange<std::int64_t>(0, 1'000'000'000));
  text = text.substr(0, *rc::gen::inRange<std::size_t>(1, 10));
  if (places > 0 && text.size() > places) text.insert(text.size() - places, 1, '.');
  const int odd = *rc::gen::inRange(0, 8);
  const std::size_t at = *rc::gen::inRange<std::size_t>(0, text.size());
  if (odd == 0) text[at] = *rc::gen::element('.', '/', ':', '-', ' ', '\0', '\xB0', '\xFF');
  return text;
}

RC_GTEST_PROP(Kernels, ReadDecimalsLikePlainCode, ()) {
  const auto n = *rc::gen::inRange<std::size_t>(0, 12);
  DecimalForm form;
  form.places = *rc::gen::inRange(0U, 7U);
  form.scale = *rc::gen::element<std::int64_t>(1, 100, 1'000'000'000);
  form.low = *rc::gen::element<std::int64_t>(std::numeric_limits<std::int64_t>::min(), -5, 0, 1000);
  form.high =
      *rc::gen::element<std::int64_t>(std::numeric_limits<std::int64_t>::max(), 10'000'000, -1, 100'000'000'000);
  std::vector<std::uint64_t> text(n);
  std::vector<std::uint64_t> sizes(n);
  std::vector<std::int64_t> expected(n);
  bool all = true;
  for (std::size_t i = 0; i < n; ++i) {
    std::string one = decimal_text(form.places);
    sizes[i] = one.size();
    const std::string last = std::string(8, '0') + one;
    std::memcpy(&text[i], last.data() + last.size() - 8, 8);
    bool sound = one.size() <= 8;
    if (form.places > 0) {
      sound = sound && one.size() > form.places + 1 && one[one.size() - form.places - 1] == '.';
      if (sound) one.erase(one.size() - form.places - 1, 1);
    }
    sound = sound && one.find_first_not_of("0123456789") == std::string::npos;
    if (sound) expected[i] = std::stoll(one) * form.scale;
    all = all && sound && expected[i] >= form.low && expected[i] <= form.high;
  }
  RC_CLASSIFY(all, "all sound");
  for (const Instructions set : all_instructions()) {
    std::vector<std::int64_t> out(n);
    RC_ASSERT(kernels(set).decimals(out.data(), text.data(), sizes.data(), form, n) == all);
    if (all) RC_ASSERT(out == expected);
  }
}

// The widest is one that there is, and every set goes by its own name.
TEST(Kernels, AreChosenByWhatTheProcessorHas) {
  EXPECT_TRUE(has(Instructions::sse2));
  EXPECT_TRUE(has(widest_instructions()));
  EXPECT_EQ(widest_instructions(), all_instructions().back());
  std::vector<std::string> names;
  for (const Instructions set : all_instructions()) names.emplace_back(kernels(set).name);
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::unique(names.begin(), names.end()), names.end());
}

}  // namespace mou
