#include "salesops/config/describe.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "salesops/base/text.hpp"
#include "salesops/config/schema.hpp"

namespace salesops::config {

namespace {

using base::Lang;

bool is_record(const Field& field) {
  return field.type == Type::record && field.shape == Shape::one;
}

std::string meaning(const Field& field, Lang lang) {
  return lang == Lang::zh ? field.zh : field.en;
}

// A text in double quotes as YAML reads it back.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string value_of(const Field& field) {
  if (field.fallback[0] == '\0') return field.example;
  return field.shape == Shape::list ? fmt::format("[{}]", field.fallback) : field.fallback;
}

// The keys below a section, each line commented out.
void comment_out(const Field& field, std::size_t depth, Lang lang, std::string& out) {
  const std::string indent(depth * 2, ' ');
  const std::string remark = depth == 0 ? "" : "  # " + meaning(field, lang);  // a section has its heading
  if (is_record(field)) {
    out += fmt::format("# {}{}:{}\n", indent, field.key, remark);
    for (const Field& inner : field.fields()) comment_out(inner, depth + 1, lang, out);
    return;
  }
  const std::string value = value_of(field);
  if (!value.empty()) out += fmt::format("# {}{}: {}{}\n", indent, field.key, value, remark);
}

void company_section(const Field& section, const std::string& name, Lang lang, std::string& out) {
  out += fmt::format("{}:\n", section.key);
  for (const Field& field : section.fields()) {
    const std::string_view key = field.key;
    std::string value = value_of(field);
    if (key == "name") value = quoted(name);
    if (key == "language") value = lang == Lang::zh ? "zh" : "en";
    out += fmt::format("  {}: {}  # {}\n", key, value, meaning(field, lang));
  }
}

std::string type_and_default(const Field& field, Lang lang) {
  std::string text = base::in(describe(field), lang);
  if (field.required) text += lang == Lang::zh ? "；必填" : "; required";
  if (field.fallback[0] != '\0')
    text += fmt::format(fmt::runtime(lang == Lang::zh ? "；默认 {}" : "; default {}"), field.fallback);
  return text;
}

void reference(std::span<const Field> fields, const std::string& before, Lang lang, std::string& out) {
  for (const Field& field : fields) {
    const char* mark = field.shape == Shape::list ? "[]" : field.shape == Shape::map ? ".NAME" : "";
    const std::string path = before + field.key;
    if (field.type == Type::record) {
      out += fmt::format("\n{}{}\n    {}\n", path, mark, meaning(field, lang));
      reference(field.fields(), path + mark + ".", lang, out);
    } else {
      out += fmt::format("{}{}\n    {}\n    {}\n", path, field.shape == Shape::map ? mark : "",
                         meaning(field, lang), type_and_default(field, lang));
    }
    if (field.example[0] != '\0')
      out +=
          fmt::format(fmt::runtime(lang == Lang::zh ? "    例：{}\n" : "    example: {}\n"), field.example);
  }
}

}  // namespace

std::string commented_file(const std::string& name, const std::string& database, Lang lang) {
  std::string out = lang == Lang::zh
                        ? "# salesops 的工作区。注释掉的行是默认值或例子，去掉行首的 # 即可修改。\n"
                          "# 每个键的说明：salesops help config    检查：salesops check\n"
                        : "# A salesops workspace. Lines that are commented out show the default or an "
                          "example: remove the # to change one.\n"
                          "# All keys: salesops help config    check: salesops check\n";
  for (const Field& section : root_fields()) {
    const std::string_view key = section.key;
    out += fmt::format("\n# {}\n", meaning(section, lang));
    if (key == "company") {
      company_section(section, name, lang, out);
    } else if (key == "database") {
      out += fmt::format("{}: {}\n", key, quoted(database));
    } else {
      comment_out(section, 0, lang, out);
    }
  }
  return out;
}

std::string key_reference(Lang lang) {
  std::string out = lang == Lang::zh
                        ? "salesops.yaml 的全部键。[] 是列表的每一项，NAME 是自己起的名称。优先级：命令行 > "
                          "环境变量 SALESOPS_* > \n"
                          "salesops.yaml > $XDG_CONFIG_HOME/salesops/config.yaml > "
                          "默认值。任何单个值也可以用环境变量给出，\n"
                          "层级之间用两个下划线：SALESOPS_RECEIVABLES__AGING__BASIS=document。\n\n"
                        : "All keys of salesops.yaml. [] is every item of a list, NAME a name of your own. "
                          "Precedence: flag > SALESOPS_* environment >\n"
                          "salesops.yaml > $XDG_CONFIG_HOME/salesops/config.yaml > default. Any single value "
                          "can also come from the environment, with\n"
                          "two underscores between levels: SALESOPS_RECEIVABLES__AGING__BASIS=document.\n\n";
  reference(root_fields(), "", lang, out);
  return out;
}

std::string field_reference(std::span<const Field> fields, base::Lang lang) {
  std::string out;
  reference(fields, "", lang, out);
  return out;
}

}  // namespace salesops::config
