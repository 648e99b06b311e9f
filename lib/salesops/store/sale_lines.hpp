#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/store/database.hpp"
#include "salesops/store/owner.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

// A line of a sale, as sums need it. Keys are the store's, 0 for none.
struct SaleLine {
  std::int64_t customer = 0, rep = 0, product = 0;
  calendar::Date date{};
  std::uint32_t credit = 0;                // see SaleLines::credit; 0: the rep's alone
  std::int64_t amount = 0;                 // minor units
  std::optional<std::int64_t> quantity{};  // millionths
};

// What a sum looks at besides the customer, the day and the amount; the rest of a line may be left empty.
struct SaleParts {
  bool rep = false, product = false, quantity = false, credit = false;
};

// The lines of the sales, for as many sums as there are: of a table of no more than `most` lines the months
// that were asked for are kept (56 bytes a line), so that the lines of a day are read once. For use while the
// database shows one state.
class SaleLines {
 public:
  explicit SaleLines(Database& database, std::size_t most = 300'000) : database_(database), most_(most) {}
  Database& database() const { return database_; }

  // Calls the sink with every line of the days that the scope holds, in no particular order. O(lines of the
  // months of the days).
  template <class Sink>
  void each(calendar::Span days, const DocumentScope& scope, SaleParts parts, const Sink& sink) {
    if (days.last < days.first) return;
    if (!scope.nodes.empty() || !scope.customer.empty() || !keep(days)) {
      read(days, scope, parts, sink);
      return;
    }
    const auto end = kept_.upper_bound(calendar::Month::containing(days.last));
    for (auto month = kept_.lower_bound(calendar::Month::containing(days.first)); month != end; ++month) {
      for (const SaleLine& line : month->second)
        if (days.contains(line.date)) sink(line);
    }
  }

  // How the credit of a line is shared, as it is stored: {"R1":600000,"R2":400000}. line.credit is not 0.
  const std::string& credit(const SaleLine& line) const { return credits_[line.credit - 1]; }

 private:
  void read(calendar::Span days, const DocumentScope& scope, SaleParts parts,
            const std::function<void(const SaleLine&)>& sink);
  // Reads what is missing of the months of the days; false when there are too many lines to keep any.
  bool keep(calendar::Span days);
  void keep_months(calendar::Month first, calendar::Month last);
  SaleLine line_of(const Statement& row, SaleParts parts);  // a row of select() with these parts

  Database& database_;
  std::size_t most_;
  std::map<calendar::Month, std::vector<SaleLine>> kept_{};
  std::optional<bool> few_{};           // no more lines than are kept; nothing until it is asked
  std::vector<std::string> credits_{};  // each once
  std::map<std::string, std::uint32_t, std::less<>> credit_numbers_{};
};

}  // namespace salesops::store
