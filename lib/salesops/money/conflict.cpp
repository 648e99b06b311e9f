#include "salesops/money/conflict.hpp"

#include <algorithm>
#include <tuple>

#include "salesops/money/money.hpp"

namespace salesops::money {

namespace {

using base::Diagnostic;
using base::Error;
using base::Exit;
using base::Text;

std::string yuan(std::int64_t amount, int digits) {
  return to_decimal(Money::minor(amount), digits);
}

std::string quoted(std::string_view key) {
  return "\"" + std::string(key) + "\"";
}

[[noreturn]] void refuse(Exit exit, const char* code, std::string field, std::string value, Text message,
                         Text help) {
  throw Error(exit, Diagnostic{.code = code,
                               .field = std::move(field),
                               .value = std::move(value),
                               .message = std::move(message),
                               .help = std::move(help)});
}

Text at_node(std::string_view node) {
  if (node.empty()) return {};
  return {"节点 " + quoted(node) + "：", "node " + quoted(node) + ": "};
}

// "; largest: …" or nothing when nobody holds anything.
base::Text holders_text(std::vector<NamedAmount> holders, int digits) {
  std::erase_if(holders, [](const NamedAmount& holder) { return holder.amount <= 0; });
  if (holders.empty()) return {};
  const std::string names = largest_three(std::move(holders), digits);
  return {"；最大：" + names, "; largest: " + names};
}

}  // namespace

std::string largest_three(std::vector<NamedAmount> amounts, int digits) {
  const auto before = [](const NamedAmount& a, const NamedAmount& b) {
    return std::tuple(-a.amount, a.key) < std::tuple(-b.amount, b.key);
  };
  const std::size_t shown = std::min<std::size_t>(3, amounts.size());
  std::partial_sort(amounts.begin(), amounts.begin() + static_cast<std::ptrdiff_t>(shown), amounts.end(),
                    before);
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    text += (i == 0 ? "" : ", ") + std::string(amounts[i].key) + " " + yuan(amounts[i].amount, digits);
  }
  if (amounts.size() > shown) text += ", … (" + std::to_string(amounts.size()) + ")";
  return text;
}

void conflict_floors(std::int64_t needed, std::int64_t available, std::vector<NamedAmount> holders,
                     std::int64_t fitting_unit, int digits, std::string_view node) {
  const std::string short_by = yuan(needed - available, digits);
  const Text names = holders_text(std::move(holders), digits);
  const Text where = at_node(node);
  Text help{
      "把下限或锁定合计减少 " + short_by + "，或把总额提高到 " + yuan(needed, digits),
      "lower floors or locks by " + short_by + " in all, or raise the total to " + yuan(needed, digits)};
  if (fitting_unit > 0) {
    help.zh += "；或改用单位 " + yuan(fitting_unit, digits);
    help.en += "; or use the unit " + yuan(fitting_unit, digits);
  }
  refuse(Exit::finding, "E_FLOORS", std::string(node), short_by,
         {where.zh + "下限与锁定共需 " + yuan(needed, digits) + "，可分 " + yuan(available, digits) +
              "，缺 " + short_by + names.zh,
          where.en + "floors and locks need " + yuan(needed, digits) + ", available " +
              yuan(available, digits) + ", short by " + short_by + names.en},
         std::move(help));
}

void conflict_caps(std::int64_t room, std::int64_t wanted, std::vector<NamedAmount> holders,
                   std::int64_t fitting_unit, int digits, std::string_view node) {
  const std::string excess = yuan(wanted - room, digits);
  const Text names = holders_text(std::move(holders), digits);
  const Text where = at_node(node);
  Text help{"把上限合计提高 " + excess + "，或把总额降到 " + yuan(room, digits),
            "raise caps by " + excess + " in all, or lower the total to " + yuan(room, digits)};
  if (fitting_unit > 0) {
    help.zh += "；或改用单位 " + yuan(fitting_unit, digits);
    help.en += "; or use the unit " + yuan(fitting_unit, digits);
  }
  refuse(Exit::finding, "E_CAPS", std::string(node), excess,
         {where.zh + "上限与锁定共容 " + yuan(room, digits) + "，要分 " + yuan(wanted, digits) + "，有 " +
              excess + " 无处可放" + names.zh,
          where.en + "caps and locks hold " + yuan(room, digits) + ", to place " + yuan(wanted, digits) +
              ", " + excess + " cannot be placed" + names.en},
         std::move(help));
}

