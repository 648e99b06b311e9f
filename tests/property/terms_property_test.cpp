#include <doctest/doctest.h>

#include <cstdlib>
#include <random>
#include <string>

#include "salesops/calendar/terms.hpp"

namespace salesops::calendar {

namespace {

int rounds() {
  return std::getenv("SALESOPS_LONG") != nullptr ? 500'000 : 5'000;
}

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  int below(int limit) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(limit)); }
  std::string number(int first, int last) { return std::to_string(first + below(last - first + 1)); }
  Date day() { return Date::of(2020, 1, 1) + below(5000); }

 private:
  std::mt19937_64 engine_;
};

// A rule whose due date is never before its base date.
std::string any_rule(Random& random) {
  switch (random.below(11)) {
    case 0:
      return "prepay";
    case 1:
      return "cod";
    case 2:
      return "net:" + random.number(0, 400);
    case 3:
      return "eom_days:" + random.number(0, 400);
    case 4:
      return "eom_months:" + random.number(0, 24);
    case 5:
      return "same_day:" + random.number(0, 24);
    case 6:
      return "fixed_day:" + random.number(1, 12) + "," + random.number(1, 31);
    case 7:
      return "pay_days:" + random.number(1, 31) + "," + random.number(1, 31);
    case 8:
      return "min_days:" + random.number(0, 90) + "," + random.number(1, 31);
    case 9:
      return "half_month:" + random.number(0, 60);
    default:
      return "weekly:" + random.number(0, 60);
  }
}

// 1 … 6 parts whose whole percentages add up to 100, some of them due on one day.
std::string any_parts(Random& random) {
  static constexpr const char* kBases[] = {"", "base:delivery_date ", "base:received_date ",
                                           "base:statement "};
  const int parts = 1 + random.below(6);
  std::string text;
  int left = 100;
  for (int i = 0; i < parts; ++i) {
    const int share = i + 1 == parts ? left : 1 + random.below(left - (parts - 1 - i));
    left -= share;
    if (parts > 1) text += std::to_string(share) + "% ";
    text += kBases[random.below(4)] + any_rule(random) + (i + 1 == parts ? "" : "; ");
  }
  if (random.below(3) == 0) text += " grace:" + random.number(1, 60);
  return text;
}

// Terms that are not refused for two parts due on one day.
std::string any_terms(Random& random) {
  for (;;) {
    std::string text = any_parts(random);
    Terms terms;
    TermsFault fault;
    if (parse_terms(text, terms, fault) || fault.code != "E5105") return text;
  }
}

}  // namespace

TEST_CASE("two parts are refused when no document tells them apart") {
  Random random(4);
  for (int i = 0; i < rounds(); ++i) {
    const std::string first = any_rule(random), second = any_rule(random);
    Terms one, other, both;
    TermsFault fault;
    REQUIRE(parse_terms(first, one, fault));
    REQUIRE(parse_terms(second, other, fault));
    bool apart = false;
    for (Date day = Date::of(2023, 1, 1); !apart && day < Date::of(2025, 1, 1); day = day + 1)
      apart = due_date(one.parts.front(), one, day) != due_date(other.parts.front(), other, day);
    const bool taken = parse_terms("50% " + first + "; 50% " + second, both, fault);
    if (taken != apart || (!taken && fault.code != "E5105")) FAIL(first << " and " << second);
  }
}

TEST_CASE("the canonical spelling reads back as the same terms") {
  Random random(1);
  for (int i = 0; i < rounds(); ++i) {
    const std::string text = any_terms(random);
    Terms terms, again;
    TermsFault fault;
    const Date base = random.day();
    bool same = parse_terms(text, terms, fault) && parse_terms(terms.text, again, fault) &&
                terms.parts.size() == again.parts.size() && terms.text == again.text &&
                terms.grace == again.grace;
    for (std::size_t p = 0; same && p < terms.parts.size(); ++p) {
      same = terms.parts[p].share == again.parts[p].share && terms.parts[p].base == again.parts[p].base &&
             due_date(terms.parts[p], terms, base) == due_date(again.parts[p], again, base);
    }
    if (!same) FAIL("does not read back: " << text);
  }
}

TEST_CASE("no due date is before its base, a later base is not due earlier, a cut-off only postpones") {
  Random random(2);
  for (int i = 0; i < rounds(); ++i) {
    const std::string rule = any_rule(random);
    Terms terms, cut;
    TermsFault fault;
    REQUIRE(parse_terms(rule, terms, fault));
    const Date base = random.day(), later = base + random.below(90);
    const Date due = due_date(terms.parts.front(), terms, base);
    bool sound = due >= base && due_date(terms.parts.front(), terms, later) >= due;
    if (parse_terms(rule + " cutoff:" + random.number(1, 31), cut, fault)) {
      sound = sound && due_date(cut.parts.front(), cut, base) >= due;
    }
    if (!sound) FAIL(rule << " from " << to_string(base) << " and " << to_string(later));
  }
}

TEST_CASE(
    "an amount split over instalments sums exactly, each part within a minor unit per part of its share") {
  Random random(3);
  for (int i = 0; i < rounds(); ++i) {
    Terms terms;
    TermsFault fault;
    REQUIRE(parse_terms(any_terms(random), terms, fault));
    const money::Money amount = money::Money::minor(random.below(2'000'001) - 1'000'000);
    const auto parts = split_amount(amount, terms.parts);
    money::Money sum;
    bool sound = parts.size() == terms.parts.size();
    for (std::size_t p = 0; sound && p < parts.size(); ++p) {
      sum += parts[p];
      const auto off = (parts[p] - money::half_up(amount, terms.parts[p].share)).minor();
      const bool same_sign = parts[p].zero() || parts[p].negative() == amount.negative();
      sound = same_sign && std::abs(off) <= static_cast<std::int64_t>(parts.size());
    }
    if (!sound || sum != amount) FAIL(terms.text << " of " << money::to_decimal(amount));
  }
}

}  // namespace salesops::calendar
