#pragma once
#include <vector>

#include "salesops/document/document.hpp"

// The sentences of the reports: rule-based, from the same tables that are shown, in both languages.
// Amounts in 万 of the currency with two decimals in Chinese (万元, 万 USD), in units of it in English.
namespace salesops::report {

using base::Text;
using money::Currency;

// "本月销售 1,198.45 万元，完成目标的 93.9%，…" from attainment tables whose total row is the company (E7190
// without the columns target, actual, attainment, gap, ytd_actual, ytd_attainment, yoy).
std::vector<Text> narrate_result(const Text& measure, const document::Table& attainment,
                                 const Currency& currency);
// Best and worst nodes of an attainment table, by attainment; nodes without a target are left out.
std::vector<Text> narrate_extremes(const Text& measure, const document::Table& attainment,
                                   const Currency& currency);
// Balance, overdue and the largest overdue customers of an aging by customer.
std::vector<Text> narrate_receivables(const document::Table& aging, const Currency& currency);
// Use of the budget and the lines over it, from a budget status by node and category.
std::vector<Text> narrate_budget(const document::Table& lines, const Currency& currency);
// The largest growth and the largest fall of a sales table (key, name, amount, last_year), in amount.
std::vector<Text> narrate_change(const document::Table& sales, const Currency& currency);
// Why sales changed, from a variance table by product: the parts that are not 0, the largest first, and the
// products whose price and whose quantity moved sales most.
std::vector<Text> narrate_variance(const document::Table& products, const Currency& currency);
// Opening, what came and what went, closing, from the steps of a roll-forward.
std::vector<Text> narrate_rollforward(const document::Table& steps, const Currency& currency);
// How many promotions ended, what they sold and cost, the best and the worst by profit, from a table of their
// results; nothing when none ended.
std::vector<Text> narrate_promotions(const document::Table& results, const Currency& currency);
// Today and month to date against pace, from an attainment table of the month.
std::vector<Text> narrate_pace(const Text& measure, const document::Table& attainment,
                               const Currency& currency);

}  // namespace salesops::report
