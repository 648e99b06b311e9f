#include "salesops/render/number.hpp"

#include <charconv>

#include "salesops/base/checked.hpp"

namespace salesops::render {

namespace {

template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

void append_unsigned(std::string& out, std::uint64_t value) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, static_cast<std::size_t>(end - digits));
}

// value with exactly `width` digits, zeros in front.
void append_padded(std::string& out, std::uint64_t value, int width) {
  char digits[20];
  for (int at = width - 1; at >= 0; --at, value /= 10) digits[at] = static_cast<char>('0' + value % 10);
  out.append(digits, static_cast<std::size_t>(width));
}

std::uint64_t magnitude(std::int64_t value) {
  return value < 0 ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value);
}

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

}  // namespace

void append_integer(std::string& out, std::int64_t value) {
  if (value < 0) out += '-';
  append_unsigned(out, magnitude(value));
}

void append_scaled(std::string& out, std::int64_t mantissa, int digits) {
  if (digits <= 0) {
    append_integer(out, mantissa);
    return;
  }
  const auto scale = static_cast<std::uint64_t>(power_of_ten(digits));
  if (mantissa < 0) out += '-';
  append_unsigned(out, magnitude(mantissa) / scale);
  out += '.';
  append_padded(out, magnitude(mantissa) % scale, digits);
}

void append_rate(std::string& out, const money::Rate& rate, int decimals) {
  const base::Wide scaled = static_cast<base::Wide>(rate.numerator()) * power_of_ten(decimals);
  append_scaled(out, base::narrow(base::divide_half_up(scaled, rate.denominator())), decimals);
}

void append_date(std::string& out, calendar::Date date) {
  const std::chrono::year_month_day day{std::chrono::sys_days(std::chrono::days(date.number()))};
  append_padded(out, static_cast<std::uint64_t>(static_cast<int>(day.year())), 4);
  out += '-';
  append_padded(out, static_cast<unsigned>(day.month()), 2);
  out += '-';
  append_padded(out, static_cast<unsigned>(day.day()), 2);
}

void append_plain(std::string& out, const document::Cell& cell, const money::Currency& currency,
                  base::Lang lang) {
  std::visit(Overloaded{
                 [](std::monostate) {},
                 [&](const std::string& text) { out += text; },
                 [&](std::int64_t number) { append_integer(out, number); },
                 [&](money::Money amount) { append_scaled(out, amount.minor(), currency.digits); },
                 [&](const money::Decimal& number) { append_scaled(out, number.mantissa(), number.scale()); },
                 [&](const money::Rate& rate) { append_rate(out, rate, kRateDecimals); },
                 [&](calendar::Date date) { append_date(out, date); },
                 [&](bool yes) { out += yes ? "true" : "false"; },
                 [&](const base::Text& text) { out += base::in(text, lang); },
             },
             cell);
}

bool is_text(const document::Cell& cell) {
  return std::holds_alternative<std::string>(cell) || std::holds_alternative<base::Text>(cell);
}

}  // namespace salesops::render
