// Revising and re-basing a plan: random plans with a fixed seed. Sums hold on every level in both directions,
// nothing closed moves, bounds hold, and the movement is that of a slow model that tries every table.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "salesops/target/revise.hpp"

namespace salesops::target {

namespace {

int rounds(int usual) {
  return std::getenv("SALESOPS_LONG") != nullptr ? usual * 10 : usual;
}

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  std::int64_t roll(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(high - low + 1));
  }
  std::size_t pick(std::size_t count) {
    return static_cast<std::size_t>(roll(0, static_cast<std::int64_t>(count) - 1));
  }
  bool chance(int percent) { return roll(1, 100) <= percent; }

 private:
  std::mt19937_64 random_;
};

Sheet any_sheet(Dice& dice, std::size_t items, std::size_t months, std::int64_t largest) {
  Sheet sheet;
  for (std::size_t m = 0; m < months; ++m) {
    sheet.months.push_back("m" + std::to_string(m));
    sheet.open.push_back(dice.chance(70));
  }
  sheet.open.back() = true;
  for (std::size_t k = 0; k < items; ++k) {
    const std::size_t item = sheet.add("n" + std::to_string(k), k == 0 ? kTop : dice.pick(k));
    REQUIRE(item == k);
  }
  const auto children = children_of(sheet);
  for (std::size_t item = 0; item < items; ++item) {
    if (!children[item].empty()) continue;
    for (std::size_t m = 0; m < months; ++m)
      sheet.cells[item * months + m] = dice.chance(20) ? 0 : dice.roll(0, largest);
  }
  return sheet;
}

// Which totals must stay or become what: by the rules of the header, from the edits alone.
std::vector<std::int64_t> given_totals(const Sheet& sheet, const std::vector<Edit>& edits,
                                       std::vector<bool>& given) {
  std::vector<std::int64_t> totals = totals_of(sheet);
  given.assign(sheet.size(), false);
  for (const Edit& edit : edits) {
    for (std::size_t item = edit.item; sheet.parents[item] != kTop;) given[item = sheet.parents[item]] = true;
  }
  for (const Edit& edit : edits) {
    given[edit.item] = true;
    totals[edit.item] = edit.amount;
  }
  return totals;
}

// Edits of which none stands above another.
std::vector<Edit> any_edits(Dice& dice, const Sheet& sheet, std::int64_t largest) {
  std::vector<Edit> edits;
  const auto above = [&](std::size_t high, std::size_t low) {
    while (low != kTop && low != high) low = sheet.parents[low];
    return low == high;
  };
  for (std::int64_t n = dice.roll(1, 2); n > 0; --n) {
    const std::size_t item = dice.pick(sheet.size());
    const bool apart = std::ranges::none_of(
        edits, [&](const Edit& edit) { return above(edit.item, item) || above(item, edit.item); });
    if (apart) edits.push_back({item, dice.roll(0, largest)});
  }
  return edits;
}

std::int64_t movement(const Sheet& sheet, const std::vector<std::int64_t>& cells) {
  std::int64_t moved = 0;
  for (std::size_t cell = 0; cell < cells.size(); ++cell) moved += std::abs(cells[cell] - sheet.cells[cell]);
  return moved;
}

// Every table of non-negative open cells whose given items have their totals: the least movement, or -1.
class SlowModel {
 public:
  SlowModel(const Sheet& sheet, std::vector<bool> given, std::vector<std::int64_t> totals, std::int64_t best)
      : sheet_(sheet), given_(std::move(given)), totals_(std::move(totals)), best_(best) {
    const auto children = children_of(sheet);
    for (std::size_t item = 0; item < sheet.size(); ++item) {
      if (!children[item].empty()) continue;
      for (std::size_t m = 0; m < sheet.months.size(); ++m) {
        if (sheet.open[m]) free_.push_back(item * sheet.months.size() + m);
      }
    }
    cells_ = sheet.cells;
  }
  // The least movement below the bound given to the constructor; -1 when there is none.
  std::int64_t run() {
    search(0, 0);
    return found_;
  }

