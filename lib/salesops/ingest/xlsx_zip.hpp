#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "salesops/ingest/encoding.hpp"

namespace salesops::ingest {

// Reads the entries of a ZIP file in streams. Guards against files made to explode: an entry gives at most
// 512 MiB and at most 250 times its packed size (small entries excepted).
class ZipFile {
 public:
  // `file` must outlive it. Throws Error(bad_data, E2020) when it is no ZIP file.
  explicit ZipFile(const ByteFile& file);
  ~ZipFile();
  ZipFile(const ZipFile&) = delete;
  ZipFile& operator=(const ZipFile&) = delete;

  // Goes to the start of an entry; false when there is none of that name. One entry is open at a time.
  bool open(const std::string& name);
  // Up to `size` bytes of the open entry, 0 at its end. Throws Error(bad_data): E2020 damaged, E2022 too
  // large.
  std::size_t read(char* to, std::size_t size);

  const std::string& name() const { return file_.name(); }
  [[noreturn]] void fail_damaged() const;

 private:
  struct State;
  const ByteFile& file_;
  std::unique_ptr<State> state_;
};

}  // namespace salesops::ingest
