#include <doctest/doctest.h>

#include "salesops/budget/profit.hpp"
#include "unit/budget/support.hpp"

using namespace salesops;
using namespace salesops::budget;
using namespace salesops::budget::testing;

TEST_CASE(
    "contribution is gross profit less direct expense, and breaks even at expense over the gross rate") {
  const Profit profit{yuan(1000), yuan(700), yuan(120)};
  CHECK(profit.gross() == yuan(300));
  CHECK(profit.contribution() == yuan(180));
  CHECK(money::percent_text(*profit.gross_rate()) == "30.0%");
  CHECK(money::percent_text(*profit.contribution_rate()) == "18.0%");
  CHECK(*profit.break_even() == yuan(400));
  CHECK_FALSE(Profit{yuan(700), yuan(700), yuan(1)}.break_even().has_value());
  CHECK_FALSE(Profit{}.gross_rate().has_value());
}

TEST_CASE("a higher price changes sales only, more volume the cost too") {
  const Profit profit{yuan(1000), yuan(700), yuan(100)};
  WhatIf price;
  price.price = money::Rate(2, 100);
  price.expense = money::Rate(-5, 100);
  CHECK(changed(profit, price).contribution() == yuan(225));
  WhatIf volume;
  volume.volume = money::Rate(10, 100);
  CHECK(changed(profit, volume).contribution() == yuan(230));
}

TEST_CASE("a plan takes its cost from the gross rate that was reached") {
  const Profit plan = planned_profit(yuan(2000), yuan(100), {yuan(1000), yuan(700), {}});
  CHECK(plan.cost == yuan(1400));
  CHECK(plan.contribution() == yuan(500));
}
