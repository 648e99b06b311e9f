#include <CLI/App.hpp>

#include <memory>

#include "commands/commands.hpp"
#include "salesops/app/database.hpp"

namespace salesops::cli {

void add_db(CLI::App& app, Run& run, const Say& say) {
  auto* info = app.add_subcommand(
      "info", say("路径、大小、格式、各表行数、日志哈希", "path, size, format, rows, head of the journal"));
  info->callback([&run] {
    run = [](Session& session) { return session.finish(app::database_info(session.context())); };
  });

  auto* verify =
      app.add_subcommand("verify", say("检查日志链、封条、文件结构、引用和业务恒等式",
                                       "check journal chain, seals, structure, references, invariants"));
  auto head = std::make_shared<std::string>();
  verify->add_option(
      "--head", *head,
      say("另处保存的日志哈希，必须在链上", "a hash of the journal kept elsewhere; must be in the chain"));
  verify->callback([&run, head] {
    run = [head](Session& session) { return session.finish(app::database_verify(session.context(), *head)); };
  });

  auto* backup = app.add_subcommand(
      "backup", say("备份到新文件（写完检查后才出现）", "copy to a new file, verified before it appears"));
  auto to = std::make_shared<std::string>();
  backup->add_option("FILE", *to, say("备份文件", "the backup"))->required();
  backup->callback([&run, to] {
    run = [to](Session& session) { return session.finish(app::database_backup(session.context(), *to)); };
  });

  auto* restore =
      app.add_subcommand("restore", say("用备份替换数据库内容（原内容另存）",
                                        "put a backup in place of the database; what was there is kept"));
  auto from = std::make_shared<std::string>();
  restore->add_option("FILE", *from, say("备份文件", "the backup"))->required();
  restore->callback([&run, from] {
    run = [from](Session& session) {
      return session.finish(app::database_restore(session.context(), *from));
    };
  });

  auto* migrate = app.add_subcommand(
      "migrate", say("把旧格式升级到当前格式（先备份）", "bring an older format up to date, after a backup"));
  migrate->callback([&run] {
    run = [](Session& session) { return session.finish(app::database_migrate(session.context())); };
  });
}

void add_query(CLI::App& app, Run& run, const Say& say) {
  auto request = std::make_shared<app::QueryRequest>();
  app.add_option("SQL", request->sql, say("一条 SELECT，只能读取视图 v_*", "one SELECT over the views v_*"))
      ->required();
  app.add_option("--timeout", request->timeout, say("时间限制（秒）", "time limit in seconds"))
      ->check(CLI::Range(1, 86400));
  app.callback([&run, request] {
    run = [request](Session& session) { return session.finish(app::query(session.context(), *request)); };
  });
}

void add_log(CLI::App& app, Run& run, const Say& say) {
  auto request = std::make_shared<app::LogRequest>();
  app.add_option("--batch", request->batch, say("只看这个批次", "only this batch"));
  app.add_option("--by-actor", request->by, say("只看这个人的操作", "only what this actor did"));
  app.add_option("--object", request->object,
                 say("对象名的开头，如 \"invoice F01\"", "beginning of the object, as \"invoice F01\""));
  app.add_flag("--seals", request->seals, say("也列出封条", "also the seals of the rows"));
  app.callback([&run, request] {
    run = [request](Session& session) {
      request->limit = session.options.limit;
      return session.finish(app::log(session.context(), *request));
    };
  });
}

void add_show(CLI::App& app, Run& run, const Say& say) {
  auto request = std::make_shared<app::ShowRequest>();
  app.add_option("ID", request->id, say("单据号或编码", "a document number or a code"))->required();
  app.add_option("--kind", request->kind,
                 say("只看这一类，如 invoice、customer", "only this kind, as invoice, customer"));
  app.callback([&run, request] {
    run = [request](Session& session) { return session.finish(app::show(session.context(), *request)); };
  });
}

}  // namespace salesops::cli
