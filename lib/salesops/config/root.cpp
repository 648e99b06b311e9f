#include <filesystem>

#include "salesops/config/sections.hpp"

namespace salesops::config {

namespace {

constexpr Field kRoot[] = {
    {.key = "include",
     .type = Type::path,
     .shape = Shape::list,
     .zh = "再读这些文件（相对路径）；每个键在所有文件里只写一次",
     .en = "further files to read (relative); every key may stand once in all of them",
     .example = "[org.yaml, budget.yaml]"},
    {.key = "company",
     .type = Type::record,
     .zh = "公司",
     .en = "the company",
     .fields = company_fields,
     .required = true},
    {.key = "database",
     .type = Type::path,
     .fallback = "salesops.db",
     .zh = "数据库文件（相对本文件）",
     .en = "database file (relative to this file)"},
    {.key = "calendar",
     .type = Type::record,
     .zh = "日历：会计月度、周、节假日",
     .en = "months, weeks and holidays",
     .fields = calendar_fields},
    {.key = "org", .type = Type::record, .zh = "组织", .en = "organisation", .fields = org_fields},
    {.key = "roles",
     .type = Type::record,
     .shape = Shape::map,
     .zh = "操作人 → 角色和节点；不写则人人可做一切",
     .en = "actor → role and node; without it everyone may do everything",
     .fields = role_fields,
     .example = "{zhang.wei: {role: director}}"},
    {.key = "authority",
     .type = Type::record,
     .shape = Shape::list,
     .zh = "谁可以批准什么、到多少金额；制单人不能自批",
     .en = "who may approve what up to which amount; never what they made themselves",
     .fields = authority_fields,
     .example = "[{what: request, role: director, up_to: 5万}]"},
    {.key = "terms", .type = Type::record, .zh = "账期", .en = "payment terms", .fields = terms_fields},
    {.key = "receivables",
     .type = Type::record,
     .zh = "应收",
     .en = "receivables",
     .fields = receivables_fields},
    {.key = "targets", .type = Type::record, .zh = "目标", .en = "targets", .fields = targets_fields},
    {.key = "budget",
     .type = Type::record,
     .zh = "费用预算",
     .en = "expense budgets",
     .fields = budget_fields},
    {.key = "reports", .type = Type::record, .zh = "报表", .en = "reports", .fields = reports_fields},
    {.key = "schedule",
     .type = Type::record,
     .shape = Shape::list,
     .zh = "日程：哪些报表何时到期、报给谁、写到哪里（salesops report due）",
     .en = "which report is due when, for whom and where to (salesops report due)",
     .fields = schedule_fields,
     .example = "[{report: daily, due: 'daily 07:00', for: 销售总监, formats: [html, xlsx]}]"},
    {.key = "imports",
     .type = Type::record,
     .shape = Shape::map,
     .zh = "自己的导入格式：名称 → 格式",
     .en = "import layouts of your own: name → layout",
     .fields = imports_fields,
     .example = "{our_erp: {kind: receipts, columns: {receipt_no: 流水号, customer_id: 客户, date: 日期, "
                "amount: 金额}}}"},
    {.key = "close", .type = Type::record, .zh = "月结", .en = "month-end close", .fields = close_fields},
};

}  // namespace

std::span<const Field> root_fields() {
  return kRoot;
}

void read_config(const Section& root, Config& config) {
  config.database =
      (std::filesystem::path(config.folder) / root.text("database")).lexically_normal().string();
  read_company(root.record("company"), config.company);
  read_calendar(root.record("calendar"), config.folder, config);
  read_org(root.record("org"), config.organisation);
  read_roles(root, config);
  read_terms(root.record("terms"), config.terms);
  read_receivables(root.record("receivables"), config.folder, config.receivables);
  read_targets(root.record("targets"), config.targets);
  read_budget(root.record("budget"), config.budget);
  read_reports(root.record("reports"), config.folder, config.reports);
  read_schedule(root, config.schedule);
  read_imports(root, config);
  read_close(root.record("close"), config.close);
}

}  // namespace salesops::config
