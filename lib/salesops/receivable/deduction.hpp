#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "salesops/receivable/account.hpp"
#include "salesops/receivable/settle.hpp"

namespace salesops::receivable {

// 扣款: a customer pays an invoice short and says why. The amount stays owed, flagged, until a credit note
// takes it off the invoice, it is paid after all, or the claim is rejected; a receipt that bounces takes its
// deductions back.
struct Deduction {
  std::int64_t id = 0;           // the store's key; of one day the lower one is the older
  std::uint32_t debit = kNone;   // the invoice
  std::uint32_t credit = kNone;  // the receipt that was short; kNone: stated without one
  Date date{};                   // not before the invoice's
  Money amount{};                // > 0
  std::string reason{};
  std::optional<Date> rejected{};
  // The credit notes that name it, each from a day on.
  struct Naming {
    std::uint32_t credit = kNone;
    Date date{};
  };
  std::vector<Naming> named_by{};
};

enum class DeductionState : std::uint8_t { open, credited, paid, rejected, withdrawn };

// Where a deduction stands on a day: amount = credited + paid + open, where `open` is what is rejected or
// withdrawn too, then it is not flagged.
struct DeductionStanding {
  Money credited{};
  Money paid{};  // by cash or written off: the invoice has no more open
  Money open{};
  DeductionState state = DeductionState::open;
  std::optional<Date> ended{};  // since when it is as it is, unless open
  Money flagged() const { return state == DeductionState::open ? open : Money{}; }
};

// The deductions on `as_of`, in the order given; those of later days are all zero and not flagged. `spans` is
// what settle() made of the account. Credit notes that came on the day of a deduction or later settle it:
// those that name it first, then, of the deductions of their invoice, the one they equal (the oldest such),
// else the oldest. What the invoice has no more open was paid, of the oldest first. O(deductions × documents
// of their invoices).
std::vector<DeductionStanding> deductions_on(const Account& account, std::span<const Span> spans,
                                             std::span<const Deduction> deductions, Date as_of);

}  // namespace salesops::receivable
