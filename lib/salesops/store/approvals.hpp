#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/money/money.hpp"
#include "salesops/store/database.hpp"

namespace salesops::store {

// Something that was submitted, and what became of it.
struct Approval {
  std::int64_t id = 0;
  std::string kind;
  std::string object;
  std::optional<money::Money> amount{};
  std::string node{};
  std::string state{};  // waiting, approved, rejected, recalled
  std::string made_by{};
  std::int64_t made_at = 0;
  std::string decided_by{};
  std::int64_t decided_at = 0;
  std::string reason{};   // the maker's
  std::string comment{};  // the decider's
};

void insert_approval(WriteTransaction& transaction, const Approval& approval);
// Sets state, decider, time and comment from the transaction's act; journals it.
void decide_approval(WriteTransaction& transaction, const Approval& approval, std::string_view state);
std::optional<Approval> waiting_approval(Database& database, std::string_view kind, std::string_view object);
std::vector<Approval> waiting_approvals(Database& database);                      // oldest first
std::vector<Approval> approvals_of(Database& database, std::string_view object);  // oldest first

}  // namespace salesops::store
