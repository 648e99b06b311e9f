#include "commands/commands.hpp"

namespace salesops::cli {

std::span<const Noun> nouns() {
  static constexpr Noun kNouns[] = {
      {"init", "", "新建工作区：带注释的 salesops.yaml 和空数据库",
       "make a workspace: a commented salesops.yaml and an empty database", add_init},
      {"check", "", "检查配置和数据库，列出全部问题",
       "check the configuration and the database, all findings", add_check},
      {"doctor", "", "版本、路径、终端、数据库状况、该结账的期间",
       "versions, paths, terminal, database health, what is due", add_doctor},
      {"config", "", "生效的配置及其来源", "the effective configuration and where it comes from", add_config},
      {"import", "", "导入 CSV、XLSX: 组织、业务员、客户、产品、销售、发票、收款、核销、费用、分解指标",
       "load CSV and XLSX: org, reps, customers, products, sales, invoices, receipts, matches, expenses, "
       "drivers",
       add_import},
      {"undo", "", "撤销一个导入批次", "take back an import batch", add_undo},
      {"receivables", "ar", "应收账款：账龄、未清项、核销、对账单", "receivables: aging, open items, matching, statements", add_receivables},
      {"target", "", "目标：分解、下达、达成", "targets: split, plan, attainment", add_target},
      {"log", "", "变更日志", "the journal of changes", add_log},
      {"show", "", "一张单据或一项主数据及其变更记录", "one document or thing with its history", add_show},
      {"query", "", "对视图 v_* 做只读 SQL 查询", "read-only SQL over the views v_*", add_query},
      {"db", "", "数据库：备份、恢复、检查、升级", "the database: backup, restore, verify, migrate", add_db},
      {"record", "", "现场记录：纪要", "field records: notes", add_record},
      {"report", "", "报表：日报、月报、账龄、预算、目标，或自己的定义",
       "reports: daily, monthly, aging, budget, targets, or your own", add_report},
      {"close", "", "月结：检查、结账、核对、重新打开", "month end: check, close, verify, reopen", add_close},
      {"budget", "", "费用预算：编制、申请、核销、调剂、执行情况",
       "expense budgets: plan, request, settle, adjust, status", add_budget},
      {"promo", "", "促销和活动：计划、审批、执行、评估", "promotions and events: plan, approve, run, evaluate", add_promo},
      {"approve", "", "等待审批的全部事项", "everything waiting for a decision", add_approve},
      {"completion", "", "生成命令行补全脚本（bash、zsh、fish）",
       "print a completion script (bash, zsh, fish)", add_completion},
      {"help", "", "帮助：命令、主题、手册页", "help: commands, topics, the manual page", add_help},
      {"explain", "", "解释一个错误代码", "explain an error code", add_explain},
  };
  return kNouns;
}

}  // namespace salesops::cli
