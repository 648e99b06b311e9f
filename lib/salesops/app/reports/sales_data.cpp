#include "salesops/app/reports/sales_data.hpp"

#include <algorithm>
#include <map>

#include "salesops/app/attain.hpp"
#include "salesops/app/attain_days.hpp"
#include "salesops/app/budget.hpp"
#include "salesops/app/reading.hpp"
#include "salesops/app/receivables_documents.hpp"
#include "salesops/app/reports/use_case_data.hpp"
#include "salesops/app/target_book.hpp"
#include "salesops/report/grid.hpp"
#include "salesops/report/variance.hpp"
#include "salesops/store/sales_sums.hpp"

namespace salesops::app {

namespace {

using document::Cell;
using document::Row;
using document::Table;
using document::Type;
using money::Money;
using money::Rate;

// part ÷ whole, or no value when the whole is not positive.
Cell ratio(Money part, Money whole) {
  if (whole.minor() <= 0) return {};
  return Rate(part.minor(), whole.minor());
}

// (now − before) ÷ before, or no value when there was nothing before.
Cell change(Money now, Money before) {
  return ratio(now - before, before);
}

store::SalesBy dimension(const DataRequest& request) {
  const std::string by = parameter(request, "by", "customer");
  if (by == "product") return store::SalesBy::product;
  if (by == "group") return store::SalesBy::product_group;
  if (by == "rep") return store::SalesBy::rep;
  if (by == "customer") return store::SalesBy::customer;
  refuse_value(request, "by", by, {"customer", "product", "group", "rep"});
}

Row sales_row(const store::SalesSum& sum, Money total) {
  const bool none = sum.key.empty();
  return {none ? Cell() : Cell(sum.key),
          none ? Cell(base::Text{"（未注明）", "(not stated)"}) : Cell(sum.name),
          sum.amount,
          ratio(sum.amount, total),
          sum.before,
          change(sum.amount, sum.before)};
}

}  // namespace

store::DocumentScope document_scope(const Context& context, store::Database& database, calendar::Date day) {
  store::DocumentScope scope;
  for (const auto& [key, value] : context.where) {
    if (key == "customer") scope.customer = require_customer(context, database, value).code;
    if (key != "node") continue;
    const auto tree = tree_on(context, database, day);
    const TargetBook& book = *tree;
    const std::size_t at = book.position(book.node(value));
    for (std::size_t below = at; below < book.entries()[at].end; ++below)
      scope.nodes.push_back(book.entries()[below].code);
  }
  return scope;
}

Table sales_table(const Context& context, const DataRequest& request) {
  const store::SalesBy by = dimension(request);
  const AttainDays days = attain_days(context, relative_period(context, request));
  std::vector<store::SalesSum> sums;
  if (days.elapsed) {
    read(context, [&](store::Database& database) {
      sums = store::sales_sums(*sale_lines(context, database), by, *days.elapsed, *days.last_year,
                               document_scope(context, database, days.elapsed->last));
    });
  }
  Money total, before;
  for (const store::SalesSum& sum : sums) {
    total += sum.amount;
    before += sum.before;
  }
  Table table{.key = "sales", .title = {"销售", "Sales"}};
  table.columns = {{.key = "key", .title = {"编码", "Code"}, .type = Type::id},
                   {.key = "name", .title = {"名称", "Name"}},
                   {.key = "amount", .title = {"销售额", "Sales"}, .type = Type::money},
                   {.key = "share", .title = {"占比", "Share"}, .type = Type::percent},
                   {.key = "last_year", .title = {"去年同期", "Last year"}, .type = Type::money},
                   {.key = "yoy", .title = {"同比", "Change"}, .type = Type::percent}};
  for (const store::SalesSum& sum : sums) table.rows.stored.push_back(sales_row(sum, total));
  table.total =
      Row{base::Text{"合计", "TOTAL"}, {}, total, ratio(total, total), before, change(total, before)};
  return table;
}

namespace {

Cell maybe_amount(const std::optional<std::int64_t>& amount) {
  return amount ? Cell(Money::minor(*amount)) : Cell();
}
template <class Value>
Cell maybe(const std::optional<Value>& value) {
  return value ? Cell(*value) : Cell();
}

// What a metric has on one day, and in the month up to it.
Row figures_row(const Context& context, store::Database& database, const base::Text& measure,
                const char* metric) {
  AttainRequest request;
  request.metric = metric;
  const calendar::FiscalCalendar& calendar = context.config.calendar;
  Context inner = context;
  inner.level.clear();
  inner.period_text = calendar.month_period(calendar.month_of(context.as_of)).label;
  const AttainRow month = attainment(inner, database, request).totals.front();
  inner.period_text = calendar::to_string(context.as_of);
  const AttainRow day = attainment(inner, database, request).totals.front();
  const target::Figures& f = month.figures;
  const target::Attainment& r = month.result;
  return {measure,
          Money::minor(day.figures.actual),
          Money::minor(f.actual),
          maybe_amount(f.target),
          maybe(r.attainment),
          maybe(r.pace),
          maybe(r.pace_gap),
          maybe_amount(r.required_daily),
          Money::minor(f.last_year),
          maybe(r.yoy)};
}

// Expenses against the budget of the month, by the same clock as the targets'.
Row expenses_row(const Context& context, store::Database& database, const calendar::Period& month,
                 const Row& sales) {
  const store::DocumentScope scope = document_scope(context, database, context.as_of);
  const AttainDays days = attain_days(context, month);
  const Money spent = store::expenses_in(database, *days.elapsed, scope);
  const Money before = store::expenses_in(database, *days.last_year, scope);
  Context inner = context;
  inner.period_text = month.label;
  inner.by = {"category"};
  const Outcome status = budget_status(inner);
  const Table& table = status.document->sections.front().tables.front();
  const report::Grid grid(table);
  const Money budget = grid.money(*grid.total(), "budget").value_or(Money());
  const Cell used = ratio(spent, budget);
  Cell gap;
  if (const auto* rate = std::get_if<Rate>(&used))
    if (const auto* pace = std::get_if<Rate>(&sales[5])) gap = *rate - *pace;
  return {base::Text{"费用", "Expenses"},
          store::expenses_in(database, {context.as_of, context.as_of}, scope),
          spent,
          budget.zero() ? Cell() : Cell(budget),
          used,
          used.index() == 0 ? Cell() : sales[5],
          gap,
          Cell(),
          before,
          change(spent, before)};
}

}  // namespace

Table figures_table(const Context& context, const DataRequest& request) {
  Context inner = narrowed(context, request);
  inner.as_of = std::min(request.period.span.last, context.as_of);
  const calendar::FiscalCalendar& calendar = context.config.calendar;
  const calendar::Period month = calendar.month_period(calendar.month_of(inner.as_of));
  Table table{.key = "figures", .title = {"当日与本月累计", "Day and month to date"}};
  table.columns = {{.key = "measure", .title = {"项目", "Measure"}},
                   {.key = "day", .title = {"今日", "Day"}, .type = Type::money},
                   {.key = "month_to_date", .title = {"本月累计", "Month to date"}, .type = Type::money},
                   {.key = "target", .title = {"月目标/预算", "Target or budget"}, .type = Type::money},
                   {.key = "attainment", .title = {"达成率", "Attainment"}, .type = Type::percent},
                   {.key = "pace", .title = {"序时进度", "Pace"}, .type = Type::percent},
                   {.key = "pace_gap", .title = {"进度差", "Pace gap"}, .type = Type::points},
                   {.key = "required_daily", .title = {"剩余日均", "Required daily"}, .type = Type::money},
                   {.key = "last_year", .title = {"去年同日数", "Same days last year"}, .type = Type::money},
                   {.key = "yoy", .title = {"同比", "Change"}, .type = Type::percent}};
  read(inner, [&](store::Database& database) {
    Row sales = figures_row(inner, database, {"销售", "Sales"}, "sales");
    Row collection = figures_row(inner, database, {"回款", "Collection"}, "collection");
    Row expenses = expenses_row(inner, database, month, sales);
    table.rows.stored = {std::move(sales), std::move(collection), std::move(expenses)};
  });
  return table;
}

Table trend_table(const Context& context, const DataRequest& request) {
  const std::string metric = parameter(request, "metric", "sales");
  if (metric != "sales" && metric != "collection")
    refuse_value(request, "metric", metric, {"sales", "collection"});
  const calendar::FiscalCalendar& calendar = context.config.calendar;
  const calendar::Month last = calendar.month_of(std::min(context.as_of, request.period.span.last));
  Table table{.key = "trend", .title = {"逐月走势", "Month by month"}};
  table.columns = {{.key = "month", .title = {"月份", "Month"}, .type = Type::id},
                   {.key = "amount", .title = {"本年", "This year"}, .type = Type::money},
                   {.key = "last_year", .title = {"去年同期", "Last year"}, .type = Type::money},
                   {.key = "yoy", .title = {"同比", "Change"}, .type = Type::percent}};
  AttainRequest asked;
  asked.metric = metric;
  asked.targets = false;
  Context inner = context;
  inner.level.clear();
  Money total, before, first_total, first_before;  // the latter of January and February
  bool complete = true;
  read(inner, [&](store::Database& database) {
    for (calendar::Month month = calendar::Month::of(last.year(), 1); month <= last; month = month + 1) {
      const calendar::Period period = calendar.month_period(month);
      inner.period_text = period.label;
      inner.as_of = std::min(context.as_of, period.span.last);
      const AttainRow all = attainment(inner, database, asked).totals.front();
      const Money amount = Money::minor(all.figures.actual);
      const Money last_year = Money::minor(all.figures.last_year);
      table.rows.stored.push_back({period.label, amount, last_year, maybe(all.result.yoy)});
      total += amount;
      before += last_year;
      complete = complete && !last_year.zero();
      if (month.month() > 2) continue;
      first_total += amount;
      first_before += last_year;
    }
  });
  table.total = Row{base::Text{"累计", "Total"}, total, before, complete ? change(total, before) : Cell()};
  const Cell rate = change(first_total, first_before);
  if (const auto* together = std::get_if<Rate>(&rate); together && last.month() >= 2) {
    const std::string percent = money::percent_text(*together, 1);
    table.notes.push_back(
        {"1–2月合计同比 " + percent + "（春节日期不固定，两个月合并比较）",
         "January and February together " + percent + " on last year (the Spring Festival moves)"});
  }
  return table;
}

namespace {

// The days that sales are compared over; nothing before the period has begun.
std::optional<std::pair<calendar::Span, calendar::Span>> compared(const Context& context,
                                                                  const DataRequest& request) {
  const std::string against = parameter(request, "against", "last_year");
  if (against != "last_year" && against != "previous")
    refuse_value(request, "against", against, {"last_year", "previous"});
  const AttainDays days = attain_days(context, relative_period(context, request));
  if (!days.elapsed) return std::nullopt;
  return std::pair(*days.elapsed, against == "previous" ? *days.previous : *days.last_year);
}

// By group and by product alike.
std::vector<store::ProductSales> products_sold(const Context& context, store::Database& database,
                                               calendar::Span span, calendar::Span before) {
  const auto read = [&] {
    return store::product_sales(*sale_lines(context, database), span, before,
                                document_scope(context, database, span.last));
  };
  if (!context.reading) return read();
  const auto [kept, fresh] =
      context.reading->products.try_emplace({span.first, span.last, before.first, before.last});
  if (fresh) kept->second = read();
  return kept->second;
}

struct VarianceLine {
  base::Text name;
  report::Variance variance;
};

Row variance_row(const std::string& key, const VarianceLine& line) {
  const report::Variance& v = line.variance;
  return {key,     line.name, v.before, v.volume, v.mix,      v.price,
          v.fresh, v.dropped, v.other,  v.amount, v.change(), change(v.amount, v.before)};
}

Table empty_variance_table() {
  Table table{.key = "variance", .title = {"销售增减分析", "Why sales changed"}};
  table.columns = {{.key = "key", .title = {"编码", "Code"}, .type = Type::id},
                   {.key = "name", .title = {"名称", "Name"}},
                   {.key = "before", .title = {"比较期", "Before"}, .type = Type::money},
                   {.key = "volume", .title = {"销量", "Volume"}, .type = Type::money},
                   {.key = "mix", .title = {"结构", "Mix"}, .type = Type::money},
                   {.key = "price", .title = {"价格", "Price"}, .type = Type::money},
                   {.key = "new", .title = {"新品", "New"}, .type = Type::money},
                   {.key = "dropped", .title = {"停售", "Dropped"}, .type = Type::money},
                   {.key = "other", .title = {"其他", "Other"}, .type = Type::money},
                   {.key = "amount", .title = {"本期", "Now"}, .type = Type::money},
                   {.key = "change", .title = {"增减额", "Change"}, .type = Type::money},
                   {.key = "change_rate", .title = {"增减率", "Change %"}, .type = Type::percent}};
  table.notes = {
      {"销量：同一计量单位的产品按总量同比例增减、按比较期价格计；结构：各产品与总量增减不同步的部分；价格："
       "本期"
       "数量 ×（本期单价 − 比较期单价）；没有数量的销售列在其他。各项之和等于增减额。",
       "Volume: products of a unit of measure growing like their total, at the prices before. Mix: what they "
       "grew differently. Price: quantity sold × (price − price before). Sales without quantity are other. "
       "The "
       "parts add up to the change."}};
  return table;
}

}  // namespace

Table variance_table(const Context& context, const DataRequest& request) {
  const std::string by = parameter(request, "by", "group");
  if (by != "group" && by != "product") refuse_value(request, "by", by, {"group", "product"});
  std::vector<report::ProductFigures> products;
  if (const auto spans = compared(context, request)) {
    read(context, [&](store::Database& database) {
      for (const store::ProductSales& sold : products_sold(context, database, spans->first, spans->second))
        products.push_back({sold.product, sold.name, sold.group, sold.uom, sold.counted, sold.quantity,
                            sold.amount, sold.quantity_before, sold.before});
    });
  }
  const std::vector<report::Variance> parts = report::variances(products);
  std::map<std::string, VarianceLine> lines;
  VarianceLine total;
  for (std::size_t at = 0; at < products.size(); ++at) {
    const report::ProductFigures& product = products[at];
    const std::string key = by == "group" ? product.group : product.product;
    const std::string name = by == "product" ? product.name : key;
    VarianceLine& line = lines[key];
    line.name = key.empty() ? base::Text{"（未注明）", "(not stated)"} : base::Text{name, name};
    line.variance.add(parts[at]);
    total.variance.add(parts[at]);
  }
  Table table = empty_variance_table();
  for (const auto& [key, line] : lines) table.rows.stored.push_back(variance_row(key, line));
  table.total = variance_row("", total);
  table.total->front() = base::Text{"合计", "TOTAL"};
  return table;
}

}  // namespace salesops::app