void conflict_unit(std::int64_t total, std::int64_t unit, std::int64_t remainder, std::string_view lock,
                   int digits) {
  const std::int64_t fit =
      largest_fitting_unit(unit, [&](std::int64_t candidate) { return remainder % candidate == 0; });
  Text message{"总额 " + yuan(total, digits) + " 不是单位 " + yuan(unit, digits) + " 的整数倍，余 " +
                   yuan(remainder, digits),
               "the total " + yuan(total, digits) + " is not a multiple of the unit " + yuan(unit, digits) +
                   ", remainder " + yuan(remainder, digits)};
  if (!lock.empty()) {
    message = {"锁定 " + quoted(lock) + " 后余下 " + yuan(total, digits) + "，不是单位 " +
                   yuan(unit, digits) + " 的整数倍，余 " + yuan(remainder, digits),
               "after lock " + quoted(lock) + " the rest " + yuan(total, digits) +
                   " is not a multiple of the unit " + yuan(unit, digits) + ", remainder " +
                   yuan(remainder, digits)};
  }
  const std::string fit_zh = fit > 0 ? "，或 --unit " + yuan(fit, digits) : "";
  const std::string fit_en = fit > 0 ? ", or --unit " + yuan(fit, digits) : "";
  refuse(Exit::finding, "E_UNIT", std::string(lock), yuan(remainder, digits), std::move(message),
         {"用 --remainder largest 或 --remainder 键 指定吸收者" + fit_zh,
          "use --remainder largest or --remainder KEY to name the one that absorbs it" + fit_en});
}

void conflict_row_bounds(std::string_view key, std::int64_t floor, std::int64_t cap, int digits) {
  refuse(Exit::finding, "E_ROW_BOUNDS", std::string(key), yuan(floor, digits),
         {quoted(key) + " 的下限 " + yuan(floor, digits) + " 高于上限 " + yuan(cap, digits),
          quoted(key) + ": floor " + yuan(floor, digits) + " is above cap " + yuan(cap, digits)},
         {"把下限降到 " + yuan(cap, digits) + " 或把上限提高到 " + yuan(floor, digits),
          "lower the floor to " + yuan(cap, digits) + " or raise the cap to " + yuan(floor, digits)});
}

void conflict_row_lattice(std::string_view key, std::int64_t floor, std::int64_t cap, std::int64_t unit,
                          int digits) {
  refuse(Exit::finding, "E_ROW_LATTICE", std::string(key), yuan(unit, digits),
         {quoted(key) + " 的下限 " + yuan(floor, digits) + " 与上限 " + yuan(cap, digits) + " 之间没有单位 " +
              yuan(unit, digits) + " 的整数倍",
          quoted(key) + ": no multiple of the unit " + yuan(unit, digits) + " between floor " +
              yuan(floor, digits) + " and cap " + yuan(cap, digits)},
         {"把上限提高到 " + yuan(lattice_ceil(floor, unit), digits) + "，或用更小的单位",
          "raise the cap to " + yuan(lattice_ceil(floor, unit), digits) + ", or use a smaller unit"});
}

