#include <algorithm>

#include "salesops/config/sections.hpp"

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
     .zh = "字段 → 文件里的列名",
     .en = "field → column title in the file",
     .required = true},
    {.key = "encoding",
     .type = Type::choice,
     .zh = "编码，不写则自动识别",
     .en = "encoding; found out if not given",
     .choices = "utf-8|gb18030|utf-16|utf-16le|utf-16be"},
    {.key = "delimiter",
     .type = Type::choice,
     .zh = "分隔符，不写则看表头",
     .en = "delimiter; taken from the header if not given",
     .choices = ",|;|tab"},
    {.key = "subtotal_marks",
     .shape = Shape::list,
     .zh = "第一列是这些字的行跳过",
     .en = "rows whose first cell is one of these are skipped",
     .example = "[合计, 小计, 总计]"},
};

}  // namespace

std::span<const Field> imports_fields() {
  return kPreset;
}

void read_imports(const Section& root, Config& config) {
  for (const auto& [name, section] : root.record_map("imports")) {
    config.imports.push_back({.name = name,
                              .kind = section.text("kind"),
                              .encoding = section.text("encoding"),
                              .delimiter = section.text("delimiter"),
                              .columns = section.text_map("columns"),
                              .subtotal_marks = section.texts("subtotal_marks")});
  }
  std::ranges::sort(config.imports, {}, &ImportPreset::name);
}

}  // namespace salesops::config
