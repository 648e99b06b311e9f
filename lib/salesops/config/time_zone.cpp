#include "salesops/config/time_zone.hpp"

#include <algorithm>
#include <iterator>

#include "salesops/base/text.hpp"

namespace salesops::config {

namespace {

struct Zone {
  std::string_view name;
  std::int32_t minutes;
};

// Zones of the tz database whose offset has not changed since 2020 and has no summer time. Sorted by name.
constexpr Zone kZones[] = {
    {"Africa/Johannesburg", 120},
    {"Africa/Lagos", 60},
    {"Africa/Nairobi", 180},
    {"America/Bogota", -300},
    {"America/Lima", -300},
    {"America/Sao_Paulo", -180},
    {"Asia/Bangkok", 420},
    {"Asia/Brunei", 480},
    {"Asia/Chongqing", 480},
    {"Asia/Colombo", 330},
    {"Asia/Dhaka", 360},
    {"Asia/Dubai", 240},
    {"Asia/Harbin", 480},
    {"Asia/Ho_Chi_Minh", 420},
    {"Asia/Hong_Kong", 480},
    {"Asia/Jakarta", 420},
    {"Asia/Karachi", 300},
    {"Asia/Kathmandu", 345},
    {"Asia/Kolkata", 330},
    {"Asia/Kuala_Lumpur", 480},
    {"Asia/Macau", 480},
    {"Asia/Manila", 480},
    {"Asia/Phnom_Penh", 420},
    {"Asia/Pyongyang", 540},
    {"Asia/Riyadh", 180},
    {"Asia/Seoul", 540},
    {"Asia/Shanghai", 480},
    {"Asia/Singapore", 480},
    {"Asia/Taipei", 480},
    {"Asia/Tashkent", 300},
    {"Asia/Tokyo", 540},
    {"Asia/Ulaanbaatar", 480},
    {"Asia/Urumqi", 360},
    {"Asia/Vientiane", 420},
    {"Asia/Yangon", 390},
    {"Australia/Brisbane", 600},
    {"Australia/Perth", 480},
    {"Etc/UTC", 0},
    {"Europe/Istanbul", 180},
    {"Europe/Moscow", 180},
    {"PRC", 480},
    {"UTC", 0},
};

int two_digits(std::string_view text) {
  return (text[0] - '0') * 10 + (text[1] - '0');
}

std::optional<std::int32_t> fixed_offset(std::string_view text) {  // +08:00
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  if (!base::all_digits(text.substr(1, 2)) || !base::all_digits(text.substr(4, 2))) return std::nullopt;
  const int hours = two_digits(text.substr(1, 2));
  const int minutes = two_digits(text.substr(4, 2));
  if (hours > 14 || minutes > 59) return std::nullopt;
  const std::int32_t seconds = (hours * 60 + minutes) * 60;
  return text[0] == '-' ? -seconds : seconds;
}

}  // namespace

std::optional<std::int32_t> utc_offset(std::string_view zone) {
  const auto* found = std::ranges::find(kZones, zone, &Zone::name);
  if (found != std::end(kZones)) return found->minutes * 60;
  return fixed_offset(zone);
}

bool known_time_zone(std::string_view zone) {
  return utc_offset(zone).has_value();
}

std::vector<std::string> time_zone_names() {
  std::vector<std::string> names;
  for (const Zone& zone : kZones) names.emplace_back(zone.name);
  return names;
}

}  // namespace salesops::config