 private:
  void search(std::size_t at, std::int64_t moved) {
    if (moved >= best_) return;
    if (at == free_.size()) {
      Sheet after = sheet_;
      after.cells = cells_;
      const auto totals = totals_of(after);
      for (std::size_t item = 0; item < totals.size(); ++item) {
        if (given_[item] && totals[item] != totals_[item]) return;
      }
      best_ = found_ = moved;
      return;
    }
    const std::int64_t old = sheet_.cells[free_[at]];
    for (std::int64_t value = 0; value <= old + best_; ++value) {
      cells_[free_[at]] = value;
      search(at + 1, moved + std::abs(value - old));
    }
    cells_[free_[at]] = old;
  }

  const Sheet& sheet_;
  std::vector<bool> given_;
  std::vector<std::int64_t> totals_;
  std::int64_t best_;
  std::int64_t found_ = -1;
  std::vector<std::size_t> free_;
  std::vector<std::int64_t> cells_;
};

void require_closed_untouched(const Sheet& sheet, const std::vector<std::int64_t>& cells) {
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    REQUIRE(cells[cell] >= 0);
    if (!sheet.open[cell % sheet.months.size()]) REQUIRE(cells[cell] == sheet.cells[cell]);
  }
}

// Months of a node's subtree.
std::vector<std::int64_t> months_of(const Sheet& sheet, const std::vector<std::int64_t>& cells,
                                    std::size_t top) {
  std::vector<std::int64_t> sums(sheet.months.size(), 0);
  for (const std::size_t leaf : leaves_under(sheet, top)) {
    for (std::size_t m = 0; m < sums.size(); ++m) sums[m] += cells[leaf * sums.size() + m];
  }
  return sums;
}

}  // namespace

TEST_CASE(
    "a revision gives every edit its total, keeps parents with their months, and moves nothing closed") {
  Dice dice(20260701);
  int done = 0;
  for (int round = 0; round < rounds(3000); ++round) {
    Sheet sheet = any_sheet(dice, static_cast<std::size_t>(dice.roll(1, 12)), 6, 1000);
    const std::int64_t unit = dice.chance(30) ? 10 : 1;
    for (std::size_t item = 0; item < sheet.size(); ++item) {
      const std::int64_t total = totals_of(sheet)[item];
      if (dice.chance(10)) sheet.caps[item] = total + dice.roll(0, 300);
      if (dice.chance(10)) sheet.floors[item] = std::max<std::int64_t>(0, total - dice.roll(0, 300));
      if (dice.chance(5)) sheet.held[item] = true;
    }
    const std::vector<Edit> edits = any_edits(dice, sheet, 4000);
    const Absorb absorb = dice.chance(50) ? Absorb::pro_rata : Absorb::equally;
    const Revised revised = revise(sheet, edits, absorb, unit);
    if (revised.obstacle) continue;
    ++done;
    require_closed_untouched(sheet, revised.cells);
    Sheet after = sheet;
    after.cells = revised.cells;
    const auto before = totals_of(sheet);
    const auto totals = totals_of(after);
    std::vector<bool> given;
    const auto wanted = given_totals(sheet, edits, given);
    for (std::size_t item = 0; item < sheet.size(); ++item) {
      if (given[item]) REQUIRE(totals[item] == wanted[item]);
      if (sheet.held[item]) REQUIRE(totals[item] == before[item]);
      if (before[item] >= sheet.floors[item]) REQUIRE(totals[item] >= sheet.floors[item]);
      if (before[item] <= sheet.caps[item]) REQUIRE(totals[item] <= sheet.caps[item]);
      if (totals[item] == before[item])
        REQUIRE(months_of(sheet, revised.cells, item) == months_of(sheet, sheet.cells, item));
    }
  }
  CHECK(done > rounds(3000) / 3);
}

