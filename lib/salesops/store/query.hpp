#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "salesops/store/database.hpp"

namespace salesops::store {

// One read-only statement of a user over the views v_*. Runs as often as it is asked to, each time over the
// same snapshot, within a limit of time for each run.
class Query {
 public:
  using Cell = std::variant<std::monostate, std::int64_t, std::string>;

  // Throws Error: E9201 not SQL that SQLite understands (usage), E9203 reads something else than the views or
  // changes something (not_permitted), E9204 not exactly one statement (usage).
  Query(const std::string& path, std::string_view sql, int seconds);
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  const std::vector<std::string>& columns() const { return columns_; }
  // The names of its parameters without their sign, in the order of the statement; "?" for one without a
  // name.
  const std::vector<std::string>& parameters() const { return parameters_; }
  // Gives a parameter a text, or NULL. One that the statement does not have is left alone.
  void bind(std::string_view name, const std::optional<std::string>& value);
  // Rows in the order of the statement; E9202 (finding) when it takes longer than the limit.
  void for_each(const std::function<void(const std::vector<Cell>&)>& sink);

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
  std::vector<std::string> columns_;
  std::vector<std::string> parameters_;
};

}  // namespace salesops::store
