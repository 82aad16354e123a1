#include "analysis/amount.h"

#include <algorithm>
#include <cctype>

namespace mou {

namespace {

std::string number_text(const Rational& number, const Unit& unit) {
  const int decimals = number.decimals();
  if (decimals < 0) return number.text();
  return number.fixed(std::max(decimals, least_decimals(unit)));
}

}  // namespace

int least_decimals(const Unit& unit) {
  const bool is_money = std::any_of(unit.powers.begin(), unit.powers.end(), [](const auto& power) {
    return power.first == dollar_measure && power.second > 0;
  });
  return is_money ? 2 : 0;
}

std::string separated(std::string text) {
  const std::size_t begin = text.starts_with('-') ? 1 : 0;
  std::size_t at = std::min(text.find('.'), text.size());
  while (at > begin + 3) {
    at -= 3;
    text.insert(at, 1, ',');
  }
  return text;
}

std::string people_unit(const Unit& unit, const Measures& measures) {
  std::string text = unit_text(unit, measures);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string exact_text(const Value& value, const Type& type, const Texts& texts) {
  switch (value.kind) {
    case ValueKind::number:
      return number_text(value.number, type.unit);
    case ValueKind::date:
      return date_text(value.date());
    case ValueKind::time:
      return time_text(value.payload);
    case ValueKind::text:
      return texts.text(value.text_id());
    case ValueKind::truth:
      return value.yes() ? "yes" : "no";
    case ValueKind::empty:
    case ValueKind::fault:
      return "";
  }
  return "";
}

std::string people_number(const Rational& number, const Unit& unit) {
  if (number.decimals() < 0) return separated(number.fixed(6)) + "...";
  return separated(number_text(number, unit));
}

std::string people_text(const Value& value, const Type& type, const Texts& texts) {
  if (value.is_number()) return people_number(value.number, type.unit);
  return exact_text(value, type, texts);
}

std::string unit_title(const Type& type, const Measures& measures) {
  switch (type.kind) {
    case TypeKind::number:
      return type.unit.plain() ? "number" : unit_text(type.unit, measures);
    case TypeKind::date:
      return "date";
    case TypeKind::time:
      return "time";
    case TypeKind::text:
      return "text";
    case TypeKind::truth:
      return "yes or no";
  }
  return "";
}

std::string grouped(std::size_t number) {
  return separated(std::to_string(number));
}

std::string title_or_name(const std::string& title, const std::string& name) {
  if (!title.empty() && title != name) return title;
  std::string words = name;
  std::replace(words.begin(), words.end(), '_', ' ');
  if (!words.empty()) words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
  return words;
}

}  // namespace mou
