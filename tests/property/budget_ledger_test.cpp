// Random lives of a small budget against a slow model that shares no code with it. The model keeps plain
// integers per cell and per request and knows the control only as "consumed + asked <= plan" of each watched
// cell, worked out from the bare list of moves. 500 sequences in the normal run, 10,000 with SALESOPS_LONG=1;
// the seed of a failure is printed.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <random>

#include "salesops/budget/carry.hpp"
#include "salesops/budget/control.hpp"
#include "salesops/budget/request.hpp"
#include "unit/budget/support.hpp"

using namespace salesops;
using namespace salesops::budget;
using namespace salesops::budget::testing;

namespace {

using Amount = std::int64_t;

struct Model {
  std::map<Cell, Amount> plan;
  std::map<Cell, Amount> actual;
  std::map<int, std::map<Cell, Amount>> held;  // request -> cell -> open

  Amount committed(const Cell& cell) const {
    Amount sum = 0;
    for (const auto& [request, cells] : held) {
      if (const auto found = cells.find(cell); found != cells.end()) sum += found->second;
    }
    return sum;
  }
  Amount available(const Cell& cell) const {
    const auto planned = plan.find(cell);
    const auto spent = actual.find(cell);
    return (planned == plan.end() ? 0 : planned->second) - committed(cell) -
           (spent == actual.end() ? 0 : spent->second);
  }
};

// One cell per city, category and month, all with a budget of their own: a line pays for itself.
class Life {
 public:
  explicit Life(std::uint64_t seed) : random_(seed) {
    for (const char* node : {"city1", "city2"}) {
      for (const char* category : {"101", "102", "201"}) {
        for (unsigned m = 1; m <= 3; ++m) {
          const Cell cell{node, category, month(m)};
          cells_.push_back(cell);
          post({{MoveKind::budget, cell, money::Money::minor(below(5000)), "plan"}});
        }
      }
    }
    const Level level = below(2) == 0 ? Level::line : Level::node;
    const Horizon horizon = below(2) == 0 ? Horizon::month : Horizon::accumulated;
    rules_ = {rule(Stage::request, horizon, level, Action::stop)};
  }

  void step() {
    switch (below(9)) {
      case 0:
        supplement();
        break;
      case 1:
        transfer();
        break;
      case 2:
      case 3:
        request();
        break;
      case 4:
      case 5:
        settle();
        break;
      case 6:
        reverse();
        break;
      case 7:
        release();
        break;
      default:
        carry();
        break;
    }
    compare();
  }

 private:
  Amount below(Amount limit) { return static_cast<Amount>(random_() % static_cast<std::uint64_t>(limit)); }
  const Cell& any_cell() {
    return cells_[static_cast<std::size_t>(below(static_cast<Amount>(cells_.size())))];
  }

  void post(const std::vector<Move>& moves) {
    for (const Move& move : moves) {
      moves_.push_back(move);
      balances_[move.cell].add(move.kind, move.amount);
      if (move.kind <= MoveKind::carry) model_.plan[move.cell] += move.amount.minor();
    }
  }

  void supplement() { post({{MoveKind::supplement, any_cell(), money::Money::minor(below(1000)), "s"}}); }

  void transfer() {
    const Cell from = any_cell(), to = any_cell();
    const Amount amount = below(3000) + 1;
    if (from == to || amount > model_.available(from)) return;
    post({{MoveKind::transfer, from, money::Money::minor(-amount), "t"},
          {MoveKind::transfer, to, money::Money::minor(amount), "t"}});
  }

  // What the rule watches for a cell, from the bare moves: everything at the node or the cell, in the month
  // or up to it.
  bool watched(const Cell& line, const Cell& cell) const {
    const bool month_fits =
        rules_[0].horizon == Horizon::month ? cell.month == line.month : cell.month <= line.month;
    const bool place_fits =
        cell.node == line.node && (rules_[0].level == Level::node || cell.category == line.category);
    return month_fits && place_fits;
  }
  Amount room(const Cell& line) const {
    Amount left = 0;
    for (const Move& move : moves_) {
      if (watched(line, move.cell)) left += effect(move.kind, move.amount).minor();
    }
    return left;
  }

  void request() {
    std::vector<Line> document;
    for (Amount lines = below(3) + 1; lines > 0; --lines) {
      const Cell& cell = any_cell();
      document.push_back({cell.node, cell.category, cell.month, money::Money::minor(below(2500) + 1)});
    }
    bool fits = true;
    for (const Line& line : document) {
      const Cell cell{line.node, line.category, line.month};
      Amount asked = 0;
      for (const Line& other : document)
        asked += watched(cell, {other.node, other.category, other.month}) ? other.amount.minor() : 0;
      fits = fits && asked <= room(cell);
    }
    const Verdict verdict = check(document, Stage::request, rules_, balances_, company_);
    REQUIRE(verdict.passes() == fits);
    check_largest(document, verdict);
    if (fits) commit(document);
  }

  // The largest amount of a line passes when the other lines alone do, and one fen more never does.
  void check_largest(std::vector<Line> document, const Verdict& verdict) {
    const money::Money largest = verdict.largest.front();
    document.front().amount = largest + money::Money::minor(1);
    REQUIRE_FALSE(check(document, Stage::request, rules_, balances_, company_).passes());
    document.front().amount = money::Money();
    if (!check(document, Stage::request, rules_, balances_, company_).passes()) return;
    document.front().amount = largest;
    REQUIRE(check(document, Stage::request, rules_, balances_, company_).passes());
  }

