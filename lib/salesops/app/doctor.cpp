#include <fmt/format.h>

#include <filesystem>

#include "salesops/app/setup.hpp"
#include "salesops/base/text.hpp"
#include "salesops/config/load.hpp"
#include "salesops/store/closings.hpp"
#include "salesops/store/health.hpp"

namespace salesops::app {

namespace {

// Lines of `item, value, status`.
class Sheet {
 public:
  void line(const char* key, base::Text title, std::string value) {
    add(key, std::move(title), std::move(value), "");
  }
  void good(const char* key, base::Text title, std::string value) {
    add(key, std::move(title), std::move(value), "ok");
  }
  void bad(const char* key, base::Text title, const base::Error& error, base::Lang lang) {
    const base::Diagnostic& first = error.diagnostics().front();
    add(key, std::move(title), fmt::format("{}: {}", first.code, base::in(first.message, lang)), "failed");
    failed_ = true;
  }
  bool failed() const { return failed_; }

  document::Document document() {
    document::Table table;
    table.key = "doctor";
    table.title = {"体检", "health"};
    table.columns = {{.key = "item", .title = {"项目", "item"}, .type = document::Type::id},
                     {.key = "title", .title = {"内容", "what"}},
                     {.key = "value", .title = {"值", "value"}, .type = document::Type::id},
                     {.key = "status", .title = {"结果", "result"}, .type = document::Type::id}};
    table.rows.stored = std::move(rows_);
    return document::single_table("doctor", {"体检", "health"}, std::move(table));
  }

 private:
  void add(const char* key, base::Text title, std::string value, const char* status) {
    rows_.push_back({std::string(key), std::move(title),
                     value.empty() ? document::Cell() : document::Cell(std::move(value)),
                     *status == '\0' ? document::Cell() : document::Cell(std::string(status))});
  }

  std::vector<document::Row> rows_;
  bool failed_ = false;
};

void process_lines(const ProcessFacts& process, Sheet& sheet) {
  sheet.line("version", {"版本", "version"}, process.version);
  sheet.line("program", {"程序", "program"}, process.program);
  sheet.line("terminal", {"标准输出", "standard output"},
             process.out_is_terminal ? fmt::format("terminal, {} columns, {}", process.width,
                                                   process.color ? "color" : "no color")
                                     : "not a terminal");
  sheet.line("encoding", {"输出编码", "output encoding"}, "UTF-8");
  std::vector<std::string> locale;
  for (const auto& [name, value] : process.locale) locale.push_back(name + "=" + base::printable(value));
  sheet.line("locale", {"环境的语言设置（不影响输出）", "locale of the environment (never changes output)"},
             base::join(locale, " "));
}

// The fiscal month after the latest closed one, else the one before as-of.
std::string next_to_close(store::Database& database, const Context& context) {
  const auto until = store::closed_until(database);
  const calendar::FiscalCalendar& fiscal = context.config.calendar;
  const calendar::Month month = until ? fiscal.month_of(*until + 1) : fiscal.month_of(context.as_of) - 1;
  const calendar::Span span = fiscal.month(month);
  return fmt::format("{}{}", calendar::to_string(month), span.last < context.as_of ? " (over)" : "");
}

void database_lines(const Context& context, Sheet& sheet) {
  const base::Text title{"数据库", "database"};
  try {
    store::Database database = store::Database::open_read(context.database_path);
    const store::ReadSnapshot snapshot(database);
    const store::DatabaseFacts facts = store::database_facts(database);
    sheet.good("database", title, context.database_path);
    sheet.line("sqlite", {"SQLite 版本", "SQLite version"}, facts.sqlite_version);
    sheet.line("schema", {"数据库格式版本", "schema version"}, std::to_string(facts.schema_version));
    sheet.line("size", {"数据库字节数", "bytes of the database"}, std::to_string(facts.bytes));
    sheet.line("journal", {"日志条数", "journal entries"}, std::to_string(facts.journal_entries));
    sheet.line("journal_head", {"日志链头", "head of the journal"}, facts.journal_head);
    for (const base::Diagnostic& fault : store::check_health(database)) {
      sheet.bad("health", {"数据库完好", "database health"}, base::Error(base::Exit::finding, fault),
                context.lang);
    }
    sheet.line("next_close", {"下一个要结账的期间", "period to close next"},
               next_to_close(database, context));
  } catch (const base::Error& error) {
    sheet.bad("database", title, error, context.lang);
  }
}

void workspace_lines(const ContextRequest& request, Sheet& sheet) {
  const base::Text title{"工作区", "workspace"};
  try {
    const Context context = make_context(request);
    sheet.good("workspace", title, context.config.file);
    sheet.line("company", {"公司", "company"}, context.config.company.name);
    sheet.line("time_zone", {"时区", "time zone"}, context.config.company.time_zone);
    sheet.line("as_of", {"截止日", "as of"}, calendar::to_string(context.as_of));
    sheet.line("actor", {"操作人", "actor"}, context.actor.name());
    sheet.line("reports", {"报表文件夹", "folder of reports"}, context.config.reports.folder);
    const int year = context.as_of.year();
    sheet.line("holidays", {"本年节假日表", "holiday list of this year"},
               context.config.working_days.knows(year) ? std::to_string(year) : "");
    database_lines(context, sheet);
  } catch (const base::Error& error) {
    sheet.bad("workspace", title, error, request.context.lang);
  }
}

}  // namespace

Outcome doctor(const ContextRequest& request, const ProcessFacts& process) {
  Sheet sheet;
  process_lines(process, sheet);
  workspace_lines(request, sheet);
  Outcome outcome;
  outcome.document = sheet.document();
  if (sheet.failed()) outcome.exit = base::Exit::finding;
  return outcome;
}

}  // namespace salesops::app
