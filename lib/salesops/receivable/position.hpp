#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "salesops/receivable/account.hpp"
#include "salesops/receivable/settle.hpp"

namespace salesops::receivable {

// A change of what a document has left. `of_document`: the account's balance changes with it (a reversal, a
// write-off); otherwise something moves from one document of the account to another.
struct Change {
  Date date{};
  Money by{};
  bool of_document = false;
  friend bool operator==(const Change&, const Change&) = default;
};

// One document with everything that happened to it, in order of days. Indices point into Settled.
struct SettledDebit {
  std::int64_t id = 0;
  DebitKind kind = DebitKind::invoice;
  bool disputed = false;
  Date date{};
  Date due{};
  Money amount{};
  std::int64_t rep = 0;
  std::uint32_t parts = 0, part_count = 0;      // installments
  std::uint32_t changes = 0, change_count = 0;  // by < 0: paid
  friend bool operator==(const SettledDebit&, const SettledDebit&) = default;
};
struct SettledCredit {
  std::int64_t id = 0;
  CreditKind kind = CreditKind::receipt;
  Date date{};
  Money amount{};
  std::optional<Date> maturity{};
  std::int64_t rep = 0;
  std::uint32_t changes = 0, change_count = 0;  // by < 0: used
  friend bool operator==(const SettledCredit&, const SettledCredit&) = default;
};

// An account after settling: enough for its position on any day, without numbers and names. Kept packed in
// the database as a verified cache (see packed.hpp).
struct Settled {
  std::vector<SettledDebit> debits;
  std::vector<SettledCredit> credits;
  std::vector<Installment> parts;
  std::vector<Change> changes;
  void clear();
  friend bool operator==(const Settled&, const Settled&) = default;
};
// In order of document numbers' bytes (debits) and of date and number (credits), whatever the order of the
// account.
Settled settled(const Account& account, const std::vector<Span>& spans);

// What is open on a day. An invoice with installments gives one item for each that is open.
struct OpenItem {
  std::uint32_t debit = 0;  // index in Settled
  std::uint32_t part = 0;   // installment, from 0
  Date issue{};
  Date due{};
  Money open{};  // > 0
  bool retention = false;
};
struct OpenCredit {
  std::uint32_t credit = 0;
  Date date{};
  Money left{};  // > 0
};
struct Position {
  std::vector<OpenItem> items;
  std::vector<OpenCredit> credits;
  Money open{};       // Σ items
  Money unapplied{};  // Σ credits
  Money notes{};      // drafts that have not matured and were not dishonoured
};

// Σ debits − Σ credits by the documents dated up to `date` alone, reversals and write-offs included.
Money document_balance(const Settled& settled, Date date);

// What is left of an account when nothing changes any more: the documents that are open at the end, each with
// one change to what it has left, and the drafts that mature later.
struct FinalState {
  Date last_day{};  // of any document or change; from here on `open` gives the position
  Money balance{};  // of the documents
  Settled open{};
};
FinalState final_state(const Settled& settled);

// The account on `date`, by what is dated then; `position` is overwritten and keeps its memory. `balance`:
// what the documents come to when it is known, for a final state; otherwise they are added up. Throws
// Error(internal, E5301) when open − unapplied is not the balance of the documents or something is negative.
// Cost O(documents + changes), no allocation once the vectors have grown.
void position_at(const Settled& settled, Date date, Position& position,
                 std::optional<Money> balance = std::nullopt);
Position position_at(const Settled& settled, Date date);

}  // namespace salesops::receivable
