// The kinds of files that can be imported, as data. A field accepts its English name, its synonyms (equal
// rank) and, only when none of them stands in the header, its fallbacks: 金额 means the amount with tax
// unless the file has a column 价税合计, 客户名称 names the customer unless there is a column with its code.
#include "salesops/ingest/kinds.hpp"

#include <algorithm>
#include <cstdlib>

namespace salesops::ingest {

namespace {

using Names = std::vector<std::string>;

Field field(std::string name, CellType type, base::Text title, Names names = {}, Names fallbacks = {}) {
  return {.column = {.field = std::move(name), .names = std::move(names), .fallbacks = std::move(fallbacks)},
          .type = type,
          .title = std::move(title)};
}

Field required(Field made) {
  made.column.required = true;
  return made;
}

Field words(Field made, std::vector<Word> spellings) {
  made.type = CellType::word;
  made.words = std::move(spellings);
  return made;
}

Field valid_from() {
  return field("valid_from", CellType::date, {"生效日期", "valid from"},
               {"生效日期", "开始日期", "起始日期", "入职日期"});
}

Field valid_to() {
  return field("valid_to", CellType::date, {"失效日期", "valid to"},
               {"失效日期", "结束日期", "截止日期", "离职日期"});
}

Field customer() {
  return required(field("customer_id", CellType::id, {"客户", "customer"},
                        {"客户编码", "客户代码", "客户编号", "往来单位编码"},
                        {"客户", "客户名称", "往来单位", "往来单位名称", "购买方名称", "购方名称", "customer",
                         "customer_name"}));
}

Field rep() {
  return field("rep", CellType::id, {"业务员", "rep"}, {"业务员编码", "销售员编码"},
               {"业务员", "销售员", "业务员名称"});
}

Field line_number() {
  return field("line", CellType::integer, {"行号", "line"}, {"行号", "分录号"}, {"序号"});
}

Field amount(Names names, Names fallbacks) {
  return required(
      field("amount", CellType::money, {"金额", "amount"}, std::move(names), std::move(fallbacks)));
}

Field currency() {
  return field("currency", CellType::id, {"币种", "currency"}, {"币种", "币别"});
}

Field promo() {
  return field("promo", CellType::id, {"促销活动", "promotion"}, {"促销活动", "活动编号"});
}

Kind org() {
  return {.name = "org",
          .title = {"组织", "organisation"},
          .fields = {required(field("id", CellType::id, {"编码", "id"},
                                    {"编码", "组织编码", "区域编码", "部门编码"})),
                     required(field("name", CellType::text, {"名称", "name"},
                                    {"名称", "组织名称", "区域名称", "部门名称"})),
                     required(field("kind", CellType::id, {"类型", "kind"}, {"类型", "组织类型", "层级"})),
                     field("parent", CellType::id, {"上级", "parent"},
                           {"上级", "上级编码", "上级组织", "上级部门"}),
                     valid_from(), valid_to()},
          .documents = false};
}

Kind reps() {
  return {.name = "reps",
          .title = {"业务员", "reps"},
          .fields = {required(field("id", CellType::id, {"业务员编码", "id"},
                                    {"业务员编码", "员工编码", "工号", "编码"})),
                     required(field("name", CellType::text, {"姓名", "name"},
                                    {"业务员", "业务员名称", "姓名", "名称"})),
                     required(field("node", CellType::id, {"区域", "node"},
                                    {"区域", "城市", "部门", "组织", "所属区域"})),
                     valid_from(), valid_to()},
          .documents = false};
}

Kind customers() {
  return {.name = "customers",
          .title = {"客户", "customers"},
          .fields =
              {required(field("id", CellType::id, {"客户编码", "id"},
                              {"客户编码", "客户代码", "客户编号", "编码"})),
               required(field("name", CellType::text, {"客户名称", "name"},
                              {"客户名称", "客户", "名称", "往来单位名称"})),
               field("node", CellType::id, {"区域", "node"}, {"区域", "城市", "所属区域", "区域/城市"}),
               field("rep", CellType::id, {"业务员", "rep"}, {"业务员编码"}, {"业务员", "销售员", "负责人"}),
               field("terms", CellType::text, {"账期", "terms"}, {"账期", "付款条件", "收款条件", "信用期"},
                     {"结算方式"}),
               field("credit_limit", CellType::money, {"信用额度", "credit limit"}, {"信用额度", "授信额度"}),
               field("grade", CellType::id, {"信用等级", "grade"}, {"信用等级", "等级"}),
               field("class", CellType::id, {"客户类别", "class"}, {"客户类别", "客户分类", "客户类型"}),
               valid_from(), valid_to(),
               field("calendar", CellType::text, {"付款日历", "calendar"}, {"付款日历", "停付日", "停付期"})},
          .documents = false};
}

Kind products() {
  return {.name = "products",
          .title = {"产品", "products"},
          .fields = {required(field("id", CellType::id, {"物料编码", "id"},
                                    {"存货编码", "物料编码", "产品编码", "商品编码", "编码"})),
                     required(field("name", CellType::text, {"名称", "name"},
                                    {"名称", "存货名称", "物料名称", "产品名称", "商品名称"})),
                     field("group", CellType::id, {"类别", "group"},
                           {"类别", "产品类别", "存货分类", "物料分组"}),
                     field("uom", CellType::id, {"单位", "uom"}, {"单位", "计量单位", "主计量单位"}),
                     field("price", CellType::money, {"单价", "price"}, {"单价", "价格", "含税单价"}),
                     field("cost", CellType::money, {"成本", "cost"}, {"成本", "单位成本"})},
          .documents = false};
}

Kind sales() {
  return {
      .name = "sales",
      .title = {"销售", "sales"},
      .fields = {required(field("doc_no", CellType::id, {"单据编号", "document number"},
                                {"单据编号", "单号", "出库单号"})),
                 line_number(),
                 required(field("date", CellType::date, {"日期", "date"},
                                {"日期", "业务日期", "单据日期", "出库日期"})),
                 customer(), rep(),
                 field("product_id", CellType::id, {"产品", "product"},
                       {"存货编码", "物料编码", "产品编码", "商品编码"},
                       {"物料名称", "存货名称", "产品名称", "产品"}),
                 field("quantity", CellType::decimal, {"数量", "quantity"}, {"数量", "销售数量", "实发数量"}),
                 amount({"价税合计", "含税金额"}, {"金额"}),
                 field("tax", CellType::money, {"税额", "tax"}, {"税额"}),
                 field("cost", CellType::money, {"成本", "cost"}, {"成本", "总成本", "成本金额"}), promo(),
                 field("credit", CellType::text, {"业绩分成", "credit split"},
                       {"业绩分成", "业绩分配", "业绩比例"})},
      .amount = 7};
}

Kind invoices() {
  return {.name = "invoices",
          .title = {"发票", "invoices"},
          .fields =
              {required(field("invoice_no", CellType::id, {"发票号码", "invoice number"},
                              {"发票号码", "数电票号码", "数电发票号码", "发票号"}, {"单据编号"})),
               customer(),
               required(field("issue_date", CellType::date, {"开票日期", "issue date"}, {"开票日期"},
                              {"业务日期", "单据日期", "日期"})),
               field("due_date", CellType::date, {"到期日", "due date"}, {"到期日", "到期日期", "应收日期"}),
               amount({"价税合计", "含税金额"}, {"金额"}), currency(),
               words(field("kind", CellType::word, {"发票类型", "kind"}, {"发票类型", "类型"}),
                     {{"发票", "invoice"},
                      {"蓝字", "invoice"},
                      {"蓝字发票", "invoice"},
                      {"红字", "credit_note"},
                      {"红字发票", "credit_note"},
                      {"红冲", "credit_note"},
                      {"期初", "opening"},
                      {"期初余额", "opening"}}),
               field("ref", CellType::id, {"红冲发票号", "reference"},
                     {"红冲发票号", "蓝字发票号", "红冲/蓝字发票号", "被红冲蓝字数电票号码", "原发票号"}),
               field("terms", CellType::text, {"账期", "terms"}, {"账期", "付款条件", "收款条件"}),
               field("base_date", CellType::date, {"起算日", "base date"}, {"起算日", "立账日", "起算日期"}),
               rep(), field("disputed", CellType::boolean, {"争议", "disputed"}, {"争议", "有争议"})},
          .amount = 4};
}

Kind receipts() {
  return {
      .name = "receipts",
      .title = {"收款", "receipts"},
      .fields = {required(field("receipt_no", CellType::id, {"收款单号", "receipt number"},
                                {"收款单号", "收款单编号"}, {"单据编号"})),
                 customer(),
                 required(field("date", CellType::date, {"收款日期", "date"}, {"收款日期", "到账日期"},
                                {"日期", "业务日期", "单据日期"})),
                 amount({"收款金额", "实收金额", "表体-实收金额", "到账金额"}, {"金额"}), currency(),
                 field("invoice_no", CellType::id, {"发票号码", "invoice number"},
                       {"发票号码", "发票号", "核销发票号", "数电票号码"}),
                 words(
                     field("kind", CellType::word, {"收款类型", "kind"}, {"收款类型", "类型"}, {"结算方式"}),
                     {{"收款", "receipt"},     {"销售收款", "receipt"},   {"销售收款单", "receipt"},
                      {"网银", "receipt"},     {"银行", "receipt"},       {"转账", "receipt"},
                      {"银行转账", "receipt"}, {"电汇", "receipt"},       {"汇款", "receipt"},
                      {"支票", "receipt"},     {"现金", "receipt"},       {"微信", "receipt"},
                      {"支付宝", "receipt"},   {"退款", "refund"},        {"收款退款单", "refund"},
                      {"冲销", "reversal"},    {"红冲", "reversal"},      {"银承", "draft"},
                      {"银行承兑", "draft"},   {"银行承兑汇票", "draft"}, {"商承", "draft"},
                      {"商业承兑", "draft"},   {"商业承兑汇票", "draft"}, {"承兑汇票", "draft"}}),
                 field("ref", CellType::text, {"摘要", "reference"}, {"摘要", "备注", "票据号", "流水号"}),
                 field("maturity", CellType::date, {"票据到期日", "maturity"}, {"票据到期日", "汇票到期日"}),
                 field("deduction", CellType::money, {"扣款金额", "deduction"}, {"扣款金额", "扣款"}),
                 field("deduction_reason", CellType::text, {"扣款原因", "reason for the deduction"},
                       {"扣款原因", "扣款类型", "扣款理由"})},
      .amount = 3};
}

Kind matches() {
  return {.name = "matches",
          .title = {"核销", "matches"},
          .fields = {required(field("receipt_no", CellType::id, {"收款单号", "receipt number"},
                                    {"收款单号", "收款单编号"})),
                     required(field("invoice_no", CellType::id, {"发票号码", "invoice number"},
                                    {"发票号码", "发票号", "核销发票号"})),
                     amount({"核销金额", "本次核销"}, {"金额", "核销"}),
                     field("date", CellType::date, {"核销日期", "date"}, {"核销日期"}, {"日期"})},
          .amount = 2};
}

Kind expenses() {
  return {.name = "expenses",
          .title = {"费用", "expenses"},
          .fields = {required(field("expense_no", CellType::id, {"单据编号", "expense number"},
                                    {"报销单号", "费用单号"}, {"单据编号"})),
                     line_number(),
                     required(field("date", CellType::date, {"日期", "date"},
                                    {"申请日期", "报销日期", "发生日期"}, {"日期", "业务日期"})),
                     required(field("node", CellType::id, {"区域", "node"}, {"区域", "部门"},
                                    {"申请部门", "费用承担部门"})),
                     required(field("category", CellType::id, {"费用项目", "category"},
                                    {"费用项目", "费用科目", "费用类别"})),
                     amount({"报销金额", "申请报销金额", "费用金额"}, {"金额"}),
                     field("request", CellType::id, {"申请单号", "request"}, {"申请单号", "费用申请单号"}),
                     promo(),
                     field("payee", CellType::text, {"收款人", "payee"}, {"收款人", "领款人"}, {"申请人"}),
                     field("note", CellType::text, {"事由", "note"}, {"事由", "摘要"}, {"备注"})},
          .amount = 5};
}

Kind drivers() {
  return {.name = "drivers",
          .title = {"分解指标", "drivers"},
          .fields = {required(field("node", CellType::id, {"区域", "node"}, {"区域", "城市", "部门"})),
                     required(field("driver", CellType::id, {"指标", "driver"}, {"指标", "指标名称"})),
                     required(field("value", CellType::decimal, {"数值", "value"}, {"数值", "值"})),
                     field("date", CellType::date, {"日期", "date"}, {"日期", "生效日期"})}};
}

}  // namespace

std::size_t Kind::index(std::string_view name_of_field) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const Field& field) { return field.column.field == name_of_field; });
  if (found == fields.end()) std::abort();  // a wrong name in the program
  return static_cast<std::size_t>(found - fields.begin());
}

std::vector<ColumnSpec> Kind::columns() const {
  std::vector<ColumnSpec> specs;
  for (const Field& field : fields) specs.push_back(field.column);
  return specs;
}

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all = {org(),      reps(),     customers(), products(), sales(),
                                        invoices(), receipts(), matches(),   expenses(), drivers()};
  return all;
}

const Kind* kind_named(std::string_view name) {
  for (const Kind& kind : kinds()) {
    if (kind.name == name) return &kind;
  }
  return nullptr;
}

}  // namespace salesops::ingest
