#include "salesops/store/holder.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <fstream>
#include <set>
#include <sstream>

#include "salesops/base/text.hpp"

namespace salesops::store {

namespace {

constexpr std::int64_t kFirstLockByte = 0x40000000;  // SQLite's PENDING_BYTE; its locks stand there and above

std::string name_of(long pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/comm");
  std::string name;
  std::getline(file, name);
  return base::printable(name);
}

// The process of one line "1: POSIX  ADVISORY  WRITE 4711 08:01:131090 1073741824 1073742335", 0 when it is
// about another file.
long holder_in(const std::string& line, std::uint64_t inode) {
  std::istringstream words(line);
  std::string number, kind, mode, access, device, first;
  long pid = 0;
  if (!(words >> number >> kind) || kind == "->") return 0;
  if (!(words >> mode >> access >> pid >> device >> first)) return 0;
  const auto colon = device.rfind(':');
  if (colon == std::string::npos || device.substr(colon + 1) != std::to_string(inode)) return 0;
  if (!base::all_digits(first) || std::stoll(first) < kFirstLockByte) return 0;
  return pid;
}

}  // namespace

std::string lock_holder(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return {};
  std::ifstream locks("/proc/locks");
  std::set<long> holders;
  for (std::string line; std::getline(locks, line);) {
    const long pid = holder_in(line, status.st_ino);
    if (pid > 0 && pid != static_cast<long>(getpid())) holders.insert(pid);
  }
  std::string text;
  for (const long pid : holders) {
    const std::string name = name_of(pid);
    text +=
        (text.empty() ? "" : ", ") + ("pid " + std::to_string(pid)) + (name.empty() ? "" : " (" + name + ")");
  }
  return text;
}

}  // namespace salesops::store
