#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/ingest/encoding.hpp"

namespace salesops::ingest {

namespace {

constexpr std::size_t kBlock = 256 * 1024;

[[noreturn]] void fail_open(const std::string& name, int reason) {
  const std::string why = std::strerror(reason);
  const bool missing = reason == ENOENT || reason == ENOTDIR;
  throw base::Error(base::Exit::no_input,
                    {.code = "E2001",
                     .place = {.file = name},
                     .value = name,
                     .message = {missing ? "文件不存在" : "文件不能读取: " + why,
                                 missing ? "the file does not exist" : "the file cannot be read: " + why},
                     .help = {"检查文件名和权限；“-”表示标准输入",
                              "check the name and the permissions; \"-\" is standard input"}});
}

[[noreturn]] void fail_io(const std::string& name) {
  const std::string why = std::strerror(errno);
  throw base::Error(base::Exit::io, {.code = "E2015",
                                     .place = {.file = name},
                                     .message = {"读取时出错: " + why, "reading failed: " + why},
                                     .help = {"检查磁盘后重试", "check the disk and try again"}});
}

std::size_t read_some(int file, char* to, std::size_t size, const std::string& name) {
  for (;;) {
    const ssize_t got = ::read(file, to, size);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) fail_io(name);
  }
}

void write_all(int file, const char* from, std::size_t size, const std::string& name) {
  while (size > 0) {
    const ssize_t put = ::write(file, from, size);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) fail_io(name);
    from += put;
    size -= static_cast<std::size_t>(put);
  }
}

// A temporary file without a name that holds everything `source` still has.
int spool(int source, const std::string& name) {
  const char* folder = std::getenv("TMPDIR");
  std::string path = std::string(folder != nullptr && *folder != '\0' ? folder : "/tmp") + "/salesops-XXXXXX";
  const int file = ::mkstemp(path.data());
  if (file < 0) fail_io(name);
  ::unlink(path.c_str());
  try {
    std::vector<char> block(kBlock);
    while (const std::size_t got = read_some(source, block.data(), block.size(), name)) {
      write_all(file, block.data(), got, name);
    }
  } catch (...) {
    ::close(file);
    throw;
  }
  return file;
}

}  // namespace

ByteFile::ByteFile(const std::string& path) : name_(path == "-" ? "<stdin>" : path) {
  const int opened = path == "-" ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (opened < 0) fail_open(name_, errno);
  struct stat status {};
  if (::fstat(opened, &status) != 0 || S_ISDIR(status.st_mode)) {
    const int reason = S_ISDIR(status.st_mode) ? EISDIR : errno;
    ::close(opened);
    fail_open(name_, reason);
  }
  if (path != "-" && S_ISREG(status.st_mode)) {
    file_ = opened;
    return;
  }
  try {
    file_ = spool(opened, name_);
  } catch (...) {
    ::close(opened);
    throw;
  }
  ::close(opened);
}

ByteFile::~ByteFile() {
  if (file_ >= 0) ::close(file_);
}

std::uint64_t ByteFile::size() const {
  struct stat status {};
  if (::fstat(file_, &status) != 0) fail_io(name_);
  return static_cast<std::uint64_t>(status.st_size);
}

std::size_t ByteFile::read(std::uint64_t offset, char* to, std::size_t size) const {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t got = ::pread(file_, to + done, size - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail_io(name_);
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

}  // namespace salesops::ingest
