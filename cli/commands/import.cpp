#include <CLI/CLI.hpp>
#include <memory>

#include "commands.hpp"
#include "salesops/app/import.hpp"

namespace salesops::cli {

namespace {

struct ImportOptions {
  app::ImportRequest request{};
  std::string on_conflict = "stop";
  std::int64_t expect_rows = -1;
  bool list_presets = false;
  std::string show_preset{};
};

int list_presets(Session& session) {
  try {
    const app::Context context = session.context();
    return session.finish(app::list_presets(&context.config));
  } catch (const base::Error& error) {
    if (error.code() != "E3030") throw;  // outside a workspace: the built-in ones
    return session.finish(app::list_presets(nullptr));
  }
}

int show_preset(Session& session, const std::string& name) {
  try {
    const app::Context context = session.context();
    session.out << app::preset_text(&context.config, name);
  } catch (const base::Error& error) {
    if (error.code() != "E3030") throw;
    session.out << app::preset_text(nullptr, name);
  }
  return 0;
}

int run_import(Session& session, ImportOptions& given) {
  if (given.list_presets) return list_presets(session);
  if (!given.show_preset.empty()) return show_preset(session, given.show_preset);
  app::ImportRequest& request = given.request;
  if (request.kind.empty() || request.files.empty()) {
    throw base::Error(
        base::Exit::usage,
        {.code = "E1001",
         .field = request.kind.empty() ? "KIND" : "FILE",
         .message = {"缺少导入种类或文件", "the kind or the file to import is missing"},
         .help = {"salesops import KIND FILE...,例如 salesops import invoices invoices.csv",
                  "salesops import KIND FILE..., for example salesops import invoices invoices.csv"}});
  }
  if (given.on_conflict == "update") request.on_conflict = app::OnConflict::update;
  if (given.on_conflict == "skip") request.on_conflict = app::OnConflict::skip;
  if (given.expect_rows >= 0) request.expect_rows = given.expect_rows;
  request.with_document = session.format() != render::Format::table;
  return session.finish(app::import_files(session.context(), request));
}

}  // namespace

void add_import(CLI::App& app, Run& run, const Say& say) {
  auto given = std::make_shared<ImportOptions>();
  app::ImportRequest& request = given->request;
  app.add_option("KIND", request.kind,
                 say("种类：org reps customers products sales invoices receipts matches expenses drivers",
                     "kind: org reps customers products sales invoices receipts matches expenses drivers"));
  app.add_option("FILE", request.files,
                 say("CSV、TSV 或 XLSX 文件；- 是标准输入", "CSV, TSV or XLSX files; - is standard input"));
  app.add_option("--preset", request.preset,
                 say("来源系统的列名方案", "layout of the system the file comes from"));
  app.add_option("--sheet", request.sheet, say("工作表的名称或序号", "name or number of the sheet"));
  app.add_option("--encoding", request.encoding,
                 say("utf-8, gb18030, utf-16le 或 utf-16be; 默认自动识别",
                     "utf-8, gb18030, utf-16le or utf-16be; found out by default"));
  app.add_option("--delimiter", request.delimiter,
                 say(", ; | 或 tab; 默认看标题行", ", ; | or tab; by default from the header"));
  app.add_option("--on-conflict", given->on_conflict,
                 say("同号不同内容时：stop 停止, update 更新, skip 保留原有",
                     "same number, other content: stop, update, or skip (keep what is stored)"))
      ->check(CLI::IsMember({"stop", "update", "skip"}));
  app.add_flag("--partial", request.partial,
               say("只导入正确的行，其余写到 NAME.rejects.csv",
                   "load the good rows, write the others to NAME.rejects.csv"));
  app.add_flag("--create-missing", request.create_missing,
               say("单据提到的未知客户、节点、业务员、产品一并新建",
                   "add customers, nodes, reps and products that are not known"));
  app.add_option("--expect-rows", given->expect_rows,
                 say("应有的行数，不符就不导入", "number of rows there must be"))
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{1'000'000'000}));
  app.add_option("--expect-total", request.expect_totals,
                 say("应有的金额合计，不符就不导入；外币写 \"金额 币种\"，每个币种一次",
                     "sum of the amounts there must be; for another currency \"AMOUNT CODE\", once each"));
  app.add_flag("--list-presets", given->list_presets, say("列出各方案", "list the presets"));
  app.add_option("--show-preset", given->show_preset,
                 say("显示一个方案的定义", "show the definition of a preset"));
  app.callback([&run, given] { run = [given](Session& session) { return run_import(session, *given); }; });
}

}  // namespace salesops::cli
