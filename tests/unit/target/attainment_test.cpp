#include "salesops/target/attainment.hpp"

#include <doctest/doctest.h>

using namespace salesops;
using namespace salesops::target;
using money::Rate;

namespace {

Settings limits() {
  Settings settings;
  settings.green = Rate(0, 1);
  settings.amber = Rate(-5, 100);
  return settings;
}

}  // namespace

TEST_CASE("the same sales are behind by the calendar and ahead by working days: the clock must be named") {
  // May 2025: target 1,000万, 480万 done by the 16th; 16 of 31 days, 9 of 19 working days.
  Figures figures{.target = 1'000'000'000, .actual = 480'000'000};
  figures.clock = {16, 31, 1};
  const Attainment calendar = attain(figures, limits());
  CHECK(money::percent_text(*calendar.pace) == "51.6%");
  CHECK(money::percent_text(*calendar.pace_gap) == "-3.6%");
  CHECK(calendar.status == Status::amber);
  CHECK(calendar.landing == 930'000'000);
  figures.clock = {9, 19, 1};
  const Attainment workdays = attain(figures, limits());
  CHECK(money::percent_text(*workdays.pace) == "47.4%");
  CHECK(money::percent_text(*workdays.pace_gap) == "0.6%");
  CHECK(workdays.status == Status::green);
  CHECK(workdays.required_daily == 52'000'000);
  CHECK(workdays.landing == 1'013'333'333);
}

TEST_CASE("the as-of day counts: eleven days are eleven days") {
  Figures figures{.target = 4'400'000, .actual = 3'500'000};
  CHECK(money::percent_text(*attain(figures, limits()).attainment) == "79.5%");
}

TEST_CASE("nothing is divided by nothing") {
  struct Row {
    std::optional<std::int64_t> target;
    std::int64_t actual;
    bool attainment;
    std::optional<std::int64_t> gap;
    std::optional<std::int64_t> required;
  };
  const Row rows[] = {
      {std::nullopt, 10, false, std::nullopt, std::nullopt},
      {0, 10, false, -10, 0},
      {100, 0, true, 100, 4},
      {100, 100, true, 0, 0},
  };
  for (const Row& row : rows) {
    Figures figures{.target = row.target, .actual = row.actual};
    figures.clock = {5, 31, 1};
    const Attainment result = attain(figures, limits());
    CHECK(result.attainment.has_value() == row.attainment);
    CHECK(result.gap == row.gap);
    CHECK(result.required_daily == row.required);
  }
  Figures over{.target = 100, .actual = 50};
  over.clock = {31, 31, 1};
  CHECK(attain(over, limits()).required_daily == std::nullopt);
  Figures before{.target = 100, .actual = 0};
  before.clock = {0, 31, 1};
  CHECK(attain(before, limits()).landing == std::nullopt);
}

TEST_CASE("changes need a positive base") {
  Figures figures{.target = 100, .actual = 90, .last_year = 60, .previous = 0};
  figures.clock = {1, 2, 1};
  CHECK(attain(figures, limits()).yoy == Rate(1, 2));
  CHECK(attain(figures, limits()).pop == std::nullopt);
  figures.last_year = -5;
  CHECK(attain(figures, limits()).yoy == std::nullopt);
}

TEST_CASE("the limits of green and amber belong to the better side") {
  Figures figures{.target = 100, .actual = 50};
  figures.clock = {50, 100, 1};
  CHECK(attain(figures, limits()).status == Status::green);
  figures.actual = 49;
  CHECK(attain(figures, limits()).status == Status::amber);
  figures.actual = 45;
  CHECK(attain(figures, limits()).status == Status::amber);
  figures.actual = 44;
  CHECK(attain(figures, limits()).status == Status::red);
}
