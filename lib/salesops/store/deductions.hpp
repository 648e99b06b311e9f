#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/receivable/deduction.hpp"
#include "salesops/store/receivables.hpp"

// What customers deducted from their payments and why: facts beside the documents, which the settled accounts
// do not know of.
namespace salesops::store {

bool any_deduction(Database& database);
// The customers that ever deducted something, in the order of their keys.
std::vector<std::int64_t> customers_with_deductions(Database& database);
// Those of one account, in the order of their keys; their documents as indices in it.
std::vector<receivable::Deduction> deductions_of(Database& database, const CustomerAccount& account);

struct NewDeduction {
  std::int64_t receipt = 0;  // 0: stated without one
  std::int64_t invoice = 0;
  receivable::Money amount{};
  std::string_view reason{};
  receivable::Date date{};
};
// Returns its key. The caller journals, unless an import's batch does.
std::int64_t insert_deduction(Database& database, const NewDeduction& deduction,
                              std::optional<std::int64_t> batch = std::nullopt);
// The end of one: rejected (without a credit note), or a credit note that names it.
void insert_deduction_step(Database& database, std::int64_t deduction,
                           std::optional<std::int64_t> credit_note, receivable::Date date,
                           std::string_view note);

struct StoredDeduction {
  std::int64_t id = 0;
  std::int64_t receipt = 0;
  std::int64_t invoice = 0;
  std::int64_t customer = 0;
  receivable::Money amount{};
  std::string reason;
  bool rejected = false;
};
std::optional<StoredDeduction> find_deduction(Database& database, std::int64_t id);
std::vector<StoredDeduction> deductions_of_receipt(Database& database, std::int64_t receipt);
// The batch that brought the receipt; 0: none.
std::int64_t batch_of_receipt(Database& database, std::int64_t receipt);

}  // namespace salesops::store
