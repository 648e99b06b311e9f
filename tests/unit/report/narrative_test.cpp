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
