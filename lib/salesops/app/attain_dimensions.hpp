#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "salesops/app/context.hpp"
#include "salesops/app/target_book.hpp"
#include "salesops/app/target_people.hpp"
#include "salesops/store/target_actuals.hpp"
#include "salesops/target/plan.hpp"

namespace salesops::app {

// What the rows of an attainment stand for (--by, --level) and what is left out of it (--where).
// Dimensions: node (the leaf of the tree), a kind of node, rep, customer, class, grade, product,
// product_group. A target counts for what its figure names; what no figure names is the row "".
class AttainDimensions {
 public:
  // Throws Error(usage, E4143) for a dimension that does not exist and E4144 for a value of --where that does
  // not, each with what there is; for a --level that does not exist only with `check_level`.
  AttainDimensions(const Context& context, store::Database& database, const TargetBook& book,
                   bool check_level);

  bool by_tree() const { return by_.empty(); }  // rows are nodes with their subtrees
  bool filtered() const { return !conditions_.empty(); }
  // Only nodes matter: rates, which are measured by node, have such rows.
  bool nodes_only() const;
  const std::vector<store::ActualBy>& wanted() const { return wanted_; }  // the first one is the node

  bool selects(const store::ActualCell& cell) const;
  bool selects(const target::Value& value) const;
  // The ids of the row that a figure belongs to, one per dimension; "" for none.
  std::vector<std::string> row_of(const store::ActualCell& cell) const;
  std::vector<std::string> row_of(const target::Value& value) const;
  std::string name(const std::vector<std::string>& row) const;
  std::vector<document::Column> columns() const;  // one per dimension
  base::Text heading() const;                     // "城市 / 产品组"

 private:
  enum class Kind { node, rep, customer, customer_class, grade, product, product_group, node_kind };
  struct Dimension {
    Kind kind = Kind::node;
    std::string node_kind{};
  };
  struct Condition {
    Dimension dimension{};
    std::vector<std::string> values{};
  };

  Dimension dimension(const std::string& name, const char* option) const;
  void want(const Dimension& dimension);
  void add_condition(const std::string& key, const std::string& value);
  std::string checked(const Dimension& dimension, const std::string& key, const std::string& value);
  const TargetPeople& people();
  std::string node_id(const Dimension& dimension, const std::string& node) const;
  std::string id(const Dimension& dimension, const store::ActualCell& cell) const;
  std::string id(const Dimension& dimension, const target::Value& value) const;
  std::string name(const Dimension& dimension, const std::string& id) const;
  template <class Figure>
  bool selected(const Figure& figure, const std::string& node) const;

  const Context& context_;
  store::Database& database_;
  const TargetBook& book_;
  std::vector<Dimension> by_;
  std::vector<Condition> conditions_;
  std::vector<store::ActualBy> wanted_;
  std::shared_ptr<const TargetPeople> people_;  // only when a dimension needs it
};

}  // namespace salesops::app
