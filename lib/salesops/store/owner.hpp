#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "salesops/store/statement.hpp"

// Whose a document is, for statements over documents `d` with a customer and a date.
namespace salesops::store {

// Joins the node `n` (of the spans `c` and `r`): the customer's own on a day, SQL such as the document's own
// date, else its rep's. A span lasts until the next one begins, so the last one that has begun counts, unless
// it has ended.
std::string owner_join(std::string_view day = "d.date");

// Which documents are looked at: those of all conditions that are not empty.
struct DocumentScope {
  std::vector<std::string> nodes{};  // codes; whose owner is one of them
  std::string customer{};            // code
};

// A scope as SQL over documents `d`: `join` goes before WHERE, `condition` (" AND …" or nothing) behind it;
// bind() gives its parameters :nodes and :customer their values. Lives as long as the statement.
class ScopeSql {
 public:
  explicit ScopeSql(const DocumentScope& scope);
  std::string join{};
  std::string condition{};
  void bind(Statement& statement) const;

 private:
  std::string nodes_{};
  std::string customer_{};
};

// The codes of the customers whose owner on `day` is in the scope, in byte order.
std::vector<std::string> customers_in(Database& database, calendar::Date day, const DocumentScope& scope);

}  // namespace salesops::store
