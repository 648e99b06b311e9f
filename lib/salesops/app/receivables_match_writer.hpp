#pragma once
#include <string>

#include "salesops/app/context.hpp"
#include "salesops/receivable/account.hpp"
#include "salesops/store/database.hpp"

namespace salesops::app {

// Writes matches of one account with their journal entries. Documents are named by their index in the
// account, matches by the store's key. Throws Error(not_permitted, E8201) when figures of a closed period
// would change.
class MatchWriter {
 public:
  MatchWriter(const Context& context, store::WriteTransaction& transaction,
              const receivable::Account& account)
      : context_(context), transaction_(transaction), account_(account) {}

  std::int64_t match(std::uint32_t credit, std::uint32_t debit, receivable::Money amount,
                     receivable::Date date);
  // A match that stands already, as its document asked for: changes no figure, of whatever day.
  std::int64_t keep(std::uint32_t credit, std::uint32_t debit, receivable::Money amount,
                    receivable::Date date);
  void take_back(std::uint32_t credit, std::uint32_t debit, std::int64_t match, receivable::Money amount,
                 receivable::Date date);
  // The difference that the match leaves. -> the store's key
  std::int64_t write_off(std::int64_t match, std::uint32_t debit, receivable::Money amount,
                         receivable::Date date);
  // The differences that the match (an index) left, taken back with it. -> their sum
  receivable::Money take_back_differences(std::uint32_t match, receivable::Date date);

 private:
  void check_day(receivable::Date date, std::uint32_t credit, std::uint32_t debit);
  void journal(const char* what, const std::string& credit, const std::string& debit,
               receivable::Money amount, receivable::Date date);

  const Context& context_;
  store::WriteTransaction& transaction_;
  const receivable::Account& account_;
};

}  // namespace salesops::app
