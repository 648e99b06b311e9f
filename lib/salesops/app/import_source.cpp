#include "salesops/app/import_source.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "salesops/base/sha256.hpp"
#include "salesops/base/text.hpp"

namespace salesops::app {

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

const std::string* find(const Pairs& pairs, std::string_view key) {
  for (const auto& [name, value] : pairs) {
    if (name == key) return &value;
  }
  return nullptr;
}

std::vector<std::string> alternatives(std::string_view text) {
  std::vector<std::string> parts = base::split(text, '|');
  for (std::string& part : parts) part = std::string(base::trim(part));
  return parts;
}

// "备注:发票号|发票" -> title and marks.
std::pair<std::string, std::vector<std::string>> capture_rule(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return {std::string(base::trim(text)), {""}};
  return {std::string(base::trim(text.substr(0, colon))), alternatives(text.substr(colon + 1))};
}

bool word_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
}

// Titles that rows are filtered by or that hold a number in a text, in the order of the reader's extra
// columns.
std::vector<std::pair<std::string, bool>> extra_titles(const config::ImportPreset& preset) {
  std::vector<std::pair<std::string, bool>> titles;
  for (const auto& [title, texts] : preset.drop) titles.emplace_back(title, true);
  for (const auto& [title, texts] : preset.keep) titles.emplace_back(title, true);
  for (const auto& [field, rule] : preset.capture) titles.emplace_back(capture_rule(rule).first, false);
  return titles;
}

void check_fields(const ingest::Kind& kind, const config::ImportPreset& preset, const Pairs& named,
                  std::string_view key) {
  for (const auto& [field, unused] : named) {
    const std::string name = field.substr(0, key == "values" ? field.find('.') : std::string::npos);
    const bool known = std::any_of(kind.fields.begin(), kind.fields.end(),
                                   [&](const ingest::Field& f) { return f.column.field == name; });
    if (known) continue;
    std::vector<std::string> names;
    for (const ingest::Field& f : kind.fields) names.push_back(f.column.field);
    const std::string list = base::join(names, ", ");
    throw base::Error(base::Exit::configuration,
                      {.code = "E2310",
                       .field = fmt::format("imports.{}.{}", preset.name, key),
                       .value = field,
                       .message = {fmt::format("方案 {} 写了 {} 没有的字段 {}", preset.name, kind.name, name),
                                   fmt::format("preset {} names the field {}, which {} does not have",
                                               preset.name, name, kind.name)},
                       .help = {"可用: " + list, "one of " + list}});
  }
}

}  // namespace

std::string_view currency_code(std::string_view text) {
  const bool yuan = text == "人民币" || text == "RMB" || text == "￥" || text == "¥";
  return yuan ? "CNY" : text;
}

std::string_view word_behind(std::string_view text, const std::vector<std::string>& marks) {
  for (const std::string& mark : marks) {
    const std::size_t found = text.find(mark);
    if (found == std::string_view::npos) continue;
    std::string_view rest = text.substr(found + mark.size());
    for (const std::string_view colon : {":", "："}) {
      if (rest.starts_with(colon)) rest.remove_prefix(colon.size());
    }
    rest = base::trim(rest);
    std::size_t length = 0;
    while (length < rest.size() && word_character(rest[length])) ++length;
    if (length > 0) return rest.substr(0, length);
  }
  return {};
}

