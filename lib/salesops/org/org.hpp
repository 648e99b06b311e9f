#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/calendar/date.hpp"
#include "salesops/money/money.hpp"
#include "salesops/org/rows.hpp"
#include "salesops/org/tree.hpp"

namespace salesops::org {

// Whose a document is: of those who owned the customer on the document's date, or of today's owners.
enum class Attribution { at_the_time, current };
// The day on which an owner is looked up for a document.
inline calendar::Date attribution_date(Attribution by, calendar::Date document, calendar::Date as_of) {
  return by == Attribution::at_the_time ? document : as_of;
}

// The state of a thing during a span of days; both ends included.
struct NodeSpan {
  calendar::Span days{};
  std::string name{};
  std::string kind{};
  std::optional<NodeNo> parent{};
};
struct RepSpan {
  calendar::Span days{};
  std::string name{};
  NodeNo node{};
};
struct CustomerSpan {
  calendar::Span days{};
  std::string name{};
  std::optional<NodeNo> node{};  // as written; see Org::node_of
  std::optional<RepNo> rep{};
  std::string terms{};
  std::optional<money::Money> credit_limit{};
  std::string grade{};
  std::string customer_class{};
};
struct ProductSpan {
  calendar::Span days{};
  std::string name{};
  std::string group{};
  std::string uom{};
  std::optional<money::Money> price{};
  std::optional<money::Money> cost{};
};

// Things of one kind with their dated spans: ids in byte order, the spans of one thing in order of time, no
// overlap.
template <typename No, typename SpanType>
class Register {
 public:
  std::size_t size() const { return ids_.size(); }
  const std::string& id(No number) const { return ids_[index(number)]; }
  const std::vector<std::string>& ids() const { return ids_; }  // by number
  // O(log n).
  std::optional<No> find(std::string_view id) const;
  // The state on a day; null when the thing is not valid then. O(spans of the thing).
  const SpanType* at(No number, calendar::Date date) const;
  // The state on a day, else the last one before it, else the first: for names. Never null.
  const SpanType* nearest(No number, calendar::Date date) const;
  const std::string& name(No number, calendar::Date date) const { return nearest(number, date)->name; }
  // All spans of a thing: [begin, end).
  const SpanType* begin(No number) const { return spans_.data() + first_[index(number)]; }
  const SpanType* end(No number) const { return spans_.data() + first_[index(number) + 1]; }

 private:
  friend class Builder;
  std::vector<std::string> ids_{};
  std::vector<std::uint32_t> first_{0};  // spans of thing i: first_[i] … first_[i + 1] − 1
  std::vector<SpanType> spans_{};
};

// The organisation through time. A value: build once per command, then read.
class Org {
 public:
  Org() = default;
  // Reports all faults with their places: E3301 an id that does not exist, E3302 a cycle, E3303 overlapping
  // spans, E3304 a span that ends before it begins, E3305 a parent that is not valid during the whole span of
  // its child (an error), a node or rep that is not valid during the whole span of its rep or customer (a
  // warning), E3306 an empty id, name, kind or node. When `findings` has errors afterwards the result is
  // empty. O(n log n); walks up the tree once per span.
  static Org build(const Rows& rows, base::Diagnostics& findings);

  const Register<NodeNo, NodeSpan>& nodes() const { return nodes_; }
  const Register<RepNo, RepSpan>& reps() const { return reps_; }
  const Register<CustomerNo, CustomerSpan>& customers() const { return customers_; }
  const Register<ProductNo, ProductSpan>& products() const { return products_; }

  // Parent on a day; nothing for a top node and for a node that is not valid then.
  std::optional<NodeNo> parent(NodeNo node, calendar::Date date) const;
  // From the top down to the node itself, on a day; only itself when it is not valid then.
  std::vector<NodeNo> path(NodeNo node, calendar::Date date) const;
  // The node itself or the nearest node above it of that kind, on a day.
  std::optional<NodeNo> ancestor_of_kind(NodeNo node, std::string_view kind, calendar::Date date) const;
  // `below` is `above` or stands under it, on a day. For many questions about one day use tree(date).
  bool within(NodeNo below, NodeNo above, calendar::Date date) const;
  // The whole tree on a day, for roll-ups. O(nodes).
  Tree tree(calendar::Date date) const;

  std::optional<NodeNo> node_of(RepNo rep, calendar::Date date) const;
  // The customer's own node, else its rep's, on a day.
  std::optional<NodeNo> node_of(CustomerNo customer, calendar::Date date) const;
  std::optional<RepNo> rep_of(CustomerNo customer, calendar::Date date) const;

 private:
  friend class Builder;
  Register<NodeNo, NodeSpan> nodes_{};
  Register<RepNo, RepSpan> reps_{};
  Register<CustomerNo, CustomerSpan> customers_{};
  Register<ProductNo, ProductSpan> products_{};
};

extern template class Register<NodeNo, NodeSpan>;
extern template class Register<RepNo, RepSpan>;
extern template class Register<CustomerNo, CustomerSpan>;
extern template class Register<ProductNo, ProductSpan>;

}  // namespace salesops::org
