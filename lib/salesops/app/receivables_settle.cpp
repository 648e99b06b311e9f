#include "salesops/app/receivables_settle.hpp"

#include <map>
#include <optional>
#include <string>

#include "salesops/receivable/packed.hpp"
#include "salesops/receivable/position.hpp"
#include "salesops/store/documents.hpp"
#include "salesops/store/loaded_documents.hpp"
#include "salesops/store/receivables.hpp"

namespace salesops::app {

namespace {

constexpr std::size_t kFewCustomers = 64;

receivable::Settled settle_one(const store::CustomerAccount& account,
                               const receivable::SettlePolicy& policy) {
  return receivable::settled(account.account, receivable::settle(account.account, policy));
}

store::KeptAccount settled_account(const store::CustomerAccount& account,
                                   const receivable::SettlePolicy& policy) {
  return store::kept_account(settle_one(account, policy));
}

// Whether reading the accounts of so many customers costs more than one pass over all.
bool nearly_all(store::Database& database, std::size_t customers) {
  return customers > kFewCustomers &&
         customers >
             static_cast<std::size_t>(store::count_rows(database, store::CodeIndex::Of::customer)) / 8;
}

}  // namespace

receivable::SettlePolicy settle_policy(const config::Config& config) {
  return {.match_date = config.receivables.match_date, .automatic = config.receivables.auto_matching};
}

void settle_receivables(store::Database& database, const config::Config& config,
                        std::span<const std::int64_t> customers) {
  if (nearly_all(database, customers.size())) return settle_all_receivables(database, config);
  const receivable::SettlePolicy policy = settle_policy(config);
  store::AccountWriter writer(database);
  for (const std::int64_t customer : customers) {
    writer.drop(customer);
    for (const store::CustomerAccount& account : store::load_accounts(database, customer))
      writer.put(account.customer, account.currency, settled_account(account, policy));
  }
}

void settle_loaded_receivables(store::WriteTransaction& transaction, const config::Config& config,
                               std::span<const std::int64_t> customers) {
  store::Database& database = transaction.database();
  if (customers.size() <= kFewCustomers) {
    transaction.build_indexes();
    return settle_receivables(database, config, customers);
  }
  store::LoadedAccounts loaded(transaction, customers);
  if (!loaded.complete() || nearly_all(database, loaded.others().size())) {
    transaction.build_indexes();
    return settle_receivables(database, config, customers);
  }
  const receivable::SettlePolicy policy = settle_policy(config);
  store::AccountQueue queue(database);
  transaction.build_indexes();  // while the accounts are worked out
  loaded.for_each([&](const store::CustomerAccount& account) {
    queue.put(account.customer, account.currency, settle_one(account, policy));
  });
  queue.finish();
  settle_receivables(database, config, loaded.others());
}

void settle_all_receivables(store::Database& database, const config::Config& config) {
  const receivable::SettlePolicy policy = settle_policy(config);
  store::AccountWriter writer(database);
  writer.drop_all();
  store::for_each_account(database, [&](const store::CustomerAccount& account) {
    writer.put(account.customer, account.currency, settled_account(account, policy));
  });
}

std::optional<std::string> wrong_settlement(store::Database& database, const config::Config& config) {
  const receivable::SettlePolicy policy = settle_policy(config);
  std::map<std::pair<std::int64_t, std::string>, store::KeptAccount> kept;
  store::for_each_kept(database, [&](std::int64_t customer, std::string_view currency, const auto& account) {
    kept.emplace(std::pair(customer, std::string(currency)), account);
  });
  std::optional<std::int64_t> wrong;
  store::for_each_account(database, [&](const store::CustomerAccount& account) {
    const auto found = kept.find({account.customer, account.currency});
    const bool right = found != kept.end() && found->second == settled_account(account, policy);
    if (!right && !wrong) wrong = account.customer;
    if (found != kept.end()) kept.erase(found);
  });
  if (!wrong && !kept.empty()) wrong = kept.begin()->first.first;
  if (!wrong) return std::nullopt;
  return store::customer_code(database, *wrong);
}

}  // namespace salesops::app