std::vector<ingest::ColumnSpec> ImportSource::columns(const ingest::Kind& kind,
                                                      const config::ImportPreset* preset) {
  if (preset == nullptr) return kind.columns();
  for (const auto& [named, key] :
       {std::pair{&preset->columns, "columns"}, std::pair{&preset->fixed, "fixed"},
        std::pair{&preset->values, "values"}, std::pair{&preset->capture, "capture"}}) {
    check_fields(kind, *preset, *named, key);
  }
  std::vector<ingest::ColumnSpec> specs;
  for (std::size_t i = 0; i < kind.fields.size(); ++i) {
    const ingest::ColumnSpec& own = kind.fields[i].column;
    ingest::ColumnSpec spec{.field = own.field};
    const bool given = find(preset->fixed, own.field) != nullptr ||
                       find(preset->capture, own.field) != nullptr || (i == 0 && preset->row_numbers);
    spec.required = own.required && !given;
    if (const std::string* titles = find(preset->columns, own.field)) {
      spec.names = alternatives(*titles);
      spec.coalesce = true;
    }
    specs.push_back(std::move(spec));
  }
  for (const auto& [title, required] : extra_titles(*preset))
    specs.push_back({.field = title, .required = required});
  return specs;
}

ImportSource::ImportSource(const ingest::Kind& kind, const config::ImportPreset* preset,
                           ingest::TableOptions options, money::Currency own)
    : kind_(kind), preset_(preset), reader_(options, columns(kind, preset)), own_(std::move(own)) {
  rules_.digits = own_.digits;
  rules_.epoch = reader_.dates_from_1904() ? calendar::Epoch::excel_1904 : calendar::Epoch::excel_1900;
  fixed_.resize(kind.fields.size());
  values_.resize(kind.fields.size());
  for (std::size_t i = 0; i < kind.fields.size(); ++i) {
    if (preset_ != nullptr || reader_.has(i) || kind.fields[i].column.required) read_.push_back(i);
  }
  if (preset_ != nullptr) {
    prepare_filters();
    prepare_fields();
  }
  for (std::size_t i = 0; i < kind.fields.size(); ++i) {
    if (kind.fields[i].column.field == "currency" && has(i)) currency_ = i;
  }
}

void ImportSource::prepare_filters() {
  std::size_t column = kind_.fields.size();
  for (const auto& [title, texts] : preset_->drop) filters_.push_back({column++, alternatives(texts), false});
  for (const auto& [title, texts] : preset_->keep) filters_.push_back({column++, alternatives(texts), true});
  for (const auto& [field, rule] : preset_->capture) {
    captures_.push_back({kind_.index(field), column++, capture_rule(rule).second});
  }
  for (const std::string& field : preset_->skip_empty) not_empty_.push_back(kind_.index(field));
  for (const std::string& mark : preset_->subtotal_marks) marks_.push_back(base::fold_name(mark));
}

void ImportSource::prepare_fields() {
  for (const auto& [field, value] : preset_->fixed) fixed_[kind_.index(field)] = value;
  for (const auto& [key, value] : preset_->values) {
    const std::size_t dot = key.find('.');
    if (dot == std::string::npos) continue;
    values_[kind_.index(key.substr(0, dot))].emplace_back(base::fold_name(key.substr(dot + 1)), value);
  }
}

bool ImportSource::is_subtotal() const {
  if (marks_.empty()) return false;
  for (const std::string_view cell : reader_.cells()) {
    const std::string_view text = base::trim(cell);
    if (text.empty()) continue;
    std::string folded = base::fold_name(text);
    if (folded.ends_with(':')) folded.pop_back();
    return std::find(marks_.begin(), marks_.end(), folded) != marks_.end();
  }
  return false;
}

bool ImportSource::is_data() const {
  if (is_subtotal()) return false;
  if (reader_.fault() != nullptr) return true;
  for (const Filter& filter : filters_) {
    const std::string_view text = reader_.cell(filter.column);
    const bool found = std::find(filter.texts.begin(), filter.texts.end(), text) != filter.texts.end();
    if (found != filter.keep) return false;
  }
  return std::none_of(not_empty_.begin(), not_empty_.end(), [&](std::size_t field) {
    const std::string_view text = reader_.cell(field);
    return text.find_first_not_of("0.,-") == std::string_view::npos;
  });
}

bool ImportSource::next() {
  while (reader_.next()) {
    if (preset_ != nullptr && !is_data()) {
      ++skipped_;
      continue;
    }
    ++rows_;
    return true;
  }
  return false;
}

