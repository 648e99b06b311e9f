#include "salesops/app/reports/customer_data.hpp"

#include "salesops/app/notes.hpp"
#include "salesops/app/reading.hpp"
#include "salesops/app/reports/sales_data.hpp"
#include "salesops/store/sales_sums.hpp"

namespace salesops::app {

namespace {

using document::Table;
using document::Type;

constexpr int kNewAfterDays = 365;
constexpr int kSilentDays = 90;

base::Text state_of(const store::CustomerSales& sales, calendar::Span days) {
  if (!sales.sold_before) return {"new", "new"};
  if (days.last - sales.last >= kSilentDays) return {"silent", "silent"};
  return {"active", "active"};
}

}  // namespace

Table customer_moves_table(const Context& context, const DataRequest& request) {
  const calendar::Period period = relative_period(context, request);
  const calendar::Span days{period.span.first, std::min(context.as_of, period.span.last)};
  Table table{.key = "customer_moves", .title = {"客户增减", "Customers that came and went"}};
  table.columns = {
      {.key = "customer_id", .title = {"客户编码", "Customer id"}, .type = Type::id},
      {.key = "customer_name", .title = {"客户", "Customer"}},
      {.key = "state", .title = {"状态", "State"}, .type = Type::id},
      {.key = "amount", .title = {"本期销售", "Sales"}, .type = Type::money},
      {.key = "before", .title = {"此前十二个月销售", "Twelve months before"}, .type = Type::money},
      {.key = "last_sale", .title = {"最近一次销售", "Last sale"}, .type = Type::date}};
  if (days.last < days.first) return table;
  read(context, [&](store::Database& database) {
    const store::DocumentScope scope = document_scope(context, database, days.last);
    const auto lines = sale_lines(context, database);
    for (const store::CustomerSales& sales : store::customer_sales(*lines, days, kNewAfterDays, scope)) {
      table.rows.stored.push_back(
          {sales.code, sales.name, state_of(sales, days).en, sales.amount, sales.before, sales.last});
    }
  });
  return table;
}

namespace {

// A report of a month that is over holds the notes that were written about it since.
calendar::Date known_to(const Context& context) {
  return context.reading ? context.reading->known : context.as_of;
}

}  // namespace

Table notes_table(const Context& context, const DataRequest& request) {
  Table table{.key = "notes", .title = {"纪要", "Notes"}};
  table.columns = {{.key = "number", .title = {"编号", "Number"}, .type = Type::id},
                   {.key = "date", .title = {"日期", "Date"}, .type = Type::date},
                   {.key = "node", .title = {"节点", "Node"}, .type = Type::id},
                   {.key = "node_name", .title = {"节点名称", "Node name"}},
                   {.key = "topic", .title = {"主题", "Topic"}, .type = Type::id},
                   {.key = "author", .title = {"填写人", "By"}, .type = Type::id},
                   {.key = "text", .title = {"内容", "Text"}}};
  const std::string topic = parameter(request, "topic", "");
  read(context, [&](store::Database& database) {
    for (const PlacedNote& one :
         notes_of(context, database, relative_period(context, request).label, topic, known_to(context))) {
      const store::Note& note = one.note;
      table.rows.stored.push_back({std::to_string(note.number), note.date, note.node, one.node_name,
                                   note.topic, note.actor, note.text});
    }
  });
  return table;
}

std::vector<base::Text> note_paragraphs(const Context& context, const calendar::Period& period,
                                        const std::string& topic) {
  std::vector<base::Text> paragraphs;
  read(context, [&](store::Database& database) {
    for (const PlacedNote& one : notes_of(context, database, period.label, topic, known_to(context))) {
      const std::string node = one.node_name.empty() ? one.note.node : one.node_name;
      const std::string signed_by = one.note.actor + "，" + calendar::to_string(one.note.date);
      const std::string signed_en = one.note.actor + ", " + calendar::to_string(one.note.date);
      paragraphs.push_back({(node.empty() ? "" : node + "：") + one.note.text + "（" + signed_by + "）",
                            (node.empty() ? "" : node + ": ") + one.note.text + " (" + signed_en + ")"});
    }
  });
  return paragraphs;
}

}  // namespace salesops::app
