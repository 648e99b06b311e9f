// The collection target that goes with a sales target.
//
// Every cell (node, month) has an exact value: amounts due are minor units, shares of them are rational. The
// sum of all is rounded once, half-up to the unit, and the cells are the optimal rounding of their exact
// values to that sum (money::apportion), so totals of nodes and of months are sums of what is printed.
#include "salesops/app/target_collection.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "salesops/app/target_plan_parts.hpp"
#include "salesops/base/checked.hpp"
#include "salesops/receivable/packed.hpp"
#include "salesops/store/receivables.hpp"
#include "salesops/store/target_actuals.hpp"
#include "salesops/target/sheet.hpp"

namespace salesops::app {

namespace {

using base::Wide;
using calendar::Month;
using config::Field;
using config::Type;

constexpr Field kCollection[] = {
    {.key = "from",
     .type = Type::choice,
     .zh = "回款目标由应收账款推出",
     .en = "the collection target follows from the receivables",
     .choices = "receivables",
     .required = true},
    {.key = "share_of_new_sales",
     .type = Type::rate,
     .fallback = "0%",
     .zh = "当月销售目标中当月收回的比例",
     .en = "share of a month's sales target that is collected in it",
     .min = 0,
     .max = 100},
    {.key = "cover_overdue",
     .type = Type::rate,
     .fallback = "100%",
     .zh = "已逾期应收要收回的比例",
     .en = "share of what is overdue that is to be collected",
     .min = 0,
     .max = 100},
    {.key = "unit", .type = Type::money, .fallback = "0.01", .zh = "取整单位", .en = "rounding unit"},
};

// What a cell or a node is made of, in minor units before the shares are taken.
struct Parts {
  std::int64_t due = 0;
  std::int64_t overdue = 0;
  std::int64_t sales = 0;

  Parts& operator+=(const Parts& more) {
    due = base::checked_add(due, more.due);
    overdue = base::checked_add(overdue, more.overdue);
    sales = base::checked_add(sales, more.sales);
    return *this;
  }
};

// An open item in the company's currency, at the node that owns the customer on the as-of day.
struct Due {
  std::string node;
  calendar::Date date{};
  std::int64_t amount = 0;
};

std::vector<Due> open_items(const Context& context, store::Database& database) {
  const std::map<std::int64_t, std::string> owners = store::customer_owners(database, context.as_of);
  const money::Currency& company = context.config.company.currency;
  std::vector<Due> found;
  receivable::Settled settled;
  receivable::Position position;
  store::for_each_packed(database, context.as_of, [&](const store::PackedAccount& account) {
    const auto owner = owners.find(account.customer);
    receivable::packed_position(account.packed, context.as_of, account.balance, settled, position);
    for (const receivable::OpenItem& item : position.items) {
      const money::Money open =
          account.currency == company.code
              ? item.open
              : context.config.receivables.rates.convert(item.open, money::currency(account.currency),
                                                         company, settled.debits[item.debit].date);
      found.push_back({owner == owners.end() ? std::string() : owner->second, item.due, open.minor()});
    }
  });
  return found;
}

class Pair {
 public:
  Pair(const Context& context, const TargetBook& book, const config::Section& section)
      : context_(context),
        book_(book),
        of_sales_(section.rate("share_of_new_sales")),
        of_overdue_(section.rate("cover_overdue")),
        unit_(std::max<std::int64_t>(1, section.amount("unit").minor())) {}

  // False when there are none.
  bool add_sales(const target::Plan& plan) {
    for (const target::Value& value : plan.values) {
      if (value.metric != "sales") continue;
      cells_[{value.node, value.month}] += {.sales = value.amount};
      months_.insert(value.month);
      nodes_.insert(value.node);
    }
    return !months_.empty();
  }

  void add_receivables(store::Database& database, target::Plan& plan) {
    std::int64_t outside = 0;
    const Month today = context_.config.calendar.month_of(context_.as_of);
    for (const Due& open : open_items(context_, database)) {
      const bool overdue = open.date < context_.as_of;
      const Month month =
          overdue ? std::max(today, *months_.begin()) : context_.config.calendar.month_of(open.date);
      if (month < *months_.begin() || month > *months_.rbegin()) continue;
      if (open.node.empty()) {
        outside = base::checked_add(outside, open.amount);
        continue;
      }
      cells_[{holder(open.node), month}] +=
          overdue ? Parts{.overdue = open.amount} : Parts{.due = open.amount};
    }
    if (outside == 0) return;
    const std::string amount =
        money::to_grouped(money::Money::minor(outside), context_.config.company.currency.digits);
    plan.notes.push_back({"客户没有归属节点的应收 " + amount + " 未计入回款目标",
                          "receivables of " + amount + " whose customers have no node are left out"});
  }

