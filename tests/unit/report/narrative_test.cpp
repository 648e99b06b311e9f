#include "salesops/report/narrative.hpp"

#include <doctest/doctest.h>

using namespace salesops;
using document::Table;
using money::Money;

namespace {

Table steps() {
  Table table{.key = "steps"};
  table.columns = {{.key = "step", .title = {"项目", "Step"}},
                   {.key = "amount", .title = {"金额", "Amount"}, .type = document::Type::money}};
  table.rows.stored = {{base::Text{"期初", "Opening"}, Money::minor(1'200'000)},
                       {base::Text{"回款", "Receipts"}, Money::minor(-200'000)},
                       {base::Text{"期末", "Closing"}, Money::minor(1'000'000)}};
  return table;
}

}  // namespace

TEST_CASE("sentences count in the company's currency, with its own decimals") {
  struct Case {
    const char* code;
    const char* zh;
    const char* en;
  };
  for (const Case& one :
       {Case{"CNY", "应收期初 1.20 万元，回款 -0.20 万元，期末 1.00 万元。",
             "Receivables opened at CNY 12,000.00, receipts -CNY 2,000.00 and closed at CNY 10,000.00."},
        Case{"USD", "应收期初 1.20 万 USD，回款 -0.20 万 USD，期末 1.00 万 USD。",
             "Receivables opened at USD 12,000.00, receipts -USD 2,000.00 and closed at USD 10,000.00."},
        Case{"JPY", "应收期初 120.00 万 JPY，回款 -20.00 万 JPY，期末 100.00 万 JPY。",
             "Receivables opened at JPY 1,200,000, receipts -JPY 200,000 and closed at JPY 1,000,000."}}) {
    const auto sentences = report::narrate_rollforward(steps(), money::currency(one.code));
    CHECK(sentences == std::vector<base::Text>{{one.zh, one.en}});
  }
}

TEST_CASE("lines over budget are counted, one by its name alone") {
  Table lines{.key = "budget"};
  lines.columns = {{.key = "node", .title = {"编码", "Id"}},
                   {.key = "node_name", .title = {"组织", "Node"}},
                   {.key = "category_name", .title = {"项目", "Category"}},
                   {.key = "actual", .title = {"实际", "Actual"}, .type = document::Type::money},
                   {.key = "used", .title = {"执行", "Used"}, .type = document::Type::percent},
                   {.key = "available", .title = {"可用", "Available"}, .type = document::Type::money}};
  const auto line = [&](const char* node, std::int64_t available) {
    lines.rows.stored.push_back({std::string(node), std::string(node), std::string("差旅费"),
                                 Money::minor(100'000), money::Rate(1, 2), Money::minor(available)});
  };
  const auto last = [&] {
    lines.total = document::Row{{}, {}, {}, Money::minor(300'000), money::Rate(11, 10), Money::minor(-4'000)};
    return report::narrate_budget(lines, money::currency("CNY")).back();
  };
  line("A", 500);
  CHECK(last().en == "No line is over budget.");
  line("B", -1'000);
  CHECK(last() == base::Text{"超预算 1 项：B差旅费，超 0.00 万元。",
                             "One line is over budget: B 差旅费, by CNY 10.00."});
  line("C", -3'000);
  CHECK(last() == base::Text{"超预算 2 项，合计超 0.00 万元；最多的是C差旅费，超 0.00 万元。",
                             "2 lines are over budget by CNY 40.00 in all; the largest is C 差旅费, over by "
                             "CNY 30.00."});
}