bool ImportSource::has(std::size_t field) const {
  return reader_.has(field) || fixed_[field].has_value() ||
         std::any_of(captures_.begin(), captures_.end(),
                     [&](const Capture& capture) { return capture.field == field; });
}

// A name for a row without a document number: what stands in it and how often that stood there before.
std::string ImportSource::row_number() {
  std::string content;
  for (const std::string_view cell : reader_.cells()) {
    content += base::trim(cell);
    content += '\x1f';
  }
  const std::string hash = base::sha256_hex(content).substr(0, 16);
  return fmt::format("{}-{}", hash, ++occurrences_[hash]);
}

std::string_view ImportSource::text_of(std::size_t field) {
  std::string_view text = reader_.cell(field);
  if (preset_ == nullptr) return text;
  if (field == 0 && preset_->row_numbers && text.empty()) {
    made_number_ = row_number();
    return made_number_;
  }
  for (const Capture& capture : captures_) {
    if (text.empty() && capture.field == field)
      text = word_behind(reader_.cell(capture.column), capture.marks);
  }
  if (text.empty() && fixed_[field]) text = *fixed_[field];
  if (values_[field].empty()) return text;
  const std::string folded = base::fold_name(text);
  for (const auto& [spelling, value] : values_[field]) {
    if (spelling == folded) return value;
  }
  return text;
}

base::Diagnostic ImportSource::finding(std::size_t field, std::string code, base::Text message,
                                       base::Text help) const {
  const std::string& title = reader_.title(field);
  return reader_.diagnostic(field, std::move(code), {title + " " + message.zh, title + " " + message.en},
                            std::move(help));
}

void ImportSource::check_flaw(std::size_t field, base::Diagnostics& findings) const {
  switch (reader_.flaw(field)) {
    case ingest::CellFlaw::none:
      return;
    case ingest::CellFlaw::lossy_number:
      if (kind_.fields[field].type != ingest::CellType::id) return;
      findings.add(finding(field, "E2024",
                           {"是超过 15 位的数值，末尾数字已经丢失",
                            "is a number of more than 15 digits; its last digits are lost"},
                           {"把该列设为文本后重新导出", "format the column as text and export again"}));
      return;
    case ingest::CellFlaw::error_value:
      findings.add(finding(field, "E2025", {"是公式的错误值", "holds the error value of a formula"},
                           {"在表格里改正公式", "mend the formula in the spreadsheet"}));
      return;
    case ingest::CellFlaw::not_calculated:
      findings.add(
          finding(field, "E2026", {"是没有计算过的公式", "is a formula that was never calculated"},
                  {"用 Excel 或 WPS 打开并保存一次", "open the file in a spreadsheet program and save it"}));
  }
}

// The decimals of the row's currency. One that is not known is reported where the currency is read.
int ImportSource::digits_of_row() {
  const std::string_view code = currency_code(base::trim(text_of(*currency_)));
  if (code.empty() || code == own_.code) return own_.digits;
  const std::optional<money::Currency> known = money::find_currency(code);
  return known ? known->digits : own_.digits;
}

bool ImportSource::read(std::vector<ingest::Value>& values, base::Diagnostics& findings) {
  if (reader_.fault() != nullptr) {
    findings.add(*reader_.fault());
    return false;
  }
  ingest::CellFault fault;
  values.resize(kind_.fields.size());
  const std::size_t before = findings.errors();
  if (currency_) rules_.digits = digits_of_row();
  for (const std::size_t i : read_) {
    const std::size_t errors = findings.errors();
    if (reader_.is_spreadsheet()) check_flaw(i, findings);
    if (findings.errors() > errors) continue;
    if (!ingest::read_cell(text_of(i), kind_.fields[i], rules_, values[i], fault)) {
      findings.add(finding(i, fault.code, fault.message, fault.help));
    }
  }
  return findings.errors() == before;
}

}  // namespace salesops::app
