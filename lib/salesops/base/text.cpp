#include "salesops/base/text.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <memory>

namespace salesops::base {

namespace {

struct CodePoint {
  utf8proc_int32_t value;  // -1: the byte is not UTF-8
  std::size_t length;      // bytes taken, at least 1
};

CodePoint decode(std::string_view bytes) {
  utf8proc_int32_t value = -1;
  const auto* data = reinterpret_cast<const utf8proc_uint8_t*>(bytes.data());
  const utf8proc_ssize_t taken = utf8proc_iterate(data, static_cast<utf8proc_ssize_t>(bytes.size()), &value);
  if (taken <= 0) return {-1, 1};
  return {value, static_cast<std::size_t>(taken)};
}

bool is_control(utf8proc_int32_t value) {
  return value < 0x20 || (value >= 0x7f && value < 0xa0);
}

// Invisible characters that break a line or turn the direction of what follows: a name could pose as another.
bool is_deceptive(utf8proc_int32_t point) {
  return point == 0x2028 || point == 0x2029 || (point >= 0x202A && point <= 0x202E) ||
         (point >= 0x2066 && point <= 0x2069);
}

// Ambiguous-width characters that East Asian terminals and fonts draw wide are left to utf8proc, which
// says 1.
std::size_t width_of(CodePoint point) {
  if (point.value < 0 || is_control(point.value) || is_deceptive(point.value)) return 4 * point.length;
  return static_cast<std::size_t>(std::max(utf8proc_charwidth(point.value), 0));
}

template <typename Visit>
void for_each_code_point(std::string_view bytes, Visit visit) {
  while (!bytes.empty()) {
    const CodePoint point = decode(bytes);
    if (!visit(point, bytes.substr(0, point.length))) return;
    bytes.remove_prefix(point.length);
  }
}

std::vector<utf8proc_int32_t> to_code_points(std::string_view utf8) {
  std::vector<utf8proc_int32_t> points;
  for_each_code_point(utf8, [&](CodePoint point, std::string_view) {
    points.push_back(point.value);
    return true;
  });
  return points;
}

std::string map_utf8(std::string_view utf8, int options) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto* data = reinterpret_cast<const utf8proc_uint8_t*>(utf8.data());
  const utf8proc_ssize_t size = utf8proc_map(data, static_cast<utf8proc_ssize_t>(utf8.size()), &mapped,
                                             static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
  if (size < 0) return std::string(utf8);
  return std::string(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size));
}

}  // namespace

std::size_t display_width(std::string_view utf8) {
  std::size_t width = 0;
  for_each_code_point(utf8, [&](CodePoint point, std::string_view) {
    width += width_of(point);
    return true;
  });
  return width;
}

std::string truncate_to_width(std::string_view utf8, std::size_t width) {
  if (display_width(utf8) <= width) return std::string(utf8);
  if (width == 0) return {};
  std::string kept;
  std::size_t used = 0;
  for_each_code_point(utf8, [&](CodePoint point, std::string_view bytes) {
    if (used + width_of(point) > width - 1) return false;
    used += width_of(point);
    kept += bytes;
    return true;
  });
  return kept + "…";
}

std::string pad_right(std::string_view utf8, std::size_t width) {
  const std::size_t used = display_width(utf8);
  return std::string(utf8) + std::string(used < width ? width - used : 0, ' ');
}

std::string pad_left(std::string_view utf8, std::size_t width) {
  const std::size_t used = display_width(utf8);
  return std::string(used < width ? width - used : 0, ' ') + std::string(utf8);
}

std::string printable(std::string_view bytes) {
  std::string shown;
  for_each_code_point(bytes, [&](CodePoint point, std::string_view raw) {
    if (point.value >= 0 && !is_control(point.value) && !is_deceptive(point.value)) {
      shown += raw;
    } else {
      for (const char byte : raw) shown += fmt::format("\\x{:02X}", static_cast<unsigned char>(byte));
    }
    return true;
  });
  return shown;
}

