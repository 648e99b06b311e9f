#include "salesops/money/money.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

namespace salesops::money {

namespace {

// The amount in minor units, or the code of the fault.
std::string read(std::string_view text, int digits = 2) {
  Money amount = Money::minor(-77);
  NumberFault fault;
  if (parse_money(text, digits, amount, fault)) return std::to_string(amount.minor());
  CHECK(amount == Money::minor(-77));
  CHECK_FALSE(fault.message.zh.empty());
  CHECK_FALSE(fault.message.en.empty());
  return fault.code;
}

}  // namespace

TEST_CASE("amounts are read as people and ERPs write them") {
  struct Row {
    const char* text;
    const char* minor;
  };
  static constexpr Row kRows[] = {{"0", "0"},
                                  {"7", "700"},
                                  {"007", "700"},
                                  {"1234.5", "123450"},
                                  {"1,234.56", "123456"},
                                  {"12,345,678.90", "1234567890"},
                                  {"-1234.50", "-123450"},
                                  {"+5", "500"},
                                  {" 5.00 ", "500"},
                                  {"１，２３４．５６", "123456"},
                                  {"￥1,234.56", "123456"},
                                  {"¥ 1,234.56", "123456"},
                                  {"-¥12", "-1200"},
                                  {"¥-12", "-1200"},
                                  {"1234.56元", "123456"},
                                  {"￥100元", "10000"},
                                  {"100圆", "10000"},
                                  {"人民币100元", "10000"},
                                  {"CNY 1,000.00", "100000"},
                                  {"1000 cny", "100000"},
                                  {"RMB100", "10000"},
                                  {"(1,234.56)", "-123456"},
                                  {"（1，234.56）", "-123456"},
                                  {"（￥12.00）", "-1200"},
                                  {"￥(12.00)", "-1200"},
                                  {"(12.00元)", "-1200"},
                                  {"－12", "-1200"},
                                  {"\xE2\x88\x92"
                                   "12",
                                   "-1200"},
                                  {"1.2万", "1200000"},
                                  {"1.234567万", "1234567"},
                                  {"-3万元", "-3000000"},
                                  {"1.5亿", "15000000000"},
                                  {"0.00000001亿", "100"},
                                  {"　12　", "1200"},
                                  {"\xC2\xA0"
                                   "12",
                                   "1200"},
                                  {"10000000000000", "1000000000000000"},
                                  {"-10000000000000.00", "-1000000000000000"}};
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(read(row.text) == row.minor);
  }
}

TEST_CASE("texts that are not exact amounts are refused with the kind of fault") {
  struct Row {
    const char* text;
    const char* code;
  };
  static constexpr Row kRows[] = {{"1.234", "E2110"},
                                  {"1.230", "E2110"},
                                  {"1.2345678万", "E2110"},
                                  {"0.00000000000000000000001", "E2110"},
                                  {"1,23,4", "E2111"},
                                  {"1,2345", "E2111"},
                                  {"12,34", "E2111"},
                                  {"1234,567", "E2111"},
                                  {"0,123", "E2111"},
                                  {",123", "E2111"},
                                  {"1,", "E2111"},
                                  {"1.234,56", "E2111"},
                                  {"1,234,56.00", "E2111"},
                                  {"1.2E+05", "E2112"},
                                  {"1e5", "E2112"},
                                  {"-2.5E-3", "E2112"},
                                  {"１Ｅ５", "E2112"},
                                  {"", "E2113"},
                                  {"  ", "E2113"},
                                  {"-", "E2113"},
                                  {"--5", "E2113"},
                                  {"5-", "E2113"},
                                  {"(5", "E2113"},
                                  {"5)", "E2113"},
                                  {"(-5)", "E2113"},
                                  {"-(5)", "E2113"},
                                  {"((5))", "E2113"},
                                  {".5", "E2113"},
                                  {"5.", "E2113"},
                                  {"1.2.3", "E2113"},
                                  {"1 234", "E2113"},
                                  {"5%", "E2113"},
                                  {"5元元", "E2113"},
                                  {"5元万", "E2113"},
                                  {"USD 5", "E2113"},
                                  {"CNYX5", "E2113"},
                                  {"10²", "E2113"},
                                  {"①", "E2113"},
                                  {"壹仟", "E2113"},
                                  {"#DIV/0!", "E2113"},
                                  {"nan", "E2113"},
                                  {"0x10", "E2113"},
                                  {"1\xff", "E2113"},
                                  {"10000000000000.01", "E2114"},
                                  {"-10000000000000.01", "E2114"},
                                  {"99999999999999999999999999999999999999999999", "E2114"},
                                  {"100000000亿", "E2114"}};
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(read(row.text) == row.code);
  }
}

TEST_CASE("a currency decides its decimals and marks") {
  Money amount;
  NumberFault fault;
  CHECK(parse_money("JPY 1,200", currency("JPY"), amount, fault));
  CHECK(amount == Money::minor(1200));
  CHECK(parse_money("¥1200", currency("JPY"), amount, fault));
  CHECK_FALSE(parse_money("12.5", currency("JPY"), amount, fault));
  CHECK(fault.code == "E2110");
  CHECK(parse_money("usd12.50", currency("USD"), amount, fault));
  CHECK(amount == Money::minor(1250));
  CHECK_FALSE(parse_money("12.50元", currency("USD"), amount, fault));
  CHECK_FALSE(parse_money("¥12.50", currency("USD"), amount, fault));
  CHECK(parse_money("1.234", currency("KWD"), amount, fault));
  CHECK(amount == Money::minor(1234));
  CHECK(currency("CNY") == Currency{});
  try {
    currency("CNT");
    FAIL("an unknown currency was accepted");
  } catch (const base::Error& error) {
    CHECK(error.code() == "E1902");
    CHECK(error.diagnostics().front().help.en == "did you mean CNY?");
  }
}

