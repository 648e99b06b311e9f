#include "salesops/base/output.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "salesops/base/error.hpp"
#include "salesops/base/interrupt.hpp"
#include "salesops/base/text.hpp"

namespace salesops::base {

FdBuffer::FdBuffer(int fd, std::size_t size) : fd_(fd), buffer_(size) {
  setp(buffer_.data(), buffer_.data() + buffer_.size());
}

bool FdBuffer::write_all(const char* bytes, std::size_t count) {
  while (count > 0 && failure_ == 0) {
    const ssize_t written = ::write(fd_, bytes, count);
    if (written < 0) {
      if (errno != EINTR) failure_ = errno;
      continue;
    }
    bytes += written;
    count -= static_cast<std::size_t>(written);
  }
  return failure_ == 0;
}

bool FdBuffer::drain() {
  const bool written = write_all(pbase(), static_cast<std::size_t>(pptr() - pbase()));
  setp(buffer_.data(), buffer_.data() + buffer_.size());
  return written;
}

FdBuffer::int_type FdBuffer::overflow(int_type byte) {
  if (!drain()) return traits_type::eof();
  if (traits_type::eq_int_type(byte, traits_type::eof())) return traits_type::not_eof(byte);
  *pptr() = traits_type::to_char_type(byte);
  pbump(1);
  return byte;
}

std::streamsize FdBuffer::xsputn(const char* bytes, std::streamsize count) {
  if (count <= epptr() - pptr()) {
    std::memcpy(pptr(), bytes, static_cast<std::size_t>(count));
    pbump(static_cast<int>(count));
    return count;
  }
  return drain() && write_all(bytes, static_cast<std::size_t>(count)) ? count : 0;
}

int FdBuffer::sync() {
  return drain() ? 0 : -1;
}

Text describe_errno(int number) {
  switch (number) {
    case ENOSPC:
      return {"磁盘已满", "no space left on the device"};
    case EDQUOT:
      return {"超出磁盘配额", "disk quota exceeded"};
    case EFBIG:
      return {"超出文件大小限制", "file size limit exceeded"};
    case EACCES:
    case EPERM:
      return {"没有权限", "permission denied"};
    case ENOENT:
      return {"文件夹不存在", "the folder does not exist"};
    case ENOTDIR:
      return {"路径中有一段不是文件夹", "a part of the path is not a folder"};
    case EISDIR:
      return {"那是一个文件夹", "that is a folder"};
    case EROFS:
      return {"只读文件系统", "read-only file system"};
    case ENAMETOOLONG:
      return {"路径太长", "the path is too long"};
    case EMFILE:
    case ENFILE:
      return {"打开的文件太多", "too many open files"};
    case EIO:
      return {"设备读写错误", "device input/output error"};
    case EPIPE:
      return {"读取方已关闭", "the reader has gone"};
    case EBADF:
      return {"输出已关闭", "the output is closed"};
    default:
      return {fmt::format("系统错误 {}", number), std::strerror(number)};
  }
}

namespace {

[[noreturn]] void refuse(const char* code, const std::string& path, const Text& why) {
  const std::string shown = printable(path);
  throw Error(Exit::cannot_create,
              {.code = code,
               .field = "--output",
               .value = path,
               .message = {fmt::format("不能写入文件“{}”：{}", shown, why.zh),
                           fmt::format("cannot create the file \"{}\": {}", shown, why.en)},
               .help = {"请给出已有文件夹中的一个普通文件名", "name a regular file in an existing folder"}});
}

void require_regular_target(const std::string& path) {
  if (path.empty() || path.back() == '/') refuse("E1203", path, {"不是文件名", "not a file name"});
  struct stat found = {};
  if (::lstat(path.c_str(), &found) != 0) {
    if (errno == ENOENT) return;
    refuse("E1201", path, describe_errno(errno));
  }
  if (S_ISLNK(found.st_mode)) refuse("E1202", path, {"那是一个符号链接", "a symbolic link stands there"});
  if (S_ISDIR(found.st_mode)) refuse("E1203", path, describe_errno(EISDIR));
  if (!S_ISREG(found.st_mode)) refuse("E1203", path, {"不是普通文件", "not a regular file"});
}

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// A name no longer than the target's folder allows: ".salesops-<process>-<try>.tmp" beside the target.
int create_beside(const std::string& path, std::string& temporary) {
  for (int attempt = 0; attempt < 100; ++attempt) {
    temporary = fmt::format("{}/.salesops-{}-{}.tmp", folder_of(path), ::getpid(), attempt);
    const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd >= 0) {
      register_temporary(temporary);
      return fd;
    }
    if (errno != EEXIST) break;
  }
  const int failure = errno;
  temporary.clear();
  refuse("E1201", path, describe_errno(failure));
}

[[noreturn]] void fail(const std::string& path, int number) {
  const Text why = describe_errno(number);
  const std::string shown = printable(path);
  throw Error(Exit::io, {.code = "E1204",
                         .field = "--output",
                         .value = path,
                         .message = {fmt::format("写文件“{}”失败：{}", shown, why.zh),
                                     fmt::format("writing the file \"{}\" failed: {}", shown, why.en)},
                         .help = {"原有文件没有改动；请检查磁盘空间后重试",
                                  "the file that was there is unchanged; check the disk and try again"}});
}

void sync_folder(const std::string& path) {
  const int folder = ::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;  // not readable: the rename itself has succeeded
  ::fsync(folder);
  ::close(folder);
}

}  // namespace

OutputFile::Descriptor::~Descriptor() {
  if (value >= 0) ::close(value);
}

OutputFile::OutputFile(std::string path)
    : path_((require_regular_target(path), std::move(path))),
      fd_{create_beside(path_, temporary_)},
      buffer_(fd_.value),
      stream_(&buffer_) {}

OutputFile::~OutputFile() {
  if (temporary_.empty()) return;
  ::unlink(temporary_.c_str());
  forget_temporary(temporary_);
}

void OutputFile::commit() {
  stream_.flush();
  if (buffer_.failure() != 0) fail(path_, buffer_.failure());
  if (::fsync(fd_.value) != 0) fail(path_, errno);
  require_regular_target(path_);
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) fail(path_, errno);
  forget_temporary(temporary_);
  temporary_.clear();
  sync_folder(path_);
}

}  // namespace salesops::base
