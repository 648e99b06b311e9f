// Published examples of edits that siblings or months absorb.
#include "salesops/target/revise.hpp"

#include <doctest/doctest.h>

namespace salesops::target {

namespace {

// One parent P with leaves of one month, or one leaf with several months.
Sheet siblings(const std::vector<std::int64_t>& amounts) {
  Sheet sheet;
  sheet.months = {"2026"};
  sheet.open = {true};
  sheet.add("P", kTop);
  for (std::size_t k = 0; k < amounts.size(); ++k)
    sheet.cells[sheet.add(std::string(1, static_cast<char>('A' + k)), 0)] = amounts[k];
  return sheet;
}

Sheet months(const std::vector<std::int64_t>& amounts) {
  Sheet sheet;
  for (std::size_t m = 0; m < amounts.size(); ++m) sheet.months.push_back("m" + std::to_string(m));
  sheet.open.assign(amounts.size(), true);
  sheet.add("N", kTop);
  sheet.cells = amounts;
  return sheet;
}

std::vector<std::int64_t> leaves(const Revised& revised) {
  return {revised.cells.begin() + 1, revised.cells.end()};
}

}  // namespace

TEST_CASE("siblings absorb an edit equally") {
  // answers.sap.com/questions/9960899 (BI Integrated Planning): one leaf raised, then another lowered
  const std::vector<Edit> raise{{2, 45}};
  const Revised first = revise(siblings({40, 30, 60, 70}), raise, Absorb::equally, 1);
  CHECK(leaves(first) == std::vector<std::int64_t>{35, 45, 55, 65});
  const std::vector<Edit> lower{{4, 35}};
  const Revised second = revise(siblings({35, 45, 55, 65}), lower, Absorb::equally, 1);
  CHECK(leaves(second) == std::vector<std::int64_t>{45, 55, 65, 35});
}

TEST_CASE("a total that changes is spread in proportion, an empty one equally") {
  // community.sap.com qaq-p/12611787 (IBP, proportional to the stored values)
  const std::vector<Edit> doubled{{0, 200}};
  CHECK(leaves(revise(siblings({20, 20, 30, 30}), doubled, Absorb::pro_rata, 1)) ==
        std::vector<std::int64_t>{40, 40, 60, 60});
  const std::vector<Edit> first{{0, 100}};
  CHECK(leaves(revise(siblings({0, 0, 0, 0}), first, Absorb::pro_rata, 1)) ==
        std::vector<std::int64_t>{25, 25, 25, 25});
}

TEST_CASE("a held sibling keeps its total") {
  // help.anaplan.com, Hold: 10, 20 (held), 30; the parent becomes 100
  Sheet sheet = siblings({10, 20, 30});
  sheet.held[2] = true;
  const std::vector<Edit> edits{{0, 100}};
  CHECK(leaves(revise(sheet, edits, Absorb::pro_rata, 1)) == std::vector<std::int64_t>{20, 20, 60});
}

TEST_CASE("a held total with one month edited is absorbed by the others") {
  // help.anaplan.com, Hold: 60 held, January 10 -> 20; the page prints 16 twice, the sum requires 24
  CHECK(revise_month(months({10, 20, 30}), 0, 0, 20, Absorb::pro_rata, 1).cells ==
        std::vector<std::int64_t>{20, 16, 24});
  CHECK(revise_month(months({10, 20, 30}), 0, 0, 20, Absorb::equally, 1).cells ==
        std::vector<std::int64_t>{20, 15, 25});
}

TEST_CASE("what cannot be is told with the amount that can") {
  const std::vector<Edit> high{{1, 150}};
  const Revised more = revise(siblings({40, 60}), high, Absorb::pro_rata, 1);
  REQUIRE(more.obstacle.has_value());
  CHECK(more.obstacle->kind == Obstacle::Kind::siblings);
  CHECK(more.obstacle->needed == -110);
  CHECK(more.obstacle->possible == -60);
  Sheet capped = siblings({40, 60});
  capped.caps[1] = 50;
  const std::vector<Edit> over{{1, 55}};
  const Revised bounded = revise(capped, over, Absorb::pro_rata, 1);
  REQUIRE(bounded.obstacle.has_value());
  CHECK(bounded.obstacle->kind == Obstacle::Kind::bounds);
  CHECK(bounded.obstacle->possible == 50);
  const std::vector<Edit> all{{1, 30}, {2, 60}};
  const Revised given = revise(siblings({40, 60}), all, Absorb::pro_rata, 1);
  REQUIRE(given.obstacle.has_value());
  CHECK(given.obstacle->kind == Obstacle::Kind::all_given);
  CHECK(given.obstacle->possible == 90);
}

}  // namespace salesops::target
