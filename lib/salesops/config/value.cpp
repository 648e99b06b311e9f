#include "salesops/config/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "salesops/base/text.hpp"
#include "salesops/calendar/date.hpp"
#include "salesops/calendar/terms.hpp"
#include "salesops/config/time_zone.hpp"
#include "salesops/money/decimal.hpp"
#include "salesops/money/money.hpp"

namespace salesops::config {

namespace {

constexpr std::size_t kMaxText = 4096;
constexpr std::size_t kMaxId = 64;

bool bounded(const Field& field) {
  return field.min != std::numeric_limits<std::int64_t>::min() ||
         field.max != std::numeric_limits<std::int64_t>::max();
}

std::string range_text(const Field& field) {
  if (field.max == std::numeric_limits<std::int64_t>::max()) return fmt::format("≥ {}", field.min);
  if (field.min == std::numeric_limits<std::int64_t>::min()) return fmt::format("≤ {}", field.max);
  return fmt::format("{}…{}", field.min, field.max);
}

ValueFault out_of_range(const Field& field, std::string_view text, const char* unit) {
  const std::string range = range_text(field) + unit;
  return {"E3015",
          {fmt::format("{} 超出范围 {}", text, range), fmt::format("{} is out of range {}", text, range)},
          {fmt::format("改成 {} 之内的值", range), fmt::format("use a value in {}", range)}};
}

bool check_integer(const Field& field, std::string_view text, ValueFault& fault) {
  std::int64_t value = 0;
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  const bool plain = base::all_digits(digits) && (digits.size() == 1 || digits.front() != '0');
  const auto done = std::from_chars(text.data(), text.data() + text.size(), value);
  if (!plain || done.ec != std::errc() || done.ptr != text.data() + text.size()) {
    fault = {"E3014",
             {fmt::format("“{}”不是整数", base::printable(text)),
              fmt::format("'{}' is not a whole number", base::printable(text))},
             {"只写数字，如 30；不要前导零、下划线、0x 或小数",
              "write digits only, such as 30: no leading zero, '_', 0x or decimals"}};
    return false;
  }
  if (value >= field.min && value <= field.max) return true;
  fault = out_of_range(field, text, "");
  return false;
}

// The reasons continue the value: "1.005" + "has more than 2 decimals".
ValueFault number_fault(std::string_view text, const money::NumberFault& reason) {
  const std::string shown = base::printable(text);
  return {"E3016", {shown + " " + reason.message.zh, shown + " " + reason.message.en}, reason.help};
}

bool check_money(const Field& field, std::string_view text, int digits, ValueFault& fault) {
  money::Money amount;
  money::NumberFault reason;
  if (!money::parse_money(text, digits, amount, reason)) {
    fault = number_fault(text, reason);
    return false;
  }
  std::int64_t scale = 1;
  for (int i = 0; i < digits; ++i) scale *= 10;
  const bool low =
      field.min != std::numeric_limits<std::int64_t>::min() && amount.minor() < field.min * scale;
  const bool high =
      field.max != std::numeric_limits<std::int64_t>::max() && amount.minor() > field.max * scale;
  if (!low && !high) return true;
  fault = out_of_range(field, text, "");
  return false;
}

bool check_decimal(const Field& field, std::string_view text, ValueFault& fault) {
  money::Decimal number;
  money::NumberFault reason;
  if (!money::parse_decimal(text, number, reason)) {
    fault = number_fault(text, reason);
    return false;
  }
  if (!bounded(field)) return true;
  const money::Rate value = money::Rate::of(number);
  const bool low = field.min != std::numeric_limits<std::int64_t>::min() && value < money::Rate(field.min, 1);
  const bool high =
      field.max != std::numeric_limits<std::int64_t>::max() && value > money::Rate(field.max, 1);
  if (!low && !high) return true;
  fault = out_of_range(field, text, "");
  return false;
}

bool check_rate(const Field& field, std::string_view text, ValueFault& fault) {
  money::Rate rate;
  money::NumberFault reason;
  if (!money::parse_rate(text, rate, reason)) {
    fault = number_fault(text, reason);
    return false;
  }
  const bool low =
      field.min != std::numeric_limits<std::int64_t>::min() && rate < money::Rate(field.min, 100);
  const bool high =
      field.max != std::numeric_limits<std::int64_t>::max() && rate > money::Rate(field.max, 100);
  if (!low && !high) return true;
  fault = out_of_range(field, text, " %");
  return false;
}

bool check_choice(const Field& field, std::string_view text, ValueFault& fault) {
  const std::vector<std::string> choices = choices_of(field);
  if (std::ranges::find(choices, text) != choices.end()) return true;
  const std::string allowed = base::join(choices, ", ");
  const auto near = base::nearest(text, choices);
  fault = {"E3018",
           {fmt::format("“{}”不是可选值", base::printable(text)),
            fmt::format("'{}' is not one of the choices", base::printable(text))},
           {fmt::format("{}可选：{}", near ? "是不是“" + *near + "”？" : "", allowed),
            fmt::format("{}choices: {}", near ? "did you mean '" + *near + "'? " : "", allowed)}};
  return false;
}

bool check_boolean(std::string_view text, ValueFault& fault) {
  if (text == "true" || text == "false") return true;
  fault = {"E3019",
           {fmt::format("“{}”不是 true 或 false", base::printable(text)),
            fmt::format("'{}' is not true or false", base::printable(text))},
           {"写 true 或 false", "write true or false"}};
  return false;
}

bool check_date(std::string_view text, ValueFault& fault) {
  if (calendar::parse_iso_date(text)) return true;
  fault = {"E3017",
           {fmt::format("“{}”不是日期", base::printable(text)),
            fmt::format("'{}' is not a date", base::printable(text))},
           {"写成 2026-01-05", "write it as 2026-01-05"}};
  return false;
}

bool check_month(std::string_view text, ValueFault& fault) {
  if (calendar::parse_month(text)) return true;
  fault = {"E3017",
           {fmt::format("“{}”不是月份", base::printable(text)),
            fmt::format("'{}' is not a month", base::printable(text))},
           {"写成 2026-01", "write it as 2026-01"}};
  return false;
}

bool check_text(std::string_view text, ValueFault& fault) {
  if (base::code_points(text) <= kMaxText) return true;
  fault = {"E3029",
           {fmt::format("文字超过 {} 个字", kMaxText),
            fmt::format("the text is longer than {} characters", kMaxText)},
           {"缩短", "shorten it"}};
  return false;
}

bool check_id(std::string_view text, ValueFault& fault) {
  const auto allowed = [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '.';
  };
  const bool fits = !text.empty() && base::code_points(text) <= kMaxId &&
                    std::ranges::all_of(text, allowed) && base::fold_name(text) == text;
  if (fits) return true;
  fault = {"E3020",
           {fmt::format("“{}”不能作编码", base::printable(text)),
            fmt::format("'{}' cannot be an id", base::printable(text))},
           {"编码只含字母、数字、汉字和 _ - .，1 到 64 个字，没有空格和全角符号",
            "an id has letters, digits, Chinese characters and _ - . only, 1 to 64 of them, no blanks or "
            "full-width signs"}};
  return false;
}

bool check_terms(std::string_view text, ValueFault& fault) {
  calendar::Terms terms;
  calendar::TermsFault reason;
  if (calendar::parse_terms(text, terms, reason)) return true;
  const bool continues = reason.message.en.starts_with("has ");  // the reason goes on after the value
  fault = {reason.code,
           {reason.message.zh, (continues ? base::printable(text) + " " : "") + reason.message.en},
           reason.help};
  return false;
}

bool check_currency(std::string_view text, ValueFault& fault) {
  try {
    (void)money::currency(text);
    return true;
  } catch (const base::Error& unknown) {
    fault = {"E3032", unknown.diagnostics().front().message, unknown.diagnostics().front().help};
    if (text == "RMB") fault.help = {"人民币写 CNY", "renminbi is CNY"};
    return false;
  }
}

bool check_time_zone(std::string_view text, ValueFault& fault) {
  if (known_time_zone(text)) return true;
  const auto near = base::nearest(text, time_zone_names());
  fault = {"E3033",
           {fmt::format("不认识时区“{}”", base::printable(text)),
            fmt::format("time zone '{}' is not known", base::printable(text))},
           {fmt::format("{}写 Asia/Shanghai、UTC 或固定偏移 +08:00", near ? "是不是“" + *near + "”？" : ""),
            fmt::format("{}write Asia/Shanghai, UTC or a fixed offset such as +08:00",
                        near ? "did you mean '" + *near + "'? " : "")}};
  return false;
}

}  // namespace

bool check_value(const Field& field, std::string_view text, int digits, ValueFault& fault) {
  switch (field.type) {
    case Type::text:
    case Type::path:
      return check_text(text, fault);
    case Type::id:
      return check_id(text, fault);
    case Type::integer:
      return check_integer(field, text, fault);
    case Type::money:
      return check_money(field, text, digits, fault);
    case Type::decimal:
      return check_decimal(field, text, fault);
    case Type::rate:
      return check_rate(field, text, fault);
    case Type::boolean:
      return check_boolean(text, fault);
    case Type::date:
      return check_date(text, fault);
    case Type::month:
      return check_month(text, fault);
    case Type::choice:
      return check_choice(field, text, fault);
    case Type::terms:
      return check_terms(text, fault);
    case Type::currency:
      return check_currency(text, fault);
    case Type::time_zone:
      return check_time_zone(text, fault);
    case Type::record:
    case Type::any:
      return true;
  }
  return true;
}

}  // namespace salesops::config
