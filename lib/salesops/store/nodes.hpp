#pragma once
#include <string>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/money/money.hpp"
#include "salesops/store/database.hpp"

namespace salesops::store {

// A node of the organisation as it stands on a day. Nodes without a span on that day have no parent.
struct NodeOnDay {
  std::string code;
  std::string name;
  std::string kind;
  std::string parent;  // code, "" at the top
};
std::vector<NodeOnDay> nodes_on(Database& database, calendar::Date day);  // by code
// In order, the days on which spans begin or end: on all others nodes_on gives what it gave the day before.
std::vector<calendar::Date> node_changes(Database& database);

// Codes of the nodes of a kind whose span holds the day, in byte order.
std::vector<std::string> nodes_of_kind(Database& database, const std::string& kind, calendar::Date day);
// Kinds that any node has or had, in byte order.
std::vector<std::string> node_kinds(Database& database);

// Sales (with tax) of a span by the node of their customer on the document's day; "" for customers without
// one.
struct NodeAmount {
  std::string node;
  money::Money amount;
  money::Money tax{};
  money::Money cost{};
};
std::vector<NodeAmount> sales_by_node(Database& database, calendar::Span span);

}  // namespace salesops::store
