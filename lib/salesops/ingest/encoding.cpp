// Encodings: a file is read once to find out what it is written in, then again for its rows.
//
// Problem: exports of Chinese systems come as UTF-8, as UTF-16 or (most of them) as GBK without any mark, and
// a file that is ASCII for ten megabytes may have its first Chinese name at the end. Guessing from a sample
// decodes half of such a file wrongly. Idea: strict UTF-8 is hardly ever met by accident, so the whole file
// is checked as UTF-8 first (eight ASCII bytes at a time, which costs less than reading the file), then as
// GB18030, of which GBK and GB2312 are parts. Whatever passes neither test is refused with the first offset
// of both. GB18030 is converted by the C library; runs of ASCII are copied without it. From the start of a
// character a byte below 0x80 is always a character of its own, so runs may be cut there.
#include "salesops/ingest/encoding.hpp"

#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/base/text.hpp"

namespace salesops::ingest {

namespace {

constexpr std::size_t kBlock = 128 * 1024;

unsigned char at(std::string_view bytes, std::size_t index) {
  return static_cast<unsigned char>(bytes[index]);
}

bool continuation(unsigned char byte) {
  return (byte & 0xC0U) == 0x80U;
}

// Length of the well-formed sequence at `from`; 0: malformed; more than what is left: cut off but well-formed
// so far.
std::size_t sequence_length(std::string_view bytes, std::size_t from) {
  const unsigned char lead = at(bytes, from);
  std::size_t length = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) length = 2;
  if (lead >= 0xE0 && lead <= 0xEF) length = 3;
  if (lead >= 0xF0 && lead <= 0xF4) length = 4;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  for (std::size_t i = 1; i < length && from + i < bytes.size(); ++i) {
    const unsigned char byte = at(bytes, from + i);
    if (i == 1 ? byte < low || byte > high : !continuation(byte)) return 0;
  }
  return length;
}

std::size_t ascii_run(const char* from, std::size_t size) {
  std::size_t run = 0;
  while (run + 8 <= size) {
    std::uint64_t word = 0;
    std::memcpy(&word, from + run, 8);
    if ((word & 0x8080808080808080ULL) != 0) break;
    run += 8;
  }
  while (run < size && static_cast<unsigned char>(from[run]) < 0x80) ++run;
  return run;
}

// Bytes of whole GB18030 characters outside ASCII at the start of `bytes`.
std::size_t multibyte_run(const char* from, std::size_t size) {
  std::size_t run = 0;
  while (run + 1 < size && static_cast<unsigned char>(from[run]) >= 0x80) {
    const auto second = static_cast<unsigned char>(from[run + 1]);
    const std::size_t length = second >= 0x30 && second <= 0x39 ? 4 : 2;
    if (run + length > size) break;
    run += length;
  }
  return run;
}

}  // namespace

std::size_t valid_utf8_prefix(std::string_view bytes, std::size_t& cut) {
  std::size_t offset = 0;
  cut = 0;
  while (offset < bytes.size()) {
    offset += ascii_run(bytes.data() + offset, bytes.size() - offset);
    if (offset == bytes.size()) break;
    const std::size_t length = sequence_length(bytes, offset);
    if (length == 0) return offset;
    if (offset + length > bytes.size()) {
      cut = bytes.size() - offset;
      return offset;
    }
    offset += length;
  }
  return offset;
}

std::optional<Encoding> encoding_named(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, Encoding>, 9> kNames{
      {{"utf-8", Encoding::utf8},
       {"utf8", Encoding::utf8},
       {"gb18030", Encoding::gb18030},
       {"gbk", Encoding::gb18030},
       {"gb2312", Encoding::gb18030},
       {"cp936", Encoding::gb18030},
       {"utf-16le", Encoding::utf16le},
       {"utf-16be", Encoding::utf16be},
       {"ansi", Encoding::gb18030}}};
  const std::string lower = base::to_lower_ascii(name);
  for (const auto& [known, encoding] : kNames) {
    if (known == lower) return encoding;
  }
  return std::nullopt;
}

std::string_view to_string(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return "utf-8";
    case Encoding::utf16le:
      return "utf-16le";
    case Encoding::utf16be:
      return "utf-16be";
    case Encoding::gb18030:
      return "gb18030";
  }
  return {};
}

