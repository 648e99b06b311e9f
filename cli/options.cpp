#include "options.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <string>
#include <vector>

#include "commands/commands.hpp"
#include "salesops/base/text.hpp"

namespace salesops::cli {

namespace {

using G = GlobalOptions;

// Elsewhere these say nothing, and whoever gave them would take the figures for others than they are.
constexpr std::string_view kWithPeriod[] = {"budget carry",    "budget profit",       "budget status",
                                            "promo list",      "receivables confirm", "receivables statement",
                                            "record note add", "record note list",    "report run",
                                            "target attain",   "target fairness"};
constexpr std::string_view kSelecting[] = {"budget status",    "receivables aging", "receivables open",
                                           "record note list", "report run",        "target attain"};
constexpr std::string_view kGrouping[] = {"budget status", "receivables aging", "target attain"};
constexpr std::string_view kLevelled[] = {"budget profit", "budget status", "receivables aging",
                                          "target attain", "target fairness"};
constexpr std::string_view kExplaining[] = {"target matrix", "target rebalance", "target split"};

constexpr GlobalFlag kFlags[] = {
    {"-C,--config", "FILE", "", "SALESOPS_CONFIG", &G::config,
     "工作区的 salesops.yaml 或其文件夹（默认从当前文件夹向上找）",
     "the workspace's salesops.yaml or its folder (default: searched upwards from here)"},
    {"--db", "FILE", "", "SALESOPS_DB", &G::db, "数据库文件（默认用配置里的）",
     "database file (default: the one the configuration names)"},
    {"--as-of", "DATE", "", "SALESOPS_AS_OF", &G::as_of, "截止日，含当日（默认公司时区的今天）",
     "cut-off day, inclusive (default: today in the company's time zone)"},
    {"--period", "PERIOD", "", "", &G::period,
     "期间：2026-10、2026Q4、2026H2、2026、2026-W45、2026-10-01..2026-10-31、last-month、this-month、ytd",
     "period: 2026-10, 2026Q4, 2026H2, 2026, 2026-W45, 2026-10-01..2026-10-31, last-month, this-month, ytd",
     kWithPeriod},
    {"-O,--format", "FORMAT", "table|csv|tsv|json|ndjson|md|html|xlsx", "SALESOPS_FORMAT", &G::format,
     "输出格式（默认 table）", "output format (default: table)"},
    {"-o,--output", "FILE", "", "", &G::output, "写入文件，格式由扩展名决定；整份写好才替换原文件",
     "write to a file, format from its extension; it replaces the old file only when complete"},
    {"--unit", "UNIT", "yuan|wan|yi", "SALESOPS_UNIT", &G::unit,
     "金额显示单位：元、万元、亿元（只用于给人看的格式）",
     "display unit of amounts: 1, 10^4 or 10^8 (formats for people only)"},
    {"--lang", "LANG", "zh|en", "SALESOPS_LANG", &G::lang, "语言", "language"},
    {"--where", "KEY=VALUE", "", "", &G::where, "筛选，可重复", "filter, may be repeated", kSelecting},
    {"--by", "DIM[,DIM]", "", "", &G::by, "按哪些维度汇总", "dimensions to group by", kGrouping},
    {"--level", "KIND", "", "", &G::level, "汇总到组织的哪一级", "level of the organisation to roll up to",
     kLevelled},
    {"--sort", "[-]COL", "", "", &G::sort, "按一列排序，加 - 为降序", "sort by a column, with - descending"},
    {"--limit", "N", "", "", &G::limit, "只显示前 N 行", "show the first N rows only"},
    {"--no-total", "", "", "", &G::no_total, "不要合计行", "leave out the total row"},
    {"--layout", "LAYOUT", "wide|tidy|disclosure", "", &G::layout,
     "宽表，或每行一个数的长表；账龄表另有 disclosure 披露格式",
     "wide table, or tidy: one figure per row; the aging also has disclosure, for the notes to the accounts"},
    {"--section", "KEY", "", "", &G::section, "只输出一个部分或一张表", "only one section or table"},
    {"--dry-run", "", "", "", &G::dry_run, "试运行：走同样的步骤，最后全部撤回",
     "do everything, then take it back"},
    {"--yes", "", "", "", &G::yes, "不再确认", "do not ask for confirmation"},
    {"--no-input", "", "", "", &G::no_input, "从不提问", "never ask"},
    {"--actor", "NAME", "", "SALESOPS_ACTOR", &G::actor, "操作人（默认登录名）",
     "who is acting (default: the login name)"},
    {"--reason", "TEXT", "", "", &G::reason, "原因，记入日志", "why; goes into the journal"},
    {"--lock-timeout", "SECONDS", "", "SALESOPS_LOCK_TIMEOUT", &G::lock_timeout,
     "数据库被占用时等待的秒数（默认 10）", "seconds to wait for a locked database (default: 10)"},
    {"--color", "WHEN", "auto|always|never", "SALESOPS_COLOR", &G::color, "颜色（默认 auto；遵守 NO_COLOR）",
     "colour (default: auto; NO_COLOR is honoured)"},
    {"--width", "N", "", "SALESOPS_WIDTH", &G::width, "表格宽度，0 为不限（默认终端宽度）",
     "width of tables, 0 for no limit (default: the terminal's)"},
    {"--pretty", "", "", "", &G::pretty, "JSON 缩进", "indent JSON"},
    {"--no-bom", "", "", "", &G::no_bom, "CSV 文件开头不写 BOM",
     "no byte order mark at the start of CSV files"},
    {"--raw", "", "", "", &G::raw, "csv/tsv/xlsx 的文字单元格不做公式防护",
     "no guard against formulas in csv, tsv and xlsx text cells"},
    {"--explain", "", "", "", &G::explain, "说明数字怎么来的", "show how figures came about", kExplaining},
    {"-q,--quiet", "", "", "", &G::quiet, "不显示消息", "no messages"},
    {"-v,--verbose", "", "", "", &G::verbose, "显示更多消息", "more messages"},
};

bool named(const GlobalFlag& flag, std::string_view name) {
  const std::vector<std::string> names = base::split(flag.names, ',');
  return std::ranges::find(names, name) != names.end();
}

[[noreturn]] void not_allowed(const GlobalFlag& flag, const std::string& value) {
  const std::vector<std::string> choices = base::split(flag.choices, '|');
  const std::string name = base::split(flag.names, ',').back();
  const auto near = base::nearest(value, choices);
  const std::string list = base::join(choices, ", ");
  throw base::Error(
      base::Exit::usage,
      {.code = "E1005",
       .field = name,
       .value = value,
       .message = {fmt::format("{} 没有“{}”这个值", name, base::printable(value)),
                   fmt::format("{} has no value \"{}\"", name, base::printable(value))},
       .help = {near ? fmt::format("是不是想用 {}？可用：{}", *near, list) : fmt::format("可用：{}", list),
                near ? fmt::format("did you mean {}? allowed: {}", *near, list)
                     : fmt::format("allowed: {}", list)}});
}

bool given(const GlobalFlag& flag, const GlobalOptions& options) {
  return std::visit(
      [&](auto member) {
        const auto& value = options.*member;
        if constexpr (requires { value.empty(); }) return !value.empty();
        return value != GlobalOptions{}.*member;
      },
      flag.target);
}

[[noreturn]] void not_for(const GlobalFlag& flag, std::string_view command) {
  const std::string name = base::split(flag.names, ',').back();
  const std::string list =
      base::join(std::vector<std::string>(flag.commands.begin(), flag.commands.end()), ", ");
  throw base::Error(base::Exit::usage, {.code = "E1015",
                                        .field = name,
                                        .message = {fmt::format("{} 用不上 {}", command, name),
                                                    fmt::format("{} has no use for {}", command, name)},
                                        .help = {"可用于：" + list, "it is for: " + list}});
}

}  // namespace

std::span<const GlobalFlag> global_flags() {
  return kFlags;
}

void add_global_flags(CLI::App& root, GlobalOptions& options, const Say& say) {
  for (const GlobalFlag& flag : kFlags) {
    CLI::Option* option = std::visit(
        [&](auto member) -> CLI::Option* {
          using Value = std::remove_reference_t<decltype(options.*member)>;
          if constexpr (std::is_same_v<Value, bool>) {
            return root.add_flag(flag.names, options.*member, say(flag.zh, flag.en));
          } else {
            return root.add_option(flag.names, options.*member, say(flag.zh, flag.en));
          }
        },
        flag.target);
    if (*flag.value != '\0') option->type_name(flag.value);
    if (*flag.variable != '\0') option->envname(flag.variable);
  }
}

FlagUse flag_use(std::string_view word) {
  const bool long_name = word.starts_with("--");
  const std::string_view name = long_name ? word.substr(0, word.find('=')) : word.substr(0, 2);
  const auto found = std::ranges::find_if(kFlags, [&](const GlobalFlag& flag) { return named(flag, name); });
  if (found == std::end(kFlags)) return {};
  return {.known = true, .takes_next = *found->value != '\0' && word.size() == name.size()};
}

void check_global_options(const GlobalOptions& options, std::string_view command) {
  for (const GlobalFlag& flag : kFlags) {
    const bool for_all = flag.commands.empty();
    if (!for_all && given(flag, options) && std::ranges::find(flag.commands, command) == flag.commands.end())
      not_for(flag, command);
    if (*flag.choices == '\0') continue;
    const std::string& value = options.*std::get<std::string GlobalOptions::*>(flag.target);
    const std::vector<std::string> choices = base::split(flag.choices, '|');
    if (!value.empty() && std::ranges::find(choices, value) == choices.end()) not_allowed(flag, value);
  }
}

}  // namespace salesops::cli
