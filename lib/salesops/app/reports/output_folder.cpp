#include "salesops/app/reports/output_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "salesops/base/error.hpp"
#include "salesops/base/output.hpp"
#include "salesops/base/text.hpp"

// Every folder is opened relative to the one above it and without following links, and the file is written
// through the last one that was opened, so that nothing can be exchanged for a link in between.
namespace salesops::app {

namespace {

[[noreturn]] void refuse(const std::string& path, const base::Text& why) {
  throw base::Error(
      base::Exit::cannot_create,
      {.code = "E7123",
       .field = "path",
       .value = path,
       .message = {"不能写报表文件“" + base::printable(path) + "”：" + why.zh,
                   "the report cannot be written to '" + base::printable(path) + "': " + why.en},
       .help = {"路径上须是真实的文件夹（不是符号链接），并可写",
                "every part of the path must be a folder that can be written, and no symbolic link"}});
}

class Folder {
 public:
  explicit Folder(int fd) : fd_(fd) {}
  Folder(Folder&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Folder& operator=(Folder&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    if (fd_ >= 0) ::close(fd_);
  }
  int fd() const { return fd_; }

 private:
  int fd_;
};

Folder open_folder(int above, const std::string& name, const std::string& shown) {
  if (::mkdirat(above, name.c_str(), 0700) != 0 && errno != EEXIST)
    refuse(shown, base::describe_errno(errno));
  const int fd = ::openat(above, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd >= 0) return Folder(fd);
  const int number = errno;
  struct stat found = {};
  if (::fstatat(above, name.c_str(), &found, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(found.st_mode))
    refuse(shown, {"路径上有符号链接", "a symbolic link stands in the path"});
  refuse(shown, base::describe_errno(number));
}

Folder open_root(const std::string& folder) {
  const std::filesystem::path path = std::filesystem::path(folder).lexically_normal();
  std::error_code failure;
  std::filesystem::create_directories(path.parent_path(), failure);
  const int above = ::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (above < 0) refuse(folder, base::describe_errno(errno));
  const Folder parent(above);
  return open_folder(parent.fd(), path.filename().empty() ? "." : path.filename().string(), folder);
}

}  // namespace

void write_inside(const std::string& folder, const std::string& relative, std::string_view bytes) {
  const std::vector<std::string> parts = base::split(relative, '/');
  for (const std::string& part : parts) {
    if (part.empty() || part == "." || part == "..")
      refuse(relative, {"会写到报表文件夹之外", "it would leave the folder of reports"});
  }
  Folder at = open_root(folder);
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) at = open_folder(at.fd(), parts[i], relative);
  try {
    base::OutputFile file("/proc/self/fd/" + std::to_string(at.fd()) + "/" + parts.back());
    file.stream() << bytes;
    file.commit();
  } catch (const base::Error& error) {
    if (error.code() == "E1202") refuse(relative, {"那是一个符号链接", "a symbolic link stands there"});
    if (error.code() == "E1204")
      throw base::Error(base::Exit::io,
                        {.code = "E1204",
                         .field = "path",
                         .value = relative,
                         .message = {"写文件“" + base::printable(relative) + "”失败",
                                     "writing the file '" + base::printable(relative) + "' failed"},
                         .help = error.diagnostics().front().help});
    refuse(relative, {"那里不能写普通文件", "no regular file can be written there"});
  }
}

}  // namespace salesops::app
