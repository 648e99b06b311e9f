#include "salesops/base/memory.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string_view>

namespace salesops::base {

namespace {

// Of the parts of this process's memory for which large pages were asked: KiB in all, and KiB that are in
// use.
struct Large {
  long size = 0;
  long used = 0;
};

// Takes no memory itself.
Large large_pages() {
  static char text[1 << 20];
  const int file = open("/proc/self/smaps", O_RDONLY);
  std::size_t length = 0;
  for (ssize_t got = 1; got > 0 && length < sizeof text - 1; length += static_cast<std::size_t>(got))
    got = read(file, text + length, sizeof text - 1 - length);
  close(file);
  Large sum;
  Large part;
  for (std::string_view rest(text, length); !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (line.starts_with("Size:")) part.size = std::atol(line.data() + 5);
    if (line.starts_with("Rss:")) part.used = std::atol(line.data() + 4);
    if (line.starts_with("VmFlags:") && line.find(" hg") != std::string_view::npos) {
      sum.size += part.size;
      sum.used += part.used;
    }
  }
  return sum;
}

}  // namespace

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
// A large page of which a part was touched before it was asked for stays in small ones for ever.
TEST_CASE("Memory that is expected is asked for in large pages and not touched") {
  if (!std::filesystem::exists("/sys/kernel/mm/transparent_hugepage")) return;
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const Large before = large_pages();
    expect_memory(std::size_t{48} << 20);
    const Large after = large_pages();
    _exit(after.size - before.size >= 44 << 10 && after.used == before.used ? 0 : 1);
  }
  int status = -1;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(status == 0);
}
#endif

}  // namespace salesops::base
