#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "salesops/money/decimal.hpp"

namespace salesops::target {

// A node whose target is judged. Amounts in hundredths, potential in millionths.
struct Burden {
  std::string node{};
  std::int64_t target = 0;
  std::int64_t potential = 0;         // 0: not known
  std::optional<std::int64_t> due{};  // target of the months that are over
  std::int64_t actual = 0;            // in these months
};

// One of the usual bands of attainment, half-open: [low, high).
struct Band {
  const char* key;
  std::int64_t low = 0;   // per cent
  std::int64_t high = 0;  // per cent; 0: no end
};
// below 50, 50–80, 80–100, 100–120, 120 and more.
std::span<const Band> bands();
// The band of actual ÷ due; nothing when due is not positive.
std::optional<std::size_t> band_of(const Burden& burden);

// Every figure is computed in integers; square roots are rounded down to a millionth of the result.
struct Fairness {
  std::int64_t target = 0;  // of nodes with a potential
  std::int64_t potential = 0;
  std::optional<money::Rate> ratio{};        // Σ target ÷ Σ potential
  std::optional<money::Rate> variation{};    // coefficient of variation of target ÷ potential (population)
  std::optional<money::Rate> correlation{};  // of attainment with the size of the target (Pearson)
  std::size_t judged = 0;                    // nodes with an attainment
  std::size_t reached = 0;                   // of these at 100 % or more
  std::vector<std::size_t> by_band{};        // of these, by band
};
Fairness judge(std::span<const Burden> burdens);

// target ÷ potential over the same of all: 1 is the average burden. Nothing without a potential.
std::optional<money::Rate> burden_index(const Burden& burden, const Fairness& all);

// Thirds by target, smallest first (ties by node), larger thirds last when the count does not divide: the
// number of the third of every burden.
std::vector<std::size_t> thirds(std::span<const Burden> burdens);

// Largest r with r × r <= value. value >= 0.
base::Wide integer_root(base::Wide value);

}  // namespace salesops::target