void conflict_lock_bounds(std::string_view key, std::int64_t lock, std::int64_t floor, std::int64_t cap,
                          int digits) {
  const bool low = lock < floor;
  const std::string limit = yuan(low ? floor : cap, digits);
  refuse(
      Exit::finding, "E_LOCK_BOUNDS", std::string(key), yuan(lock, digits),
      {quoted(key) + " 锁定为 " + yuan(lock, digits) + (low ? "，低于下限 " : "，高于上限 ") + limit,
       quoted(key) + " is locked at " + yuan(lock, digits) +
           (low ? ", below its floor " : ", above its cap ") + limit},
      {"改锁定值或改界限为 " + yuan(lock, digits), "change the lock, or the bound to " + yuan(lock, digits)});
}

void conflict_lock_sum(std::int64_t locked, std::int64_t total, int digits) {
  const std::string difference = yuan(total - locked, digits);
  refuse(
      Exit::finding, "E_LOCK_SUM", "", difference,
      {"全部已锁定，合计 " + yuan(locked, digits) + "，总额 " + yuan(total, digits) + "，相差 " + difference,
       "every leaf is locked, at " + yuan(locked, digits) + " in all; the total is " + yuan(total, digits) +
           ", difference " + difference},
      {"解锁一个，或把总额改为 " + yuan(locked, digits),
       "unlock one, or make the total " + yuan(locked, digits)});
}

void conflict_lock_unit(std::string_view key, std::int64_t lock, std::int64_t unit, int digits) {
  refuse(
      Exit::finding, "E_LOCK_UNIT", std::string(key), yuan(lock, digits),
      {quoted(key) + " 锁定为 " + yuan(lock, digits) + "，不是单位 " + yuan(unit, digits) + " 的整数倍",
       quoted(key) + " is locked at " + yuan(lock, digits) + ", not a multiple of the unit " +
           yuan(unit, digits)},
      {"锁定为 " + yuan(lattice_floor(lock, unit), digits) + " 或 " + yuan(lattice_ceil(lock, unit), digits),
       "lock it at " + yuan(lattice_floor(lock, unit), digits) + " or " +
           yuan(lattice_ceil(lock, unit), digits)});
}

void conflict_zero_weight(std::int64_t left, std::vector<std::string_view> keys, int digits) {
  std::sort(keys.begin(), keys.end());
  std::string names;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, keys.size()); ++i)
    names += (i == 0 ? "" : ", ") + std::string(keys[i]);
  if (keys.size() > 3) names += ", … (" + std::to_string(keys.size()) + ")";
  const std::string amount = yuan(left, digits);
  refuse(Exit::finding, "E_ZERO_WEIGHT", "", amount,
         {"还有 " + amount + " 只能分给权重为零者：" + names,
          amount + " is left that only leaves of weight zero could take: " + names},
         {"用 --zero-weight equal 让它们平分，或提高其他各项的上限",
          "use --zero-weight equal to share it among them, or raise the caps of the others"});
}

void fault_weight(std::string_view key, std::string_view value) {
  refuse(Exit::bad_data, "E_WEIGHT", std::string(key), std::string(value),
         {quoted(key) + " 的权重无效", quoted(key) + ": not a valid weight"},
         {"权重须为不小于零的数，全部权重合计不超过 10^21",
          "a weight is a number >= 0; all weights sum to at most 10^21"});
}

void fault_duplicate(std::string_view key) {
  refuse(Exit::bad_data, "E_DUP_KEY", std::string(key), std::string(key),
         {"键 " + quoted(key) + " 重复", "key " + quoted(key) + " stands twice"},
         {"每个键只能出现一次", "every key may stand only once"});
}

void fault_no_rows() {
  refuse(Exit::bad_data, "E_NO_ROWS", "", "", {"没有可分配的对象", "there is nothing to allocate to"},
         {"至少给出一行", "give at least one row"});
}

void fault_remainder_key(std::string_view key) {
  refuse(
      Exit::usage, "E4101", "--remainder", std::string(key),
      {"吸收者 " + quoted(key) + " 不是未锁定的键", quoted(key) + " is not the key of a leaf that is free"},
      {"写 largest 或一个未锁定的键", "give largest, or the key of a leaf without lock"});
}

}  // namespace salesops::money