TEST_CASE("no table with the edited totals moves less than a revision") {
  Dice dice(20260702);
  int done = 0;
  for (int round = 0; round < rounds(400); ++round) {
    const Sheet sheet = any_sheet(dice, static_cast<std::size_t>(dice.roll(2, 5)), 2, 3);
    const std::vector<Edit> edits = any_edits(dice, sheet, 6);
    const Revised revised = revise(sheet, edits, dice.chance(50) ? Absorb::pro_rata : Absorb::equally, 1);
    std::vector<bool> given;
    const auto wanted = given_totals(sheet, edits, given);
    const std::int64_t moved = revised.obstacle ? 8 : movement(sheet, revised.cells);
    if (moved > 8) continue;
    ++done;
    REQUIRE(SlowModel(sheet, given, wanted, moved).run() == -1);
  }
  CHECK(done > rounds(400) / 3);
}

TEST_CASE("a rebase freezes closed months, gives every holder its total and moves in one direction") {
  Dice dice(20260703);
  int done = 0;
  for (int round = 0; round < rounds(3000); ++round) {
    const Sheet sheet = any_sheet(dice, static_cast<std::size_t>(dice.roll(1, 10)), 6, 1000);
    std::vector<std::int64_t> closed = sheet.cells;
    for (std::size_t cell = 0; cell < closed.size(); ++cell) {
      if (children_of(sheet)[cell / sheet.months.size()].empty())
        closed[cell] = std::max<std::int64_t>(0, closed[cell] + dice.roll(-300, 300));
    }
    const std::size_t level = dice.pick(3);
    std::vector<std::size_t> depth(sheet.size(), 0);
    std::vector<Edit> holders;
    const auto children = children_of(sheet);
    for (std::size_t item = 0; item < sheet.size(); ++item) {
      if (sheet.parents[item] != kTop) depth[item] = depth[sheet.parents[item]] + 1;
      if (depth[item] == level || (depth[item] < level && children[item].empty()))
        holders.push_back({item, totals_of(sheet)[item]});
    }
    const Rebased rebased = rebase(sheet, closed, holders, dice.chance(30) ? 10 : 1);
    if (!rebased.obstacles.empty()) continue;
    ++done;
    Sheet after = sheet;
    after.cells = rebased.cells;
    const auto totals = totals_of(after);
    const std::size_t months = sheet.months.size();
    for (const Edit& holder : holders) {
      REQUIRE(totals[holder.item] == holder.amount);
      std::int64_t up = 0;
      std::int64_t down = 0;
      for (const std::size_t leaf : leaves_under(sheet, holder.item)) {
        for (std::size_t m = 0; m < months; ++m) {
          const std::int64_t change = rebased.cells[leaf * months + m] - sheet.cell(leaf, m);
          if (!sheet.open[m]) REQUIRE(rebased.cells[leaf * months + m] == closed[leaf * months + m]);
          if (sheet.open[m]) (change > 0 ? up : down) += change;
        }
      }
      REQUIRE((up == 0 || down == 0));
    }
  }
  CHECK(done > rounds(3000) / 3);
}

TEST_CASE("a month that is revised keeps the total of every item below its node") {
  Dice dice(20260704);
  int done = 0;
  for (int round = 0; round < rounds(3000); ++round) {
    Sheet sheet = any_sheet(dice, static_cast<std::size_t>(dice.roll(1, 8)), 5, 1000);
    const std::size_t item = dice.pick(sheet.size());
    const std::size_t month = sheet.months.size() - 1;
    const std::int64_t amount = dice.roll(0, 3000);
    const Revised revised =
        revise_month(sheet, item, month, amount, dice.chance(50) ? Absorb::pro_rata : Absorb::equally, 1);
    if (revised.obstacle) continue;
    ++done;
    require_closed_untouched(sheet, revised.cells);
    REQUIRE(months_of(sheet, revised.cells, item)[month] == amount);
    Sheet after = sheet;
    after.cells = revised.cells;
    REQUIRE(totals_of(after) == totals_of(sheet));
    REQUIRE(movement(sheet, revised.cells) ==
            2 * std::abs(amount - months_of(sheet, sheet.cells, item)[month]));
  }
  CHECK(done > rounds(3000) / 3);
}

}  // namespace salesops::target
