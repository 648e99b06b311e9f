#pragma once
#include <zlib.h>

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>

namespace salesops::render_test {

// The entries of a ZIP archive in memory, by name. Enough for what an XLSX writer makes.
inline std::map<std::string, std::string> unzip(const std::string& archive) {
  const auto number = [&](std::size_t at, int bytes) {
    std::uint32_t value = 0;
    for (int i = bytes - 1; i >= 0; --i)
      value = value << 8 | static_cast<unsigned char>(archive.at(at + static_cast<std::size_t>(i)));
    return value;
  };
  const std::size_t end = archive.rfind("PK\x05\x06");
  if (end == std::string::npos) throw std::runtime_error("not a ZIP archive");
  std::map<std::string, std::string> entries;
  std::size_t at = number(end + 16, 4);
  for (std::uint32_t left = number(end + 10, 2); left > 0; --left) {
    const std::uint32_t packed = number(at + 20, 4);
    const std::uint32_t size = number(at + 24, 4);
    const std::string name = archive.substr(at + 46, number(at + 28, 2));
    const std::uint32_t local = number(at + 42, 4);
    const std::size_t body = local + 30 + number(local + 26, 2) + number(local + 28, 2);
    std::string text(size, '\0');
    z_stream stream = {};
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(archive.data() + body));
    stream.avail_in = packed;
    stream.next_out = reinterpret_cast<Bytef*>(text.data());
    stream.avail_out = size;
    inflateInit2(&stream, -MAX_WBITS);
    if (size > 0 && inflate(&stream, Z_FINISH) != Z_STREAM_END)
      throw std::runtime_error("broken entry " + name);
    inflateEnd(&stream);
    entries[name] = text;
    at += 46 + number(at + 28, 2) + number(at + 30, 2) + number(at + 32, 2);
  }
  return entries;
}

}  // namespace salesops::render_test
