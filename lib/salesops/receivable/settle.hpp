#pragma once
#include <vector>

#include "salesops/receivable/account.hpp"
#include "salesops/receivable/settings.hpp"

namespace salesops::receivable {

// A match counts from the latest of its own date and both documents' dates (later_of), or from the later of
// the two documents' dates whatever day it was made on (receipt).
struct SettlePolicy {
  MatchDate match_date = MatchDate::later_of;
  bool automatic = false;  // cash that names nothing goes to the oldest due item (receivables.matching: auto)
};

enum class SpanKind : std::uint8_t { explicit_match, named, drawn, automatic, written_off };

// `amount` of a credit stands against a debit on the days from <= day < until.
struct Span {
  std::uint32_t credit = kNone;  // kNone: written off
  std::uint32_t debit = kNone;
  Money amount{};
  Date from{};
  Date until = forever();
  SpanKind kind = SpanKind::explicit_match;
  friend bool operator==(const Span&, const Span&) = default;
};

// Which money stands against which document on which days. The result does not depend on the order of the
// vectors. What the rules are and why is told at the top of settle.cpp. Spans come in order of their first
// day. Throws Error(bad_data): E5201 explicit matches above the debit, E5202 above the credit, E5203 a
// reversal of what is already reversed (or the restoring of what is not). Cost O((debits + credits + matches)
// log) plus, for documents with explicit matches in their future, their number.
std::vector<Span> settle(const Account& account, const SettlePolicy& policy);

}  // namespace salesops::receivable
