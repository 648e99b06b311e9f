#include "salesops/config/section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "salesops/base/text.hpp"
#include "salesops/config/value.hpp"

namespace salesops::config {

namespace {

std::int64_t to_integer(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

money::Money to_money(std::string_view text, int digits) {
  money::Money amount;
  money::NumberFault fault;
  money::parse_money(text, digits, amount, fault);
  return amount;
}

money::Rate to_rate(std::string_view text) {
  money::Rate rate;
  money::NumberFault fault;
  money::parse_rate(text, rate, fault);
  return rate;
}

}  // namespace

Section::Section(const Node* node, std::span<const Field> fields, std::string path, Reading& reading)
    : node_(node != nullptr && node->kind == Node::Kind::map ? node : nullptr),
      fields_(fields),
      path_(std::move(path)),
      reading_(&reading) {}

const Field& Section::field(std::string_view key) const {
  const Field* found = find_field(fields_, key);
  if (found == nullptr) throw std::logic_error(fmt::format("no key {} in the table of {}", key, path_));
  return *found;
}

const Node* Section::node(std::string_view key) const {
  field(key);
  const Node* found = node_ == nullptr ? nullptr : node_->find(key);
  return found == nullptr || found->kind == Node::Kind::null ? nullptr : found;
}

bool Section::has(std::string_view key) const {
  return node(key) != nullptr;
}

// The text of a scalar that is valid for its field, else the table's default, else nothing.
std::optional<std::string> Section::scalar(std::string_view key) const {
  const Field& spec = field(key);
  ValueFault ignored;
  const Node* written = node(key);
  if (written != nullptr && written->kind == Node::Kind::scalar &&
      check_value(spec, written->text, reading_->currency.digits, ignored)) {
    return written->text;
  }
  if (spec.fallback[0] != '\0') return spec.fallback;
  return std::nullopt;
}

std::vector<std::string> Section::scalars(std::string_view key) const {
  const Field& spec = field(key);
  const Node* written = node(key);
  std::vector<std::string> values;
  ValueFault ignored;
  const auto take = [&](const Node& item) {
    if (item.kind == Node::Kind::scalar && check_value(spec, item.text, reading_->currency.digits, ignored)) {
      values.push_back(item.text);
    }
  };
  if (written == nullptr) {
    if (spec.fallback[0] == '\0') return values;
    for (const std::string& part : base::split(spec.fallback, ','))
      values.emplace_back(base::trim_ascii(part));
  } else if (written->kind == Node::Kind::scalar) {
    take(*written);
  } else {
    for (const Node& item : written->items) take(item);
  }
  return values;
}

std::string Section::text(std::string_view key) const {
  return scalar(key).value_or(std::string());
}

std::int64_t Section::integer(std::string_view key) const {
  return maybe_integer(key).value_or(0);
}
money::Money Section::amount(std::string_view key) const {
  return maybe_amount(key).value_or(money::Money());
}
money::Rate Section::rate(std::string_view key) const {
  return maybe_rate(key).value_or(money::Rate());
}
bool Section::boolean(std::string_view key) const {
  return scalar(key) == "true";
}

money::Decimal Section::decimal(std::string_view key) const {
  money::Decimal number;
  money::NumberFault fault;
  if (const auto written = scalar(key)) money::parse_decimal(*written, number, fault);
  return number;
}

std::optional<std::int64_t> Section::maybe_integer(std::string_view key) const {
  const auto written = scalar(key);
  if (!written) return std::nullopt;
  return to_integer(*written);
}

std::optional<money::Money> Section::maybe_amount(std::string_view key) const {
  const auto written = scalar(key);
  if (!written) return std::nullopt;
  return to_money(*written, reading_->currency.digits);
}

std::optional<money::Rate> Section::maybe_rate(std::string_view key) const {
  const auto written = scalar(key);
  if (!written) return std::nullopt;
  return to_rate(*written);
}

std::optional<calendar::Date> Section::maybe_date(std::string_view key) const {
  const auto written = scalar(key);
  return written ? calendar::parse_iso_date(*written) : std::nullopt;
}

std::optional<calendar::Month> Section::maybe_month(std::string_view key) const {
  const auto written = scalar(key);
  return written ? calendar::parse_month(*written) : std::nullopt;
}

std::optional<calendar::Terms> Section::maybe_terms(std::string_view key) const {
  const auto written = scalar(key);
  calendar::Terms terms;
  calendar::TermsFault fault;
  if (!written || !calendar::parse_terms(*written, terms, fault)) return std::nullopt;
  return terms;
}

std::vector<std::string> Section::texts(std::string_view key) const {
  return scalars(key);
}

std::vector<std::int64_t> Section::integers(std::string_view key) const {
  std::vector<std::int64_t> values;
  for (const std::string& value : scalars(key)) values.push_back(to_integer(value));
  return values;
}

std::vector<money::Rate> Section::rates(std::string_view key) const {
  std::vector<money::Rate> values;
  for (const std::string& value : scalars(key)) values.push_back(to_rate(value));
  return values;
}

std::vector<std::pair<std::string, std::string>> Section::text_map(std::string_view key) const {
  std::vector<std::pair<std::string, std::string>> values;
  const Field& spec = field(key);
  const Node* written = node(key);
  if (written == nullptr || written->kind != Node::Kind::map) return values;
  ValueFault ignored;
  for (const Node::Entry& entry : written->entries) {
    if (entry.value.kind != Node::Kind::scalar) continue;
    if (!check_value(spec, entry.value.text, reading_->currency.digits, ignored)) continue;
    values.emplace_back(entry.key.text, entry.value.text);
  }
  return values;
}

std::string Section::below(std::string_view key) const {
  return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

Section Section::record(std::string_view key) const {
  const Field& spec = field(key);
  return {node(key), spec.fields(), below(key), *reading_};
}

std::vector<Section> Section::records(std::string_view key) const {
  std::vector<Section> sections;
  const Field& spec = field(key);
  const Node* written = node(key);
  if (written == nullptr || written->kind != Node::Kind::list) return sections;
  for (std::size_t at = 0; at < written->items.size(); ++at) {
    sections.emplace_back(&written->items[at], spec.fields(), fmt::format("{}[{}]", below(key), at),
                          *reading_);
  }
  return sections;
}

std::vector<std::pair<std::string, Section>> Section::record_map(std::string_view key) const {
  std::vector<std::pair<std::string, Section>> sections;
  const Field& spec = field(key);
  const Node* written = node(key);
  if (written == nullptr || written->kind != Node::Kind::map) return sections;
  for (const Node::Entry& entry : written->entries) {
    const std::string& name = entry.key.text;
    const std::string path = fmt::format("{}.{}", below(key), name);
    sections.emplace_back(name, Section(&entry.value, spec.fields(), path, *reading_));
  }
  return sections;
}

void Section::report(const Node* at, std::string_view key, std::string code, base::Text message,
                     base::Text help) const {
  base::Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.field = below(key);
  diagnostic.message = std::move(message);
  diagnostic.help = std::move(help);
  if (at == nullptr) at = node_;
  if (at != nullptr) {
    diagnostic.place = at->place();
    diagnostic.source = at->source_line();
    if (at->kind == Node::Kind::scalar) diagnostic.value = at->text;
  }
  reading_->findings.add(std::move(diagnostic));
}

void Section::fault(std::string_view key, std::string code, base::Text message, base::Text help) const {
  report(node(key), key, std::move(code), std::move(message), std::move(help));
}

void Section::fault_at(std::string_view key, std::size_t index, std::string code, base::Text message,
                       base::Text help) const {
  const Node* list = node(key);
  const Node* item = list != nullptr && index < list->items.size() ? &list->items[index] : list;
  report(item, fmt::format("{}[{}]", key, index), std::move(code), std::move(message), std::move(help));
}

void Section::fault_at(std::string_view key, std::string_view name, std::string code, base::Text message,
                       base::Text help) const {
  const Node* map = node(key);
  const Node* item = map == nullptr ? nullptr : map->find(name);
  report(item == nullptr ? map : item, fmt::format("{}.{}", key, name), std::move(code), std::move(message),
         std::move(help));
}

void Section::require_known(std::string_view key, std::string_view value, std::span<const std::string> known,
                            const base::Text& what) const {
  if (std::ranges::find(known, value) != known.end()) return;
  const auto near = base::nearest(value, known);
  const std::string shown = base::printable(value);
  base::Text help{fmt::format("先在配置里定义它，或改成已有的{}", what.zh),
                  fmt::format("define it in the configuration or name an existing {}", what.en)};
  if (near) help = {fmt::format("是不是“{}”？", *near), fmt::format("did you mean '{}'?", *near)};
  report(node(key), key, "E3021",
         {fmt::format("没有这个{}：“{}”", what.zh, shown), fmt::format("no such {}: '{}'", what.en, shown)},
         help);
}

}  // namespace salesops::config
