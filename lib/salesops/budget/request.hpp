#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/budget/move.hpp"

namespace salesops::budget {

// The stages of a request (申请). A pending request holds nothing; an approved one holds what is not yet
// settled or released; rejected, cancelled and closed ones hold nothing.
enum class RequestState { pending, approved, rejected, cancelled, closed };
std::string_view name_of(RequestState state);
bool state_named(std::string_view name, RequestState& state);

// expense: a claim on money. advance (借款): money handed out; it commits, its clearing becomes actual, its
// return releases.
enum class RequestKind { expense, advance };
std::string_view name_of(RequestKind kind);
bool request_kind_named(std::string_view name, RequestKind& kind);

// What one request still holds of each cell, replayed from its commit and release moves.
class Commitment {
 public:
  void add(const Move& move);  // moves other than commit and release are ignored
  money::Money open(const Cell& cell) const;
  money::Money open() const;
  const std::map<Cell, money::Money>& cells() const { return open_; }

 private:
  std::map<Cell, money::Money> open_;
};

// Each of these returns the moves to append; the caller appends them all or none.

// Approval: one commit per cell of the request's lines. Amounts of the same cell are added up; all must be >
// 0.
std::vector<Move> commit_moves(std::string_view request,
                               std::span<const std::pair<Cell, money::Money>> lines);

// Settlement (核销) of `amount` in `cell` by the voucher `expense`: the actual, and a release of as much of
// the request's commitment as the amount uses up. What exceeds the commitment is actual only. A negative
// amount is a refund: it comes back to what is available and opens no commitment. `paid_from` may be another
// cell (month) of the same request that holds the commitment; it is `cell` when the request holds something
// there.
std::vector<Move> settle_moves(std::string_view request, const Commitment& commitment, const Cell& cell,
                               money::Money amount, std::string_view expense);

// The opposite of moves made before, for a voucher that is taken back: their amounts negated, in reverse
// order.
std::vector<Move> reverse_moves(std::span<const Move> moves);

// Releases `amount` (or, when not given, everything) of what the request holds, oldest cell first. An advance
// that is returned, a request that is closed. Throws Error(bad_data, E6121) when more is asked than is held.
std::vector<Move> release_moves(std::string_view request, const Commitment& commitment,
                                std::optional<money::Money> amount);

// The cell of the request that a voucher for node and category in `month` is settled against: the same month
// when something is open there, else the oldest open month of the same node and category; nothing when none
// is open.
std::optional<Cell> settled_cell(const Commitment& commitment, const Cell& voucher);

}  // namespace salesops::budget
