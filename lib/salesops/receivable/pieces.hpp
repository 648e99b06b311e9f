#pragma once
#include <utility>
#include <vector>

#include "salesops/receivable/account.hpp"
#include "salesops/receivable/settings.hpp"

// When explicit matches stand, and with how much: what receipts that bounce leave of them.
namespace salesops::receivable {

// What a credit is worth from a day on, by day, where that differs from its amount at first. Per credit;
// empty when nothing was ever reversed.
using Worths = std::vector<std::vector<std::pair<Date, Money>>>;
// Throws Error(bad_data, E5203) when more is reversed than a credit has, or restored than was reversed. Of
// one day only the sum counts: reversed and restored on one day is as if nothing had happened.
Worths worths_of(const Account& account);
Money worth_on(const Account& account, const Worths& worths, std::uint32_t credit, Date day);
// Of every credit at the end of all days. O(credits + reversals).
std::vector<Money> final_worths(const Account& account);

// The days on which a match counts, whatever its credit is worth then: first, and one after the last.
std::pair<Date, Date> days_of(const Account& account, const Match& match, MatchDate rule);

// An explicit match, or a part of one, on the days it has effect.
struct Piece {
  std::uint32_t match = kNone;
  Date from{};
  Date until{};
  Money amount{};
  friend bool operator==(const Piece&, const Piece&) = default;
};
// In order of matches, then days. The matches of a credit that bounced, in full or in part, share what it is
// worth in order of their first days (then own date, debit number, id); while it is worth all of its amount
// nothing is cut. A write-off that belongs to a match stands while that match stands in full.
std::vector<Piece> pieces_of(const Account& account, const Worths& worths, MatchDate rule);

}  // namespace salesops::receivable
