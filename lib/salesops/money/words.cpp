// Amounts in words. Chinese capitals read a number in sections of four digits (万, 亿, 万亿); 零 stands where
// a section's 仟 is missing below a higher section, between digits of a section, before 角 when the 元 digit
// is 0 and before 分 when there is no 角 (支付结算办法 appendix 1, whose alternatives are settled in that
// way).
#include <cstdint>

#include "salesops/base/text.hpp"
#include "salesops/money/money.hpp"

namespace salesops::money {

namespace {

constexpr std::string_view kCapitals[] = {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};
constexpr std::string_view kPlaces[] = {"", "拾", "佰", "仟"};
constexpr std::uint64_t kPlaceValues[] = {1, 10, 100, 1000};

// 1 … 9999
std::string section(std::uint64_t number) {
  std::string words;
  bool gap = false;
  for (std::size_t place = 4; place-- > 0;) {
    const std::uint64_t digit = number / kPlaceValues[place] % 10;
    if (digit == 0) {
      gap = !words.empty();
      continue;
    }
    if (gap) words += kCapitals[0];
    gap = false;
    words += kCapitals[digit];
    words += kPlaces[place];
  }
  return words;
}

// number >= 1
std::string capitals(std::uint64_t number) {
  constexpr std::uint64_t kWan = 10'000, kYi = 100'000'000;
  if (number < kWan) return section(number);
  const std::uint64_t unit = number < kYi ? kWan : kYi;
  const std::uint64_t rest = number % unit;
  std::string words = capitals(number / unit) + (unit == kWan ? "万" : "亿");
  if (rest == 0) return words;
  if (rest < unit / 10) words += kCapitals[0];
  return words + capitals(rest);
}

std::uint64_t magnitude(Money amount) {
  const auto units = static_cast<std::uint64_t>(amount.minor());
  return amount.negative() ? 0 - units : units;
}

constexpr std::string_view kOnes[] = {"zero",    "one",     "two",       "three",    "four",
                                      "five",    "six",     "seven",     "eight",    "nine",
                                      "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                      "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::string_view kTens[] = {"",      "",      "twenty",  "thirty", "forty",
                                      "fifty", "sixty", "seventy", "eighty", "ninety"};

// 1 … 999
std::string english_below_thousand(std::uint64_t number) {
  std::string words;
  if (number >= 100) {
    words = std::string(kOnes[number / 100]) + " hundred";
    number %= 100;
    if (number == 0) return words;
    words += ' ';
  }
  if (number < 20) return words += kOnes[number];
  words += kTens[number / 10];
  if (number % 10 != 0) words += "-" + std::string(kOnes[number % 10]);
  return words;
}

std::string english(std::uint64_t number) {
  struct Scale {
    std::uint64_t value;
    std::string_view name;
  };
  static constexpr Scale kScales[] = {{1'000'000'000'000'000'000, " quintillion"},
                                      {1'000'000'000'000'000, " quadrillion"},
                                      {1'000'000'000'000, " trillion"},
                                      {1'000'000'000, " billion"},
                                      {1'000'000, " million"},
                                      {1'000, " thousand"},
                                      {1, ""}};
  if (number == 0) return std::string(kOnes[0]);
  std::string words;
  for (const Scale& scale : kScales) {
    const std::uint64_t count = number / scale.value;
    number %= scale.value;
    if (count == 0) continue;
    if (!words.empty()) words += ' ';
    words += english_below_thousand(count);
    words += scale.name;
  }
  return words;
}

}  // namespace

std::string to_chinese_capitals(Money amount) {
  const std::uint64_t fen = magnitude(amount);
  const std::uint64_t yuan = fen / 100, jiao_digit = fen / 10 % 10, fen_digit = fen % 10;
  std::string words = "人民币";
  if (amount.negative()) words += "负";
  if (yuan > 0) words += capitals(yuan) + "元";
  if (fen == 0) words += "零元";
  if (fen % 100 == 0) return words + "整";
  const bool zero_before = yuan > 0 && (jiao_digit == 0 || yuan % 10 == 0);
  if (zero_before) words += kCapitals[0];
  if (jiao_digit > 0) words += std::string(kCapitals[jiao_digit]) + "角";
  if (fen_digit > 0) words += std::string(kCapitals[fen_digit]) + "分";
  return words;
}

std::string to_english_words(Money amount, std::string_view major, std::string_view minor_name, int digits) {
  std::uint64_t base = 1;
  for (int i = 0; i < digits; ++i) base *= 10;
  const std::uint64_t units = magnitude(amount);
  std::string words = (amount.negative() ? "minus " : "") + english(units / base);
  words.append(" ").append(major);
  if (units % base != 0) words.append(" and ").append(english(units % base)).append(" ").append(minor_name);
  words.front() = static_cast<char>(words.front() - 'a' + 'A');
  return words;
}

}  // namespace salesops::money
