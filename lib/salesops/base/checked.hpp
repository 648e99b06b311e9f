#pragma once
#include <cstdint>

namespace salesops::base {

// Intermediate products of amounts and weights. At least 2^126 in magnitude fits.
__extension__ using Wide = __int128;

// Throws Error(Exit::bad_data, E1901): the amount cannot be represented.
[[noreturn]] void throw_overflow();

// Integer arithmetic that throws Error(Exit::bad_data, E1901) instead of wrapping.
inline std::int64_t checked_add(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) throw_overflow();
  return sum;
}
inline std::int64_t checked_sub(std::int64_t a, std::int64_t b) {
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(a, b, &difference)) throw_overflow();
  return difference;
}
std::int64_t checked_mul(std::int64_t a, std::int64_t b);
std::int64_t narrow(Wide value);

// Quotient rounded half away from zero (四舍五入). divisor != 0.
Wide divide_half_up(Wide dividend, Wide divisor);
// Quotient rounded towards minus infinity. divisor > 0.
Wide divide_floor(Wide dividend, Wide divisor);

}  // namespace salesops::base
