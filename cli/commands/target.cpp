#include <CLI/App.hpp>
#include <memory>
#include <utility>

#include "commands/target.hpp"
#include "salesops/app/context.hpp"
#include "salesops/app/target_split.hpp"

namespace salesops::cli {

namespace {

// People's formats get a column per month, machines a row per figure, unless --layout says otherwise.
// Whether the use case makes the tidy table itself; then nothing is left to arrange.
bool tidy(Session& session) {
  const std::string layout = std::exchange(session.options.layout, "");
  if (!layout.empty()) return layout == "tidy";
  return !render::is_for_people(session.format());
}

void add_unit(CLI::App& verb, std::string& unit, const Say& say) {
  verb.add_option("--unit", unit,
                  say("取整单位：0.01、1、100、1000、1万", "rounding unit: 0.01, 1, 100, 1000, 1万"))
      ->type_name("U")
      ->default_str("0.01");
}

template <typename Request>
void add_rounding(CLI::App& verb, Request& given, const Say& say) {
  add_unit(verb, given.unit, say);
  verb.add_option("--method", given.method, say("取整方法", "rounding method"))
      ->type_name("lr|webster")
      ->check(CLI::IsMember({"lr", "webster"}));
  verb.add_option("--remainder", given.remainder,
                  say("总额不是单位的整数倍时：报错、给权重最大者、或给指定的键",
                      "when the total is off the unit: refuse, give it to the largest weight, or to a key"))
      ->type_name("error|largest|KEY");
  verb.add_option("--zero-weight", given.zero_weight,
                  say("只剩权重为零者时：报错或平分",
                      "when only leaves without weight are left: refuse or share equally"))
      ->type_name("error|equal")
      ->check(CLI::IsMember({"error", "equal"}));
}

void add_split(CLI::App& noun, Run& run, const Say& say) {
  auto* verb = noun.add_subcommand(
      "split", say("把一个数拆给多个单位，合计分文不差", "split a number over units, to the cent"));
  auto given = std::make_shared<app::SplitRequest>();
  verb->add_option("TOTAL", given->total,
                   say("总额：12000000、1200万、1.2亿", "the total: 12000000, 1200万, 1.2亿"))
      ->required();
  verb->add_option(
          "--by", given->file,
          say("CSV/XLSX：名称、权重，可有下限、上限、锁定、上级；- 为标准输入",
              "CSV/XLSX with key, weight and optionally floor, cap, lock, parent; - is standard input"))
      ->type_name("FILE");
  verb->add_option("--weights", given->weights, say("权重：A=3,B=2", "weights: A=3,B=2"))->type_name("K=W,…");
  verb->add_option("--equal", given->equal, say("平分：A,B,C", "equal shares: A,B,C"))->type_name("K,…");
  add_rounding(*verb, *given, say);
  verb->add_option("--blend", given->blend,
                   say("由几列合成权重，百分比合计 100：history=50,capacity=50",
                       "weights blended from columns, percentages sum to 100: history=50,capacity=50"))
      ->type_name("COL=PCT,…");
  verb->add_option("--growth-cap", given->growth_cap,
                   say("比基数列最多增长：60%", "at most this growth over the base column: 60%"))
      ->type_name("PCT");
  verb->add_option("--base", given->base, say("增长上限的基数列", "the base column of the growth cap"))
      ->type_name("COL");
  verb->add_option(
          "--over", given->over,
          say("加码：下达目标 = 总额 ×（1 + 加码）", "over-assignment: field total = total × (1 + over)"))
      ->type_name("PCT");
  verb->add_option("--period", given->period,
                   say("按月分解的期间：2026、2026Q1", "split over the months of: 2026, 2026Q1"))
      ->type_name("PERIOD");
  verb->add_option("--phasing", given->phasing,
                   say("月度节奏：flat、workdays、4-4-5、history（--by 文件的月份列）或文件",
                       "phasing: flat, workdays, 4-4-5, history (month columns of --by) or a file"))
      ->type_name("MODE");
  verb->callback([&run, given] {
    run = [given](Session& session) {
      given->explain = session.options.explain;
      given->tidy = !given->period.empty() && tidy(session);
      given->as_of = app::day_of(session.now(), 8 * 3600);
      return session.finish(app::split(*given));
    };
  });
}

void add_matrix(CLI::App& noun, Run& run, const Say& say) {
  auto* verb = noun.add_subcommand("matrix", say("行列合计都给定的表：双向分文不差",
                                                 "fill a table whose row and column totals are given"));
  auto given = std::make_shared<app::MatrixRequest>();
  verb->add_option("--rows", given->rows, say("行：名称、合计", "rows: key, total"))
      ->type_name("FILE")
      ->required();
  verb->add_option("--cols", given->columns, say("列：名称、合计", "columns: key, total"))
      ->type_name("FILE")
      ->required();
  verb->add_option("--seed", given->seed,
                   say("种子：宽表，或 row、col、weight 长表（默认全部相等）",
                       "seeds: wide, or tidy row, col, weight (default: all equal)"))
      ->type_name("FILE");
  verb->add_option(
          "--cells", given->cells,
          say("单元格界限：row、col、floor、cap、lock", "bounds of cells: row, col, floor, cap, lock"))
      ->type_name("FILE");
  add_unit(*verb, given->unit, say);
  verb->callback([&run, given] {
    run = [given](Session& session) {
      given->tidy = tidy(session);
      return session.finish(app::close_table(*given));
    };
  });
}

void add_rebalance(CLI::App& noun, Run& run, const Say& say) {
  auto* verb = noun.add_subcommand(
      "rebalance", say("总额变了：以最小变动重新分摊", "re-spread a changed total with the least movement"));
  auto given = std::make_shared<app::RebalanceRequest>();
  verb->add_option("NEW_TOTAL", given->total, say("新的总额", "the new total"))->required();
  verb->add_option("--by", given->file,
                   say("CSV/XLSX：名称、现值，可有权重、下限、上限、锁定",
                       "CSV/XLSX with key, current and optionally weight, floor, cap, lock"))
      ->type_name("FILE")
      ->required();
  add_rounding(*verb, *given, say);
  verb->callback([&run, given] {
    run = [given](Session& session) {
      given->explain = session.options.explain;
      return session.finish(app::rebalance_total(*given));
    };
  });
}

}  // namespace

void add_target(CLI::App& app, Run& run, const Say& say) {
  add_split(app, run, say);
  add_matrix(app, run, say);
  add_rebalance(app, run, say);
  add_target_plans(app, run, say);
  add_target_changes(app, run, say);
  add_target_attain(app, run, say);
}

}  // namespace salesops::cli
