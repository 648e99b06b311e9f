#include "salesops/app/reports/promotion_data.hpp"
#include "salesops/app/reports/kinds.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "salesops/app/promotion_parts.hpp"
#include "salesops/app/reading.hpp"
#include "salesops/app/reports/kinds.hpp"
#include "salesops/app/target_book.hpp"
#include "salesops/base/checked.hpp"
#include "salesops/base/text.hpp"

namespace salesops::app {

namespace {

using document::Cell;
using document::Table;
using document::Type;
using money::Money;
using store::Promotion;

// Whether a promotion runs in a node, below it or for all that stands above it; without nodes it runs
// everywhere.
bool touches(const TargetBook& book, const Promotion& promotion, const std::string& node) {
  const auto within = [&](const std::string& below, const std::string& above) {
    if (book.find(below) == nullptr || book.find(above) == nullptr) return false;
    const std::size_t at = book.position(below);
    const std::size_t top = book.position(above);
    return at >= top && at < book.entries()[top].end;
  };
  return promotion.nodes.empty() || std::ranges::any_of(promotion.nodes, [&](const std::string& own) {
           return within(own, node) || within(node, own);
         });
}

std::string day_text(calendar::Date date) {
  return calendar::to_string(date).substr(5);
}

Cell optional_amount(const std::optional<Money>& amount) {
  return amount ? Cell(*amount) : Cell();
}

Cell ratio(Money part, Money whole) {
  return whole > Money() ? Cell(money::Rate(part.minor(), whole.minor())) : Cell();
}

// What its items are to sell with the promotion; nothing when the plan names no items.
Cell planned_units(const Promotion& promotion) {
  if (promotion.items.empty()) return {};
  std::int64_t units = 0;
  for (const store::PlannedItem& item : promotion.items) {
    const promotion::PlannedItem planned{.baseline_units = item.baseline_units, .lift = item.lift};
    units = base::checked_add(units, promotion::plan_figures(planned).units);
  }
  return units;
}

// The node above (or the node itself) that is of the kind; without one the node as it is.
std::string rolled_up(const BudgetBook& book, const std::string& node, const std::string& level) {
  for (const std::string& above : book.hierarchy().nodes.path(node)) {
    if (book.node_kind(above) == level) return above;
  }
  return node;
}

}  // namespace

std::vector<Promotion> promotions_in(const Context& context, store::Database& database,
                                     const calendar::Span& span) {
  std::vector<Promotion> found = store::promotions(database);
  for (const auto& [key, value] : context.where) {
    const auto tree = tree_on(context, database, std::min(context.as_of, span.last));
    const TargetBook& book = *tree;
    const std::string node = book.node(value);
    std::erase_if(found, [&](const Promotion& promotion) { return !touches(book, promotion, node); });
  }
  std::erase_if(found, [&](const Promotion& promotion) {
    return promotion.state == "rejected" || promotion.run.last < span.first ||
           span.last < promotion.run.first;
  });
  return found;
}

Table promotions_data(const Context& context, const DataRequest& request) {
  Table table{.key = "promotions", .title = {"促销计划", "Promotions"}};
  table.columns = {{"promotion", {"编号", "promotion"}, Type::id},
                   {"theme", {"主题", "theme"}, Type::text},
                   {"kind", {"类型", "kind"}, Type::text},
                   {"nodes", {"区域", "nodes"}, Type::text},
                   {"products", {"产品", "products"}, Type::text},
                   {"from", {"开始", "from"}, Type::date},
                   {"to", {"结束", "to"}, Type::date},
                   {"mechanics", {"方式", "mechanics"}, Type::text},
                   {"expected_units", {"目标销量", "target units"}, Type::integer},
                   {"expected_sales", {"预计销售额", "expected sales"}, Type::money},
                   {"cost", {"计划费用", "planned cost"}, Type::money},
                   {"expense_ratio", {"费用率", "expense ratio"}, Type::percent, 2},
                   {"owner", {"负责人", "owner"}, Type::text},
                   {"state", {"状态", "state"}, Type::text}};
  Money expected, cost;
  read(context, [&](store::Database& database) {
    for (const Promotion& promotion :
         promotions_in(context, database, relative_period(context, request).span)) {
      const Money planned = promotion.planned_cost();
      const Money sales = promotion.expected_sales.value_or(Money());
      table.rows.stored.push_back(
          {promotion.code, promotion.theme, promotion_word(promotion.kind), base::join(promotion.nodes, " "),
           base::join(promotion.products, " "), promotion.run.first, promotion.run.last, promotion.mechanics,
           planned_units(promotion), optional_amount(promotion.expected_sales), planned,
           ratio(planned, sales), promotion.owner, promotion_word(promotion.state)});
      expected += sales, cost += planned;
    }
  });
  table.total = document::Row(table.columns.size());
  table.total->front() = base::Text{"合计", "total"};
  (*table.total)[9] = expected, (*table.total)[10] = cost, (*table.total)[11] = ratio(cost, expected);
  return table;
}

Table promotion_costs_data(const Context& context, const DataRequest& request) {
  Table table{.key = "promotion_costs", .title = {"促销费用", "Costs of promotions"}};
  table.columns = {{"month", {"月份", "month"}, Type::id},
                   {"node", {"节点", "node"}, Type::id},
                   {"category", {"费用项目", "category"}, Type::id},
                   {"category_name", {"项目名称", "category name"}, Type::text},
                   {"promotions", {"促销", "promotions"}, Type::text},
                   {"cost", {"计划费用", "planned cost"}, Type::money}};
  struct Cost {
    std::vector<std::string> promotions;
    Money amount;
  };
  std::map<std::tuple<calendar::Month, std::string, std::string>, Cost> costs;
  read(context, [&](store::Database& database) {
    for (const Promotion& promotion :
         promotions_in(context, database, relative_period(context, request).span)) {
      for (const auto& [cell, amount] : promotion.costs) {
        Cost& cost = costs[{cell.month, cell.node, cell.category}];
        if (cost.promotions.empty() || cost.promotions.back() != promotion.code)
          cost.promotions.push_back(promotion.code);
        cost.amount += amount;
      }
    }
  });
  Money total;
  for (const auto& [key, cost] : costs) {
    const auto& [month, node, category] = key;
    table.rows.stored.push_back({calendar::to_string(month), node, category,
                                 context.config.budget.title_of(category), base::join(cost.promotions, " "),
                                 cost.amount});
    total += cost.amount;
  }
  table.total = document::Row{base::Text{"合计", "total"}, Cell(), Cell(), Cell(), Cell(), total};
  return table;
}

Table promotion_calendar_data(const Context& context, const DataRequest& request) {
  const calendar::FiscalCalendar& fiscal = context.config.calendar;
  const std::string level = parameter(request, "level", "region");
  Table table{.key = "promotion_calendar", .title = {"促销日历", "Promotion calendar"}};
  table.columns = {{"node", {"区域", "node"}, Type::id},
                   {"node_name", {"区域名称", "node name"}, Type::text}};
  const std::vector<calendar::Month> months = fiscal.months_in(relative_period(context, request));
  for (const calendar::Month month : months) {
    const std::string label = calendar::to_string(month);
    table.columns.push_back({label, {label, label}, Type::text});
  }
  read(context, [&](store::Database& database) {
    if (request.own && request.with.contains("level")) require_kind(database, level, "level");
    const BudgetBook book(context, database);
    std::map<std::string, std::vector<std::string>> lines;
    for (const Promotion& promotion :
         promotions_in(context, database, relative_period(context, request).span)) {
      std::set<std::string> nodes;
      for (const std::string& node : promotion.nodes) nodes.insert(rolled_up(book, node, level));
      if (nodes.empty()) nodes.insert("");
      const std::string shown = promotion.code + " " + promotion.theme + " " + day_text(promotion.run.first) +
                                ".." + day_text(promotion.run.last);
      for (const std::string& node : nodes) {
        auto [line, fresh] = lines.try_emplace(node, months.size());
        for (std::size_t i = 0; i < months.size(); ++i) {
          const calendar::Span days = fiscal.month(months[i]);
          if (promotion.run.last < days.first || days.last < promotion.run.first) continue;
          line->second[i] += (line->second[i].empty() ? "" : "; ") + shown;
        }
      }
    }
    for (const auto& [node, cells] : lines) {
      document::Row row = {
          node, node.empty() ? Cell(base::Text{"全部区域", "all regions"}) : Cell(book.node_name(node))};
      for (const std::string& cell : cells) row.emplace_back(cell);
      table.rows.stored.push_back(std::move(row));
    }
  });
  return table;
}

}  // namespace salesops::app
