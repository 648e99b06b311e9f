#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/money/apportion.hpp"
#include "salesops/money/weights.hpp"

// Reading what target split, matrix and rebalance are given: tables of leaves and options as texts.
namespace salesops::app {

// Leaves as read, with the texts that own the keys. Not copied: the views of `leaves` look into `text`.
struct LeafTable {
  std::vector<char> text;  // all keys and parents, one after the other (moving keeps its place)
  money::Leaves leaves;    // weights only when a weight column was read
  std::vector<std::string_view> parents;  // empty without a parent column
  std::vector<std::int64_t> current;      // empty without a current column
  std::vector<std::int64_t> base;         // of the growth cap; empty when not asked for
  bool has_weights = false;
  int weight_scale = 0;                      // the weights are the file's numbers × 10^weight_scale
  std::vector<money::WeightColumn> drivers;  // in the order asked for
  std::vector<calendar::Month> months;       // history columns found in the header, in time order
  std::vector<money::WeightColumn> history;  // one per month
  std::vector<base::Diagnostic> warnings;

  LeafTable() = default;
  LeafTable(LeafTable&&) = default;
  LeafTable& operator=(LeafTable&&) = default;
  LeafTable(const LeafTable&) = delete;
  LeafTable& operator=(const LeafTable&) = delete;
};

struct LeafColumns {
  bool weight_required = true;
  bool current = false;                // the column `current` is required
  std::string base{};                  // column of the growth cap, "" if none
  std::vector<std::string> drivers{};  // columns of a blend
  bool history = false;                // columns whose header is a month
};

// Reads a CSV or XLSX file ("-": standard input). All faults of the file at once, Error(bad_data): E_WEIGHT
// for a bad weight, E21xx for bad amounts, E_DUP_KEY, E_NO_ROWS. Bounds columns stay empty when no row has
// one.
LeafTable read_leaves(const std::string& path, const LeafColumns& columns, int digits);

// "A=3,B=2" and "A,B,C". Error(usage, E4102) for anything else.
LeafTable leaves_of_weights(const std::string& text);
LeafTable leaves_of_names(const std::string& text);

// An amount option: 12000000, 12,000,000.00, 1200万, 1.2亿; up to 10^16 minor units, not negative.
// Error(usage) with the number's code naming `option`.
std::int64_t amount_option(const std::string& text, int digits, std::string_view option);
// A rate option: 8%, 0.08. Error(usage).
money::Rate rate_option(const std::string& text, std::string_view option);
money::Method method_option(const std::string& text);
// "error", "largest" or a key.
void remainder_option(const std::string& text, money::Rule& rule);
money::ZeroWeight zero_weight_option(const std::string& text);

// A quota given in millionths of a minor unit in units of the currency, with 2 decimals beyond its own,
// half-up.
money::Decimal quota_decimal(base::Wide millionths, int digits);

}  // namespace salesops::app
