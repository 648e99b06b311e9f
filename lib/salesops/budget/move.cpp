#include "salesops/budget/move.hpp"

#include <array>

namespace salesops::budget {
namespace {

constexpr std::array<std::string_view, 7> kNames = {"budget", "supplement", "transfer", "carry",
                                                    "commit", "release",    "actual"};

}  // namespace

std::string_view name_of(MoveKind kind) {
  return kNames[static_cast<std::size_t>(kind)];
}

bool kind_named(std::string_view name, MoveKind& kind) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] != name) continue;
    kind = static_cast<MoveKind>(i);
    return true;
  }
  return false;
}

void Balance::add(MoveKind kind, money::Money amount) {
  planned = planned || kind <= MoveKind::carry;
  switch (kind) {
    case MoveKind::budget:
      budget += amount;
      break;
    case MoveKind::supplement:
      supplement += amount;
      break;
    case MoveKind::transfer:
      transfer += amount;
      break;
    case MoveKind::carry:
      carried += amount;
      break;
    case MoveKind::commit:
      committed += amount;
      break;
    case MoveKind::release:
      committed -= amount;
      break;
    case MoveKind::actual:
      actual += amount;
      break;
  }
}

Balance& Balance::operator+=(const Balance& other) {
  budget += other.budget;
  supplement += other.supplement;
  transfer += other.transfer;
  carried += other.carried;
  committed += other.committed;
  actual += other.actual;
  planned = planned || other.planned;
  return *this;
}

money::Money Balance::plan() const {
  return budget + supplement + transfer + carried;
}
money::Money Balance::consumed() const {
  return committed + actual;
}
money::Money Balance::available() const {
  return plan() - consumed();
}

money::Money effect(MoveKind kind, money::Money amount) {
  return kind == MoveKind::commit || kind == MoveKind::actual ? -amount : amount;
}

}  // namespace salesops::budget
