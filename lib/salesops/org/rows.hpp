#pragma once
#include <optional>
#include <string>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/calendar/date.hpp"
#include "salesops/money/money.hpp"

// Master data as it is written: one row per thing and span of days. A row is the whole state from its
// valid_from on; a later row of the same id opens a new span and ends the one before it the day before. No
// valid_from: since ever; no valid_to: until the next row, or for good.
namespace salesops::org {

struct Validity {
  std::optional<calendar::Date> from{};
  std::optional<calendar::Date> to{};  // included
};

// company, region, area, city, outlet … any kinds the user names; no parent: a top of the tree
struct NodeRow {
  std::string id{};
  std::string name{};
  std::string kind{};
  std::string parent{};
  Validity valid{};
  base::Place place{};
};

struct RepRow {
  std::string id{};
  std::string name{};
  std::string node{};
  Validity valid{};
  base::Place place{};
};

struct CustomerRow {
  std::string id{};
  std::string name{};
  std::string node{};                          // empty: the node of the rep
  std::string rep{};                           // may be empty
  std::string terms{};                         // as written; empty: the class's or the default
  std::optional<money::Money> credit_limit{};  // nothing: no limit is set, which is not 0
  std::string grade{};
  std::string customer_class{};
  std::string calendar{};  // days on which it does not pay, and names of calendars
  Validity valid{};
  base::Place place{};
};

struct ProductRow {
  std::string id{};
  std::string name{};
  std::string group{};
  std::string uom{};
  std::optional<money::Money> price{};  // list price and cost of one uom
  std::optional<money::Money> cost{};
  Validity valid{};
  base::Place place{};
};

struct Rows {
  std::vector<NodeRow> nodes{};
  std::vector<RepRow> reps{};
  std::vector<CustomerRow> customers{};
  std::vector<ProductRow> products{};
};

}  // namespace salesops::org
