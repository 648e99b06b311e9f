#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/app/context.hpp"
#include "salesops/org/org.hpp"
#include "salesops/receivable/aging.hpp"
#include "salesops/store/receivables.hpp"

namespace salesops::app {

// What a document of a customer belongs to.
struct Attributed {
  std::int64_t customer = 0;
  std::string_view currency{};
  std::int64_t rep = 0;   // named on the document; 0: the customer's
  calendar::Date date{};  // of the document
};
// Of what is placed in an aging.
Attributed attributed(std::int64_t customer, std::string_view currency, const receivable::Placed& placed,
                      const receivable::Settled& settled, const receivable::Position& position);

// The word of --owner; "": then.
org::Attribution owner_of(std::string_view word);

// The lines of a table by some dimensions: customer, rep, class, grade, currency, node (the leaf of the
// tree), or a kind of node. Lines are numbered in the order in which they are first asked for.
class Grouping {
 public:
  // Throws Error(usage, E5304) for a dimension that does not exist, with the ones that do, and for a --where
  // value that does not. `by` empty: customer.
  Grouping(const Context& context, store::Database& database, std::vector<std::string> by,
           org::Attribution owner);
  ~Grouping();

  // Whether --where takes a document.
  bool takes(const Attributed& document) const { return conditions_.empty() || selected(document); }
  std::vector<document::Column> columns() const;
  // The line of a document; nothing when --where leaves it out.
  std::optional<std::size_t> line_of(const Attributed& document);
  std::size_t lines() const { return customer_only_ ? customer_of_line_.size() : lines_.size(); }
  // The cells of the dimension columns of a line.
  document::Row cells(std::size_t line) const;
  // The same for rows that are made one by one: sets the first cells of a row to those of a line and drops
  // the others. May be kept longer than this object and called by several threads. Cost: nothing per line
  // when grouped by customer alone, else a row per line.
  std::function<void(std::size_t line, document::Row& row)> labels() const;
  // Lines in the byte order of their ids, what belongs nowhere last.
  std::vector<std::size_t> order() const;
  // The line that shows `customer` whether or not it has documents; only when grouped by customer alone and
  // without conditions.
  bool by_customer_alone() const { return customer_only_ && conditions_.empty(); }
  const std::vector<store::CustomerName>& customers() const { return *names_; }
  // The tree of the as-of and the node of every line, when grouped by node alone.
  bool by_tree() const { return by_.size() == 1 && by_.front().kind == Kind::node; }
  const org::Org& org() const { return *org_; }
  org::Tree tree() const { return org_->tree(context_.as_of); }
  std::optional<org::NodeNo> node_of_line(std::size_t line) const;

 private:
  enum class Kind { customer, rep, customer_class, grade, currency, node, node_kind };
  struct Dimension {
    Kind kind = Kind::customer;
    std::string node_kind{};
  };
  struct Condition {
    Dimension dimension{};
    std::vector<std::string> values{};
  };
  struct Line {
    std::vector<std::string> ids;
  };
  using Names = std::vector<store::CustomerName>;

  Dimension dimension(const std::string& name, const char* option);
  void read_conditions();
  void check_value(const Dimension& dimension, const std::string& value) const;
  std::string id_of(const Dimension& dimension, const Attributed& document) const;
  bool selected(const Attributed& document) const;
  std::string name_of(const Dimension& dimension, const std::string& id) const;
  std::optional<org::NodeNo> node_of(const Attributed& document) const;
  calendar::Date owner_date(const Attributed& document) const {
    return org::attribution_date(owner_, document.date, context_.as_of);
  }
  void load_org();

  const Context& context_;
  store::Database& database_;
  org::Attribution owner_;
  std::vector<Dimension> by_;
  std::vector<Condition> conditions_;
  bool customer_only_ = false;
  std::shared_ptr<const Names> names_;           // by code
  std::vector<std::uint32_t> name_of_customer_;  // the store's key -> index in names_
  std::unique_ptr<org::Org> org_;                // only when a dimension needs it
  std::map<std::int64_t, std::string> rep_codes_;
  // Grouped by customer alone a line is an index in names_; otherwise it has ids.
  std::vector<std::uint32_t> customer_of_line_;
  std::vector<std::size_t> line_of_customer_;  // index in names_ -> line + 1
  std::vector<Line> lines_;
  std::map<std::vector<std::string>, std::size_t> line_of_ids_;
};

// Only to ask what --where takes; none without --where, which takes everything.
std::unique_ptr<Grouping> conditions_of(const Context& context, store::Database& database,
                                        std::string_view owner);

}  // namespace salesops::app
