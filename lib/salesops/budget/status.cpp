#include "salesops/budget/status.hpp"

#include <array>

#include "salesops/base/checked.hpp"

namespace salesops::budget {
namespace {

constexpr std::array<std::string_view, 5> kUses = {"within", "warned", "used_up", "exceeded", "unbudgeted"};

std::optional<money::Rate> share(money::Money part, money::Money plan) {
  if (plan <= money::Money()) return std::nullopt;
  return money::Rate(part.minor(), plan.minor());
}

bool nothing(const Balance& balance) {
  Balance empty;
  empty.planned = balance.planned;
  return balance == empty && !balance.planned;
}

}  // namespace

std::string_view name_of(Use use) {
  return kUses[static_cast<std::size_t>(use)];
}

Use use_of(const Balance& balance, const money::Rate& warn_at) {
  const money::Money plan = balance.plan();
  const money::Money consumed = balance.consumed();
  if (!balance.planned) return consumed.zero() ? Use::within : Use::unplanned;
  if (consumed > plan) return Use::exceeded;
  if (plan <= money::Money()) return Use::within;
  if (consumed == plan) return Use::used_up;
  const bool warned =
      base::Wide{consumed.minor()} * warn_at.denominator() >= base::Wide{plan.minor()} * warn_at.numerator();
  return warned ? Use::warned : Use::within;
}

std::optional<money::Rate> used(const Balance& balance) {
  return share(balance.actual, balance.plan());
}
std::optional<money::Rate> used_incl_committed(const Balance& balance) {
  return share(balance.consumed(), balance.plan());
}

Balance prorated(const Balance& balance, int part, int whole) {
  Balance result = balance;
  for (money::Money* amount : {&result.budget, &result.supplement, &result.transfer, &result.carried})
    *amount = money::prorate(*amount, part, whole);
  return result;
}

std::vector<StatusLine> status_lines(const Balances& balances, const Months& months,
                                     const Hierarchy& hierarchy) {
  return status_lines(balances, balances, months, hierarchy);
}

std::vector<StatusLine> status_lines(const Balances& period, const Balances& ytd, const Months& months,
                                     const Hierarchy& hierarchy) {
  const Owners owners(ytd, hierarchy);
  std::map<Owner, StatusLine> lines;
  StatusLine unbudgeted;
  for (const auto& [cell, balance] : ytd) {
    if (cell.month < months.year_start() || cell.month > months.last) continue;
    const auto owner = owners.find(cell.node, cell.category, cell.month.year());
    StatusLine& line = owner ? lines[*owner] : unbudgeted;
    if (owner) line.node = owner->node, line.category = owner->category;
    line.ytd += balance;
    if (cell.month >= months.first) line.period += period.at(cell);
  }
  std::vector<StatusLine> result;
  for (auto& [owner, line] : lines) result.push_back(std::move(line));
  if (!nothing(unbudgeted.ytd) || !nothing(unbudgeted.period)) result.push_back(std::move(unbudgeted));
  return result;
}

std::vector<StatusLine> regroup(const std::vector<StatusLine>& lines,
                                const std::function<Owner(const StatusLine&)>& key) {
  std::map<Owner, StatusLine> grouped;
  std::vector<StatusLine> result;
  std::optional<StatusLine> unbudgeted;
  for (const StatusLine& line : lines) {
    if (line.unbudgeted()) {
      unbudgeted = line;
      continue;
    }
    const Owner owner = key(line);
    StatusLine& group = grouped[owner];
    group.node = owner.node, group.category = owner.category;
    group.period += line.period;
    group.ytd += line.ytd;
  }
  for (auto& [owner, line] : grouped) result.push_back(std::move(line));
  if (unbudgeted) result.push_back(*unbudgeted);
  return result;
}

StatusLine total_of(const std::vector<StatusLine>& lines) {
  StatusLine total;
  for (const StatusLine& line : lines) {
    total.period += line.period;
    total.ytd += line.ytd;
  }
  return total;
}

}  // namespace salesops::budget
