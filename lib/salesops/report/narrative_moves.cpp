// Sentences about movements: from one amount to another, and what made the difference.
#include <fmt/format.h>

#include <algorithm>

#include "salesops/base/text.hpp"
#include "salesops/report/grid.hpp"
#include "salesops/report/narrative.hpp"
#include "salesops/report/narrative_words.hpp"

namespace salesops::report {

namespace {

using document::Row;
using document::Table;
using money::Money;

struct Part {
  const char* key;
  Text name;
};
const std::vector<Part>& parts() {
  static const std::vector<Part> kParts = {
      {"volume", {"销量", "volume"}},
      {"mix", {"产品结构", "mix"}},
      {"price", {"价格", "price"}},
      {"new", {"新品", "new products"}},
      {"dropped", {"停售产品", "dropped products"}},
      {"other", {"无数量的销售", "sales without quantity"}},
  };
  return kParts;
}

// "销量 +80.00 万元、价格 -18.31 万元": what is not 0, the largest effect first.
Text list_parts(const Wording& say, const Grid& grid, const Row& total) {
  std::vector<std::pair<Money, const Part*>> shown;
  for (const Part& part : parts()) {
    const Money amount = grid.money(total, part.key).value_or(Money());
    if (!amount.zero()) shown.emplace_back(amount, &part);
  }
  std::ranges::stable_sort(shown, std::ranges::greater(),
                           [](const auto& one) { return magnitude(one.first); });
  Text list;
  for (const auto& [amount, part] : shown) {
    if (say.zh(magnitude(amount)) != say.zh(Money()))  // shown as 0.00
      list.zh += (list.zh.empty() ? "" : "、") + part->name.zh + " " + say.signed_zh(amount);
    list.en += (list.en.empty() ? "" : ", ") + part->name.en + " " + say.signed_en(amount);
  }
  return list;
}

// The product with the largest effect of a kind, or nothing.
std::vector<Text> strongest(const Wording& say, const Grid& grid, const Part& part) {
  const Row* found = nullptr;
  Money most;
  for (const Row& row : grid.rows()) {
    const Money amount = grid.money(row, part.key).value_or(Money());
    if (magnitude(amount) <= magnitude(most)) continue;
    most = amount;
    found = &row;
  }
  if (found == nullptr) return {};
  return {{fmt::format("{}影响最大的产品是{}（{}）。", part.name.zh, grid.text(*found, "name"),
                       say.signed_zh(most)),
           fmt::format("Largest effect of {}: {} ({}).", part.name.en,
                       grid.text(*found, "name", base::Lang::en), say.signed_en(most))}};
}

}  // namespace

std::vector<Text> narrate_variance(const Table& products, const Currency& currency) {
  const Wording say(currency);
  const Grid grid(products);
  const Row* total = grid.total();
  if (total == nullptr || grid.rows().empty()) return {};
  const Money change = grid.money(*total, "change").value_or(Money());
  if (grid.money(*total, "before").value_or(Money()).zero())
    return {{"没有去年同期的销售可比。", "There are no sales of last year to compare with."}};
  const Text list = list_parts(say, grid, *total);
  if (list.zh.empty()) return {{"销售与去年同期相同。", "Sales are those of last year."}};
  const std::string zh_word = change.negative() ? "减少 " : "增加 ";
  const std::string en_word = change.negative() ? "down " : "up ";
  std::vector<Text> sentences = {
      {fmt::format("销售比去年同期{}{}，其中{}。", zh_word, say.zh(magnitude(change)), list.zh),
       fmt::format("Sales are {}{} on last year: {}.", en_word, say.en(magnitude(change)), list.en)}};
  for (const std::size_t part : {std::size_t{2}, std::size_t{1}})
    for (Text& sentence : strongest(say, grid, parts()[part])) sentences.push_back(std::move(sentence));
  return sentences;
}

std::vector<Text> narrate_rollforward(const Table& steps, const Currency& currency) {
  const Wording say(currency);
  const Grid grid(steps);
  if (grid.rows().size() < 2) return {};
  const auto amount = [&](const Row& row) { return grid.money(row, "amount").value_or(Money()); };
  const Row& first = grid.rows().front();
  const Row& last = grid.rows().back();
  Text moved;
  for (std::size_t at = 1; at + 1 < grid.rows().size(); ++at) {
    const Row& row = grid.rows()[at];
    moved.zh += "，" + grid.text(row, "step") + " " + say.signed_zh(amount(row));
    moved.en += ", " + base::to_lower_ascii(grid.text(row, "step", base::Lang::en)) + " " +
                say.signed_en(amount(row));
  }
  return {{fmt::format("应收期初 {}{}，期末 {}。", say.zh(amount(first)), moved.zh, say.zh(amount(last))),
           fmt::format("Receivables opened at {}{} and closed at {}.", say.en(amount(first)), moved.en,
                       say.en(amount(last)))}};
}

std::vector<Text> narrate_promotions(const Table& results, const Currency& currency) {
  const Wording say(currency);
  const Grid grid(results);
  const Row* total = grid.total();
  if (total == nullptr) return {};
  const auto amount = [&](const Row& row, const char* key) { return grid.money(row, key).value_or(Money()); };
  const auto ratio = [&](const Row& row, const char* key) {
    const auto rate = grid.rate(row, key);
    return rate ? money::percent_text(*rate, 1) : std::string("—");
  };
  const std::size_t count = grid.rows().size();
  std::vector<Text> sentences = {
      {fmt::format("本期结束促销 {} 个，销售 {}（完成预计的 {}），费用 {}（计划的 {}），净增利润 {}。", count,
                   say.zh(amount(*total, "sales")), ratio(*total, "sales_completion"),
                   say.zh(amount(*total, "spent")), ratio(*total, "execution_rate"),
                   say.signed_zh(amount(*total, "profit"))),
       fmt::format("{} {} ended: sales {} ({} of what was expected), cost {} ({} of plan), profit {}.", count,
                   count == 1 ? "promotion" : "promotions", say.en(amount(*total, "sales")),
                   ratio(*total, "sales_completion"), say.en(amount(*total, "spent")),
                   ratio(*total, "execution_rate"), say.signed_en(amount(*total, "profit")))}};
  const auto ordered = grid.ordered("profit", true);
  if (ordered.size() < 2) return sentences;
  const auto words = [&](const Row& row) {
    return Text{grid.text(row, "theme") + " " + say.signed_zh(amount(row, "profit")),
                grid.text(row, "theme", base::Lang::en) + " " + say.signed_en(amount(row, "profit"))};
  };
  const Text best = words(*ordered.front());
  const Text worst = words(*ordered.back());
  sentences.push_back({fmt::format("净增利润最多的是{}，最少的是{}。", best.zh, worst.zh),
                       fmt::format("Most profit: {}; least: {}.", best.en, worst.en)});
  return sentences;
}

}  // namespace salesops::report
