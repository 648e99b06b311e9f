#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/app/context.hpp"
#include "salesops/store/nodes.hpp"

namespace salesops::app {

// The organisation on one day as targets need it: nodes depth first, children by code.
class TargetBook {
 public:
  TargetBook(store::Database& database, calendar::Date day);

  struct Entry {
    std::string code;
    std::string name;
    std::string kind;
    std::size_t parent = 0;  // position; its own for a top node
    std::size_t depth = 0;
    std::size_t end = 0;  // one past the last position of its subtree
  };
  const std::vector<Entry>& entries() const { return entries_; }
  const Entry* find(std::string_view code) const;
  // The code of a node named by code or by a name that only one node has. Error(usage, E4111) with the
  // nearest.
  std::string node(std::string_view text) const;
  std::optional<std::string> find_node(std::string_view text) const;
  std::vector<std::string> codes() const;
  std::size_t position(std::string_view code) const { return positions_.find(code)->second; }
  // Values by position become totals of subtrees.
  void roll_up(std::vector<std::int64_t>& values) const;

 private:
  std::vector<Entry> entries_;
  std::map<std::string, std::size_t, std::less<>> positions_;
  std::map<std::string, std::string, std::less<>> by_name_;  // folded name -> code, "" when two share it
};

}  // namespace salesops::app
