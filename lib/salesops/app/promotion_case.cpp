#include "salesops/app/promotion_case.hpp"

#include <algorithm>

#include "salesops/promotion/seasonal.hpp"

namespace salesops::app {
namespace {

using money::Money;
using promotion::BaselineMethod;
using promotion::Sold;
using store::PromotedSale;
using store::Promotion;

bool has(const std::vector<std::string>& codes, const std::string& code) {
  return std::ranges::find(codes, code) != codes.end();
}

bool in_place(const BudgetBook& book, const Promotion& promotion, const PromotedSale& sale) {
  if (!promotion.customers.empty() && !has(promotion.customers, sale.customer)) return false;
  return promotion.nodes.empty() || std::ranges::any_of(promotion.nodes, [&](const std::string& node) {
           return book.hierarchy().nodes.within(sale.node, node);
         });
}

void add(Sold& sum, const PromotedSale& sale) {
  sum.units = sum.units + sale.quantity;
  sum.amount += sale.net;
  sum.cost += sale.cost;
}

Sold shortfall(const Sold& expected, const Sold& actual) {
  if (expected.amount <= actual.amount) return {};
  return {expected.units - actual.units, expected.amount - actual.amount, expected.cost - actual.cost};
}

// The calendar months before the one that a promotion begins in.
calendar::Span history_span(const Promotion& promotion) {
  const calendar::Month begins = calendar::Month::containing(promotion.run.first);
  return {(begins - 12 * promotion.seasonal_years).first(), begins.first() - 1};
}

}  // namespace

PromotionCase::PromotionCase(const Context& context, store::Database& database, const Promotion& promotion)
    : context_(context),
      database_(database),
      promotion_(promotion),
      book_(context, database),
      run_{promotion.run.first, std::min(promotion.run.last, context.as_of)} {
  promoted_ = sums(promotion.products, run_);
  if (promotion.baseline == BaselineMethod::stated) {
    observed_.baseline = {promotion.baseline_units.value_or(money::Decimal()),
                          promotion.baseline_sales.value_or(Money()),
                          promotion.baseline_cost.value_or(Money())};
  } else {
    before_ = sums(promotion.products,
                   promotion::baseline_span(promotion.baseline, promotion.run, promotion.weeks));
    factor_ = factor_for(promotion.products, promotion.run);
    observed_.baseline = promotion::scaled(before_.total, factor_);
  }
  spent_ = store::promotion_spent(database, promotion, context.as_of);
  for (const auto& [node, amount] : spent_) observed_.spent += amount;
  observed_.promoted = promoted_.total;
  observed_.discounts = promoted_.discounts;
  if (promotion.pull_forward_days > 0) observed_.pull_forward = pull_forward();
  if (!promotion.cannibalised.empty()) observed_.cannibalised = cannibalised();
  result_ = promotion::evaluate(observed_, promotion.cost_definition);
}

PromotedSums PromotionCase::sums(const Products& products, calendar::Span span) const {
  PromotedSums sums;
  if (span.last < span.first) return sums;
  store::for_each_promoted_sale(database_, span, [&](const PromotedSale& sale) {
    if ((!products.empty() && !has(products, sale.product)) || !in_place(book_, promotion_, sale)) return;
    add(sums.total, sale);
    add(sums.by_node[sale.node], sale);
    add(sums.by_customer[sale.customer], sale);
    sums.gross += sale.gross;
    if (sale.list_price) sums.discounts += money::half_up(*sale.list_price, sale.quantity) - sale.gross;
  });
  return sums;
}

Sold PromotionCase::sold(const Products& products, calendar::Span span) const {
  return sums(products, span).total;
}

// What the sales of the weeks before stand for over `span`.
money::Rate PromotionCase::factor_for(const Products& products, calendar::Span span) const {
  if (promotion_.baseline != BaselineMethod::seasonal)
    return promotion::baseline_factor(promotion_.baseline, span, promotion_.weeks);
  std::map<calendar::Month, Money> months;
  const calendar::Span history = history_span(promotion_);
  store::for_each_promoted_sale(database_, history, [&](const PromotedSale& sale) {
    if ((products.empty() || has(products, sale.product)) && in_place(book_, promotion_, sale))
      months[calendar::Month::containing(sale.date)] += sale.net;
  });
  std::vector<promotion::MonthSales> sold;
  for (const auto& [month, amount] : months) sold.push_back({month, amount});
  const calendar::Span weeks =
      promotion::baseline_span(promotion_.baseline, promotion_.run, promotion_.weeks);
  if (const auto factor = promotion::seasonal_factor(sold, weeks, span)) return *factor;
  refuse_promotion(base::Exit::finding, "E6163", promotion_.code,
                   {promotion_.code + "：季节指数需要 " + calendar::to_string(history.first) + " 至 " +
                        calendar::to_string(history.last) + " 之间每个月份的销售",
                    promotion_.code + ": the seasonal index needs sales of every calendar month between " +
                        calendar::to_string(history.first) + " and " + calendar::to_string(history.last)},
                   {"补导销售，或换一种基线方法", "import the sales, or choose another baseline"});
}

// What the baseline expects of a span other than the promotion's days.
Sold PromotionCase::expected(const Products& products, calendar::Span span) const {
  if (promotion_.baseline == BaselineMethod::last_year)
    return sold(products, promotion::baseline_span(promotion_.baseline, span, 0));
  const calendar::Span weeks =
      promotion::baseline_span(promotion_.baseline, promotion_.run, promotion_.weeks);
  return promotion::scaled(sold(products, weeks), factor_for(products, span));
}

// The days after the promotion, as far as they have passed, against what the baseline expects of them.
Sold PromotionCase::pull_forward() const {
  const calendar::Span after{promotion_.run.last + 1,
                             std::min(promotion_.run.last + promotion_.pull_forward_days, context_.as_of)};
  if (after.last < after.first) return {};
  const Sold actual = sold(promotion_.products, after);
  if (promotion_.baseline != BaselineMethod::stated)
    return shortfall(expected(promotion_.products, after), actual);
  return shortfall(promotion::scaled(observed_.baseline, money::Rate(after.days(), promotion_.run.days())),
                   actual);
}

// The other products in the promotion's days; beside a stated baseline they are compared with last year.
Sold PromotionCase::cannibalised() const {
  const Sold actual = sold(promotion_.cannibalised, run_);
  if (promotion_.baseline != BaselineMethod::stated)
    return shortfall(expected(promotion_.cannibalised, promotion_.run), actual);
  return shortfall(sold(promotion_.cannibalised, promotion::baseline_span(BaselineMethod::last_year,
                                                                          promotion_.run, promotion_.weeks)),
                   actual);
}

// Each part is the rounded running sum less the one before it: they tie with the whole however they round.
std::map<std::string, Sold> PromotionCase::parts(const std::map<std::string, Sold>& before) const {
  std::map<std::string, Sold> parts;
  Sold running, done;
  for (const auto& [key, sold] : before) {
    running.units = running.units + sold.units;
    running.amount += sold.amount;
    running.cost += sold.cost;
    const Sold upto = promotion::scaled(running, factor_);
    parts[key] = {upto.units - done.units, upto.amount - done.amount, upto.cost - done.cost};
    done = upto;
  }
  return parts;
}

}  // namespace salesops::app