  // Values of the collection and the shares that explain them.
  void put(target::Plan& plan) const {
    std::vector<std::string> names;
    std::vector<money::Weight> weights;
    Wide sum = 0;
    for (const auto& [cell, parts] : cells_) {
      names.push_back(cell.first + '\x1f' + calendar::to_string(cell.second));
      weights.push_back(std::max<Wide>(0, exact(parts)));
      sum += weights.back();
    }
    const std::int64_t total = base::narrow(base::divide_half_up(sum, scale() * unit_)) * unit_;
    const target::Row amounts = target::spread(total, target::views(names), std::move(weights),
                                               target::Row(names.size(), money::kNoCap), unit_);
    std::size_t at = 0;
    std::map<std::string, std::int64_t> by_node;
    for (const auto& [cell, parts] : cells_) {
      plan.values.push_back({cell.first, "collection", cell.second, amounts[at]});
      std::int64_t& node = by_node[cell.first];
      node = base::checked_add(node, amounts[at++]);
    }
    put_shares(by_node, plan);
  }

 private:
  // A common denominator of all exact values, and those values times it.
  Wide scale() const { return Wide{of_sales_.denominator()} * of_overdue_.denominator(); }
  Wide exact(const Parts& parts) const {
    return Wide{parts.due} * scale() +
           Wide{parts.overdue} * of_overdue_.numerator() * of_sales_.denominator() +
           Wide{parts.sales} * of_sales_.numerator() * of_overdue_.denominator();
  }
  std::string holder(const std::string& node) const {
    if (book_.find(node) == nullptr) return node;
    const std::vector<TargetBook::Entry>& entries = book_.entries();
    for (std::size_t at = book_.position(node);; at = entries[at].parent) {
      if (nodes_.contains(entries[at].code)) return entries[at].code;
      if (entries[at].parent == at) return node;
    }
  }
  void put_shares(const std::map<std::string, std::int64_t>& by_node, target::Plan& plan) const;
  std::string source_of(const Parts& parts) const;

  const Context& context_;
  const TargetBook& book_;
  money::Rate of_sales_;
  money::Rate of_overdue_;
  std::int64_t unit_;
  std::map<std::pair<std::string, Month>, Parts> cells_;
  std::set<Month> months_;
  std::set<std::string> nodes_;  // that have sales
};

std::string Pair::source_of(const Parts& parts) const {
  const auto decimal = [](std::int64_t minor) { return money::to_decimal(money::Money::minor(minor), 2); };
  const auto percent = [](const money::Rate& rate) {
    const Wide hundredths = base::divide_half_up(Wide{rate.numerator()} * 10'000, rate.denominator());
    return money::to_string(money::Decimal(base::narrow(hundredths), 2).normalised()) + "%";
  };
  return "due " + decimal(parts.due) + " + " + percent(of_overdue_) + " of overdue " +
         decimal(parts.overdue) + " + " + percent(of_sales_) + " of sales " + decimal(parts.sales);
}

void Pair::put_shares(const std::map<std::string, std::int64_t>& by_node, target::Plan& plan) const {
  const std::vector<TargetBook::Entry>& entries = book_.entries();
  std::vector<Parts> parts(entries.size());
  std::vector<std::int64_t> amounts(entries.size(), 0);
  std::vector<bool> inside(entries.size(), false);
  for (const auto& [cell, more] : cells_) {
    if (book_.find(cell.first) == nullptr) continue;
    parts[book_.position(cell.first)] += more;
    inside[book_.position(cell.first)] = true;
  }
  for (const auto& [node, amount] : by_node) {
    if (book_.find(node) != nullptr) amounts[book_.position(node)] = amount;
  }
  for (std::size_t at = entries.size(); at-- > 0;) {
    const std::size_t parent = entries[at].parent;
    if (!inside[at] || parent == at) continue;
    parts[parent] += parts[at];
    inside[parent] = true;
  }
  book_.roll_up(amounts);
  for (std::size_t at = 0; at < entries.size(); ++at) {
    if (!inside[at]) continue;
    const bool top = entries[at].parent == at;
    const std::int64_t whole = amounts[entries[at].parent];
    target::Share share{.node = entries[at].code,
                        .metric = "collection",
                        .parent = top ? "" : entries[entries[at].parent].code};
    share.amount = share.field = amounts[at];
    share.share = whole == 0 ? 0 : base::narrow(base::divide_half_up(Wide{amounts[at]} * 1'000'000, whole));
    share.weight = money::to_string(money::Decimal(share.share, 4).normalised());
    share.source = source_of(parts[at]);
    const Wide millionths = base::divide_half_up(exact(parts[at]) * 10'000, scale());
    share.quota = money::to_string(money::Decimal(base::narrow(millionths), 6).normalised());
    plan.shares.push_back(std::move(share));
  }
}

}  // namespace

std::span<const Field> target_collection_fields() {
  return kCollection;
}

void collection_from_receivables(const Context& context, store::Database& database, const TargetBook& book,
                                 const config::Section& section, target::Plan& plan) {
  Pair pair(context, book, section);
  if (!pair.add_sales(plan)) {
    section.fault(
        "from", "E4119",
        {"回款目标须与同一文件的销售目标成对", "a collection target goes with sales of the same plan"},
        {"先给出 metric: sales 的目标", "give targets of metric: sales in this file"});
    return;
  }
  pair.add_receivables(database, plan);
  target::Plan made;
  pair.put(made);
  plan.values.insert(plan.values.end(), made.values.begin(), made.values.end());
  plan.shares.insert(plan.shares.end(), made.shares.begin(), made.shares.end());
}

}  // namespace salesops::app
