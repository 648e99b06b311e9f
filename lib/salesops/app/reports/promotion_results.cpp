#include <algorithm>

#include "salesops/app/promotion_case.hpp"
#include "salesops/app/reports/promotion_data.hpp"
#include "salesops/app/reports/use_case_data.hpp"

namespace salesops::app {

namespace {

using document::Cell;
using document::Row;
using document::Table;
using document::Type;
using money::Money;
using store::Promotion;

Cell ratio(Money part, Money whole) {
  return whole > Money() ? Cell(money::Rate(part.minor(), whole.minor())) : Cell();
}

std::vector<document::Column> columns() {
  return {{"promotion", {"编号", "promotion"}, Type::id},
          {"theme", {"主题", "theme"}, Type::text},
          {"to", {"结束", "to"}, Type::date},
          {"expected_sales", {"预计销售额", "expected sales"}, Type::money},
          {"sales", {"实际销售额", "sales"}, Type::money},
          {"sales_completion", {"销售完成率", "sales completion"}, Type::percent},
          {"planned_cost", {"计划费用", "planned cost"}, Type::money},
          {"spent", {"实际费用", "spent"}, Type::money},
          {"execution_rate", {"费用执行率", "execution rate"}, Type::percent},
          {"expense_ratio", {"费用率", "expense ratio"}, Type::percent, 2},
          {"incremental_sales", {"增量销售额", "incremental sales"}, Type::money},
          {"profit", {"净增利润", "profit"}, Type::money},
          {"roi", {"投入产出比", "ROI"}, Type::percent},
          {"checks_done", {"落实率", "checks done"}, Type::percent},
          {"state", {"状态", "state"}, Type::text}};
}

struct Sums {
  Money expected, met, sales, planned, spent, incremental, profit;  // met: sales of those with an expectation
};

Cell checks_done(store::Database& database, const Promotion& promotion) {
  const std::vector<store::PromotionCheck> checks = store::promotion_checks(database, promotion.id);
  if (checks.empty()) return {};
  const auto done = std::ranges::count(checks, "done", &store::PromotionCheck::result);
  return money::Rate(done, static_cast<std::int64_t>(checks.size()));
}

Row result_row(const Context& context, store::Database& database, const Promotion& promotion, Sums& sums) {
  const PromotionCase found(context, database, promotion);
  const promotion::Evaluation& result = found.result();
  const Money sales = found.promoted().gross;
  const Money spent = found.observed().spent;
  const Money planned = promotion.planned_cost();
  if (promotion.expected_sales) sums.expected += *promotion.expected_sales, sums.met += sales;
  sums.sales += sales, sums.planned += planned, sums.spent += spent;
  sums.incremental += result.incremental_sales, sums.profit += result.profit;
  return {promotion.code,
          promotion.theme,
          promotion.run.last,
          promotion.expected_sales ? Cell(*promotion.expected_sales) : Cell(),
          sales,
          promotion.expected_sales ? ratio(sales, *promotion.expected_sales) : Cell(),
          planned,
          spent,
          ratio(spent, planned),
          ratio(spent, sales),
          result.incremental_sales,
          result.profit,
          result.roi ? Cell(*result.roi) : Cell(),
          checks_done(database, promotion),
          promotion_word(promotion.state)};
}

Row without_figures(const Promotion& promotion, std::size_t width) {
  Row row(width);
  row[0] = promotion.code, row[1] = promotion.theme, row[2] = promotion.run.last;
  row.back() = promotion_word(promotion.state);
  return row;
}

}  // namespace

Table promotion_results_data(const Context& context, const DataRequest& request) {
  Table table{
      .key = "promotion_results", .title = {"促销评估", "Results of promotions"}, .columns = columns()};
  const Context inner = narrowed(context, request);
  const calendar::Span span = relative_period(context, request).span;
  Sums sums;
  read(inner, [&](store::Database& database) {
    for (const Promotion& promotion : promotions_in(inner, database, span)) {
      if (promotion.state != "running" && promotion.state != "closed") continue;
      if (promotion.run.last < span.first || inner.as_of < promotion.run.last) continue;
      try {
        table.rows.stored.push_back(result_row(inner, database, promotion, sums));
      } catch (const base::Error& error) {
        if (error.code() != "E6163")
          throw;  // its method lacks sales of earlier years; the others have theirs
        table.rows.stored.push_back(without_figures(promotion, table.columns.size()));
        table.notes.push_back(error.diagnostics().front().message);
      }
    }
  });
  if (table.rows.stored.empty()) return table;
  table.total = Row{base::Text{"合计", "total"},
                    Cell(),
                    Cell(),
                    sums.expected,
                    sums.sales,
                    ratio(sums.met, sums.expected),
                    sums.planned,
                    sums.spent,
                    ratio(sums.spent, sums.planned),
                    ratio(sums.spent, sums.sales),
                    sums.incremental,
                    sums.profit,
                    Cell(),
                    Cell(),
                    Cell()};
  table.notes.push_back(
      {"销售额含税；增量销售额、净增利润按各促销自己的基线，不含税",
       "sales with tax; incremental sales and profit against each one's own baseline, without tax"});
  return table;
}

}  // namespace salesops::app