TEST_CASE("an option that is no amount is a usage error naming the option and the value") {
  CHECK(parse_money_option("1,000.5", 2, "--total") == Money::minor(100050));
  try {
    parse_money_option("1.234", 2, "--total");
    FAIL("accepted");
  } catch (const base::Error& error) {
    CHECK(error.exit() == base::Exit::usage);
    CHECK(error.code() == "E2110");
    CHECK(error.diagnostics().front().message.en == "--total: 1.234 has more than 2 decimals");
  }
}

TEST_CASE("amounts are written plainly for machines and grouped for people") {
  CHECK(to_decimal(Money::minor(0)) == "0.00");
  CHECK(to_decimal(Money::minor(5)) == "0.05");
  CHECK(to_decimal(Money::minor(-5)) == "-0.05");
  CHECK(to_decimal(Money::minor(-123450)) == "-1234.50");
  CHECK(to_decimal(Money::minor(1200), 0) == "1200");
  CHECK(to_decimal(Money::minor(INT64_MIN)) == "-92233720368547758.08");
  CHECK(to_grouped(Money::minor(-123450)) == "-1,234.50");
  CHECK(to_grouped(Money::minor(99999)) == "999.99");
  CHECK(to_grouped(Money::minor(100000)) == "1,000.00");
  CHECK(to_grouped(Money::minor(123456789012)) == "1,234,567,890.12");
  CHECK(to_grouped(Money::minor(-100), 0) == "-100");
}

TEST_CASE("a display unit rounds half away from zero") {
  CHECK(to_grouped_unit(Money::minor(12345678000), 2, 4, 2) == "12,345.68");
  CHECK(to_grouped_unit(Money::minor(5000), 2, 4, 2) == "0.01");  // 50 yuan
  CHECK(to_grouped_unit(Money::minor(4999), 2, 4, 2) == "0.00");
  CHECK(to_grouped_unit(Money::minor(-4999), 2, 4, 2) == "0.00");  // no "-0.00"
  CHECK(to_grouped_unit(Money::minor(-5000), 2, 4, 2) == "-0.01");
  CHECK(to_grouped_unit(Money::minor(1234500000000), 2, 8, 2) == "123.45");
  CHECK(to_grouped_unit(Money::minor(150), 2, 0, 0) == "2");
}

TEST_CASE("Chinese capitals follow appendix 1 of the payment and settlement rules") {
  struct Row {
    std::int64_t minor;
    const char* words;
  };
  static constexpr Row kRows[] = {{140950, "人民币壹仟肆佰零玖元伍角"},
                                  {600714, "人民币陆仟零柒元壹角肆分"},
                                  {1640902, "人民币壹万陆仟肆佰零玖元零贰分"},
                                  {32504, "人民币叁佰贰拾伍元零肆分"},
                                  {10700053, "人民币壹拾万柒仟元零伍角叁分"},
                                  {168032, "人民币壹仟陆佰捌拾元零叁角贰分"},
                                  {1000, "人民币壹拾元整"},
                                  {0, "人民币零元整"},
                                  {5, "人民币伍分"},
                                  {50, "人民币伍角"},
                                  {105, "人民币壹元零伍分"},
                                  {-50000, "人民币负伍佰元整"},
                                  {1000100, "人民币壹万零壹元整"},
                                  {10000000000, "人民币壹亿元整"},
                                  {10000000100, "人民币壹亿零壹元整"},
                                  {10050000000, "人民币壹亿零伍拾万元整"},
                                  {100000000000000, "人民币壹万亿元整"},
                                  {100000000000001, "人民币壹万亿元零壹分"},
                                  {1000000000000000, "人民币壹拾万亿元整"},
                                  {123456789012, "人民币壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元零壹角贰分"}};
  for (const Row& row : kRows) {
    CAPTURE(row.minor);
    CHECK(to_chinese_capitals(Money::minor(row.minor)) == row.words);
  }
}

TEST_CASE("English words name yuan and fen") {
  const auto words = [](std::int64_t minor) { return to_english_words(Money::minor(minor), "yuan", "fen"); };
  CHECK(words(140950) == "One thousand four hundred nine yuan and fifty fen");
  CHECK(words(0) == "Zero yuan");
  CHECK(words(-2101) == "Minus twenty-one yuan and one fen");
  CHECK(words(100000000) == "One million yuan");
  CHECK(words(111211315) ==
        "One million one hundred twelve thousand one hundred thirteen yuan and fifteen fen");
  CHECK(words(90000000000) == "Nine hundred million yuan");
  CHECK(to_english_words(Money::minor(1200), "yen", "", 0) == "One thousand two hundred yen");
}

TEST_CASE("amounts never wrap") {
  CHECK(Money::minor(1) + Money::minor(2) == Money::minor(3));
  CHECK(-Money::minor(3) == Money::minor(-3));
  CHECK_THROWS_AS(Money::minor(INT64_MAX) + Money::minor(1), base::Error);
  CHECK_THROWS_AS(Money::minor(INT64_MIN) - Money::minor(1), base::Error);
  CHECK_THROWS_AS(-Money::minor(INT64_MIN), base::Error);
}

}  // namespace salesops::money
