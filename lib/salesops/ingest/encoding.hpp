#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace salesops::ingest {

enum class Encoding { utf8, utf16le, utf16be, gb18030 };

// "utf-8", "utf8", "gb18030", "gbk", "gb2312", "cp936", "utf-16le", "utf-16be" in any case.
std::optional<Encoding> encoding_named(std::string_view name);
std::string_view to_string(Encoding encoding);  // "utf-8", "utf-16le", "utf-16be", "gb18030"

// A file or standard input that can be read from the start more than once. Standard input and pipes are first
// copied to an unlinked temporary file, so that memory stays bounded.
class ByteFile {
 public:
  explicit ByteFile(const std::string& path);  // "-": standard input. Throws Error(no_input, E2001)
  ~ByteFile();
  ByteFile(const ByteFile&) = delete;
  ByteFile& operator=(const ByteFile&) = delete;

  // Reads up to `size` bytes at `offset`; fewer only at the end. Throws Error(io, E2015).
  std::size_t read(std::uint64_t offset, char* to, std::size_t size) const;
  std::uint64_t size() const;
  const std::string& name() const { return name_; }

 private:
  int file_ = -1;
  std::string name_;
};

struct Detected {
  Encoding encoding = Encoding::utf8;
  std::size_t bom = 0;  // bytes of the byte order mark
};
// Finds the encoding by reading the whole file once: the byte order mark, else strict UTF-8, else strict
// GB18030; or checks it against `given`. Throws Error(bad_data): E2002 neither, E2003 not the given one,
// E2004 a NUL character.
Detected detect_encoding(const ByteFile& file, std::optional<Encoding> given);

// Turns the bytes of a file, already checked, into UTF-8 by blocks.
class Utf8Stream {
 public:
  Utf8Stream(const ByteFile& file, Detected detected);
  ~Utf8Stream();
  Utf8Stream(const Utf8Stream&) = delete;
  Utf8Stream& operator=(const Utf8Stream&) = delete;

  // Writes UTF-8 text to `to`, at most `size` bytes (size >= 64); 0 at the end. May cut a character when the
  // file is UTF-8 already. Throws Error(bad_data, E2003).
  std::size_t read(char* to, std::size_t size);
  void rewind();
  std::uint64_t position() const;  // offset in the file of the next byte to be converted

 private:
  struct Converter;
  const ByteFile& file_;
  Detected detected_;
  std::uint64_t offset_;
  std::unique_ptr<Converter> converter_;
};

// Length of the valid UTF-8 at the start of `bytes` (all of it when valid). A sequence cut off at the end is
// not counted and is told by `cut` (bytes of it). Cost: one pass, eight bytes at a time for ASCII.
std::size_t valid_utf8_prefix(std::string_view bytes, std::size_t& cut);

}  // namespace salesops::ingest
