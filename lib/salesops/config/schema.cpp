#include "salesops/config/schema.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "salesops/base/text.hpp"

namespace salesops::config {

std::vector<std::string> choices_of(const Field& field) {
  return base::split(field.choices, '|');
}

const Field* find_field(std::span<const Field> fields, std::string_view key) {
  const auto found = std::ranges::find_if(fields, [&](const Field& field) { return key == field.key; });
  return found == fields.end() ? nullptr : &*found;
}

namespace {

std::string range_of(const Field& field, const char* unit) {
  const bool low = field.min != std::numeric_limits<std::int64_t>::min();
  const bool high = field.max != std::numeric_limits<std::int64_t>::max();
  if (low && high) return fmt::format(" {}…{}{}", field.min, field.max, unit);
  if (low) return fmt::format(" ≥ {}{}", field.min, unit);
  if (high) return fmt::format(" ≤ {}{}", field.max, unit);
  return {};
}

base::Text describe_one(const Field& field) {
  switch (field.type) {
    case Type::text:
      return {"文字", "text"};
    case Type::id:
      return {"编码", "id"};
    case Type::integer:
      return {"整数" + range_of(field, ""), "whole number" + range_of(field, "")};
    case Type::money:
      return {"金额" + range_of(field, ""), "amount" + range_of(field, "")};
    case Type::decimal:
      return {"小数" + range_of(field, ""), "number" + range_of(field, "")};
    case Type::rate:
      return {"比率" + range_of(field, "%"), "rate" + range_of(field, "%")};
    case Type::boolean:
      return {"true 或 false", "true or false"};
    case Type::date:
      return {"日期", "date"};
    case Type::month:
      return {"月份", "month"};
    case Type::choice: {
      const std::string names = base::join(choices_of(field), ", ");
      return {"其一：" + names, "one of " + names};
    }
    case Type::terms:
      return {"账期", "payment terms"};
    case Type::currency:
      return {"币种代码", "currency code"};
    case Type::time_zone:
      return {"时区", "time zone"};
    case Type::path:
      return {"路径", "path"};
    case Type::record:
      return {"键值表", "map of keys"};
    case Type::any:
      return {"任意内容", "anything"};
  }
  return {};
}

}  // namespace

base::Text describe(const Field& field) {
  const base::Text one = describe_one(field);
  switch (field.shape) {
    case Shape::one:
      return one;
    case Shape::list:
      return {"列表，每项：" + one.zh, "list of: " + one.en};
    case Shape::map:
      return {"按名称的表，每项：" + one.zh, "map from name to: " + one.en};
  }
  return one;
}

}  // namespace salesops::config
