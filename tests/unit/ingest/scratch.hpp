#pragma once
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "salesops/base/error.hpp"

namespace salesops::ingest_tests {

// A file with the given bytes that is removed at the end of the test.
class ScratchFile {
 public:
  explicit ScratchFile(std::string_view bytes, const std::string& extension = ".csv") {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("salesops-unit-" + std::to_string(::getpid()) + "-" + std::to_string(++count) + extension);
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~ScratchFile() { std::filesystem::remove(path_); }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

// The first finding of the error that `work` ends in; code "" when there is none.
template <typename Work>
base::Diagnostic failure_of(Work work) {
  try {
    work();
  } catch (const base::Error& error) {
    return error.diagnostics().front();
  }
  return {};
}

}  // namespace salesops::ingest_tests
