#include "salesops/budget/request.hpp"

#include <algorithm>
#include <array>

#include "salesops/base/error.hpp"

namespace salesops::budget {
namespace {

constexpr std::array<std::string_view, 5> kStates = {"pending", "approved", "rejected", "cancelled",
                                                     "closed"};
constexpr std::array<std::string_view, 2> kKinds = {"expense", "advance"};

template <class Enum, std::size_t N>
bool named(const std::array<std::string_view, N>& names, std::string_view name, Enum& value) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return false;
  value = static_cast<Enum>(found - names.begin());
  return true;
}

[[noreturn]] void more_than_held(std::string_view request, money::Money asked, money::Money held) {
  const std::string id(request);
  throw base::Error(base::Exit::finding, {.code = "E6121",
                                          .field = "amount",
                                          .value = money::to_decimal(asked),
                                          .message = {id + " 只占用了 " + money::to_decimal(held) +
                                                          "，不能释放 " + money::to_decimal(asked),
                                                      id + " holds only " + money::to_decimal(held) + ": " +
                                                          money::to_decimal(asked) + " cannot be released"},
                                          .help = {"查看 salesops budget show", "see salesops budget show"}});
}

}  // namespace

std::string_view name_of(RequestState state) {
  return kStates[static_cast<std::size_t>(state)];
}
bool state_named(std::string_view name, RequestState& state) {
  return named(kStates, name, state);
}
std::string_view name_of(RequestKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}
bool request_kind_named(std::string_view name, RequestKind& kind) {
  return named(kKinds, name, kind);
}

void Commitment::add(const Move& move) {
  if (move.kind == MoveKind::commit) open_[move.cell] += move.amount;
  if (move.kind == MoveKind::release) open_[move.cell] -= move.amount;
}

money::Money Commitment::open(const Cell& cell) const {
  const auto found = open_.find(cell);
  return found == open_.end() ? money::Money() : found->second;
}

money::Money Commitment::open() const {
  money::Money total;
  for (const auto& [cell, amount] : open_) total += amount;
  return total;
}

std::vector<Move> commit_moves(std::string_view request,
                               std::span<const std::pair<Cell, money::Money>> lines) {
  std::map<Cell, money::Money> cells;
  for (const auto& [cell, amount] : lines) cells[cell] += amount;
  std::vector<Move> moves;
  for (const auto& [cell, amount] : cells)
    moves.push_back({MoveKind::commit, cell, amount, std::string(request)});
  return moves;
}

std::optional<Cell> settled_cell(const Commitment& commitment, const Cell& voucher) {
  if (commitment.open(voucher) > money::Money()) return voucher;
  for (const auto& [cell, open] : commitment.cells()) {
    if (open > money::Money() && cell.node == voucher.node && cell.category == voucher.category) return cell;
  }
  return std::nullopt;
}

std::vector<Move> settle_moves(std::string_view request, const Commitment& commitment, const Cell& cell,
                               money::Money amount, std::string_view expense) {
  std::vector<Move> moves = {{MoveKind::actual, cell, amount, std::string(expense)}};
  const auto held = settled_cell(commitment, cell);
  if (held && amount > money::Money()) {
    moves.push_back(
        {MoveKind::release, *held, std::min(amount, commitment.open(*held)), std::string(request)});
  }
  return moves;
}

std::vector<Move> reverse_moves(std::span<const Move> moves) {
  std::vector<Move> reversed(moves.rbegin(), moves.rend());
  for (Move& move : reversed) move.amount = -move.amount;
  return reversed;
}

std::vector<Move> release_moves(std::string_view request, const Commitment& commitment,
                                std::optional<money::Money> amount) {
  const money::Money held = commitment.open();
  money::Money left = amount.value_or(held);
  if (left > held) more_than_held(request, left, held);
  std::vector<Move> moves;
  for (const auto& [cell, open] : commitment.cells()) {
    const money::Money part = std::min(open, left);
    if (part <= money::Money()) continue;
    moves.push_back({MoveKind::release, cell, part, std::string(request)});
    left -= part;
  }
  return moves;
}

}  // namespace salesops::budget
