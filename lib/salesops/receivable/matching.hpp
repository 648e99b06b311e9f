#pragma once
#include <string>
#include <vector>

#include "salesops/receivable/account.hpp"
#include "salesops/receivable/settings.hpp"
#include "salesops/receivable/settle.hpp"

namespace salesops::receivable {

// A match that the rules suggest. `write_off` is the rest of the debit that is small enough to be written off
// (尾差), or the discount for paying early; it is only set when that closes the debit.
struct Proposal {
  std::uint32_t credit = kNone;
  std::uint32_t debit = kNone;
  Money amount{};
  Money write_off{};
  Date date{};  // the first day on which both documents were there
  MatchRule rule = MatchRule::oldest_due;
  friend bool operator==(const Proposal&, const Proposal&) = default;
};

struct MatchingRules {
  std::vector<MatchRule> chain;  // in this order; a rule that is not listed is not used
  Money tolerance{};             // 0: nothing is written off
};

// What the credits with something left could pay, given what stands already (`spans`, from settle) up to
// `as_of`. Works in time order: a credit is offered the items that were there on its day, what it keeps waits
// for later ones; the chain's first rule that fits is taken, then the chain starts again with what is left:
//   reference       an item whose number stands as a whole word in the credit's text (several: due first)
//   exact_amount    an item of exactly what the credit has left, or up to `tolerance` more (due first, then
//   number), or an invoice that is exactly that less its discount on the credit's day (due first, then
//   number) exact_account   all open items together, when their sum is exactly what is left oldest_due the
//   item due first
// Ties: due date, then number. Pairs that were taken back are not proposed again. Never above either side.
// Cost O((credits + items) log items) plus the steps of the proposals.
std::vector<Proposal> propose(const Account& account, const std::vector<Span>& spans, Date as_of,
                              const MatchingRules& rules);

// Whether `number` stands in `text` as a whole word: no letter or digit beside it. Case of ASCII letters is
// ignored.
bool mentions(std::string_view text, std::string_view number);

}  // namespace salesops::receivable
