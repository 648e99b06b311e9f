#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace salesops::config {

// Seconds east of UTC that a zone has all year round: "UTC", "+08:00", or a zone without summer time such as
// Asia/Shanghai. The table is compiled in, so that a machine without tzdata gives the same day. Nothing for
// others.
std::optional<std::int32_t> utc_offset(std::string_view zone);
bool known_time_zone(std::string_view zone);
std::vector<std::string> time_zone_names();  // in byte order

}  // namespace salesops::config
