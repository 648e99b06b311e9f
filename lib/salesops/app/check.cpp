#include <fmt/format.h>

#include <filesystem>

#include "salesops/app/setup.hpp"
#include "salesops/config/load.hpp"
#include "salesops/store/health.hpp"

namespace salesops::app {

namespace {

using base::Diagnostic;

// One line of the result: what was looked at and how many findings it had; no number when it could not be
// looked at.
struct Examined {
  const char* key;
  base::Text title;
  std::optional<std::size_t> findings{};
};

document::Document table_of(const std::vector<Examined>& examined) {
  document::Table table;
  table.key = "checks";
  table.title = {"检查", "checks"};
  table.columns = {{.key = "check", .title = {"检查项", "check"}, .type = document::Type::id},
                   {.key = "title", .title = {"内容", "what"}},
                   {.key = "findings", .title = {"问题", "findings"}, .type = document::Type::integer},
                   {.key = "status", .title = {"结果", "result"}, .type = document::Type::id}};
  for (const Examined& line : examined) {
    const char* status = !line.findings ? "not_checked" : *line.findings == 0 ? "ok" : "failed";
    table.rows.stored.push_back(
        {std::string(line.key), line.title,
         line.findings ? document::Cell(static_cast<std::int64_t>(*line.findings)) : document::Cell(),
         std::string(status)});
  }
  return document::single_table("check", {"工作区检查", "check of the workspace"}, std::move(table));
}

void keep(const std::vector<Diagnostic>& found, Outcome& outcome) {
  outcome.warnings.insert(outcome.warnings.end(), found.begin(), found.end());
}

// Everything the database can be asked; an Error of opening it is a finding too.
std::size_t examine_database(const std::string& path, Outcome& outcome) {
  try {
    store::Database database = store::Database::open_read(path);
    const store::ReadSnapshot snapshot(database);
    const std::vector<Diagnostic> found = store::check_health(database);
    keep(found, outcome);
    return found.size();
  } catch (const base::Error& error) {
    if (error.exit() == base::Exit::busy) throw;
    keep(error.diagnostics(), outcome);
    return error.total();
  }
}

}  // namespace

Outcome check_workspace(const ContextRequest& request) {
  Outcome outcome;
  std::vector<Examined> examined{
      {"config", {"配置", "configuration"}},
      {"database", {"数据库文件、日志链和封印", "database file, journal chain and seals"}}};
  std::optional<config::Loaded> loaded;
  const config::Sources sources = sources_of(request);
  try {
    loaded = config::load(sources);
    examined[0].findings = 0;
  } catch (const base::Error& error) {
    if (error.exit() != base::Exit::configuration) throw;
    keep(error.diagnostics(), outcome);
    examined[0].findings = error.total();
  }
  if (loaded) examined[1].findings = examine_database(loaded->config.database, outcome);
  std::size_t total = 0;
  for (const Examined& line : examined) total += line.findings.value_or(0);
  outcome.document = table_of(examined);
  if (total > 0) outcome.exit = base::Exit::finding;
  outcome.messages.push_back(total == 0
                                 ? base::Text{"没有发现问题", "nothing found"}
                                 : base::Text{fmt::format("{} 个问题", total),
                                              fmt::format("{} finding{}", total, total == 1 ? "" : "s")});
  return outcome;
}

}  // namespace salesops::app
