#include "salesops/app/budget_plan_file.hpp"

#include "salesops/app/budget_plan_yaml.hpp"
#include "salesops/base/text.hpp"
#include "salesops/ingest/cells.hpp"
#include "salesops/ingest/kinds.hpp"
#include "salesops/ingest/table_reader.hpp"

namespace salesops::app {
namespace {

using base::Text;
using ingest::CellType;

enum Column : std::size_t { kNode, kCategory, kMonth, kAmount };

ingest::Field field(std::string name, CellType type, Text title, std::vector<std::string> names) {
  return {.column = {.field = std::move(name), .names = std::move(names), .required = true},
          .type = type,
          .title = std::move(title)};
}

const ingest::Kind& plan_kind() {
  static const ingest::Kind kKind = {
      .name = "budget",
      .title = {"预算", "budget"},
      .fields = {field("node", CellType::id, {"节点", "node"}, {"节点", "区域", "部门", "城市"}),
                 field("category", CellType::id, {"费用项目", "category"}, {"费用项目", "费用科目", "科目"}),
                 field("month", CellType::id, {"月份", "month"}, {"月份", "期间"}),
                 field("amount", CellType::money, {"金额", "amount"}, {"金额", "预算", "预算金额"})},
      .amount = kAmount};
  return kKind;
}

// Reads the rows of a table into cells.
class TablePlan {
 public:
  TablePlan(const Context& context, const BudgetBook& book, const std::string& path)
      : book_(book),
        rules_{.digits = context.config.company.currency.digits},
        reader_({.path = path}, plan_kind().columns()) {}

  std::map<budget::Cell, money::Money> read() {
    std::vector<ingest::Value> values(plan_kind().fields.size());
    while (reader_.next()) {
      if (read_row(values)) add(values);
    }
    findings_.raise_if_any(base::Exit::bad_data);
    return std::move(lines_);
  }

 private:
  // Reads all cells of the present row; false when one of them has a fault.
  bool read_row(std::vector<ingest::Value>& values) {
    if (const base::Diagnostic* fault = reader_.fault()) {
      findings_.add(*fault);
      return false;
    }
    bool good = true;
    for (std::size_t i = 0; i < values.size(); ++i) {
      ingest::CellFault fault;
      if (ingest::read_cell(reader_.cell(i), plan_kind().fields[i], rules_, values[i], fault)) continue;
      const Text message{"“" + reader_.title(i) + "”" + fault.message.zh,
                         "'" + reader_.title(i) + "' " + fault.message.en};
      findings_.add(reader_.diagnostic(i, fault.code, message, fault.help));
      good = false;
    }
    return good;
  }

  void add(const std::vector<ingest::Value>& values) {
    const auto node = book_.find_node(values[kNode].text);
    if (!node)
      fault(kNode, "E6101", {"没有这个节点", "no such node"}, values[kNode].text, book_.node_codes());
    const auto category = book_.find_category(values[kCategory].text);
    if (!category)
      fault(kCategory, "E6102", {"没有这个费用项目", "no such expense category"}, values[kCategory].text,
            book_.category_codes());
    const auto month = calendar::parse_month(values[kMonth].text);
    if (!month)
      findings_.add(reader_.diagnostic(kMonth, "E6119", {"不是月份", "not a month"},
                                       {"例如 2026-01", "for example 2026-01"}));
    if (!node || !category || !month) return;
    const auto [at, fresh] = lines_.emplace(budget::Cell{*node, *category, *month}, values[kAmount].amount());
    if (fresh) return;
    findings_.add(reader_.diagnostic(kNode, "E6118",
                                     {"同一节点、项目、月份出现两次：" + cell_text(at->first),
                                      "the same node, category and month twice: " + cell_text(at->first)},
                                     {"合并成一行", "make it one row"}));
  }

  void fault(Column column, const char* code, Text message, std::string_view text,
             const std::vector<std::string>& known) {
    Text help{"先导入或在配置中加上", "import it or add it to the configuration first"};
    if (const auto near = base::nearest(text, known))
      help = {"是不是 " + *near + "？", "did you mean " + *near + "?"};
    findings_.add(reader_.diagnostic(column, code, std::move(message), std::move(help)));
  }

  const BudgetBook& book_;
  ingest::CellRules rules_;
  ingest::TableReader reader_;
  base::Diagnostics findings_;
  std::map<budget::Cell, money::Money> lines_;
};

bool is_yaml(const std::string& path) {
  return path.ends_with(".yaml") || path.ends_with(".yml");
}

void require_one_year(const PlanFile& plan, const std::string& path) {
  int first = 0, last = 0;
  for (const auto& [cell, amount] : plan.lines) {
    first = first == 0 ? cell.month.year() : std::min(first, cell.month.year());
    last = std::max(last, cell.month.year());
  }
  if (first == last && !plan.lines.empty()) return;
  throw base::Error(base::Exit::bad_data,
                    {.code = "E6120",
                     .place = {.file = path},
                     .message = {"一份预算只能有一个年度的月份", "a budget plan has the months of one year"},
                     .help = {"每年一个文件", "make one file per year"}});
}

}  // namespace

PlanFile read_plan_file(const Context& context, store::Database& database, const BudgetBook& book,
                        const std::string& path) {
  PlanFile plan = is_yaml(path) ? read_plan_yaml(context, database, book, path)
                                : PlanFile{"", TablePlan(context, book, path).read()};
  require_one_year(plan, path);
  if (plan.name.empty()) plan.name = std::to_string(plan.lines.begin()->first.month.year());
  return plan;
}

}  // namespace salesops::app
