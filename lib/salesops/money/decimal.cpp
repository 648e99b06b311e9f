#include "salesops/money/decimal.hpp"

#include <algorithm>
#include <numeric>

#include "salesops/money/scan.hpp"

namespace salesops::money {

namespace {

using base::Wide;
using detail::power_of_ten;

constexpr int kMaxScale = 12;
constexpr std::int64_t kMaxMantissa = 1'000'000'000'000'000'000;

Wide magnitude(Wide value) {
  return value < 0 ? -value : value;
}

Wide greatest_common_divisor(Wide a, Wide b) {
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

// numerator / denominator reduced; denominator != 0. |numerator|, |denominator| < 2^127.
Rate reduced(Wide numerator, Wide denominator) {
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  const Wide divisor = greatest_common_divisor(magnitude(numerator), denominator);
  return Rate(base::narrow(numerator / divisor), base::narrow(denominator / divisor));
}

Wide at(const Decimal& number, int scale) {
  return Wide(number.mantissa()) * power_of_ten(scale - number.scale());
}

Decimal decimal_of(Wide mantissa, int scale) {
  while (magnitude(mantissa) > kMaxMantissa && scale > 0 && mantissa % 10 == 0) {
    mantissa /= 10;
    --scale;
  }
  return Decimal(base::narrow(mantissa), scale);
}

// value / 10^decimals as text.
std::string fixed(Wide value, int decimals) {
  Wide rest = magnitude(value);
  std::string digits;
  for (int i = 0; rest > 0 || i <= decimals; ++i) {
    if (i == decimals && decimals > 0) digits += '.';
    digits += static_cast<char>('0' + static_cast<int>(rest % 10));
    rest /= 10;
  }
  if (value < 0) digits += '-';
  std::reverse(digits.begin(), digits.end());
  return digits;
}

Wide scaled(const Rate& rate, int decimals) {
  return base::divide_half_up(Wide(rate.numerator()) * power_of_ten(decimals), rate.denominator());
}

}  // namespace

Decimal::Decimal(std::int64_t mantissa, int scale) : mantissa_(mantissa), scale_(scale) {
  if (scale < 0 || scale > kMaxScale || magnitude(mantissa) > kMaxMantissa) base::throw_overflow();
}

std::int64_t Decimal::at_scale(int scale) const {
  if (scale >= scale_) {
    if (scale - scale_ > 18) base::throw_overflow();
    return base::narrow(at(*this, scale));
  }
  if (scale < 0) base::throw_overflow();
  const std::int64_t divisor = power_of_ten(scale_ - scale);
  if (mantissa_ % divisor != 0) base::throw_overflow();
  return mantissa_ / divisor;
}

Decimal Decimal::normalised() const {
  Decimal number = *this;
  while (number.scale_ > 0 && number.mantissa_ % 10 == 0) {
    number.mantissa_ /= 10;
    --number.scale_;
  }
  return number;
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  const int scale = std::max(a.scale_, b.scale_);
  const Wide left = at(a, scale), right = at(b, scale);
  return left < right ? std::strong_ordering::less
                      : (left > right ? std::strong_ordering::greater : std::strong_ordering::equal);
}

Decimal operator+(const Decimal& a, const Decimal& b) {
  const int scale = std::max(a.scale_, b.scale_);
  return decimal_of(at(a, scale) + at(b, scale), scale);
}

Decimal operator-(const Decimal& a, const Decimal& b) {
  const int scale = std::max(a.scale_, b.scale_);
  return decimal_of(at(a, scale) - at(b, scale), scale);
}

bool parse_decimal(std::string_view text, Decimal& number, NumberFault& fault) {
  detail::Scanned scanned;
  if (const detail::Flaw flaw = detail::scan_number(text, {}, scanned); flaw != detail::Flaw::none) {
    fault = detail::fault_of(flaw);
    return false;
  }
  const int scale = scanned.decimals + scanned.percent - scanned.power;
  if (scale > kMaxScale) {
    fault = detail::too_many_decimals(kMaxScale - scanned.percent);
    return false;
  }
  const Wide mantissa = Wide(scanned.mantissa) * power_of_ten(std::max(-scale, 0));
  if (scanned.too_long || mantissa > kMaxMantissa) {
    fault = detail::out_of_range("10^18");
    return false;
  }
  const auto value = static_cast<std::int64_t>(mantissa);
  number = Decimal(scanned.negative ? -value : value, std::max(scale, 0));
  return true;
}

std::string to_string(const Decimal& number) {
  return fixed(number.mantissa(), number.scale());
}

Rate::Rate(std::int64_t numerator, std::int64_t denominator) {
  Wide top = numerator, bottom = denominator;
  if (bottom == 0) base::throw_overflow();
  if (bottom < 0) {
    top = -top;
    bottom = -bottom;
  }
  const auto divisor = static_cast<std::int64_t>(
      std::gcd(static_cast<std::uint64_t>(magnitude(top)), static_cast<std::uint64_t>(bottom)));
  numerator_ = base::narrow(top / divisor);
  denominator_ = base::narrow(bottom / divisor);
}

Rate Rate::percent(const Decimal& value) {
  return reduced(value.mantissa(), Wide(power_of_ten(value.scale())) * 100);
}

Rate Rate::of(const Decimal& value) {
  return Rate(value.mantissa(), power_of_ten(value.scale()));
}

std::strong_ordering operator<=>(const Rate& a, const Rate& b) {
  const Wide left = Wide(a.numerator_) * b.denominator_, right = Wide(b.numerator_) * a.denominator_;
  return left < right ? std::strong_ordering::less
                      : (left > right ? std::strong_ordering::greater : std::strong_ordering::equal);
}

Rate operator+(const Rate& a, const Rate& b) {
  return reduced(Wide(a.numerator_) * b.denominator_ + Wide(b.numerator_) * a.denominator_,
                 Wide(a.denominator_) * b.denominator_);
}

Rate operator-(const Rate& a, const Rate& b) {
  return reduced(Wide(a.numerator_) * b.denominator_ - Wide(b.numerator_) * a.denominator_,
                 Wide(a.denominator_) * b.denominator_);
}

Rate operator*(const Rate& a, const Rate& b) {
  return reduced(Wide(a.numerator_) * b.numerator_, Wide(a.denominator_) * b.denominator_);
}

bool parse_rate(std::string_view text, Rate& rate, NumberFault& fault) {
  const std::size_t slash = text.find('/');
  Decimal top, bottom = Decimal::whole(1);
  if (!parse_decimal(text.substr(0, slash), top, fault)) return false;
  if (slash != std::string_view::npos && !parse_decimal(text.substr(slash + 1), bottom, fault)) return false;
  if (bottom.zero()) {
    fault = detail::fault_of(detail::Flaw::not_a_number);
    fault.message = {"的分母是 0", "has the denominator 0"};
    return false;
  }
  const Decimal t = top.normalised(), b = bottom.normalised();
  const Rate parts(t.mantissa(), b.mantissa());
  const Wide numerator = Wide(parts.numerator()) * power_of_ten(b.scale());
  const Wide denominator = Wide(parts.denominator()) * power_of_ten(t.scale());
  const Wide divisor = greatest_common_divisor(magnitude(numerator), denominator);
  if (magnitude(numerator / divisor) > kMaxMantissa || denominator / divisor > kMaxMantissa) {
    fault = detail::out_of_range("10^18");
    return false;
  }
  rate = reduced(numerator, denominator);
  return true;
}

Money half_up(Money amount, const Rate& rate) {
  const Wide product = Wide(amount.minor()) * rate.numerator();
  return Money::minor(base::narrow(base::divide_half_up(product, rate.denominator())));
}

Money half_up(Money price, const Decimal& quantity) {
  const Wide product = Wide(price.minor()) * quantity.mantissa();
  return Money::minor(base::narrow(base::divide_half_up(product, power_of_ten(quantity.scale()))));
}

Money floor_to_unit(Money amount, Money unit) {
  return Money::minor(base::narrow(base::divide_floor(amount.minor(), unit.minor()) * unit.minor()));
}

Money prorate(Money amount, std::int64_t part, std::int64_t whole) {
  return Money::minor(base::narrow(base::divide_half_up(Wide(amount.minor()) * part, whole)));
}

std::string percent_text(const Rate& rate, int decimals) {
  return fixed(scaled(rate, decimals + 2), decimals) + "%";
}

std::string decimal_text(const Rate& rate, int decimals) {
  return fixed(scaled(rate, decimals), decimals);
}

}  // namespace salesops::money
