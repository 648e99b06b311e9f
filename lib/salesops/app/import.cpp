#include "salesops/app/import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <map>
#include <set>

#include "salesops/app/budget_book.hpp"
#include "salesops/app/import_run.hpp"
#include "salesops/app/receivables_settle.hpp"
#include "salesops/base/memory.hpp"
#include "salesops/base/text.hpp"
#include "salesops/config/presets.hpp"
#include "salesops/store/closings.hpp"

namespace salesops::app {

namespace {

[[noreturn]] void fail_usage(std::string code, std::string field, std::string value, base::Text message,
                             base::Text help) {
  throw base::Error(base::Exit::usage, {.code = std::move(code),
                                        .field = std::move(field),
                                        .value = std::move(value),
                                        .message = std::move(message),
                                        .help = std::move(help)});
}

base::Text one_of(std::string_view word, const std::vector<std::string>& known) {
  const std::string list = base::join(known, ", ");
  base::Text help{"可用: " + list, "one of " + list};
  if (const auto near = base::nearest(word, known)) {
    help = {fmt::format("是不是“{}”？{}", *near, help.zh),
            fmt::format("did you mean \"{}\"? {}", *near, help.en)};
  }
  return help;
}

const ingest::Kind& kind_of(const std::string& name) {
  if (const ingest::Kind* kind = ingest::kind_named(name)) return *kind;
  std::vector<std::string> names;
  for (const ingest::Kind& kind : ingest::kinds()) names.push_back(kind.name);
  fail_usage("E2302", "KIND", name,
             {fmt::format("没有导入种类“{}”", name), fmt::format("there is no import kind \"{}\"", name)},
             one_of(name, names));
}

// The user's own presets come first, so that a built-in one can be replaced.
std::vector<const config::ImportPreset*> all_presets(const config::Config* config) {
  std::vector<const config::ImportPreset*> presets;
  if (config != nullptr) {
    for (const config::ImportPreset& preset : config->imports) presets.push_back(&preset);
  }
  for (const config::ImportPreset& preset : config::builtin_presets()) {
    const bool replaced = std::any_of(presets.begin(), presets.end(),
                                      [&](const auto* own) { return own->name == preset.name; });
    if (!replaced) presets.push_back(&preset);
  }
  std::sort(presets.begin(), presets.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
  return presets;
}

const config::ImportPreset& preset_named(const config::Config* config, const std::string& name) {
  std::vector<std::string> names;
  for (const config::ImportPreset* preset : all_presets(config)) {
    if (preset->name == name) return *preset;
    names.push_back(preset->name);
  }
  fail_usage("E2306", "--preset", name,
             {fmt::format("没有导入方案“{}”", name), fmt::format("there is no preset \"{}\"", name)},
             one_of(name, names));
}

const config::ImportPreset* wanted_preset(const config::Config& config, const ImportRequest& request) {
  if (request.preset.empty()) return nullptr;
  const config::ImportPreset& preset = preset_named(&config, request.preset);
  if (preset.kind != request.kind) {
    fail_usage("E2315", "--preset", preset.name,
               {fmt::format("方案 {} 读的是 {}，不是 {}", preset.name, preset.kind, request.kind),
                fmt::format("preset {} reads {}, not {}", preset.name, preset.kind, request.kind)},
               {fmt::format("salesops import {} FILE --preset {}", preset.kind, preset.name),
                fmt::format("salesops import {} FILE --preset {}", preset.kind, preset.name)});
  }
  if (!preset.tax_included &&
      (preset.kind == "invoices" || preset.kind == "receipts" || preset.kind == "matches")) {
    fail_usage("E2319", "--preset", preset.name,
               {fmt::format("方案 {} 的金额不含税，应收和收款要用价税合计", preset.name),
                fmt::format("the amounts of preset {} are without tax; receivables need them with tax",
                            preset.name)},
               {"把 amount 对应到价税合计列，并写 tax: included",
                "map amount to the column with tax and state tax: included"});
  }
  return &preset;
}

struct FileResult {
  std::string name;
  base::Text description;
  std::size_t rows = 0;
  std::size_t skipped = 0;
  std::vector<std::string> ignored{};
  std::optional<std::int64_t> batch{};
  Tally tally{};
  std::string rejects{};
};

// "1180 new, 12 unchanged": the counts that are not zero, the first always.
base::Text counts(const FileResult& file) {
  const Tally& t = file.tally;
  const std::size_t merged = file.rows - t.good() - t.rejected;
  base::Text text{fmt::format("新增 {}", t.added), fmt::format("{} new", t.added)};
  const auto add = [&](std::size_t count, const char* zh, const char* en) {
    if (count == 0) return;
    text.zh += fmt::format(", {} {}", zh, count);
    text.en += fmt::format(", {} {}", count, en);
  };
  add(t.updated, "更新", "updated");
  add(t.unchanged, "不变", "unchanged");
  add(t.kept, "保留原有", "kept as stored");
  add(merged, "并入单据", "merged into their documents");
  add(file.skipped, "跳过", "skipped");
  add(t.rejected, "拒绝", "rejected");
  return text;
}

std::string decimal_with_code(money::Money amount, const money::Currency& currency) {
  return money::to_decimal(amount, currency.digits) + " " + currency.code;
}

// "10.00 CNY, 300.00 USD": one total per currency, the company's first, then by code.
base::Text totals(const Tally& tally, const money::Currency& own, bool with_net) {
  base::Text text;
  const auto add = [&](const CurrencyTotal& total, const money::Currency& currency) {
    const std::string comma = text.zh.empty() ? "" : ", ", amount = decimal_with_code(total.amount, currency);
    text.zh += comma + amount;
    text.en += comma + amount;
    if (!with_net || total.net == total.amount) return;
    const std::string net = money::to_decimal(total.net, currency.digits);
    text.zh += "（扣除退款和冲销后 " + net + "）";
    text.en += " (" + net + " less refunds and reversals)";
  };
  if (tally.own.rows > 0 || tally.other.empty()) add(tally.own, own);
  for (const auto& [code, total] : tally.other) add(total, money::currency(code));
  return text;
}

// "300.00 USD, 30000 JPY" of the currencies that are not the company's; "" when there are none.
std::string other_totals(const Tally& tally) {
  std::vector<std::string> amounts;
  for (const auto& [code, total] : tally.other)
    amounts.push_back(decimal_with_code(total.amount, money::currency(code)));
  return base::join(amounts, ", ");
}

// "1000.00" or "1000.00 USD".
std::pair<std::string, money::Money> expected_total(const std::string& text, const money::Currency& own) {
  const std::string_view trimmed = base::trim(text);
  const std::size_t blank = trimmed.find_last_of(' ');
  const std::string code(blank == std::string_view::npos ? own.code : trimmed.substr(blank + 1));
  const std::optional<money::Currency> currency = money::find_currency(code);
  if (!currency)
    fail_usage("E2307", "--expect-total", text,
               {fmt::format("--expect-total 的 {} 不是已知的币种", code),
                fmt::format("--expect-total: {} is not a known currency", code)},
               {"写成 1000.00 或 \"1000.00 USD\"", "write 1000.00 or \"1000.00 USD\""});
  return {code, money::parse_money_option(base::trim(trimmed.substr(0, blank)), currency->digits,
                                          "--expect-total")};
}

base::Text summary(const Context& context, const ingest::Kind& kind, const FileResult& file) {
  const base::Text numbers = counts(file);
  const std::size_t rows = file.rows + file.skipped;
  base::Text text{fmt::format("{}: {}: {} 行: {}", file.name, file.description.zh, rows, numbers.zh),
                  fmt::format("{}: {}: {} rows: {}", file.name, file.description.en, rows, numbers.en)};
  if (kind.amount) {
    const base::Text amounts = totals(file.tally, context.config.company.currency, kind.name == "receipts");
    text.zh += "; 金额 " + amounts.zh;
    text.en += "; amount " + amounts.en;
  }
  if (context.dry_run) {
    text.zh += "; 试运行,没有改动";
    text.en += "; dry run, nothing changed";
  } else if (file.batch) {
    text.zh += fmt::format("; 批次 {}", *file.batch);
    text.en += fmt::format("; batch {}", *file.batch);
  } else {
    text.zh += "; 没有改动";
    text.en += "; nothing changed";
  }
  return text;
}

// Everything about one `import` command while its transaction is open.
class ImportCommand {
 public:
  ImportCommand(const Context& context, const ImportRequest& request)
      : context_(context),
        request_(request),
        kind_(kind_of(request.kind)),
        preset_(wanted_preset(context.config, request)) {
    for (const std::string& text : request.expect_totals) {
      const auto [code, amount] = expected_total(text, context.config.company.currency);
      if (!expected_.emplace(code, amount).second)
        fail_usage("E2323", "--expect-total", text,
                   {fmt::format("--expect-total 为 {} 给了两次", code),
                    fmt::format("--expect-total is given twice for {}", code)},
                   {"每个币种给一次", "give it once for each currency"});
    }
  }

  Outcome run() {
    if (large()) base::expect_memory(std::size_t{128} << 20);
    store::Database database = store::Database::open_write(context_.database_path, context_.lock_timeout);
    {
      store::WriteTransaction transaction(database, context_.act());
      References references(transaction, request_.create_missing);
      for (const std::string& path : request_.files) load_file(transaction, references, path);
      check();
      references.release_documents();
      settle(transaction);
      post_budget(transaction);
      const bool changed = std::any_of(files_.begin(), files_.end(),
                                       [](const FileResult& file) { return file.batch.has_value(); });
      if (changed && !context_.dry_run) transaction.commit();
    }
    if (!context_.dry_run) {
      for (Rejects& rejects : rejects_) rejects.commit();
    }
    return outcome();
  }

 private:
  void load_file(store::WriteTransaction& transaction, References& references, const std::string& path) {
    const ingest::TableOptions options{
        .path = path,
        .encoding = choose(request_.encoding, preset_ ? preset_->encoding : ""),
        .delimiter = choose(request_.delimiter, preset_ ? preset_->delimiter : ""),
        .sheet = choose(request_.sheet, preset_ ? preset_->sheet : "")};
    ImportSource source(kind_, preset_, options, context_.config.company.currency);
    check_options(source.reader().is_spreadsheet());
    Rejects& rejects = rejects_.emplace_back(path, request_.partial);
    rejects.set_header(source.reader().header());
    ImportRun run(transaction, context_, request_, kind_, source, references, rejects, findings_);
    run.closed_until = store::closed_until(transaction.database());
    run.batch = store::open_batch(transaction, kind_.name, source.reader().name());
    const std::size_t created = references.created();
    kind_.documents ? load_documents(run) : load_masters(run);
    finish_file(run, references.created() - created);
  }

  bool large() const {
    constexpr std::uintmax_t kLarge = 1 << 20;  // bytes
    return std::ranges::any_of(request_.files, [](const std::string& path) {
      std::error_code not_a_file;  // what is wrong with it is said when it is opened
      const std::uintmax_t size = std::filesystem::file_size(path, not_a_file);
      return !not_a_file && size >= kLarge;
    });
  }

  // An option that does not go with the kind of file is an error, not ignored.
  void check_options(bool workbook) const {
    const std::string option = !workbook && !request_.sheet.empty()      ? "--sheet"
                               : workbook && !request_.encoding.empty()  ? "--encoding"
                               : workbook && !request_.delimiter.empty() ? "--delimiter"
                                                                         : "";
    if (option.empty()) return;
    fail_usage("E2017", option, "",
               workbook ? base::Text{option + " 不用于 XLSX 文件", option + " is not for XLSX files"}
                        : base::Text{option + " 只用于 XLSX 文件", option + " is for XLSX files only"},
               {"去掉 " + option, "leave " + option + " out"});
  }

  static std::string choose(const std::string& given, const std::string& preset) {
    return given.empty() ? preset : given;
  }

  void finish_file(ImportRun& run, std::size_t references_created) {
    FileResult file{.name = run.source.reader().name(),
                    .description = run.source.reader().description(),
                    .rows = run.source.rows(),
                    .skipped = run.source.skipped(),
                    .ignored = run.source.reader().ignored(),
                    .tally = run.tally,
                    .rejects = run.rejects.rows() > 0 ? run.rejects.path() : ""};
    std::erase_if(file.ignored,
                  [](const std::string& title) { return title.starts_with('_'); });  // of a rejects file
    locked_ += run.tally.locked;
    for (std::size_t key = 0; key < run.touched.size(); ++key) {
      if (run.touched[key]) touched_.insert(static_cast<std::int64_t>(key));
    }
    const auto number = [](std::size_t count) { return static_cast<std::int64_t>(count); };
    if (run.tally.added + run.tally.updated + references_created > 0) {
      store::close_batch(run.transaction, run.batch,
                         {number(run.tally.added), number(run.tally.updated), number(run.tally.unchanged),
                          run.tally.own.amount, other_totals(run.tally)});
      file.batch = run.batch;
    } else {
      store::drop_batch(run.transaction, run.batch);
    }
    files_.push_back(std::move(file));
  }

  // Brings the budget ledger up to date; budgets that the expenses use to a threshold give a warning.
  void post_budget(store::WriteTransaction& transaction) {
    store::Database& database = transaction.database();
    if (!store::has_expense_changes(database)) return;
    const budget::Balances before = all_balances(database);
    post_expenses(context_, transaction);
    warnings_ = crossing_warnings(context_, BudgetBook(context_, database), before, all_balances(database));
    if (warnings_.size() <= kMostWarnings) return;
    const std::string more = std::to_string(warnings_.size() - kMostWarnings);
    warnings_.resize(kMostWarnings);
    warnings_.push_back(
        {.code = "E6111",
         .severity = base::Severity::warning,
         .value = more,
         .message = {"另有 " + more + " 项预算用到预警线", more + " more budgets crossed a threshold"},
         .help = {"查看 salesops budget status", "see salesops budget status"}});
  }

  // Works out anew the accounts whose documents have changed.
  void settle(store::WriteTransaction& transaction) const {
    if (touched_.empty()) return;
    const std::vector<std::int64_t> customers(touched_.begin(), touched_.end());
    settle_loaded_receivables(transaction, context_.config, customers);
  }

  // A currency for which no total is expected must not be there at all.
  void check_totals(base::Diagnostics& wrong) const {
    if (expected_.empty()) return;
    std::map<std::string, std::pair<money::Money, money::Money>> totals;  // expected, found
    for (const auto& [code, amount] : expected_) totals[code].first = amount;
    for (const FileResult& file : files_) {
      totals[context_.config.company.currency.code].second += file.tally.own.amount;
      for (const auto& [code, total] : file.tally.other) totals[code].second += total.amount;
    }
    for (const auto& [code, pair] : totals) {
      if (pair.first == pair.second) continue;
      const money::Currency currency = money::currency(code);
      const std::string expected = decimal_with_code(pair.first, currency),
                        found = decimal_with_code(pair.second, currency);
      wrong.add({.code = "E2317",
                 .field = "--expect-total",
                 .value = expected,
                 .message = {fmt::format("应为 {}，实为 {}", expected, found),
                             fmt::format("expected {}, found {}", expected, found)},
                 .help = {"检查文件是否完整；别的币种再写一个 --expect-total \"金额 币种\"",
                          "check that the file is complete; another currency takes an --expect-total "
                          "\"AMOUNT CODE\" of its own"}});
    }
  }

  // All or nothing, and what the caller expects.
  void check() {
    if (!request_.partial && !findings_.ok()) {
      findings_.raise_if_any(locked_ == findings_.errors() ? base::Exit::not_permitted
                                                           : base::Exit::bad_data);
    }
    base::Diagnostics wrong;
    std::int64_t rows = 0;
    for (const FileResult& file : files_) rows += static_cast<std::int64_t>(file.tally.good());
    if (request_.expect_rows && rows != *request_.expect_rows) {
      wrong.add({.code = "E2316",
                 .field = "--expect-rows",
                 .value = std::to_string(*request_.expect_rows),
                 .message = {fmt::format("应有 {} 行，实有 {} 行", *request_.expect_rows, rows),
                             fmt::format("expected {} rows, found {}", *request_.expect_rows, rows)},
                 .help = {"检查文件是否完整", "check that the file is complete"}});
    }
    check_totals(wrong);
    wrong.raise_if_any(base::Exit::bad_data);
  }

  Outcome outcome() const {
    Outcome result;
    for (const FileResult& file : files_) {
      result.messages.push_back(summary(context_, kind_, file));
      if (!file.ignored.empty()) {
        const std::string list = base::join(file.ignored, ", ");
        result.messages.push_back({"没有用到的列: " + list, "columns not used: " + list});
      }
      if (!file.rejects.empty() && request_.partial && !context_.dry_run) {
        result.messages.push_back({"拒绝的行写在 " + file.rejects, "rejected rows are in " + file.rejects});
      }
    }
    result.warnings = findings_.kept();
    result.warnings.insert(result.warnings.end(), warnings_.begin(), warnings_.end());
    if (request_.with_document) result.document = document();
    if (!findings_.ok()) result.exit = base::Exit::finding;
    return result;
  }

  document::Document document() const;

  const Context& context_;
  const ImportRequest& request_;
  const ingest::Kind& kind_;
  const config::ImportPreset* preset_;
  std::map<std::string, money::Money> expected_{};  // by currency
  base::Diagnostics findings_{};
  std::deque<Rejects> rejects_{};
  std::vector<FileResult> files_{};
  std::vector<base::Diagnostic> warnings_{};  // of budgets
  static constexpr std::size_t kMostWarnings = 20;
  std::set<std::int64_t> touched_{};  // customers, the store's keys
  std::size_t locked_ = 0;
};

document::Document ImportCommand::document() const {
  using document::Type;
  document::Table table{.key = "import", .title = {"导入", "import"}};
  table.columns = {{.key = "file", .title = {"文件", "file"}, .type = Type::text},
                   {.key = "kind", .title = {"种类", "kind"}, .type = Type::text},
                   {.key = "rows", .title = {"行数", "rows"}, .type = Type::integer},
                   {.key = "added", .title = {"新增", "new"}, .type = Type::integer},
                   {.key = "updated", .title = {"更新", "updated"}, .type = Type::integer},
                   {.key = "unchanged", .title = {"不变", "unchanged"}, .type = Type::integer},
                   {.key = "kept", .title = {"保留原有", "kept"}, .type = Type::integer},
                   {.key = "skipped", .title = {"跳过", "skipped"}, .type = Type::integer},
                   {.key = "rejected", .title = {"拒绝", "rejected"}, .type = Type::integer},
                   {.key = "amount", .title = {"金额", "amount"}, .type = Type::money},
                   {.key = "batch", .title = {"批次", "batch"}, .type = Type::id},
                   {.key = "other_amounts", .title = {"其他币种", "other currencies"}, .type = Type::text}};
  const auto number = [](std::size_t count) { return document::Cell(static_cast<std::int64_t>(count)); };
  for (const FileResult& file : files_) {
    document::Cell amount;
    if (kind_.amount) amount = file.tally.own.amount;
    document::Cell batch;
    if (file.batch && !context_.dry_run) batch = std::to_string(*file.batch);
    table.rows.stored.push_back({file.name, kind_.name, number(file.rows + file.skipped),
                                 number(file.tally.added), number(file.tally.updated),
                                 number(file.tally.unchanged), number(file.tally.kept), number(file.skipped),
                                 number(file.tally.rejected), amount, batch, other_totals(file.tally)});
  }
  document::Document made = document::single_table("import", {"导入", "import"}, std::move(table));
  made.currency = context_.config.company.currency;
  return made;
}

}  // namespace

Outcome import_files(const Context& context, const ImportRequest& request) {
  return ImportCommand(context, request).run();
}

Outcome list_presets(const config::Config* config) {
  using document::Type;
  document::Table table{.key = "presets", .title = {"导入方案", "import presets"}};
  table.columns = {{.key = "name", .title = {"方案", "preset"}, .type = Type::id},
                   {.key = "kind", .title = {"种类", "kind"}, .type = Type::text},
                   {.key = "title", .title = {"说明", "reads"}, .type = Type::text},
                   {.key = "tax", .title = {"税", "tax"}, .type = Type::text},
                   {.key = "verified", .title = {"已核对", "verified"}, .type = Type::boolean},
                   {.key = "builtin", .title = {"内置", "built in"}, .type = Type::boolean},
                   {.key = "source", .title = {"出处", "source"}, .type = Type::text}};
  for (const config::ImportPreset* preset : all_presets(config)) {
    const std::string tax = preset->tax_included ? "included" : "excluded";
    table.rows.stored.push_back({preset->name, preset->kind, preset->title, tax, preset->verified,
                                 !preset->text.empty(), preset->source});
  }
  Outcome outcome;
  outcome.document = document::single_table("presets", {"导入方案", "import presets"}, std::move(table));
  return outcome;
}

namespace {

void add_map(std::string& yaml, const char* key,
             const std::vector<std::pair<std::string, std::string>>& pairs) {
  if (pairs.empty()) return;
  yaml += fmt::format("{}:\n", key);
  for (const auto& [name, value] : pairs) yaml += fmt::format("  {}: \"{}\"\n", name, value);
}

}  // namespace

std::string preset_text(const config::Config* config, const std::string& name) {
  const config::ImportPreset& preset = preset_named(config, name);
  if (!preset.text.empty()) return preset.text;
  std::string yaml = fmt::format("kind: {}\n", preset.kind);
  add_map(yaml, "columns", preset.columns);
  add_map(yaml, "fixed", preset.fixed);
  add_map(yaml, "values", preset.values);
  add_map(yaml, "capture", preset.capture);
  add_map(yaml, "drop", preset.drop);
  add_map(yaml, "keep", preset.keep);
  yaml += fmt::format("tax: {}\nverified: {}\nsum_lines: {}\nrow_numbers: {}\n",
                      preset.tax_included ? "included" : "excluded", preset.verified, preset.sum_lines,
                      preset.row_numbers);
  if (!preset.subtotal_marks.empty())
    yaml += fmt::format("subtotal_marks: [{}]\n", base::join(preset.subtotal_marks, ", "));
  if (!preset.skip_empty.empty())
    yaml += fmt::format("skip_empty: [{}]\n", base::join(preset.skip_empty, ", "));
  return yaml;
}

}  // namespace salesops::app
