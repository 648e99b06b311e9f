#include "salesops/render/xlsx_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>

#include "salesops/render/xlsx_sheet.hpp"

namespace salesops::render::xlsx {

MemoryFile::MemoryFile() : fd_(::memfd_create("salesops-xlsx", MFD_CLOEXEC)) {
  if (fd_ < 0) check(LXW_ERROR_CREATING_TMPFILE);
}

MemoryFile::~MemoryFile() {
  ::close(fd_);
}

std::string MemoryFile::name() const {
  return fmt::format("/proc/self/fd/{}", fd_);
}

void MemoryFile::copy_to(std::ostream& out) const {
  std::array<char, 1 << 16> block{};
  off_t at = 0;
  for (;;) {
    const ssize_t got = ::pread(fd_, block.data(), block.size(), at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) check(LXW_ERROR_ZIP_FILE_OPERATION);
    if (got == 0) return;
    out.write(block.data(), got);
    at += got;
  }
}

char* folder_of_parts() {
  static char memory[] = "/dev/shm";
  const bool usable = std::getenv("TMPDIR") == nullptr && ::access(memory, W_OK | X_OK) == 0;
  return usable ? memory : nullptr;
}

}  // namespace salesops::render::xlsx
