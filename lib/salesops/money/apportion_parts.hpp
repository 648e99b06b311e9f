#pragma once
#include <cstdint>
#include <vector>

#include "salesops/money/apportion.hpp"

// The steps of one allocation, shared by apportion*.cpp.
namespace salesops::money {

// The leaves that are not locked, with their bounds on their lattice. lo and hi are indexed like `leaves`.
struct Free {
  std::int64_t total = 0;  // what is left for them
  std::int64_t remainder = 0;
  std::uint32_t absorber = UINT32_MAX;
  std::vector<std::uint32_t> leaves;
  std::vector<std::int64_t> lo;
  std::vector<std::int64_t> hi;  // kNoCap: none

  std::int64_t shift(std::uint32_t leaf) const { return leaf == absorber ? remainder : 0; }
};

// Checks every row, takes the locks off, chooses the absorber and tightens bounds; throws the conflict if
// there is one.
Free free_leaves(const Leaves& leaves, std::int64_t total, const Rule& rule, Apportionment& result);

// The continuous share: sets bounds, numerator, denominator, equal and the amounts of bounded leaves.
void hold_bounds(const Leaves& leaves, const Free& free, Apportionment& result);

// Sainte-Laguë over the lattice box (apportion_webster.cpp).
void round_webster(const Leaves& leaves, const Rule& rule, const Free& free, Apportionment& result);

}  // namespace salesops::money
