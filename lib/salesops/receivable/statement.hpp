#pragma once
#include <optional>
#include <string>
#include <vector>

#include "salesops/receivable/account.hpp"
#include "salesops/receivable/settle.hpp"

namespace salesops::receivable {

enum class LineKind : std::uint8_t {
  invoice,
  opening,
  refund,
  receipt,
  draft,
  credit_note,
  reversal,
  restored,
  write_off,
  write_off_undone
};

struct StatementLine {
  Date date{};
  LineKind kind = LineKind::invoice;
  std::string number{};
  std::optional<Date> due{};  // of invoices
  Money debit{};
  Money credit{};
  Money balance{};  // after this line
};

// What happened in an account from the first to the last day, both included.
struct Statement {
  Money opening{};
  std::vector<StatementLine> lines{};  // by date, debits before credits, number
  Money debits{};
  Money credits{};
  Money closing{};  // opening + debits − credits
  bool empty() const { return opening.zero() && closing.zero() && lines.empty(); }
};

// `spans` from settle: only write-offs are read from them, matches move nothing. Throws Error(internal,
// E5301) when the closing is not the balance of the documents. O(documents log).
Statement make_statement(const Account& account, const std::vector<Span>& spans, Date first, Date last);

}  // namespace salesops::receivable
