#include "salesops/base/checked.hpp"

#include <limits>

#include "salesops/base/error.hpp"

namespace salesops::base {

void throw_overflow() {
  throw Error(Exit::bad_data,
              {.code = "E1901",
               .message = {"金额超出可表示的范围", "an amount is beyond the range that can be represented"},
               .help = {"单个金额和合计须在 ±10^15 个最小货币单位以内",
                        "keep amounts and totals within ±10^15 minor units"}});
}

std::int64_t checked_mul(std::int64_t a, std::int64_t b) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(a, b, &product)) throw_overflow();
  return product;
}

std::int64_t narrow(Wide value) {
  if (value > std::numeric_limits<std::int64_t>::max() || value < std::numeric_limits<std::int64_t>::min())
    throw_overflow();
  return static_cast<std::int64_t>(value);
}

Wide divide_half_up(Wide dividend, Wide divisor) {
  const bool negative = (dividend < 0) != (divisor < 0);
  const Wide top = dividend < 0 ? -dividend : dividend;
  const Wide bottom = divisor < 0 ? -divisor : divisor;
  const Wide quotient = top / bottom;
  const Wide rest = top % bottom;
  const Wide rounded = rest >= bottom - rest ? quotient + 1 : quotient;
  return negative ? -rounded : rounded;
}

Wide divide_floor(Wide dividend, Wide divisor) {
  const Wide quotient = dividend / divisor;
  return dividend % divisor < 0 ? quotient - 1 : quotient;
}

}  // namespace salesops::base
