#include "topics.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "manual.hpp"
#include "salesops/app/budget.hpp"
#include "salesops/app/promotion.hpp"
#include "salesops/app/setup.hpp"

namespace salesops::cli {

namespace {

std::string in(base::Lang lang, const char* zh, const char* en) {
  return lang == base::Lang::zh ? zh : en;
}

std::string exit_codes(base::Lang lang) {
  return in(lang,
            R"(退出码（稳定）:
    0  完成
    1  有发现：检查未通过、预算或信用拦截或 --partial 有被拒的行
    2  用法错误：未知的命令或选项、选项的值不对
   65  文件内容有错；没有任何改动
   66  输入文件不存在或不可读
   70  程序内部错误；没有任何改动
   73  不能创建输出文件
   74  读写错误、磁盘已满；没有任何改动
   75  数据库被另一个进程占用，可重试
   77  不允许：期间已结账、制单人等于审批人、超出权限、文件权限
   78  配置错误
  130, 143  被中断；没有做到一半的事

读取方关闭管道（如 | head）不算错误：安静地以 0 结束。
)",
            R"(Exit codes (stable):
    0  done
    1  a finding: a check failed, a budget or credit stop or rejected rows with --partial
    2  usage: unknown command or option, bad option value
   65  bad data in a file; nothing was changed
   66  an input file is missing or unreadable
   70  internal error; nothing was changed
   73  an output file cannot be created
   74  input/output error, disk full; nothing was changed
   75  the database is locked by another process; try again
   77  not permitted: period closed, maker = checker, authority exceeded, file permission
   78  configuration error
  130, 143  interrupted; nothing half done

A reader that closes the pipe (| head) is not an error: the command ends silently with 0.
)");
}

std::string formats(base::Lang lang) {
  return in(lang,
            R"(输出格式（-O，或由 -o 文件的扩展名决定）:
  table   终端表格（默认）        md      Markdown
  html    自带样式的网页          xlsx    电子表格
  csv tsv 一张表（--section 选择） json    整份报表，带 schema_version
  ndjson  每行一个 JSON 对象

给人看的格式：本地语言标题、千分位、--unit 元/万元/亿元、合计行。
机器格式：英文 snake_case 键、ISO 日期、以元为单位的十进制数，JSON 中金额是字符串。
csv/tsv/xlsx 中以 = + - @ 制表符或回车开头的文字前加 '（--raw 关闭）；写入文件的 CSV 以 BOM 开头（--no-bom 关闭）。
)",
            R"(Output formats (-O, or by the extension of the -o file):
  table   terminal table (default)     md      Markdown
  html    self-contained page          xlsx    spreadsheet
  csv tsv one table (--section)        json    the whole report with schema_version
  ndjson  one JSON object per line

For people: localised headings, thousands separators, --unit yuan/wan/yi, total row.
For machines: English snake_case keys, ISO dates, plain decimals in units of currency; JSON amounts are strings.
Text that begins with = + - @ TAB or CR gets a leading ' in csv/tsv/xlsx (--raw turns it off); a CSV file begins with
a byte order mark (--no-bom turns it off).
)");
}

std::string environment(base::Lang lang) {
  return in(
      lang,
      R"(环境变量（优先级：选项 > 环境变量 > salesops.yaml > $XDG_CONFIG_HOME/salesops/config.yaml > 默认）:
  SALESOPS_CONFIG  SALESOPS_DB  SALESOPS_AS_OF  SALESOPS_FORMAT  SALESOPS_UNIT  SALESOPS_LANG  SALESOPS_ACTOR
  SALESOPS_LOCK_TIMEOUT  SALESOPS_COLOR  SALESOPS_WIDTH   与同名选项相同
  SALESOPS_NOW    固定时钟（2026-11-02T06:00:00+08:00），供测试和重放
  NO_COLOR        不为空则不用颜色
系统的区域设置（LANG、LC_ALL）不影响任何输出：语言取自 --lang、SALESOPS_LANG、配置的 company.language，最后是中文。
)",
      R"(Environment (precedence: flag > environment > salesops.yaml > $XDG_CONFIG_HOME/salesops/config.yaml > default):
  SALESOPS_CONFIG  SALESOPS_DB  SALESOPS_AS_OF  SALESOPS_FORMAT  SALESOPS_UNIT  SALESOPS_LANG  SALESOPS_ACTOR
  SALESOPS_LOCK_TIMEOUT  SALESOPS_COLOR  SALESOPS_WIDTH   as the flags of these names
  SALESOPS_NOW    fixes the clock (2026-11-02T06:00:00+08:00), for tests and replays
  NO_COLOR        no colour when not empty
The system's locale (LANG, LC_ALL) changes nothing: the language is --lang, SALESOPS_LANG, company.language of the
configuration, else Chinese.
)");
}

std::string option_page(base::Lang lang) {
  const std::string page = overview(lang);
  const auto from = page.find(lang == base::Lang::zh ? "\n通用选项" : "\nOptions of every");
  return page.substr(from + 1, page.rfind('\n', page.size() - 2) - from - 1);
}

constexpr Topic kTopics[] = {
    {"commands", "全部命令", "every command", command_table},
    {"options", "通用选项", "options of every command", option_page},
    {"exit-codes", "退出码", "exit codes", exit_codes},
    {"formats", "输出格式", "output formats", formats},
    {"config", "salesops.yaml 的全部键", "all keys of salesops.yaml", app::configuration_reference},
    {"budget-plan", "预算 YAML 文件的全部键", "all keys of a YAML budget plan", app::budget_plan_reference},
    {"promotion-plan", "促销计划文件的全部键", "all keys of a promotion plan", app::promotion_plan_reference},
    {"environment", "环境变量和语言", "environment variables and language", environment},
};

}  // namespace

std::span<const Topic> topics() {
  return kTopics;
}

const Topic* find_topic(std::string_view name) {
  const auto found = std::ranges::find(kTopics, name, &Topic::name);
  return found == std::end(kTopics) ? nullptr : found;
}

std::string topic_list(base::Lang lang) {
  std::string text = in(lang, "帮助主题（salesops help 主题）:\n", "Help topics (salesops help TOPIC):\n");
  for (const Topic& topic : kTopics)
    text += fmt::format("  {:<12}  {}\n", topic.name, in(lang, topic.zh, topic.en));
  return text;
}

}  // namespace salesops::cli