// Owns the iconv descriptor and the bytes read but not yet converted.
struct Utf8Stream::Converter {
  explicit Converter(Encoding encoding) : ascii_compatible(encoding == Encoding::gb18030) {
    const char* from = encoding == Encoding::gb18030   ? "GB18030"
                       : encoding == Encoding::utf16le ? "UTF-16LE"
                                                       : "UTF-16BE";
    handle = ::iconv_open("UTF-8", from);
    if (handle == kNone) {
      throw base::Error(base::Exit::internal,
                        {.code = "E2016",
                         .message = {fmt::format("系统的 C 库不能转换 {}", from),
                                     fmt::format("the C library cannot convert {}", from)},
                         .help = {"先把文件另存为 UTF-8", "save the file as UTF-8 first"}});
    }
  }
  ~Converter() { ::iconv_close(handle); }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  // Converts what fits; returns the bytes written. 0 with bytes left: more input is needed or the input is
  // malformed.
  std::size_t convert(char* to, std::size_t size) {
    std::size_t written = 0;
    malformed = false;
    while (begin < end && !malformed) {
      const std::size_t before = begin + written;
      written += ascii_compatible ? copy_ascii(to + written, size - written) : 0;
      if (begin < end) written += convert_run(to + written, size - written);
      if (begin + written == before) break;
    }
    return written;
  }

  std::size_t copy_ascii(char* to, std::size_t size) {
    const std::size_t run = ascii_run(raw.data() + begin, std::min(end - begin, size));
    std::memcpy(to, raw.data() + begin, run);
    begin += run;
    return run;
  }

  std::size_t convert_run(char* to, std::size_t size) {
    char* in = raw.data() + begin;
    std::size_t in_left = ascii_compatible ? multibyte_run(in, end - begin) : end - begin;
    if (in_left == 0) return 0;  // no room for more ASCII, or the rest of a character is still to be read
    char* out = to;
    std::size_t out_left = size;
    const std::size_t result = ::iconv(handle, &in, &in_left, &out, &out_left);
    malformed = result == static_cast<std::size_t>(-1) && errno == EILSEQ;
    begin = static_cast<std::size_t>(in - raw.data());
    return size - out_left;
  }

  static inline const iconv_t kNone = reinterpret_cast<iconv_t>(-1);
  bool ascii_compatible;
  iconv_t handle = kNone;
  std::array<char, kBlock> raw{};
  std::size_t begin = 0;
  std::size_t end = 0;
  bool malformed = false;
};

Utf8Stream::Utf8Stream(const ByteFile& file, Detected detected)
    : file_(file), detected_(detected), offset_(detected.bom) {
  if (detected.encoding != Encoding::utf8) converter_ = std::make_unique<Converter>(detected.encoding);
}
Utf8Stream::~Utf8Stream() = default;

void Utf8Stream::rewind() {
  offset_ = detected_.bom;
  if (converter_) converter_ = std::make_unique<Converter>(detected_.encoding);
}

std::size_t Utf8Stream::read(char* to, std::size_t size) {
  if (!converter_) {
    const std::size_t got = file_.read(offset_, to, size);
    offset_ += got;
    return got;
  }
  Converter& converter = *converter_;
  for (;;) {
    const std::size_t written = converter.convert(to, size);
    if (written > 0) return written;
    const std::size_t left = converter.end - converter.begin;
    std::memmove(converter.raw.data(), converter.raw.data() + converter.begin, left);
    const std::size_t got = file_.read(offset_, converter.raw.data() + left, kBlock - left);
    offset_ += got;
    converter.begin = 0;
    converter.end = left + got;
    if (converter.end == 0) return 0;
    if (got == 0 || converter.malformed) {
      throw base::Error(
          base::Exit::bad_data,
          {.code = "E2003",
           .place = {.file = file_.name()},
           .message = {fmt::format("第 {} 字节起不是 {} 文本", position(), to_string(detected_.encoding)),
                       fmt::format("not {} text from byte {} on", to_string(detected_.encoding), position())},
           .help = {"检查文件是否完整，或用 --encoding 指定编码",
                    "check that the file is complete, or name its encoding with --encoding"}});
    }
  }
}

std::uint64_t Utf8Stream::position() const {
  return converter_ ? offset_ - (converter_->end - converter_->begin) : offset_;
}

