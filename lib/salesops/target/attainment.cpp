#include "salesops/target/attainment.hpp"

#include "salesops/base/checked.hpp"

namespace salesops::target {

namespace {

using base::Wide;
using money::Rate;

std::optional<Rate> ratio(std::int64_t part, std::optional<std::int64_t> whole) {
  if (!whole || *whole <= 0) return std::nullopt;
  return Rate(part, *whole);
}

std::optional<Rate> change(std::int64_t now, std::int64_t base) {
  if (base <= 0) return std::nullopt;
  return Rate(base::checked_sub(now, base), base);
}

// attainment − pace >= limit, exactly: (a·P − e·t)·d >= n·t·P.
bool at_least(const Figures& f, const Rate& limit) {
  const Wide difference = Wide{f.actual} * f.clock.total - Wide{f.clock.elapsed} * *f.target;
  return difference * limit.denominator() >= Wide{limit.numerator()} * *f.target * f.clock.total;
}

Rate pace_gap(const Figures& f) {
  constexpr std::int64_t kMillion = 1'000'000;
  const Wide difference = Wide{f.actual} * f.clock.total - Wide{f.clock.elapsed} * *f.target;
  return Rate(base::narrow(base::divide_half_up(difference * kMillion, Wide{*f.target} * f.clock.total)),
              kMillion);
}

std::optional<std::int64_t> required_daily(const Figures& f, std::int64_t gap) {
  if (gap <= 0) return 0;
  const std::int64_t left = f.clock.total - f.clock.elapsed;
  if (left <= 0) return std::nullopt;
  return base::narrow(-base::divide_floor(-Wide{gap} * f.clock.next, left));
}

}  // namespace

std::string_view to_string(Status status) {
  static constexpr std::string_view kNames[] = {"", "green", "amber", "red"};
  return kNames[static_cast<std::size_t>(status)];
}

Attainment attain(const Figures& f, const Settings& settings) {
  Attainment result;
  if (!f.measured) return result;
  result.ytd_attainment = ratio(f.ytd_actual, f.ytd_target);
  result.yoy = change(f.actual, f.last_year);
  result.pop = change(f.actual, f.previous);
  if (f.clock.total > 0) result.pace = Rate(f.clock.elapsed, f.clock.total);
  if (f.clock.elapsed > 0) {
    result.landing = base::narrow(base::divide_half_up(Wide{f.actual} * f.clock.total, f.clock.elapsed));
  }
  if (!f.target) return result;
  result.gap = base::checked_sub(*f.target, f.actual);
  result.attainment = ratio(f.actual, f.target);
  result.required_daily = required_daily(f, *result.gap);
  if (!result.attainment || f.clock.total <= 0) return result;
  result.pace_gap = pace_gap(f);
  result.status = at_least(f, settings.green)   ? Status::green
                  : at_least(f, settings.amber) ? Status::amber
                                                : Status::red;
  return result;
}

}  // namespace salesops::target
