#include "salesops/app/import_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "salesops/base/text.hpp"
#include "salesops/store/journal.hpp"

namespace salesops::app {

std::string_view TextArena::keep(std::string_view text) {
  if (text.empty()) return {};
  if (in_use_ == 0 || used_ + text.size() > kBlock) {
    if (in_use_ == blocks_.size()) blocks_.push_back(std::make_unique<char[]>(kBlock));
    ++in_use_;
    used_ = 0;
  }
  char* to = blocks_[in_use_ - 1].get() + used_;
  std::memcpy(to, text.data(), text.size());
  used_ += text.size();
  return {to, text.size()};
}

void TextArena::clear() {
  in_use_ = used_ = 0;
}

Origin ImportRun::origin(std::int64_t amount) const {
  Origin from{.line = source.line(), .amount = amount};
  if (rejects.enabled()) from.cells = csv_line(source.reader().cells(), source.reader().header().size());
  return from;
}

void ImportRun::touch(std::int64_t customer) {
  const auto index = static_cast<std::size_t>(customer);
  if (touched.size() <= index) touched.resize(index + 1);
  touched[index] = true;
}

void ImportRun::reject(const Origin& from, const base::Diagnostics& found) {
  for (const base::Diagnostic& one : found.kept()) findings.add(one);
  ++tally.rejected;
  if (found.kept().front().code == "E8201") ++tally.locked;
  rejects.add(from.cells, from.line, found.kept().front(), context.lang);
}

void ImportRun::reject(const Origin& from, base::Diagnostic why) {
  base::Diagnostics found;
  found.add(std::move(why));
  reject(from, found);
}

base::Diagnostic ImportRun::at(const Origin& from, std::string code, std::string field, std::string value,
                               base::Text message, base::Text help) const {
  return {.code = std::move(code),
          .place = {.file = source.reader().name(), .line = from.line},
          .field = std::move(field),
          .value = std::move(value),
          .message = std::move(message),
          .help = std::move(help)};
}

std::optional<base::Diagnostic> ImportRun::locked(const Origin& from, calendar::Date date) const {
  if (!closed_until || date > *closed_until) return std::nullopt;
  const std::string day = calendar::to_string(date);
  const std::string last = calendar::to_string(*closed_until);
  return at(from, "E8201", "", day,
            {fmt::format("{} 在已结账的期间内(结账至 {})", day, last),
             fmt::format("{} lies in a closed period (closed up to {})", day, last)},
            {"改用未结账期间的日期，或请有权限的人重开该月：close reopen",
             "date it in an open period, or have the month reopened: close reopen"});
}

namespace {

// Amounts of the store are minor units, quantities millionths.
std::string shown(const std::string& field, const std::optional<std::string>& value, int digits) {
  if (!value) return "—";
  const bool amount =
      field == "amount" || field == "tax" || field == "cost" || field == "credit_limit" || field == "price";
  const bool number = value->find_first_not_of("-0123456789") == std::string::npos && !value->empty();
  if (amount && number) return money::to_decimal(money::Money::minor(std::stoll(*value)), digits);
  if (field == "quantity" && number)
    return money::to_string(money::Decimal(std::stoll(*value), 6).normalised());
  return *value;
}

}  // namespace

base::Diagnostic ImportRun::conflict(const Origin& from, const std::string& key, const std::string& stored,
                                     const Described& now, std::string_view currency) const {
  std::vector<std::string> changes;
  const int digits = money::currency(currency).digits;
  const auto before = store::read_fields(stored);
  for (const auto& [field, value] : now) {
    const auto old = std::find_if(before.begin(), before.end(),
                                  [&, &name = field](const auto& pair) { return pair.first == name; });
    if (old == before.end() || old->second == value) continue;
    changes.push_back(
        fmt::format("{}: {} → {}", field, shown(field, old->second, digits), shown(field, value, digits)));
  }
  const std::string list = base::join(changes, "; ");
  return at(from, "E2301", kind.fields.front().column.field, key,
            {fmt::format("{} 已经导入过，内容不同：{}", key, list),
             fmt::format("{} was imported before with other content: {}", key, list)},
            {"确认后加 --on-conflict update(旧内容留在日志)或 --on-conflict skip(保留原有)",
             "after checking: --on-conflict update (the journal keeps the old content) or --on-conflict skip "
             "(keep what is stored)"});
}

}  // namespace salesops::app
