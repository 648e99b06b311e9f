#include "salesops/report/narrative.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "salesops/report/grid.hpp"
#include "salesops/report/narrative_words.hpp"

namespace salesops::report {

namespace {

using document::Row;
using document::Table;
using money::Money;
using money::Rate;

std::string percent(const std::optional<Rate>& rate) {
  return rate ? money::percent_text(*rate, 1) : "—";
}
Money value(const std::optional<Money>& amount) {
  return amount.value_or(Money());
}

// "，同比 +12.3%" or nothing.
Text year_on_year(const std::optional<Rate>& yoy) {
  if (!yoy) return {};
  const std::string text = (yoy->negative() ? "" : "+") + percent(yoy);
  return {"，同比 " + text, ", " + text + " on last year"};
}

// A positive gap is a shortfall, a negative one is above target.
Text gap_words(const Wording& say, Money gap) {
  if (gap.zero()) return {"恰好完成", "exactly on target"};
  if (gap.negative()) return {"超额 " + say.zh(magnitude(gap)), say.en(magnitude(gap)) + " above target"};
  return {"缺口 " + say.zh(gap), say.en(gap) + " short of target"};
}

}  // namespace

std::vector<Text> narrate_result(const Text& measure, const Table& attainment, const Currency& currency) {
  const Wording say(currency);
  const Grid grid(attainment);
  const Row* total = grid.total();
  if (total == nullptr) return {};
  const Money actual = value(grid.money(*total, "actual"));
  const Text yoy = year_on_year(grid.rate(*total, "yoy"));
  const auto target = grid.money(*total, "target");
  if (!target || target->zero()) {
    return {{fmt::format("本期{} {}{}，未下达目标。", measure.zh, say.zh(actual), yoy.zh),
             fmt::format("{}: {}{}; no target is set.", measure.en, say.en(actual), yoy.en)}};
  }
  const Text gap = gap_words(say, *target - actual);
  return {{fmt::format("本期{} {}，完成目标的 {}，{}{}；本年累计 {}，完成 {}。", measure.zh, say.zh(actual),
                       percent(grid.rate(*total, "attainment")), gap.zh, yoy.zh,
                       say.zh(value(grid.money(*total, "ytd_actual"))),
                       percent(grid.rate(*total, "ytd_attainment"))),
           fmt::format("{}: {}, {} of target, {}{}; year to date {}, {} of target.", measure.en,
                       say.en(actual), percent(grid.rate(*total, "attainment")), gap.en, yoy.en,
                       say.en(value(grid.money(*total, "ytd_actual"))),
                       percent(grid.rate(*total, "ytd_attainment")))}};
}

std::vector<Text> narrate_extremes(const Text& measure, const Table& attainment, const Currency& currency) {
  const Wording say(currency);
  const Grid grid(attainment);
  const auto best = grid.ordered("attainment", true);
  if (best.size() < 2) return {};
  const auto words = [&](const Row& row) {
    const Text gap = gap_words(say, value(grid.money(row, "target")) - value(grid.money(row, "actual")));
    const std::string rate = percent(grid.rate(row, "attainment"));
    return Text{fmt::format("{} {}（{}）", grid.text(row, "name"), rate, gap.zh),
                fmt::format("{} {} ({})", grid.text(row, "name", base::Lang::en), rate, gap.en)};
  };
  const Text first = words(*best.front());
  const Text last = words(*grid.ordered("attainment", false).front());
  return {{fmt::format("{}达成率最高的是{}，最低的是{}。", measure.zh, first.zh, last.zh),
           fmt::format("{}: best {}, worst {}.", measure.en, first.en, last.en)}};
}

std::vector<Text> narrate_receivables(const Table& aging, const Currency& currency) {
  const Wording say(currency);
  const Grid grid(aging);
  const Row* total = grid.total();
  if (total == nullptr) return {};
  const Money balance = value(grid.money(*total, "balance"));
  const Money overdue = value(grid.money(*total, "overdue"));
  const std::string rate = percent(grid.rate(*total, "overdue_rate"));
  std::vector<Text> sentences = {
      {fmt::format("应收余额 {}，其中逾期 {}，逾期率 {}。", say.zh(balance), say.zh(overdue), rate),
       fmt::format("Receivables {}, of which overdue {} ({}).", say.en(balance), say.en(overdue), rate)}};
  Text names;
  Money sum;
  std::size_t count = 0;
  for (const Row* row : grid.ordered("overdue", true)) {
    const Money amount = value(grid.money(*row, "overdue"));
    if (count == 3 || amount.zero()) break;
    names.zh += fmt::format("{}{} {}（最长 {} 天）", count ? "、" : "", grid.text(*row, "customer_name"),
                            say.zh(amount), grid.integer(*row, "oldest_days").value_or(0));
    names.en += fmt::format("{}{} {} (up to {} days)", count ? ", " : "",
                            grid.text(*row, "customer_name", base::Lang::en), say.en(amount),
                            grid.integer(*row, "oldest_days").value_or(0));
    sum += amount;
    ++count;
  }
  if (count == 0) return sentences;
  const std::string share = percent(Rate(sum.minor(), overdue.minor()));
  sentences.push_back({fmt::format("逾期最多的 {} 家：{}，占全部逾期的 {}。", count, names.zh, share),
                       fmt::format("Largest {} overdue: {}; {} of all overdue.", count, names.en, share)});
  return sentences;
}

std::vector<Text> narrate_budget(const Table& lines, const Currency& currency) {
  const Wording say(currency);
  const Grid grid(lines);
  const Row* total = grid.total();
  if (total == nullptr) return {};
  const Money actual = value(grid.money(*total, "actual"));
  const std::string used = percent(grid.rate(*total, "used"));
  std::vector<Text> sentences = {{fmt::format("本期费用 {}，预算执行 {}。", say.zh(actual), used),
                                  fmt::format("Expenses {}, {} of budget.", say.en(actual), used)}};
  std::vector<const Row*> ordered = grid.ordered("available", false);
  std::erase_if(ordered, [&](const Row* row) { return grid.text(*row, "node") == "unbudgeted"; });
  const auto over = std::ranges::count_if(
      ordered, [&](const Row* row) { return value(grid.money(*row, "available")).negative(); });
  if (over == 0) {
    sentences.push_back({"没有超预算的项目。", "No line is over budget."});
    return sentences;
  }
  Money excess;
  for (const Row* row : ordered) {
    const Money available = value(grid.money(*row, "available"));
    if (available.negative()) excess -= available;
  }
  const Row& worst = *ordered.front();
  const Money most = magnitude(value(grid.money(worst, "available")));
  const std::string zh = grid.text(worst, "node_name") + grid.text(worst, "category_name");
  const std::string en =
      grid.text(worst, "node_name", base::Lang::en) + " " + grid.text(worst, "category_name", base::Lang::en);
  if (over == 1) {
    sentences.push_back({fmt::format("超预算 1 项：{}，超 {}。", zh, say.zh(most)),
                         fmt::format("One line is over budget: {}, by {}.", en, say.en(most))});
    return sentences;
  }
  sentences.push_back(
      {fmt::format("超预算 {} 项，合计超 {}；最多的是{}，超 {}。", over, say.zh(excess), zh, say.zh(most)),
       fmt::format("{} lines are over budget by {} in all; the largest is {}, over by {}.", over,
                   say.en(excess), en, say.en(most))});
  return sentences;
}

std::vector<Text> narrate_change(const Table& sales, const Currency& currency) {
  const Wording say(currency);
  const Grid grid(sales);
  std::vector<std::pair<Money, const Row*>> changes;
  for (const Row& row : grid.rows())
    changes.emplace_back(value(grid.money(row, "amount")) - value(grid.money(row, "last_year")), &row);
  if (changes.empty()) return {};
  std::ranges::stable_sort(changes, {}, &std::pair<Money, const Row*>::first);
  const auto sentence = [&](const std::pair<Money, const Row*>& change, const Text& word) {
    return Text{
        fmt::format("{}：{}，比去年同期{}{}。", word.zh, grid.text(*change.second, "name"),
                    change.first.negative() ? "减少 " : "增加 ", say.zh(magnitude(change.first))),
        fmt::format("{}: {}, {} {} on last year.", word.en, grid.text(*change.second, "name", base::Lang::en),
                    change.first.negative() ? "down" : "up", say.en(magnitude(change.first)))};
  };
  std::vector<Text> sentences;
  if (changes.back().first.minor() > 0)
    sentences.push_back(sentence(changes.back(), {"增长最多", "Largest growth"}));
  if (changes.front().first.negative())
    sentences.push_back(sentence(changes.front(), {"下降最多", "Largest fall"}));
  return sentences;
}

std::vector<Text> narrate_pace(const Text& measure, const Table& attainment, const Currency& currency) {
  const Wording say(currency);
  const Grid grid(attainment);
  const Row* total = grid.total();
  if (total == nullptr || !grid.rate(*total, "attainment") || !grid.rate(*total, "pace")) return {};
  const Rate gap = *grid.rate(*total, "attainment") - *grid.rate(*total, "pace");
  std::string points = money::percent_text(gap, 1);
  points.pop_back();
  const std::string sign = gap.negative() ? "" : "+";
  const auto daily = grid.money(*total, "required_daily");
  const Text rest =
      daily ? Text{"，剩余日均须 " + say.zh(*daily), ", " + say.en(*daily) + " a day needed"} : Text{};
  return {{fmt::format("{}本月累计 {}，达成 {}，序时进度 {}，进度差 {}{} 个百分点{}。", measure.zh,
                       say.zh(value(grid.money(*total, "actual"))), percent(grid.rate(*total, "attainment")),
                       percent(grid.rate(*total, "pace")), sign, points, rest.zh),
           fmt::format("{}: month to date {}, {} of target at {} of the time, {}{} pp{}.", measure.en,
                       say.en(value(grid.money(*total, "actual"))), percent(grid.rate(*total, "attainment")),
                       percent(grid.rate(*total, "pace")), sign, points, rest.en)}};
}

}  // namespace salesops::report
