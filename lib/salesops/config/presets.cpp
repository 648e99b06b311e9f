#include "salesops/config/presets.hpp"

#include "salesops/base/embedded.hpp"
#include "salesops/config/check.hpp"
#include "salesops/config/yaml.hpp"

namespace salesops::base {
std::span<const EmbeddedFile> embedded_presets();  // made by the build from config/presets
}

namespace salesops::config {

namespace {

constexpr Field kPreset[] = {
    {.key = "kind",
     .type = Type::choice,
     .zh = "导入种类",
     .en = "kind of import",
     .choices = "org|reps|customers|products|sales|invoices|receipts|matches|expenses|drivers",
     .required = true},
    {.key = "columns",
     .shape = Shape::map,
     .zh = "字段 → 文件里的列名；“甲|乙”取第一个不空的",
     .en = "field → column title in the file; \"A|B\" takes the first that is not empty",
     .required = true},
    {.key = "title_zh", .zh = "说明（中文）", .en = "what it reads, in Chinese"},
    {.key = "title_en", .zh = "说明（英文）", .en = "what it reads, in English"},
    {.key = "source", .zh = "列名的出处", .en = "where the titles are known from"},
    {.key = "verified",
     .type = Type::boolean,
     .fallback = "false",
     .zh = "是否对照过真实的导出文件",
     .en = "whether it was checked with a real export"},
    {.key = "tax",
     .type = Type::choice,
     .fallback = "included",
     .zh = "金额是否含税",
     .en = "whether the amount holds the tax",
     .choices = "included|excluded"},
    {.key = "encoding",
     .type = Type::choice,
     .zh = "编码，不写则自动识别",
     .en = "encoding; found out if not given",
     .choices = "utf-8|gb18030|utf-16le|utf-16be"},
    {.key = "delimiter",
     .type = Type::choice,
     .zh = "分隔符，不写则看表头",
     .en = "delimiter; taken from the header if not given",
     .choices = ",|;|tab"},
    {.key = "sheet",
     .zh = "工作表，不写则取有表头的那张",
     .en = "sheet of a workbook; the one with the header if not given"},
    {.key = "fixed",
     .shape = Shape::map,
     .zh = "字段 → 每行都是这个值",
     .en = "field → the value it has in every row",
     .example = "{kind: receipt}"},
    {.key = "values",
     .shape = Shape::map,
     .zh = "字段.原文 → 值",
     .en = "field.text → the value it stands for",
     .example = "{kind.收款退款单: refund}"},
    {.key = "capture",
     .shape = Shape::map,
     .zh = "字段 → “列名:标记|标记”，取标记后面的号码",
     .en = "field → \"title:mark|mark\": the number behind a mark in that column",
     .example = "{invoice_no: \"备注:发票号\"}"},
    {.key = "drop",
     .shape = Shape::map,
     .zh = "列名 → 跳过这些值的行",
     .en = "title → rows with these texts are skipped",
     .example = "{发票状态: 作废}"},
    {.key = "keep",
     .shape = Shape::map,
     .zh = "列名 → 只读这些值的行",
     .en = "title → only rows with these texts are read",
     .example = "{单据状态: 已审核}"},
    {.key = "skip_empty",
     .shape = Shape::list,
     .zh = "这些字段为空或 0 的行跳过",
     .en = "rows where these fields are empty or 0 are skipped"},
    {.key = "sum_lines",
     .type = Type::boolean,
     .fallback = "false",
     .zh = "同一单号的各行是它的明细，金额相加",
     .en = "rows of one document number are its lines; their amounts are added up"},
    {.key = "row_numbers",
     .type = Type::boolean,
     .fallback = "false",
     .zh = "没有单号的行按整行内容编号",
     .en = "rows without a document number get one from their content"},
    {.key = "subtotal_marks",
     .shape = Shape::list,
     .zh = "第一个不空的单元格是这些字的行跳过",
     .en = "rows whose first text is one of these are skipped",
     .example = "[合计, 小计, 总计]"},
};

ImportPreset read_builtin(const base::EmbeddedFile& embedded) {
  const std::string file_name(embedded.name);
  const std::string name = file_name.substr(0, file_name.rfind('.'));
  SourceFile file{.name = "presets/" + file_name, .text = std::string(embedded.text)};
  const Node root = parse_yaml(file);
  Reading reading;
  check_map(root, preset_fields(), "imports." + name, reading);
  reading.findings.raise_if_any(base::Exit::internal);
  ImportPreset preset = read_preset(name, Section(&root, preset_fields(), "imports." + name, reading));
  preset.text = std::string(embedded.text);
  return preset;
}

}  // namespace

std::span<const Field> preset_fields() {
  return kPreset;
}

ImportPreset read_preset(std::string name, const Section& section) {
  return {.name = std::move(name),
          .kind = section.text("kind"),
          .encoding = section.text("encoding"),
          .delimiter = section.text("delimiter"),
          .columns = section.text_map("columns"),
          .subtotal_marks = section.texts("subtotal_marks"),
          .title = {section.text("title_zh"), section.text("title_en")},
          .source = section.text("source"),
          .verified = section.boolean("verified"),
          .tax_included = section.text("tax") == "included",
          .sheet = section.text("sheet"),
          .fixed = section.text_map("fixed"),
          .values = section.text_map("values"),
          .drop = section.text_map("drop"),
          .keep = section.text_map("keep"),
          .capture = section.text_map("capture"),
          .skip_empty = section.texts("skip_empty"),
          .sum_lines = section.boolean("sum_lines"),
          .row_numbers = section.boolean("row_numbers")};
}

const std::vector<ImportPreset>& builtin_presets() {
  static const std::vector<ImportPreset> presets = [] {
    std::vector<ImportPreset> read;
    for (const base::EmbeddedFile& file : base::embedded_presets()) read.push_back(read_builtin(file));
    return read;
  }();
  return presets;
}

}  // namespace salesops::config
