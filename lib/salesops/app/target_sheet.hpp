#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "salesops/app/target_book.hpp"
#include "salesops/target/plan.hpp"
#include "salesops/target/sheet.hpp"

namespace salesops::app {

// The figures of one metric of a plan on the tree of a day. What a node with children carries itself, and the
// part of every bearer (rep, customer, product group), is an item below the node. Nodes of the plan that are
// not in the organisation on the day stand at the top.
class PlanSheet {
 public:
  // `extra`: nodes (codes of the book) that get an item though the plan has no figure for them.
  PlanSheet(const target::Plan& plan, const TargetBook& book, const target::Metric& metric,
            const std::vector<std::string>& extra = {});

  target::Sheet sheet;                    // every month is open; bounds are those of the plan's shares
  std::vector<calendar::Month> months{};  // of the metric, in order

  std::optional<std::size_t> item(std::string_view node) const;
  // The item that has what the node itself, or a bearer in it, carries.
  std::optional<std::size_t> carrier(std::string_view node, const target::Bearer& bearer = {}) const;
  // What an item is called: the code of its node, with the bearer: "HZ rep=R1".
  const std::string& name_of(std::size_t item) const { return sheet.keys[item]; }
  // The items of nodes, without those that stand for what a node with children carries itself.
  const std::map<std::string, std::size_t, std::less<>>& items() const { return items_; }
  // The plan with these cells; its shares follow.
  void put(const std::vector<std::int64_t>& cells, target::Plan& plan) const;

 private:
  using Carriers = std::map<std::string, std::set<target::Bearer>, std::less<>>;
  void add_nodes(const TargetBook& book, const Carriers& carriers);
  void add_carriers(const std::string& node, const std::set<target::Bearer>& bearers, bool inner);
  void add_bounds(const target::Plan& plan);
  void put_shares(const std::vector<std::int64_t>& cells, target::Plan& plan) const;
  std::int64_t total_at(const std::string& key, const std::vector<std::int64_t>& cells,
                        const std::vector<std::int64_t>& totals) const;
  void add_shares(const std::vector<std::int64_t>& totals, target::Plan& plan) const;

  const target::Metric& metric_;
  std::map<std::string, std::size_t, std::less<>> items_;                   // by node
  std::map<std::pair<std::string, target::Bearer>, std::size_t> carriers_;  // the items that have figures
};

}  // namespace salesops::app
