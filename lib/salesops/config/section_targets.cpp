#include "salesops/config/sections.hpp"

namespace salesops::config {

namespace {

constexpr Field kStatus[] = {
    {.key = "green",
     .type = Type::rate,
     .fallback = "0%",
     .zh = "进度差（达成率 − 序时进度）不低于此为绿",
     .en = "attainment − pace at or above this is green",
     .min = -100,
     .max = 100},
    {.key = "amber",
     .type = Type::rate,
     .fallback = "-5%",
     .zh = "不低于此为黄，再低为红",
     .en = "at or above this is amber, below it red",
     .min = -100,
     .max = 100},
};
std::span<const Field> status_fields() {
  return kStatus;
}

constexpr Field kTargets[] = {
    {.key = "pace",
     .type = Type::choice,
     .fallback = "calendar",
     .zh = "序时进度的钟：日历日、工作日、计划的进度",
     .en = "clock of the pace: calendar days, working days, the plan's phasing",
     .choices = "calendar|workdays|plan"},
    {.key = "status",
     .type = Type::record,
     .zh = "红黄绿的界线",
     .en = "limits of green, amber and red",
     .fields = status_fields},
};

}  // namespace

std::span<const Field> targets_fields() {
  return kTargets;
}

void read_targets(const Section& section, target::Settings& settings) {
  const std::string pace = section.text("pace");
  settings.pace = pace == "workdays" ? target::PaceClock::workdays
                  : pace == "plan"   ? target::PaceClock::plan
                                     : target::PaceClock::calendar;
  const Section status = section.record("status");
  settings.green = status.rate("green");
  settings.amber = status.rate("amber");
  if (settings.amber <= settings.green) return;
  status.fault("amber", "E3039", {"黄线高于绿线", "the amber limit is above the green one"},
               {"amber 不能大于 green", "amber must not exceed green"});
}

}  // namespace salesops::config
