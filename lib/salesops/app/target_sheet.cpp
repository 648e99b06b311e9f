#include "salesops/app/target_sheet.hpp"

#include <algorithm>
#include <set>

#include "salesops/base/checked.hpp"
#include "salesops/base/text.hpp"

namespace salesops::app {

namespace {

// A figure that kept its proportion to the target it belongs to, rounded up (over-assignment) or half-up.
std::int64_t in_proportion(std::int64_t figure, std::int64_t before, std::int64_t after, bool up) {
  if (before <= 0) return after;
  const base::Wide product = base::Wide{figure} * after;
  return base::narrow(up ? -base::divide_floor(-product, before) : base::divide_half_up(product, before));
}

// "rep=R1 product_group=P"; "" for the node itself.
std::string label_of(const target::Bearer& bearer) {
  std::string label;
  const std::pair<const char*, const std::string*> parts[] = {
      {" rep=", &bearer.rep}, {" customer=", &bearer.customer}, {" product_group=", &bearer.product_group}};
  for (const auto& [name, value] : parts) {
    if (!value->empty()) label += name + *value;
  }
  return label;
}

}  // namespace

PlanSheet::PlanSheet(const target::Plan& plan, const TargetBook& book, const target::Metric& metric,
                     const std::vector<std::string>& extra)
    : metric_(metric) {
  std::set<calendar::Month> months_found;
  Carriers carriers;
  for (const target::Value& value : plan.values) {
    if (value.metric != metric.id) continue;
    months_found.insert(value.month);
    carriers[value.node].insert(value.bearer);
  }
  for (const std::string& node : extra) carriers[node].insert(target::Bearer{});
  months.assign(months_found.begin(), months_found.end());
  for (const calendar::Month month : months) sheet.months.push_back(calendar::to_string(month));
  sheet.open.assign(months.size(), true);
  add_nodes(book, carriers);
  for (const target::Value& value : plan.values) {
    if (value.metric != metric.id) continue;
    const std::size_t month =
        static_cast<std::size_t>(std::ranges::lower_bound(months, value.month) - months.begin());
    std::int64_t& cell = sheet.cells[carriers_.at({value.node, value.bearer}) * months.size() + month];
    cell = base::checked_add(cell, value.amount);
  }
  add_bounds(plan);
}

void PlanSheet::add_nodes(const TargetBook& book, const Carriers& carriers) {
  const std::vector<TargetBook::Entry>& entries = book.entries();
  std::vector<std::size_t> inside(entries.size(), 0);  // carriers in the subtree
  for (std::size_t at = entries.size(); at-- > 0;) {
    inside[at] += carriers.contains(entries[at].code) ? 1U : 0U;
    if (entries[at].parent != at) inside[entries[at].parent] += inside[at];
  }
  for (std::size_t at = 0; at < entries.size(); ++at) {
    if (inside[at] == 0) continue;
    const std::string& code = entries[at].code;
    const std::size_t parent =
        entries[at].parent == at ? target::kTop : items_.at(entries[entries[at].parent].code);
    items_[code] = sheet.add(code, parent);
    const auto carrier = carriers.find(code);
    if (carrier != carriers.end()) add_carriers(code, carrier->second, inside[at] > 1);
  }
  for (const auto& [node, bearers] : carriers) {
    if (book.find(node) != nullptr) continue;
    items_[node] = sheet.add(node, target::kTop);
    add_carriers(node, bearers, false);
  }
}

void PlanSheet::add_carriers(const std::string& node, const std::set<target::Bearer>& bearers, bool inner) {
  const std::size_t item = items_.at(node);
  if (!inner && bearers.size() == 1 && bearers.begin()->empty()) {
    carriers_[{node, {}}] = item;
    return;
  }
  for (const target::Bearer& bearer : bearers)
    carriers_[{node, bearer}] = sheet.add(node + label_of(bearer), item);
}

void PlanSheet::add_bounds(const target::Plan& plan) {
  for (const target::Share& share : plan.shares) {
    const auto found = items_.find(share.node);
    if (share.metric != metric_.id || found == items_.end()) continue;
    sheet.floors[found->second] = share.floor.value_or(0);
    sheet.caps[found->second] = share.cap.value_or(money::kNoCap);
    sheet.held[found->second] = share.lock.has_value();
  }
}

std::optional<std::size_t> PlanSheet::item(std::string_view node) const {
  const auto found = items_.find(node);
  return found == items_.end() ? std::nullopt : std::optional<std::size_t>(found->second);
}

std::optional<std::size_t> PlanSheet::carrier(std::string_view node, const target::Bearer& bearer) const {
  const auto found = carriers_.find({std::string(node), bearer});
  return found == carriers_.end() ? std::nullopt : std::optional<std::size_t>(found->second);
}

void PlanSheet::put(const std::vector<std::int64_t>& cells, target::Plan& plan) const {
  put_shares(cells, plan);
  std::set<std::tuple<std::string, target::Bearer, calendar::Month>> present;
  for (const target::Value& value : plan.values) {
    if (value.metric == metric_.id) present.insert({value.node, value.bearer, value.month});
  }
  std::erase_if(plan.values, [&](const target::Value& value) { return value.metric == metric_.id; });
  for (const auto& [carrier, item] : carriers_) {
    for (std::size_t m = 0; m < months.size(); ++m) {
      const std::int64_t amount = cells[item * months.size() + m];
      if (amount == 0 && !present.contains({carrier.first, carrier.second, months[m]})) continue;
      plan.values.push_back({carrier.first, metric_.id, months[m], amount, carrier.second});
    }
  }
  std::sort(plan.values.begin(), plan.values.end());
}

// The total of a node, or of a bearer of it: "HZ", "HZ/R1", "HZ/R1/drinks".
std::int64_t PlanSheet::total_at(const std::string& key, const std::vector<std::int64_t>& cells,
                                 const std::vector<std::int64_t>& totals) const {
  const std::vector<std::string> path = base::split(key, '/');
  const auto found = items_.find(path.front());
  if (found == items_.end()) return 0;
  if (path.size() == 1) return totals[found->second];
  std::int64_t total = 0;
  for (const auto& [carrier, item] : carriers_) {
    const target::Bearer& bearer = carrier.second;
    const bool named = std::all_of(path.begin() + 1, path.end(), [&](const std::string& id) {
      return id == bearer.rep || id == bearer.customer || id == bearer.product_group;
    });
    if (carrier.first != path.front() || !named) continue;
    for (std::size_t m = 0; m < months.size(); ++m)
      total = base::checked_add(total, cells[item * months.size() + m]);
  }
  return total;
}

void PlanSheet::put_shares(const std::vector<std::int64_t>& cells, target::Plan& plan) const {
  target::Sheet after = sheet;
  after.cells = cells;
  const std::vector<std::int64_t> totals = target::totals_of(after);
  const auto total_of = [&](const std::string& key) { return total_at(key, cells, totals); };
  for (target::Share& share : plan.shares) {
    if (share.metric != metric_.id || !items_.contains(share.node.substr(0, share.node.find('/')))) continue;
    const std::int64_t amount = total_of(share.node);
    if (!share.parent.empty() && total_of(share.parent) > 0) {
      share.share =
          base::narrow(base::divide_half_up(base::Wide{amount} * 1'000'000, total_of(share.parent)));
      share.weight = money::to_string(money::Decimal(share.share, 4).normalised());
    }
    if (amount == share.amount) continue;
    share.field = in_proportion(share.field, share.amount, amount, true);
    if (share.stretch) share.stretch = in_proportion(*share.stretch, share.amount, amount, false);
    share.quota = money::to_string(money::Decimal(amount, 2).normalised());
    share.source = "revised v" + std::to_string(plan.version);
    share.bound.clear();
    share.amount = amount;
  }
  add_shares(totals, plan);
}

// Nodes that joined the plan under a node whose split is recorded.
void PlanSheet::add_shares(const std::vector<std::int64_t>& totals, target::Plan& plan) const {
  std::set<std::string> recorded;
  for (const target::Share& share : plan.shares) {
    if (share.metric == metric_.id) recorded.insert(share.node);
  }
  for (std::size_t item = 0; item < sheet.size() && !recorded.empty(); ++item) {
    const std::string& node = sheet.keys[item];
    const auto own = items_.find(node);
    if (own == items_.end() || own->second != item || recorded.contains(node) || totals[item] == 0) continue;
    const std::size_t parent = sheet.parents[item];
    if (parent == target::kTop || !recorded.contains(sheet.keys[parent])) continue;
    target::Share share{.node = node, .metric = metric_.id, .parent = sheet.keys[parent]};
    share.amount = share.field = totals[item];
    share.share =
        totals[parent] <= 0
            ? 0
            : base::narrow(base::divide_half_up(base::Wide{totals[item]} * 1'000'000, totals[parent]));
    share.weight = money::to_string(money::Decimal(share.share, 4).normalised());
    share.source = "revised v" + std::to_string(plan.version);
    share.quota = money::to_string(money::Decimal(totals[item], 2).normalised());
    recorded.insert(node);
    plan.shares.push_back(std::move(share));
  }
}

}  // namespace salesops::app