std::optional<std::size_t> first_invalid_utf8(std::string_view bytes) {
  std::size_t offset = 0;
  while (offset < bytes.size()) {
    if (static_cast<unsigned char>(bytes[offset]) < 0x80) {
      ++offset;
      continue;
    }
    const CodePoint point = decode(bytes.substr(offset));
    if (point.value < 0) return offset;
    offset += point.length;
  }
  return std::nullopt;
}

std::size_t code_points(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(
      utf8, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

std::string nfkc(std::string_view utf8) {
  if (ascii(utf8)) return std::string(utf8);
  return map_utf8(utf8, UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE);
}

bool ascii(std::string_view bytes) {
  return std::ranges::all_of(bytes, [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

std::string half_width(std::string_view text) {
  struct Form {
    std::string_view wide, half;
  };
  static constexpr Form kForms[] = {
      {"\xEF\xBF\xA5", "¥"}, {"\xE2\x88\x92", "-"}, {"\xE3\x80\x80", " "}, {"\xC2\xA0", " "}};
  std::string half;
  half.reserve(text.size());
  while (!text.empty()) {
    if (static_cast<unsigned char>(text.front()) < 0x80) {
      half += text.front();
      text.remove_prefix(1);
      continue;
    }
    const auto* form = std::ranges::find_if(kForms, [&](const Form& f) { return text.starts_with(f.wide); });
    if (form != std::end(kForms)) {
      half += form->half;
      text.remove_prefix(form->wide.size());
      continue;
    }
    const unsigned second = text.size() < 3 ? 0 : static_cast<unsigned char>(text[1]);
    const unsigned third = text.size() < 3 ? 0 : static_cast<unsigned char>(text[2]);
    const unsigned offset = (second - 0xBCU) * 64 + (third - 0x80U);  // from U+FF00
    const bool full =
        text.front() == '\xEF' && second >= 0xBC && third >= 0x80 && offset >= 1 && offset <= 0x5E;
    half += full ? static_cast<char>(0x20 + offset) : text.front();
    text.remove_prefix(full ? 3 : 1);
  }
  return half;
}

std::string fold_name(std::string_view utf8) {
  const std::string normal = nfkc(utf8);
  std::string folded;
  bool gap = false;
  for_each_code_point(normal, [&](CodePoint point, std::string_view bytes) {
    const bool blank =
        point.value == ' ' || (point.value >= '\t' && point.value <= '\r') || point.value == 0x3000;
    if (blank) {
      gap = !folded.empty();
      return true;
    }
    if (gap) folded += ' ';
    gap = false;
    folded += bytes;
    return true;
  });
  return folded;
}

std::string_view trim_ascii(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string_view trim(std::string_view text) {
  static constexpr std::string_view kWide[] = {"\xE3\x80\x80", "\xC2\xA0"};
  for (;;) {
    const std::size_t before = text.size();
    text = trim_ascii(text);
    for (const std::string_view blank : kWide) {
      if (text.starts_with(blank)) text.remove_prefix(blank.size());
      if (text.ends_with(blank)) text.remove_suffix(blank.size());
    }
    if (text.size() == before) return text;
  }
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
  std::string joined;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) joined += separator;
    joined += parts[i];
  }
  return joined;
}

std::string to_lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& letter : lower) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return lower;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  const auto from = to_code_points(a);
  const auto to = to_code_points(b);
  std::vector<std::size_t> before(to.size() + 1), last(to.size() + 1), row(to.size() + 1);
  for (std::size_t j = 0; j <= to.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= from.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t change = from[i - 1] == to[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
      const bool swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[to.size()];
}

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates) {
  const std::string lower = to_lower_ascii(word);
  const std::size_t allowed = 1 + code_points(word) / 4;
  std::optional<std::string> best;
  std::size_t best_distance = allowed + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(lower, to_lower_ascii(candidate));
    const bool better = distance < best_distance || (distance == best_distance && best && candidate < *best);
    if (distance <= allowed && better) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace salesops::base
