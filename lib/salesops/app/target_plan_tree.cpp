#include "salesops/app/target_plan_tree.hpp"

#include <algorithm>

#include "salesops/base/checked.hpp"
#include "salesops/base/text.hpp"
#include "salesops/store/budget_inputs.hpp"

namespace salesops::app {

namespace {

using store::ActualBy;

// The dimensions of the actuals that a tree is filled from, in the order of PlanTree's kinds.
constexpr ActualBy kBy[] = {ActualBy::node, ActualBy::rep, ActualBy::customer, ActualBy::product_group};

}  // namespace

const TargetPeople& PlanTree::people() {
  if (!people_) people_ = std::make_unique<TargetPeople>(database_, context_.as_of);
  return *people_;
}

PlanTree::Kind PlanTree::kind_of(const std::string& name) const {
  const bool of_nodes = std::ranges::any_of(
      book_.entries(), [&](const TargetBook::Entry& entry) { return entry.kind == name; });
  if (of_nodes) return {Of::node, name};
  if (name == "rep") return {Of::rep, name};
  if (name == "customer") return {Of::customer, name};
  if (name == "product_group") return {Of::product_group, name};
  return {Of::node, name};
}

bool PlanTree::build(std::size_t root, const std::vector<std::string>& kinds, calendar::Date day) {
  for (const std::string& name : kinds) {
    kinds_.push_back(kind_of(name));
    const std::size_t n = kinds_.size();
    if (n > 1 && kinds_[n - 1].of == Of::node && kinds_[n - 2].of != Of::node) return false;
  }
  const TargetBook::Entry& top = book_.entries()[root];
  nodes_.push_back({.at = root, .id = top.code, .key = top.code, .name = top.name});
  for (std::size_t node = 0; node < nodes_.size(); ++node) {
    if (nodes_[node].depth < kinds_.size()) add_children(node, kinds_[nodes_[node].depth], day);
  }
  return true;
}

void PlanTree::add(std::size_t parent, PlanNode child) {
  child.parent = static_cast<std::uint32_t>(parent);
  child.depth = nodes_[parent].depth + 1;
  child.key = child.bearer.empty() ? child.id : nodes_[parent].key + "/" + child.id;
  nodes_[parent].leaf = false;
  children_.emplace(std::pair(parent, child.id), nodes_.size());
  nodes_.push_back(std::move(child));
}

void PlanTree::add_children(std::size_t parent, const Kind& kind, calendar::Date day) {
  if (kind.of == Of::rep) return add_reps(parent, day);
  if (kind.of == Of::customer) return add_customers(parent, day);
  if (kind.of == Of::product_group) {
    for (const std::string& group : people().product_groups()) {
      PlanNode child{.at = nodes_[parent].at, .bearer = nodes_[parent].bearer, .id = group, .name = group};
      child.bearer.product_group = group;
      add(parent, std::move(child));
    }
    return;
  }
  const std::size_t from = nodes_[parent].at;
  for (std::size_t at = from + 1; at < book_.entries()[from].end; ++at) {
    const TargetBook::Entry& entry = book_.entries()[at];
    if (entry.kind == kind.name) add(parent, {.at = at, .id = entry.code, .name = entry.name});
  }
}

// Whether a node of the organisation stands in the subtree of a plan node; `at`: its position.
bool PlanTree::under(std::size_t parent, std::string_view node, std::size_t& at) const {
  if (book_.find(node) == nullptr) return false;
  at = book_.position(node);
  const std::size_t top = nodes_[parent].at;
  return top <= at && at < book_.entries()[top].end;
}

void PlanTree::add_reps(std::size_t parent, calendar::Date day) {
  for (const std::string& rep : people().rep_codes()) {
    PlanNode child{.bearer = nodes_[parent].bearer, .id = rep, .name = people().title({.rep = rep})};
    if (!under(parent, people().node_of({.rep = rep}, day), child.at)) continue;
    child.bearer.rep = rep;
    add(parent, std::move(child));
  }
}

void PlanTree::add_customers(std::size_t parent, calendar::Date day) {
  const org::Org& org = people().org();
  const std::string rep = nodes_[parent].bearer.rep;
  for (const std::string& customer : people().customer_codes()) {
    PlanNode child{
        .bearer = nodes_[parent].bearer, .id = customer, .name = people().title({.customer = customer})};
    const auto number = *org.customers().find(customer);
    const auto owner = org.rep_of(number, day);
    if (!rep.empty() && (!owner || org.reps().id(*owner) != rep)) continue;
    if (!under(parent, people().node_of({.customer = customer}, day), child.at) && rep.empty()) continue;
    if (!rep.empty()) child.at = nodes_[parent].at;
    child.bearer.customer = customer;
    add(parent, std::move(child));
  }
}

// Which child of a plan node an actual belongs to, by its id; "" for none.
std::string PlanTree::id_at(std::size_t level, std::size_t parent, const store::ActualCell& cell) const {
  const Kind& kind = kinds_[level];
  if (kind.of != Of::node) return cell.keys[static_cast<std::size_t>(kind.of)];
  for (std::size_t at = book_.position(cell.keys.front()); at != nodes_[parent].at;) {
    const TargetBook::Entry& entry = book_.entries()[at];
    if (entry.kind == kind.name) return entry.code;
    if (entry.parent == at) break;
    at = entry.parent;
  }
  return {};
}

std::vector<std::int64_t> PlanTree::history(const target::Metric& metric, calendar::Span span) const {
  std::vector<std::int64_t> sums(nodes_.size(), 0);
  for (const store::ActualCell& cell : store::target_actuals(database_, metric.id, span, kBy)) {
    std::size_t at = 0;
    if (!under(0, cell.keys.front(), at)) continue;
    std::size_t node = 0;
    while (true) {
      sums[node] = base::checked_add(sums[node], cell.amount);
      if (nodes_[node].leaf) break;
      const auto child = children_.find({node, id_at(nodes_[node].depth, node, cell)});
      if (child == children_.end()) break;
      node = child->second;
    }
  }
  for (std::int64_t& sum : sums) sum = std::max<std::int64_t>(0, sum);
  return sums;
}

std::vector<std::int64_t> PlanTree::driver(const std::string& name, calendar::Date day) const {
  std::vector<std::int64_t> by_position(book_.entries().size(), 0);
  for (std::size_t at = 0; at < by_position.size(); ++at)
    by_position[at] = store::driver_of(database_, book_.entries()[at].code, name, day).at_scale(6);
  book_.roll_up(by_position);
  std::vector<std::int64_t> values;
  for (const PlanNode& node : nodes_) values.push_back(node.bearer.empty() ? by_position[node.at] : 0);
  return values;
}

std::vector<std::size_t> PlanTree::find(std::string_view text) const {
  const std::string folded = base::fold_name(text);
  std::vector<std::size_t> found;
  for (std::size_t node = 0; node < nodes_.size(); ++node) {
    if (nodes_[node].key == text) return {node};
    if (nodes_[node].id == text || base::fold_name(nodes_[node].name) == folded) found.push_back(node);
  }
  return found;
}

}  // namespace salesops::app
