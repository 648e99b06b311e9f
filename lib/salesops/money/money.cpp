#include "salesops/money/money.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "salesops/base/checked.hpp"
#include "salesops/base/text.hpp"
#include "salesops/money/scan.hpp"

namespace salesops::money {

namespace {

using detail::power_of_ten;

struct KnownCurrency {
  std::string_view code;
  int digits;
};
constexpr KnownCurrency kCurrencies[] = {
    {"AED", 2}, {"AUD", 2}, {"BHD", 3}, {"BRL", 2}, {"CAD", 2}, {"CHF", 2}, {"CNY", 2}, {"CZK", 2},
    {"DKK", 2}, {"EGP", 2}, {"EUR", 2}, {"GBP", 2}, {"HKD", 2}, {"HUF", 2}, {"IDR", 2}, {"ILS", 2},
    {"INR", 2}, {"JPY", 0}, {"KRW", 0}, {"KWD", 3}, {"KZT", 2}, {"MOP", 2}, {"MXN", 2}, {"MYR", 2},
    {"NOK", 2}, {"NZD", 2}, {"PHP", 2}, {"PLN", 2}, {"RUB", 2}, {"SAR", 2}, {"SEK", 2}, {"SGD", 2},
    {"THB", 2}, {"TRY", 2}, {"TWD", 2}, {"USD", 2}, {"VND", 0}, {"ZAR", 2}};

bool parse_scanned(std::string_view text, int digits, const detail::Marks& marks, Money& amount,
                   NumberFault& fault) {
  detail::Scanned scanned;
  detail::Flaw flaw = detail::scan_number(text, marks, scanned);
  if (scanned.percent != 0) flaw = detail::Flaw::not_a_number;
  if (flaw != detail::Flaw::none) {
    fault = detail::fault_of(flaw);
    return false;
  }
  const int shift = digits + scanned.power - scanned.decimals;
  if (shift < 0) {
    fault = detail::too_many_decimals(digits);
    return false;
  }
  const base::Wide units = base::Wide(scanned.mantissa) * power_of_ten(shift);
  if (scanned.too_long || units > kMaxMinor) {
    fault = detail::out_of_range("10^15 minor units");
    return false;
  }
  amount = Money::minor(static_cast<std::int64_t>(scanned.negative ? -units : units));
  return true;
}

// |amount| as digits, at least `digits` + 1 of them, and its sign.
std::string digits_of(Money amount, int digits) {
  const bool negative = amount.negative();
  const auto magnitude =
      negative ? 0 - static_cast<std::uint64_t>(amount.minor()) : static_cast<std::uint64_t>(amount.minor());
  std::string text = std::to_string(magnitude);
  const auto least = static_cast<std::size_t>(digits) + 1;
  if (text.size() < least) text.insert(0, least - text.size(), '0');
  return text;
}

std::string plain(Money amount, int digits, bool grouped) {
  std::string text = digits_of(amount, digits);
  const std::size_t whole = text.size() - static_cast<std::size_t>(digits);
  if (digits > 0) text.insert(whole, 1, '.');
  if (grouped) {
    for (std::size_t at = whole; at > 3; at -= 3) text.insert(at - 3, 1, ',');
  }
  return amount.negative() ? "-" + text : text;
}

}  // namespace

std::optional<Currency> find_currency(std::string_view code) {
  const auto* known = std::ranges::find(kCurrencies, code, &KnownCurrency::code);
  if (known == std::end(kCurrencies)) return std::nullopt;
  return Currency{std::string(known->code), known->digits};
}

Currency currency(std::string_view code) {
  if (auto known = find_currency(code)) return *known;
  std::vector<std::string> codes;
  for (const KnownCurrency& entry : kCurrencies) codes.emplace_back(entry.code);
  const auto near = base::nearest(code, codes);
  const std::string shown = base::printable(code);
  base::Text help{"用 ISO 4217 代码，如 CNY、USD、HKD", "use an ISO 4217 code such as CNY, USD or HKD"};
  if (near) help = {"是否想写 " + *near + "？", "did you mean " + *near + "?"};
  throw base::Error(base::Exit::configuration,
                    {.code = "E1902",
                     .value = std::string(code),
                     .message = {"不认识币种 " + shown, "unknown currency " + shown},
                     .help = help});
}

std::string unit_zh(const Currency& currency, std::string_view scale) {
  const std::string prefix(scale);
  if (currency.code == "CNY") return prefix + "元";
  return prefix.empty() ? currency.code : prefix + " " + currency.code;
}

bool parse_money(std::string_view text, int digits, Money& amount, NumberFault& fault) {
  return parse_scanned(text, digits, {}, amount, fault);
}

bool parse_money(std::string_view text, const Currency& currency, Money& amount, NumberFault& fault) {
  const bool yuan = currency.code == "CNY";
  const detail::Marks marks{.code = currency.code, .yuan = yuan, .yen_sign = yuan || currency.code == "JPY"};
  return parse_scanned(text, currency.digits, marks, amount, fault);
}

Money parse_money_option(std::string_view text, int digits, std::string_view field) {
  Money amount;
  NumberFault fault;
  if (parse_money(text, digits, amount, fault)) return amount;
  const std::string name(field);
  const std::string shown = base::printable(text);
  throw base::Error(base::Exit::usage, {.code = fault.code,
                                        .field = name,
                                        .value = std::string(text),
                                        .message = {name + " 的值 " + shown + " " + fault.message.zh,
                                                    name + ": " + shown + " " + fault.message.en},
                                        .help = fault.help});
}

std::string to_decimal(Money amount, int digits) {
  return plain(amount, digits, false);
}

std::string to_grouped(Money amount, int digits) {
  return plain(amount, digits, true);
}

std::string with_code(Money amount, const Currency& currency) {
  return to_grouped(amount, currency.digits) + " " + currency.code;
}

std::string to_grouped_unit(Money amount, int digits, int power, int decimals) {
  const base::Wide scaled = base::Wide(amount.minor()) * power_of_ten(decimals);
  const base::Wide shown =
      base::divide_half_up(scaled, base::Wide(power_of_ten(power)) * power_of_ten(digits));
  return plain(Money::minor(base::narrow(shown)), decimals, true);
}

}  // namespace salesops::money
