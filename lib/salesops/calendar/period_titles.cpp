#include "salesops/calendar/period.hpp"

namespace salesops::calendar {

namespace {

constexpr const char* kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                   "July",    "August",   "September", "October", "November", "December"};
constexpr const char* kQuarters[] = {"一", "二", "三", "四"};
constexpr const char* kThirds[] = {"上旬", "中旬", "下旬"};

std::string english(Date date) {
  return std::to_string(date.day()) + " " + kMonths[date.month() - 1] + " " + std::to_string(date.year());
}

// The parts of a canonical label; those the kind does not have are 0.
struct Parts {
  std::string year;
  unsigned month = 0;
  std::size_t number = 0;  // quarter, half, week or 旬
};

std::size_t number_after(const std::string& label, std::size_t at) {
  std::size_t number = 0;
  for (; at < label.size(); ++at) number = number * 10 + static_cast<std::size_t>(label[at] - '0');
  return number;
}

Parts parts_of(const Period& period) {
  const std::string& label = period.label;
  Parts parts{.year = label.substr(0, 4)};
  const std::size_t mark = label.find_first_of("QHWT");
  if (mark != std::string::npos) parts.number = number_after(label, mark + 1);
  const bool has_month = label.size() >= 7 && label[4] == '-' && label[5] != 'W';
  if (has_month) parts.month = static_cast<unsigned>((label[5] - '0') * 10 + (label[6] - '0'));
  return parts;
}

}  // namespace

std::string period_title_zh(const Period& period) {
  const Parts parts = parts_of(period);
  const std::string year = parts.year + "年", month = year + std::to_string(parts.month) + "月";
  switch (period.kind) {
    case PeriodKind::month:
      return month;
    case PeriodKind::quarter:
      return year + kQuarters[parts.number - 1] + "季度";
    case PeriodKind::half:
      return year + (parts.number == 1 ? "上半年" : "下半年");
    case PeriodKind::year:
      return year;
    case PeriodKind::week:
      return (parts.month > 0 ? month : year) + "第" + std::to_string(parts.number) + "周";
    case PeriodKind::ten_days:
      return month + kThirds[parts.number - 1];
    case PeriodKind::day:
      return to_chinese(period.span.first);
    case PeriodKind::range:
      break;
  }
  return to_chinese(period.span.first) + "至" + to_chinese(period.span.last);
}

std::string period_title_en(const Period& period) {
  const Parts parts = parts_of(period);
  const std::string month = parts.month > 0 ? kMonths[parts.month - 1] + (" " + parts.year) : parts.year;
  const std::string number = std::to_string(parts.number);
  switch (period.kind) {
    case PeriodKind::month:
    case PeriodKind::year:
      return month;
    case PeriodKind::quarter:
      return "Q" + number + " " + parts.year;
    case PeriodKind::half:
      return (parts.number == 1 ? "first half of " : "second half of ") + parts.year;
    case PeriodKind::week:
      return "week " + number + " of " + month;
    case PeriodKind::ten_days:
      return std::to_string(period.span.first.day()) + "–" + english(period.span.last);
    case PeriodKind::day:
      return english(period.span.first);
    case PeriodKind::range:
      break;
  }
  return english(period.span.first) + " to " + english(period.span.last);
}

}  // namespace salesops::calendar
