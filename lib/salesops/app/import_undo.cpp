#include <fmt/format.h>

#include "salesops/app/import.hpp"
#include "salesops/app/receivables_settle.hpp"
#include "salesops/store/closings.hpp"
#include "salesops/store/documents.hpp"

namespace salesops::app {

namespace {

[[noreturn]] void fail(base::Exit exit, std::string code, std::int64_t batch, base::Text message,
                       base::Text help) {
  throw base::Error(exit, {.code = std::move(code),
                           .field = "BATCH",
                           .value = std::to_string(batch),
                           .message = std::move(message),
                           .help = std::move(help)});
}

void check_batch(const std::optional<store::BatchInfo>& info, std::int64_t batch) {
  if (!info) {
    fail(base::Exit::usage, "E2320", batch,
         {fmt::format("没有批次 {}", batch), fmt::format("there is no batch {}", batch)},
         {"salesops log 列出各批次", "salesops log lists the batches"});
  }
  if (info->undone) {
    fail(base::Exit::finding, "E2321", batch,
         {fmt::format("批次 {} 已经撤销", batch), fmt::format("batch {} was undone already", batch)},
         {"要恢复就重新导入文件", "import the file again to have it back"});
  }
}

void check_lock(store::Database& database, std::int64_t batch) {
  const auto closed = store::closed_until(database);
  const auto dates = store::batch_dates(database, batch);
  if (!closed || !dates || dates->first > *closed) return;
  const std::string day = calendar::to_string(dates->first);
  fail(base::Exit::not_permitted, "E8201", batch,
       {fmt::format("批次 {} 有 {} 的单据，在已结账的期间内", batch, day),
        fmt::format("batch {} has a document of {}, which lies in a closed period", batch, day)},
       {"先由有权限的人重开该月：close reopen", "have the month reopened first: close reopen"});
}

void check_dependents(store::Database& database, std::int64_t batch) {
  base::Diagnostics found;
  for (const store::Dependent& one : store::batch_dependents(database, batch, base::Diagnostics::kKept)) {
    found.add({.code = "E2322",
               .field = "BATCH",
               .value = one.object,
               .message = {fmt::format("{} 被 {} 用到", one.object, one.used_by),
                           fmt::format("{} is used by {}", one.object, one.used_by)},
               .help = {"先撤销用到它的批次", "undo the batch that uses it first"}});
  }
  found.raise_if_any(base::Exit::finding);
}

}  // namespace

Outcome undo_batch(const Context& context, std::int64_t batch) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    store::Database& database = transaction.database();
    const auto info = store::find_batch(database, batch);
    check_batch(info, batch);
    check_lock(database, batch);
    check_dependents(database, batch);
    store::delete_batch(transaction, batch);
    const std::int64_t rows = info->totals.added + info->totals.updated;
    if (info->kind == "invoices" || info->kind == "receipts" || info->kind == "matches") {
      settle_all_receivables(database, context.config);
    }
    outcome.messages.push_back(
        {fmt::format("批次 {} ({} {}) 已撤销：{} 行", batch, info->kind, info->source, rows),
         fmt::format("batch {} ({} {}) undone: {} rows", batch, info->kind, info->source, rows)});
    if (context.dry_run) outcome.messages.push_back({"试运行，没有改动", "dry run, nothing changed"});
  });
  return outcome;
}

}  // namespace salesops::app
