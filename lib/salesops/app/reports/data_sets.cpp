#include "salesops/app/reports/data_sets.hpp"

#include <algorithm>

#include "salesops/app/reading.hpp"
#include "salesops/app/reports/customer_data.hpp"
#include "salesops/app/reports/debtor_data.hpp"
#include "salesops/app/reports/promotion_data.hpp"
#include "salesops/app/reports/receivables_data.hpp"
#include "salesops/app/reports/responsibility_data.hpp"
#include "salesops/app/reports/sales_data.hpp"
#include "salesops/app/reports/use_case_data.hpp"
#include "salesops/base/text.hpp"

namespace salesops::app {

namespace {

[[noreturn]] void unknown(const report::Spot& spot, const base::Text& what, const std::string& word,
                          const std::vector<std::string>& known) {
  const auto near = base::nearest(word, known);
  const std::string all = known.empty() ? "—" : base::join(known, ", ");
  throw base::Error(
      base::Exit::configuration,
      {.code = "E7103",
       .place = spot.place,
       .value = word,
       .message = {"没有" + what.zh + "“" + word + "”", "there is no " + what.en + " \"" + word + "\""},
       .help = {(near ? "是否指 " + *near + "？" : "") + "可用：" + all,
                (near ? "did you mean " + *near + "? " : "") + "known: " + all},
       .source = spot.line});
}

void check_parameters(const DataSet& set, const DataRequest& request) {
  std::vector<std::string> known(set.parameters.begin(), set.parameters.end());
  for (const auto& [name, value] : request.with) {
    if (std::ranges::find(known, name) == known.end()) refuse_parameter(request, name, known);
  }
}

// What an account or a document has: an owner and a customer.
const std::vector<const char*> kDocuments = {"customer", "node"};
const std::vector<const char*> kNodes = {"node"};

void check_scope(const Context& context, const DataSet& set) {
  for (const auto& [key, value] : context.where) {
    if (std::ranges::find(set.scopes, key) != set.scopes.end()) continue;
    const std::string name = set.name;
    throw base::Error(base::Exit::usage,
                      {.code = "E7113",
                       .field = "--where",
                       .value = key,
                       .message = {"数据集 " + name + " 不能限定到 " + key,
                                   "the data set " + name + " cannot be limited to a " + key},
                       .help = {"salesops report list --data 列出各数据集可限定到什么",
                                "salesops report list --data tells what each data set can be limited to"}});
  }
}

// All that the table of a data set depends on while one report is made. Neither names nor values hold a line
// break.
std::string key_of(const Context& context, const DataSet& set, const DataRequest& request) {
  std::string key = set.name;
  for (const calendar::Date day : {context.as_of, request.period.span.first, request.period.span.last})
    key += '\n' + std::to_string(day.number());
  key += '\n' + request.period.label + (request.own ? " own" : "");
  for (const auto& [name, value] : request.with) key += '\n' + name + '=' + value;
  for (const auto& [name, value] : context.where) key += '\n' + name + ':' + value;
  return key;
}

}  // namespace

std::span<const DataSet> data_sets() {
  static const DataSet kSets[] = {
      {"aging", "应收账龄", "receivables by age", {"by", "period"}, kDocuments, aging_table},
      {"attainment",
       "目标达成",
       "attainment of targets",
       {"by", "level", "metric", "pace", "period"},
       kDocuments,
       attainment_data},
      {"budget", "预算执行情况", "budget status", {"by", "period"}, kNodes, budget_table},
      {"budget_carry",
       "转入下月的预算",
       "budget carried to the next month",
       {"period"},
       {},
       budget_carry_table},
      {"customer_moves",
       "客户增减：new 新增，silent 久无销售，active 其他",
       "customers by state: new, silent (no sale for long), active",
       {"period"},
       kDocuments,
       customer_moves_table},
      {"debtors",
       "按客户的应收账龄，带区域、业务员、账期、信用额度和超额度",
       "receivables by customer and age, with node, rep, terms and credit limit",
       {"period"},
       kDocuments,
       debtors_table},
      {"disclosure",
       "按账龄披露：years 各年，debtors 前五名",
       "aging for the notes to the accounts: part years or debtors",
       {"part", "period"},
       {},
       disclosure_table},
      {"figures",
       "当日与本月累计的销售、回款、费用，对目标和去年同日数",
       "sales, collection and expenses of the day and the month, against target and last year",
       {},
       kNodes,
       figures_table},
      {"notes", "人工填写的纪要", "typed notes", {"period", "topic"}, kNodes, notes_table},
      {"open_items",
       "未结清的发票和未核销的收款",
       "open invoices and unmatched receipts",
       {"period"},
       kDocuments,
       open_items_table},
      {"promotion",
       "一个促销的评估：total 合计，nodes 各节点，customers 各客户",
       "evaluation of one promotion: part total, nodes or customers",
       {"part"},
       {"promotion"},
       promotion_table},
      {"promotion_calendar",
       "促销日历：月份 × 区域",
       "promotions by month and region",
       {"level", "period"},
       kNodes,
       promotion_calendar_data},
      {"promotion_costs",
       "促销计划费用",
       "planned costs of promotions",
       {"period"},
       kNodes,
       promotion_costs_data},
      {"promotion_results",
       "本期结束的促销的评估",
       "evaluation of the promotions that ended in the period",
       {"period"},
       kNodes,
       promotion_results_data},
      {"promotions", "本期的促销", "promotions of the period", {"period"}, kNodes, promotions_data},
      {"responsibility",
       "目标责任书的表：targets 目标，months 按月，handed_on 下级分解，signatures 签署",
       "the page to sign of a node: part targets, months, handed_on or signatures",
       {"part", "plan"},
       kDocuments,
       responsibility_table},
      {"rollforward",
       "应收滚动：期初、各种变动、期末",
       "receivables from opening to closing",
       {"by", "period"},
       kDocuments,
       rollforward_table},
      {"rollforward_steps",
       "应收滚动，每种变动一行",
       "the same, one row a movement",
       {"period"},
       kDocuments,
       rollforward_steps_table},
      {"sales",
       "按客户、产品、品类或业务员的销售",
       "sales by customer, product, group or rep",
       {"by", "period"},
       kDocuments,
       sales_table},
      {"statement",
       "一个客户的对账单：lines 明细，aging 账龄",
       "statement of one customer: part lines or aging",
       {"part", "period"},
       {"customer"},
       statement_table},
      {"trend",
       "逐月销售或回款，与去年对比",
       "sales or collection month by month, with last year",
       {"metric"},
       kNodes,
       trend_table},
      {"variance",
       "销售增减的原因：销量、结构、价格（按品类或产品）",
       "why sales changed: volume, mix, price (by group or product)",
       {"against", "by", "period"},
       kDocuments,
       variance_table},
  };
  return kSets;
}

document::Table placed_at_parameters(const DataRequest& request,
                                     const std::function<document::Table()>& make) {
  try {
    return make();
  } catch (const base::Error& error) {
    base::Diagnostic first = error.diagnostics().front();
    if (!first.place.file.empty() || first.value.empty()) throw;
    for (const auto& [name, value] : request.with) {
      const std::vector<std::string> parts = base::split(value, ',');
      if (std::ranges::find(parts, first.value) == parts.end()) continue;
      const report::Spot& spot = request.spots.at("with." + name);
      first.place = spot.place;
      first.source = spot.line;
      first.field = name;
      throw base::Error(base::Exit::configuration, std::move(first));
    }
    throw;
  }
}

document::Table fetch(const Context& context, const std::string& name, const DataRequest& request) {
  const auto found = std::ranges::find_if(data_sets(), [&](const DataSet& set) { return name == set.name; });
  if (found == data_sets().end()) {
    std::vector<std::string> known;
    for (const DataSet& set : data_sets()) known.emplace_back(set.name);
    unknown(request.spots.at("data"), {"数据集", "data set"}, name, known);
  }
  check_parameters(*found, request);
  check_scope(context, *found);
  const auto make = [&] {
    return placed_at_parameters(request, [&] { return found->table(context, request); });
  };
  if (!context.reading) return make();
  std::map<std::string, document::Table>& kept = context.reading->tables;
  std::string key = key_of(context, *found, request);
  const auto known = kept.find(key);
  if (known != kept.end()) return known->second;
  return kept.emplace(std::move(key), make()).first->second;
}

void refuse_parameter(const DataRequest& request, const std::string& name,
                      const std::vector<std::string>& known) {
  unknown(request.spots.at("with." + name + ":key"), {"参数", "parameter"}, name, known);
}

void refuse_value(const DataRequest& request, const std::string& name, const std::string& value,
                  const std::vector<std::string>& known) {
  const std::string all = base::join(known, ", ");
  const report::Spot& spot = request.spots.at("with." + name);
  throw base::Error(base::Exit::configuration,
                    {.code = "E7104",
                     .place = spot.place,
                     .field = name,
                     .value = value,
                     .message = {name + " 不能是“" + value + "”", name + " cannot be \"" + value + "\""},
                     .help = {"可用：" + all, "known: " + all},
                     .source = spot.line});
}

std::string parameter(const DataRequest& request, const std::string& name, const std::string& fallback) {
  const auto found = request.with.find(name);
  return found == request.with.end() ? fallback : found->second;
}

calendar::Period relative_period(const Context& context, const DataRequest& request) {
  const calendar::FiscalCalendar& calendar = context.config.calendar;
  const std::string word = parameter(request, "period", "");
  const calendar::Date last = std::min(context.as_of, request.period.span.last);
  if (word.empty() || word == "report") return request.period;
  if (word == "previous") return calendar.previous(request.period);
  if (word == "last_year") return calendar.last_year(request.period);
  if (word == "next") return calendar.month_period(calendar.month_of(request.period.span.last + 1));
  return calendar.parse(word, last);
}

}  // namespace salesops::app
