#pragma once
#include <cstdint>
#include <vector>

#include "salesops/money/apportion.hpp"
#include "salesops/money/decimal.hpp"

namespace salesops::money {

// Collects decimals and puts them on one scale as weights. 9 bytes a number.
class WeightColumn {
 public:
  void add(const Decimal& number);
  void reserve(std::size_t numbers);
  std::size_t size() const { return mantissas_.size(); }
  // number × 10^(largest number of decimals). Exact; |weight| < 2^101.
  std::vector<Weight> scaled() const;
  int scale() const { return scale_; }  // decimals of the common scale

 private:
  std::vector<std::int64_t> mantissas_;
  std::vector<std::int8_t> scales_;
  int scale_ = 0;
};

// One part of a blend: its share of the whole (all shares sum to 1) and the values, one per leaf.
struct Driver {
  std::string name;
  Rate share;
  std::vector<Weight> values;  // >= 0; all 1 for an equal part
};

// Blended weights: w_i = Σ_k share_k × value_ki ÷ Σ_i value_ki. Exact ratios when the common denominator
// allows (sums of all drivers multiplied < 2^70), else in units of 10^-20 of the whole, rounded down: equal
// leaves stay equal either way. Throws Error(bad_data): E_DRIVER_SHARE unless the shares sum to 1 and none is
// negative, E_DRIVER_ZERO for a driver that sums to zero but has a share, E_WEIGHT for a negative value.
std::vector<Weight> blend(const std::vector<Driver>& drivers, std::size_t leaves);

}  // namespace salesops::money
