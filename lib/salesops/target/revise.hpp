#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "salesops/target/sheet.hpp"

namespace salesops::target {

// The new total of an item over all months of the sheet, closed ones included.
struct Edit {
  std::size_t item = 0;
  std::int64_t amount = 0;
};

enum class Absorb { pro_rata, equally };

// What stands in the way, with amounts in minor units; the caller puts it into words.
struct Obstacle {
  enum class Kind {
    bounds,    // an edit is outside what the item can be: floor, cap, closed months, lock
    siblings,  // the siblings under `item` cannot give or take `needed`, only `possible`
    all_given  // everything under `item` is edited or locked and sums to `possible`, not `needed`
  };
  Kind kind = Kind::bounds;
  std::size_t item = 0;
  std::int64_t needed = 0;
  std::int64_t possible = 0;  // bounds: the nearest amount that is possible
  std::int64_t closed = 0;    // bounds: what of it lies in closed months
};

// New cells, or the first obstacle from the top down.
struct Revised {
  std::vector<std::int64_t> cells{};
  std::optional<Obstacle> obstacle{};
};

// The edited items get their totals; the siblings of an edited item absorb the difference, so that the parent
// keeps its total and its months; everything below an item that changed follows it. A node above an edit
// keeps its total unless an edit stands above it too. Nothing closed moves, floors, caps and locks hold.
// Every cell moves in the direction of its item, and no cell moves further than its item's total requires
// (see revise.cpp). Items edited twice: the last counts. Cost O(items × months).
Revised revise(const Sheet& sheet, std::span<const Edit> edits, Absorb absorb, std::int64_t unit);

// A month of an item gets a new amount; its other open months absorb the difference, every item below keeps
// its total. `month` must be open.
Revised revise_month(const Sheet& sheet, std::size_t item, std::size_t month, std::int64_t amount,
                     Absorb absorb, std::int64_t unit);

// `closed` replaces the cells of closed months (item × month; other cells of it are not looked at). Every
// holder gets its total: what is left goes over the open cells of its subtree, all in one direction, in
// proportion to what they are. Holders must not lie above each other and must cover every cell. Those that
// have more in closed months than their total, or nothing open to take the rest, are obstacles, all of them.
struct Rebased {
  std::vector<std::int64_t> cells{};
  std::vector<Obstacle> obstacles{};
};
Rebased rebase(const Sheet& sheet, const std::vector<std::int64_t>& closed, std::span<const Edit> holders,
               std::int64_t unit);

}  // namespace salesops::target
