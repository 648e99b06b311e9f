#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "salesops/app/target_book.hpp"
#include "salesops/app/target_people.hpp"
#include "salesops/store/target_actuals.hpp"
#include "salesops/target/plan.hpp"

namespace salesops::app {

// One node of a planned split: a node of the organisation, or the part of a rep, a customer or a product
// group of the one above it.
struct PlanNode {
  std::size_t at = 0;       // the organisation's node that carries it, in the book
  target::Bearer bearer{};  // empty for a node of the organisation
  std::string id{};         // HZ, R1, 饮料
  std::string key{};        // unique: HZ, HZ/R1, HZ/R1/饮料
  std::string name{};
  std::uint32_t parent = 0;  // its own for the root
  std::size_t depth = 0;     // 0: the root, k: level k
  bool leaf = true;
};

// The nodes of a split, level by level: nodes of a kind under the nodes of the level before, then, unless the
// organisation has nodes of a kind so called, "rep" (who belongs there), "customer" (of that node, or of that
// rep) and "product_group". A node without any keeps its amount itself.
class PlanTree {
 public:
  PlanTree(const Context& context, store::Database& database, const TargetBook& book)
      : context_(context), database_(database), book_(book) {}

  // `day`: whose rep and customer somebody is. false when a level of nodes stands below one of reps,
  // customers or product groups.
  bool build(std::size_t root, const std::vector<std::string>& kinds, calendar::Date day);
  const std::vector<PlanNode>& nodes() const { return nodes_; }
  bool below_nodes(std::size_t level) const { return kinds_[level].of != Of::node; }  // 0: the first level

  // Actuals of a span by plan node, its subtree included; less than nothing counts as nothing.
  std::vector<std::int64_t> history(const target::Metric& metric, calendar::Span span) const;
  // Driver values in millionths by plan node, its subtree included; 0 below the nodes of the organisation.
  std::vector<std::int64_t> driver(const std::string& name, calendar::Date day) const;
  // Plan nodes with this key, id or name, in order.
  std::vector<std::size_t> find(std::string_view text) const;

 private:
  enum class Of { node, rep, customer, product_group };
  struct Kind {
    Of of = Of::node;
    std::string name{};
  };
  Kind kind_of(const std::string& name) const;
  void add(std::size_t parent, PlanNode child);
  void add_children(std::size_t parent, const Kind& kind, calendar::Date day);
  void add_reps(std::size_t parent, calendar::Date day);
  void add_customers(std::size_t parent, calendar::Date day);
  bool under(std::size_t parent, std::string_view node, std::size_t& at) const;
  std::string id_at(std::size_t level, std::size_t parent, const store::ActualCell& cell) const;
  const TargetPeople& people();

  const Context& context_;
  store::Database& database_;
  const TargetBook& book_;
  std::unique_ptr<TargetPeople> people_;  // only when a level needs it
  std::vector<Kind> kinds_;
  std::vector<PlanNode> nodes_;
  std::map<std::pair<std::size_t, std::string>, std::size_t> children_;  // (parent, id) -> plan node
};

}  // namespace salesops::app
