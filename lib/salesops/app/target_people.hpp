#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/org/org.hpp"
#include "salesops/store/database.hpp"
#include "salesops/target/plan.hpp"

namespace salesops::app {

// Reps, customers and product groups as target figures name them: by code, or by a name that only one has.
// O(master data) to make.
class TargetPeople {
 public:
  TargetPeople(store::Database& database, calendar::Date day);

  std::optional<std::string> rep(std::string_view text) const { return reps_.find(text); }
  std::optional<std::string> customer(std::string_view text) const { return customers_.find(text); }
  std::optional<std::string> product_group(std::string_view text) const { return groups_.find(text); }
  std::vector<std::string> rep_codes() const { return reps_.codes(); }
  std::vector<std::string> customer_codes() const { return customers_.codes(); }
  std::vector<std::string> product_groups() const { return groups_.codes(); }

  // The node that a bearer's rep, else its customer, belongs to on a day; "" for none.
  std::string node_of(const target::Bearer& bearer, calendar::Date day) const;
  // "张三", "甲商贸", "饮料"; several parts joined with " / ".
  std::string title(const target::Bearer& bearer) const;
  const org::Org& org() const { return org_; }

 private:
  class Names {
   public:
    void add(std::string code, std::string_view name);
    std::optional<std::string> find(std::string_view text) const;
    std::vector<std::string> codes() const;

   private:
    std::map<std::string, std::string, std::less<>> codes_;    // code -> name
    std::map<std::string, std::string, std::less<>> by_name_;  // folded -> code, "" when two share it
  };

  calendar::Date day_;
  org::Org org_;
  Names reps_;
  Names customers_;
  Names groups_;
};

}  // namespace salesops::app
