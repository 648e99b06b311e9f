#pragma once
#include <map>
#include <string>
#include <vector>

#include "salesops/app/promotion_parts.hpp"

// Everything an evaluation is made of: the sales of the promotion's scope (days, products, nodes, customers),
// without tax and with their cost of goods, against the baseline by the promotion's method.
namespace salesops::app {

// The sales of one span, in total and by key.
struct PromotedSums {
  promotion::Sold total;
  money::Money gross;
  money::Money discounts;  // list price × quantity − amount, where the product has a list price
  std::map<std::string, promotion::Sold> by_node;
  std::map<std::string, promotion::Sold> by_customer;
};

class PromotionCase {
 public:
  // As of the as-of day. E6163 when the seasonal method finds no full year of sales.
  PromotionCase(const Context& context, store::Database& database, const store::Promotion& promotion);

  const promotion::Observed& observed() const { return observed_; }
  const promotion::Evaluation& result() const { return result_; }
  const PromotedSums& promoted() const { return promoted_; }
  const std::map<std::string, money::Money>& spent_by_node() const { return spent_; }
  // The baseline of each key; the parts add up to the baseline of the whole, to the last minor unit. Empty
  // for a stated baseline, which knows no parts.
  std::map<std::string, promotion::Sold> baseline_by_node() const { return parts(before_.by_node); }
  std::map<std::string, promotion::Sold> baseline_by_customer() const { return parts(before_.by_customer); }
  // What the sales of the weeks before are multiplied by (seasonal and previous_weeks).
  const money::Rate& factor() const { return factor_; }

 private:
  using Products = std::vector<std::string>;
  PromotedSums sums(const Products& products, calendar::Span span) const;
  promotion::Sold sold(const Products& products, calendar::Span span) const;
  money::Rate factor_for(const Products& products, calendar::Span span) const;
  promotion::Sold expected(const Products& products, calendar::Span span) const;
  promotion::Sold pull_forward() const;
  promotion::Sold cannibalised() const;
  std::map<std::string, promotion::Sold> parts(const std::map<std::string, promotion::Sold>& before) const;

  const Context& context_;
  store::Database& database_;
  const store::Promotion& promotion_;
  BudgetBook book_;
  calendar::Span run_;  // the days that have passed
  money::Rate factor_{1, 1};
  PromotedSums promoted_;
  PromotedSums before_;
  std::map<std::string, money::Money> spent_;
  promotion::Observed observed_;
  promotion::Evaluation result_;
};

}  // namespace salesops::app
