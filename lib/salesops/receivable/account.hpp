#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/money/money.hpp"

// The dated facts of one customer in one currency: what was invoiced, what was paid, what the user matched.
// Everything else in this folder is a pure function of them.
namespace salesops::receivable {

using calendar::Date;
using money::Money;

inline constexpr std::uint32_t kNone = 0xffffffffU;  // an index that points nowhere

// The day after the last day that exists here: the end of what has no end.
constexpr Date forever() {
  return Date::of(9999, 12, 31) + 1;
}

// A debit raises what the customer owes. A refund is money paid back: it draws on unapplied cash, and what it
// finds no cash for stands as an open item of its own.
enum class DebitKind : std::uint8_t { invoice, opening, refund };
// A credit lowers it. A draft (承兑汇票) settles an invoice by a note that matures later.
enum class CreditKind : std::uint8_t { receipt, draft, credit_note, opening };

struct Installment {
  Date due;
  Money amount;
  bool retention = false;  // 质保金
  friend bool operator==(const Installment&, const Installment&) = default;
};

// What an invoice comes to less when it is paid by a day (现金折扣).
struct Discount {
  Date until;
  Money amount;  // > 0, less than the invoice
  friend bool operator==(const Discount&, const Discount&) = default;
};

struct Debit {
  std::int64_t id = 0;  // the store's key
  // Document number, unique; ties are broken by its bytes. May be left out everywhere when debits come in the
  // order of their numbers and credits in that of dates and numbers.
  std::string no{};
  DebitKind kind = DebitKind::invoice;
  Date date{};                              // issue date
  Date due{};                               // when there are no installments
  Money amount{};                           // > 0
  std::vector<Installment> installments{};  // empty, or in order of due dates with the sum `amount`
  std::vector<Discount> discounts{};        // in order of days, falling amounts; read by the matching rules
  bool disputed = false;
  std::int64_t rep = 0;  // the store's key of the rep named on the document; 0: none
  std::uint32_t drawn_from =
      kNone;  // refund: index of the credit it pays back; kNone: any cash, oldest first
};

struct Credit {
  std::int64_t id = 0;
  std::string no{};
  CreditKind kind = CreditKind::receipt;
  Date date{};
  Money amount{};                  // > 0
  std::uint32_t names = kNone;     // index of the debit that the document names
  std::optional<Date> maturity{};  // drafts
  std::string text{};              // reference text of the receipt, read by the matching rules
  std::int64_t rep = 0;
};

// A bounced receipt (on = false: from this day the credit is worth `amount` less and what that paid is open
// again), or the reversal of such a reversal: the receipt presented again (on = true).
struct Reversal {
  std::string no{};
  Date date{};
  std::uint32_t credit = kNone;
  Money amount{};  // > 0, the whole credit or part of it
  bool on = false;
};

// A match the user made. Without a credit it writes the amount off; `with` is then the match whose small
// difference it is, and it stands on the days on which that match stands in full. `until`: the day it was
// taken back.
struct Match {
  std::int64_t id = 0;
  std::uint32_t credit = kNone;
  std::uint32_t debit = kNone;
  Money amount{};  // > 0
  Date date{};     // the match's own date
  std::optional<Date> until{};
  std::uint32_t with = kNone;  // index in Account::matches
};

struct Account {
  std::vector<Debit> debits;
  std::vector<Credit> credits;
  std::vector<Reversal> reversals;
  std::vector<Match> matches;
};

}  // namespace salesops::receivable