namespace {

// First byte that is not valid UTF-8, reading from `from`.
std::optional<std::uint64_t> utf8_fault(const ByteFile& file, std::uint64_t from, bool& nul) {
  std::vector<char> block(kBlock);
  std::size_t kept = 0;
  for (std::uint64_t offset = from;;) {
    const std::size_t got = file.read(offset + kept, block.data() + kept, block.size() - kept);
    const std::string_view bytes(block.data(), kept + got);
    nul = nul || std::memchr(bytes.data(), 0, bytes.size()) != nullptr;
    std::size_t cut = 0;
    const std::size_t valid = valid_utf8_prefix(bytes, cut);
    if (valid + cut < bytes.size() || (got == 0 && cut > 0)) return offset + valid;
    if (got == 0) return std::nullopt;
    offset += valid;
    kept = cut;
    std::memmove(block.data(), block.data() + valid, cut);
  }
}

// First byte that cannot be converted, reading behind the byte order mark.
std::optional<std::uint64_t> conversion_fault(const ByteFile& file, Detected detected, bool& nul) {
  Utf8Stream stream(file, detected);
  std::vector<char> text(kBlock);
  try {
    while (const std::size_t got = stream.read(text.data(), text.size())) {
      nul = nul || std::memchr(text.data(), 0, got) != nullptr;
    }
  } catch (const base::Error& error) {
    if (error.code() != "E2003") throw;
    return stream.position();
  }
  return std::nullopt;
}

Detected byte_order_mark(const ByteFile& file, bool& present) {
  std::array<char, 3> start{};
  const std::string_view bytes(start.data(), file.read(0, start.data(), start.size()));
  present = true;
  if (bytes.starts_with("\xEF\xBB\xBF")) return {Encoding::utf8, 3};
  if (bytes.starts_with("\xFF\xFE")) return {Encoding::utf16le, 2};
  if (bytes.starts_with("\xFE\xFF")) return {Encoding::utf16be, 2};
  present = false;
  return {};
}

[[noreturn]] void fail_given(const ByteFile& file, Encoding encoding, std::uint64_t offset) {
  throw base::Error(base::Exit::bad_data,
                    {.code = "E2003",
                     .place = {.file = file.name()},
                     .message = {fmt::format("第 {} 字节起不是 {} 文本", offset, to_string(encoding)),
                                 fmt::format("not {} text from byte {} on", to_string(encoding), offset)},
                     .help = {"用 --encoding 指定 utf-8、gb18030、utf-16le 或 utf-16be，或把文件另存为 UTF-8",
                              "name the encoding with --encoding utf-8, gb18030, utf-16le or utf-16be, or "
                              "save the file as UTF-8"}});
}

[[noreturn]] void fail_nul(const ByteFile& file, Detected detected) {
  Utf8Stream stream(file, detected);
  std::vector<char> text(kBlock);
  base::Place place{.file = file.name(), .line = 1, .column = 1};
  bool found = false;
  while (!found) {
    const std::size_t got = stream.read(text.data(), text.size());
    for (std::size_t i = 0; i < got && !found; ++i) {
      found = text[i] == '\0';
      if (text[i] == '\n') {
        ++place.line;
        place.column = 1;
      } else if (!found && !continuation(static_cast<unsigned char>(text[i]))) {
        ++place.column;
      }
    }
    if (got == 0) break;
  }
  throw base::Error(
      base::Exit::bad_data,
      {.code = "E2004",
       .place = place,
       .value = "\\x00",
       .message = {"文件含有空字符(NUL),不是文本", "the file holds a NUL character, so it is not text"},
       .help = {"没有字节顺序标记的 UTF-16 文件要用 --encoding utf-16le 指定;Excel 文件用 .xlsx 扩展名",
                "a UTF-16 file without a byte order mark needs --encoding utf-16le; an Excel file the "
                "extension .xlsx"}});
}

Detected check_given(const ByteFile& file, Detected wanted) {
  bool nul = false;
  const auto fault = wanted.encoding == Encoding::utf8 ? utf8_fault(file, wanted.bom, nul)
                                                       : conversion_fault(file, wanted, nul);
  if (fault && !nul) fail_given(file, wanted.encoding, *fault);
  if (nul) fail_nul(file, wanted);
  return wanted;
}

}  // namespace

Detected detect_encoding(const ByteFile& file, std::optional<Encoding> given) {
  bool marked = false;
  const Detected mark = byte_order_mark(file, marked);
  if (given && marked && mark.encoding != *given) fail_given(file, *given, 0);
  if (marked || given) return check_given(file, marked ? mark : Detected{*given, 0});

  bool nul = false;
  const auto utf8 = utf8_fault(file, 0, nul);
  if (nul) fail_nul(file, {utf8 ? Encoding::gb18030 : Encoding::utf8, 0});
  if (!utf8) return {Encoding::utf8, 0};
  const auto gb18030 = conversion_fault(file, {Encoding::gb18030, 0}, nul);
  if (gb18030) {
    throw base::Error(
        base::Exit::bad_data,
        {.code = "E2002",
         .place = {.file = file.name()},
         .message = {fmt::format("编码不明：第 {} 字节不是 UTF-8，第 {} 字节不是 GB18030", *utf8, *gb18030),
                     fmt::format("unknown encoding: byte {} is not UTF-8, byte {} is not GB18030", *utf8,
                                 *gb18030)},
         .help = {"在 Excel 里另存为“CSV UTF-8”", "save it from Excel as \"CSV UTF-8\""}});
  }
  if (nul) fail_nul(file, {Encoding::gb18030, 0});
  return {Encoding::gb18030, 0};
}

}  // namespace salesops::ingest
