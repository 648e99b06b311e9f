// limit TOTAL UNIT IN OUT: the least work there is: read the file at once, one proportional pass clamped to
// the bounds, write it. No exact sum, no ties, no messages. What salesops is measured against.
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

int main(int count, char** words) {
  if (count != 5) return 2;
  const std::int64_t total = std::atoll(words[1]), unit = std::atoll(words[2]);
  std::FILE* in = std::fopen(words[3], "rb");
  if (in == nullptr) return 1;
  std::fseek(in, 0, SEEK_END);
  std::string text(static_cast<std::size_t>(std::ftell(in)), '\0');
  std::rewind(in);
  if (std::fread(text.data(), 1, text.size(), in) != text.size()) return 1;
  std::vector<std::string_view> keys;
  std::vector<std::int64_t> weights, floors, caps;
  std::int64_t whole = 0;
  const char* end = text.data() + text.size();
  const char* at = std::find(static_cast<const char*>(text.data()), end, '\n') + 1;
  while (at < end) {
    const char* comma = static_cast<const char*>(std::memchr(at, ',', static_cast<std::size_t>(end - at)));
    keys.emplace_back(at, static_cast<std::size_t>(comma - at));
    std::int64_t numbers[3];
    for (std::int64_t& number : numbers) comma = std::from_chars(comma + 1, end, number).ptr;
    weights.push_back(numbers[0]);
    floors.push_back(numbers[1]);
    caps.push_back(numbers[2]);
    whole += numbers[0];
    at = comma + 1;
  }
  std::string out = "key,target\n";
  out.reserve(text.size());
  char digits[24];
  for (std::size_t i = 0; i < keys.size(); ++i) {
    __extension__ using Wide = __int128;
    const auto share = static_cast<std::int64_t>(static_cast<Wide>(total) * weights[i] / whole) / unit * unit;
    char* stop = std::to_chars(digits, digits + sizeof digits, std::clamp(share, floors[i], caps[i])).ptr;
    out.append(keys[i]).append(1, ',').append(digits, stop).append(1, '\n');
  }
  std::FILE* file = std::fopen(words[4], "wb");
  return file != nullptr && std::fwrite(out.data(), 1, out.size(), file) == out.size() &&
                 std::fclose(file) == 0
             ? 0
             : 1;
}