  void commit(const std::vector<Line>& document) {
    const int number = ++requests_;
    std::vector<std::pair<Cell, money::Money>> lines;
    for (const Line& line : document) {
      const Cell cell{line.node, line.category, line.month};
      lines.emplace_back(cell, line.amount);
      model_.held[number][cell] += line.amount.minor();
    }
    const auto moves = commit_moves(std::to_string(number), lines);
    for (const Move& move : moves) held_[number].add(move);
    post(moves);
    for (const Line& line : document)
      REQUIRE(room({line.node, line.category, line.month}) >= 0);  // no stop is passed
  }

  void settle() {
    if (requests_ == 0) return;
    const int number = static_cast<int>(below(requests_)) + 1;
    const Cell cell = held_[number].cells().begin()->first;
    const Amount amount = below(2000) - 200;
    const auto moves =
        settle_moves(std::to_string(number), held_[number], cell, money::Money::minor(amount), "e");
    Amount& open = model_.held[number][cell];
    auto from = model_.held[number].find(cell);
    for (auto at = model_.held[number].begin(); open <= 0 && at != model_.held[number].end(); ++at) {
      if (at->second > 0 && at->first.node == cell.node && at->first.category == cell.category) {
        from = at;
        break;
      }
    }
    if (amount > 0 && from->second > 0) from->second -= std::min(amount, from->second);
    model_.actual[cell] += amount;
    for (const Move& move : moves) held_[number].add(move);
    post(moves);
    settled_.emplace_back(number, moves);
  }

  void reverse() {
    if (settled_.empty()) return;
    const auto [number, moves] = settled_.back();
    settled_.pop_back();
    for (const Move& move : moves) {
      if (move.kind == MoveKind::actual) model_.actual[move.cell] -= move.amount.minor();
      if (move.kind == MoveKind::release) model_.held[number][move.cell] += move.amount.minor();
    }
    const auto back = reverse_moves(moves);
    for (const Move& move : back) held_[number].add(move);
    post(back);
  }

  // Everything, as a closed or cancelled request does, or a part, as an advance that is returned does: oldest
  // month first.
  void release() {
    if (requests_ == 0) return;
    const int number = static_cast<int>(below(requests_)) + 1;
    const Amount held = held_[number].open().minor();
    std::optional<money::Money> part;
    if (held > 0 && below(2) == 0) part = money::Money::minor(below(held) + 1);
    const auto moves = release_moves(std::to_string(number), held_[number], part);
    Amount left = part ? part->minor() : held;
    for (auto& [cell, open] : model_.held[number]) {
      const Amount freed = std::clamp<Amount>(left, 0, std::max<Amount>(open, 0));
      open -= freed;
      left -= freed;
    }
    for (const Move& move : moves) held_[number].add(move);
    post(moves);
    REQUIRE(held_[number].open().minor() == held - (part ? part->minor() : std::max<Amount>(held, 0)));
  }

  void carry() {
    const Cell cell = any_cell();
    if (cell.month == month(3)) return;
    const CarryMode mode = static_cast<CarryMode>(below(3));
    const bool commitments = below(2) == 0;
    const Amount left = model_.available(cell);
    std::vector<Move> moves = carry_moves(cell, balances_[cell], mode, commitments, "c");
    std::erase_if(moves, [](const Move& move) { return move.kind != MoveKind::carry; });
    if (commitments) move_commitments(cell, moves);
    post(moves);
    const Amount carried = mode == CarryMode::none || (mode == CarryMode::surplus && left < 0) ? 0 : left;
    REQUIRE(model_.available(cell) == left - carried);
    if (commitments) REQUIRE(model_.committed(cell) == 0);
  }

  // Request by request, as the money of the cell: what is open there is released and committed a month later.
  void move_commitments(const Cell& cell, std::vector<Move>& moves) {
    const Cell to{cell.node, cell.category, cell.month + 1};
    for (auto& [number, held] : held_) {
      const money::Money open = held.open(cell);
      if (open.zero()) continue;
      for (const Move& move :
           {Move{MoveKind::release, cell, open, "c"}, Move{MoveKind::commit, to, open, "c"}}) {
        held.add(move);
        moves.push_back(move);
      }
      model_.held[number][to] += open.minor();
      model_.held[number][cell] = 0;
    }
  }

  void compare() const {
    Amount transfers = 0, everything = 0, available = 0;
    Balances replayed;
    for (const Move& move : moves_) {
      replayed[move.cell].add(move.kind, move.amount);
      if (move.kind == MoveKind::transfer || move.kind == MoveKind::carry) transfers += move.amount.minor();
      everything += effect(move.kind, move.amount).minor();
    }
    REQUIRE(replayed == balances_);
    REQUIRE(transfers == 0);
    for (const auto& [cell, balance] : balances_) {
      REQUIRE(balance.available().minor() == model_.available(cell));
      REQUIRE(balance.committed.minor() == model_.committed(cell));
      available += balance.available().minor();
    }
    REQUIRE(available == everything);
  }

  std::mt19937_64 random_;
  Hierarchy company_ = company();
  std::vector<Rule> rules_;
  std::vector<Cell> cells_;
  std::vector<Move> moves_;
  Balances balances_;
  std::map<int, Commitment> held_;
  std::vector<std::pair<int, std::vector<Move>>> settled_;
  int requests_ = 0;
  Model model_;
};

}  // namespace

TEST_CASE("random lives of a budget agree with a slow model, pass no stop and replay to the same balances") {
  const std::uint64_t sequences = std::getenv("SALESOPS_LONG") != nullptr ? 10000 : 500;
  for (std::uint64_t seed = 1; seed <= sequences; ++seed) {
    CAPTURE(seed);
    Life life(seed);
    for (int step = 0; step < 40; ++step) life.step();
  }
}
