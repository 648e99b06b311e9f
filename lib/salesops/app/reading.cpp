#include "salesops/app/reading.hpp"

#include <algorithm>

#include "salesops/app/target_people.hpp"
#include "salesops/base/checked.hpp"
#include "salesops/store/targets.hpp"

namespace salesops::app {

namespace {

using calendar::Span;
using store::ActualSums;

// The months of a span, the first and the last as far as it reaches. What a report asks of many overlapping
// spans is then read once a month. First customers of a span are not those of its months.
std::vector<Span> pieces_of(std::string_view metric, Span span) {
  if (metric == "new_customers") return {span};
  std::vector<Span> pieces;
  for (calendar::Date first = span.first; first <= span.last; first = pieces.back().last + 1)
    pieces.push_back({first, std::min(calendar::end_of_month(first), span.last)});
  return pieces;
}

ActualSums sum_of(std::span<const ActualSums* const> parts) {
  ActualSums sum;
  std::map<std::vector<std::string>, std::int64_t> amounts;
  for (const ActualSums* part : parts) {
    sum.total = base::checked_add(sum.total, part->total);
    for (const store::ActualCell& cell : part->cells) {
      std::int64_t& amount = amounts[cell.keys];
      amount = base::checked_add(amount, cell.amount);
    }
  }
  for (auto& [keys, amount] : amounts) sum.cells.push_back({keys, amount});
  return sum;
}

}  // namespace

Reading::Reading(const std::string& path, calendar::Date known_to)
    : database(open_reader(path)), snapshot(database), known(known_to) {}

const ActualSums& Reading::sums(std::string_view metric, Span span, std::span<const store::ActualBy> by,
                                std::optional<calendar::Date> owner_day) {
  const auto asked = [&](Span one) {
    return Asked(metric, one.first, one.last, std::vector(by.begin(), by.end()), owner_day);
  };
  const auto known_sums = sums_.find(asked(span));
  if (known_sums != sums_.end()) return known_sums->second;
  const std::vector<Span> pieces = pieces_of(metric, span);
  std::vector<Span> missing;  // a run of neighbours
  const auto read = [&] {
    if (!actuals_) actuals_.emplace(sales);
    std::vector<ActualSums> found = actuals_->sums(metric, missing, by, owner_day);
    for (std::size_t i = 0; i < missing.size(); ++i) sums_.emplace(asked(missing[i]), std::move(found[i]));
    missing.clear();
  };
  for (const Span& piece : pieces) {
    if (!sums_.contains(asked(piece)))
      missing.push_back(piece);
    else if (!missing.empty())
      read();
  }
  if (!missing.empty()) read();
  std::vector<const ActualSums*> parts;
  for (const Span& piece : pieces) parts.push_back(&sums_.at(asked(piece)));
  if (parts.size() == 1) return *parts.front();
  return sums_.emplace(asked(span), sum_of(parts)).first->second;
}

std::shared_ptr<store::SaleLines> sale_lines(const Context& context, store::Database& database) {
  return context.reading ? std::shared_ptr<store::SaleLines>(context.reading, &context.reading->sales)
                         : std::make_shared<store::SaleLines>(database);
}

namespace {

// The day since when the organisation has been as it is on a day.
std::optional<calendar::Date> unchanged_since(Reading& reading, calendar::Date day) {
  if (!reading.node_changes) reading.node_changes = store::node_changes(reading.database);
  const auto next = std::ranges::upper_bound(*reading.node_changes, day);
  return next == reading.node_changes->begin() ? std::nullopt : std::optional(*(next - 1));
}

}  // namespace

std::shared_ptr<const TargetBook> tree_on(const Context& context, store::Database& database,
                                          calendar::Date day) {
  std::shared_ptr<const TargetBook> read;
  std::shared_ptr<const TargetBook>& tree =
      context.reading ? context.reading->trees[unchanged_since(*context.reading, day)] : read;
  if (!tree) tree = std::make_shared<TargetBook>(database, day);
  return tree;
}

std::shared_ptr<const std::vector<store::NodeOnDay>> nodes_on(const Context& context,
                                                              store::Database& database, calendar::Date day) {
  std::shared_ptr<const std::vector<store::NodeOnDay>> read;
  auto& nodes = context.reading ? context.reading->nodes[unchanged_since(*context.reading, day)] : read;
  if (!nodes) nodes = std::make_shared<std::vector<store::NodeOnDay>>(store::nodes_on(database, day));
  return nodes;
}

std::shared_ptr<const TargetPeople> people_on(const Context& context, store::Database& database,
                                              calendar::Date day) {
  std::shared_ptr<const TargetPeople> read;
  std::shared_ptr<const TargetPeople>& people = context.reading ? context.reading->people[day] : read;
  if (!people) people = std::make_shared<TargetPeople>(database, day);
  return people;
}

std::map<std::string, money::Money> amounts_by_node(const Context& context, store::Database& database,
                                                    std::string_view metric, calendar::Span span) {
  static constexpr store::ActualBy kNode[] = {store::ActualBy::node};
  std::map<std::string, money::Money> amounts;
  const auto add = [&](const ActualSums& sums) {
    for (const store::ActualCell& cell : sums.cells)
      amounts.emplace(cell.keys.front(), money::Money::minor(cell.amount));
  };
  if (context.reading)
    add(context.reading->sums(metric, span, kNode, std::nullopt));
  else
    add(store::Actuals(*sale_lines(context, database)).sums(metric, {&span, 1}, kNode, std::nullopt).front());
  return amounts;
}

std::shared_ptr<const std::vector<target::Value>> targets_of(const Context& context,
                                                             store::Database& database, calendar::Month first,
                                                             calendar::Month last, calendar::Month in_force) {
  std::shared_ptr<const std::vector<target::Value>> read;
  auto& values = context.reading ? context.reading->targets[{first, last, in_force}] : read;
  if (!values)
    values = std::make_shared<std::vector<target::Value>>(
        store::approved_targets(database, first, last, in_force));
  return values;
}

}  // namespace salesops::app
