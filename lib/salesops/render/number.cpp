#include "salesops/render/number.hpp"

#include <algorithm>
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

// value with at least `width` digits, zeros in front.
char* put(char* to, std::uint64_t value, int width) {
  char digits[20];
  const char* const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  for (std::ptrdiff_t missing = width - (end - digits); missing > 0; --missing) *to++ = '0';
  return std::copy(static_cast<const char*>(digits), end, to);
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
  append_scaled(out, value, 0);
}

void append_scaled(std::string& out, std::int64_t mantissa, int digits) {
  char text[40];  // a sign, 20 digits or 18 decimals behind a zero, a point
  char* end = text;
  if (mantissa < 0) *end++ = '-';
  end = put(end, magnitude(mantissa), digits + 1);
  if (digits > 0) {
    std::copy_backward(end - digits, end, end + 1);
    end[-digits] = '.';
    ++end;
  }
  out.append(text, static_cast<std::size_t>(end - text));
}

void append_rate(std::string& out, const money::Rate& rate, int decimals) {
  const base::Wide scaled = static_cast<base::Wide>(rate.numerator()) * power_of_ten(decimals);
  append_scaled(out, base::narrow(base::divide_half_up(scaled, rate.denominator())), decimals);
}

void append_date(std::string& out, calendar::Date date) {
  const std::chrono::year_month_day day{std::chrono::sys_days(std::chrono::days(date.number()))};
  char text[40];
  char* end = put(text, static_cast<std::uint64_t>(static_cast<int>(day.year())), 4);
  *end++ = '-';
  end = put(end, static_cast<unsigned>(day.month()), 2);
  *end++ = '-';
  end = put(end, static_cast<unsigned>(day.day()), 2);
  out.append(text, static_cast<std::size_t>(end - text));
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
