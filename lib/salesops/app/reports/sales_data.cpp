#include "salesops/app/reports/sales_data.hpp"

#include "salesops/store/budgets.hpp"
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
  throw base::Error(
      base::Exit::configuration,
      {.code = "E7104",
       .place = request.place,
       .field = "by",
       .value = by,
       .message = {"sales 不能按“" + by + "”汇总", "sales cannot be summed by \"" + by + "\""},
       .help = {"可用：customer, product, group, rep", "known: customer, product, group, rep"}});
}

// The part of a period up to the last day that counts, and the same days a year before.
struct Spans {
  calendar::Span now;
  calendar::Span before;
};
Spans comparable(const Context& context, const calendar::Period& period) {
  const calendar::Span whole = period.span;
  const calendar::Date last = std::min(whole.last, std::max(whole.first, context.as_of));
  const calendar::Date first_before = context.config.calendar.last_year(period).span.first;
  const calendar::Date last_before = last == whole.last ? context.config.calendar.last_year(period).span.last
                                                        : first_before + (last - whole.first);
  return {{whole.first, last}, {first_before, last_before}};
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

Table sales_table(const Context& context, const DataRequest& request) {
  const store::SalesBy by = dimension(request);
  const Spans spans = comparable(context, relative_period(context, request));
  std::vector<store::SalesSum> sums;
  read(context,
       [&](store::Database& database) { sums = store::sales_sums(database, by, spans.now, spans.before); });

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
  table.total = Row{std::string("TOTAL"), base::Text{"合计", "Total"}, total, ratio(total, total), before,
                    change(total, before)};
  return table;
}

Table figures_table(const Context& context, const DataRequest& request) {
  const calendar::Date day = std::min(request.period.span.last, context.as_of);
  const calendar::Period month = context.config.calendar.month_period(context.config.calendar.month_of(day));
  const calendar::Span month_to_date{month.span.first, day};
  const calendar::Date first_before = context.config.calendar.last_year(month).span.first;
  const calendar::Span before{first_before, first_before + (day - month.span.first)};

  Table table{.key = "figures", .title = {"当日与本月累计", "Day and month to date"}};
  table.columns = {{.key = "measure", .title = {"项目", "Measure"}},
                   {.key = "day", .title = {"当日", "Day"}, .type = Type::money},
                   {.key = "month_to_date", .title = {"本月累计", "Month to date"}, .type = Type::money},
                   {.key = "last_year", .title = {"去年同日数", "Same days last year"}, .type = Type::money},
                   {.key = "yoy", .title = {"同比", "Change"}, .type = Type::percent}};
  read(context, [&](store::Database& database) {
    const auto add = [&](const base::Text& measure, Money (*sum)(store::Database&, calendar::Span)) {
      const Money now = sum(database, month_to_date);
      const Money last_year = sum(database, before);
      table.rows.stored.push_back(
          {measure, sum(database, {day, day}), now, last_year, change(now, last_year)});
    };
    add({"销售", "Sales"}, store::sales_total);
    add({"回款", "Collection"}, store::receipts_total);
    add({"费用", "Expenses"}, store::expenses_total);
  });
  return table;
}

}  // namespace salesops::app
