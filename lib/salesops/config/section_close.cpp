#include "salesops/config/sections.hpp"

namespace salesops::config {

namespace {

constexpr Field kClose[] = {
    {.key = "mode",
     .type = Type::choice,
     .fallback = "hard",
     .zh = "hard 拒绝已结账期间的单据；soft 只提醒",
     .en = "hard refuses documents of a closed period; soft only warns",
     .choices = "soft|hard"},
    {.key = "unmatched_days",
     .type = Type::integer,
     .fallback = "30",
     .zh = "收款超过几天未核销算问题",
     .en = "a receipt unmatched for more days is a finding",
     .min = 0,
     .max = 3650},
    {.key = "severities",
     .type = Type::choice,
     .shape = Shape::map,
     .zh = "检查项 → 级别，覆盖内置级别",
     .en = "finding → level, instead of the built-in one",
     .choices = "off|note|warn|error",
     .example = "{unmatched_receipts: warn}"},
};

Close::Level level_of(const std::string& name) {
  if (name == "off") return Close::Level::off;
  if (name == "note") return Close::Level::note;
  return name == "warn" ? Close::Level::warn : Close::Level::error;
}

}  // namespace

std::span<const Field> close_fields() {
  return kClose;
}

void read_close(const Section& section, Close& close) {
  close.mode = section.text("mode") == "soft" ? Close::Mode::soft : Close::Mode::hard;
  close.unmatched_days = static_cast<int>(section.integer("unmatched_days"));
  for (const auto& [code, level] : section.text_map("severities")) close.severities[code] = level_of(level);
}

}  // namespace salesops::config
