#pragma once
#include <cstddef>
#include <ostream>
#include <streambuf>
#include <string>
#include <vector>

namespace salesops::base {

// A stream buffer over a file descriptor that remembers why writing failed. Does not own the descriptor.
class FdBuffer : public std::streambuf {
 public:
  explicit FdBuffer(int fd, std::size_t size = 1 << 16);
  // errno of the first failed write; 0 while all is well. After a failure nothing more is written.
  int failure() const { return failure_; }

 protected:
  int_type overflow(int_type byte) override;
  std::streamsize xsputn(const char* bytes, std::streamsize count) override;
  int sync() override;

 private:
  bool drain();
  bool write_all(const char* bytes, std::size_t count);
  int fd_;
  int failure_ = 0;
  std::vector<char> buffer_;
};

// A file that appears whole or not at all: bytes go to a temporary file beside `path` (mode 0600 under the
// umask), commit() syncs it and renames it over `path`. Destroyed before that, the temporary file is removed
// and `path` is as it was. The constructor throws Error(cannot_create) E1201 (folder missing, no
// permission…), E1202 (a symbolic link stands there) or E1203 (not a regular file); commit() throws Error(io)
// E1204.
class OutputFile {
 public:
  explicit OutputFile(std::string path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  std::ostream& stream() { return stream_; }
  const std::string& path() const { return path_; }
  void commit();

 private:
  struct Descriptor {
    int value = -1;
    ~Descriptor();
  };
  std::string path_;
  std::string temporary_;
  Descriptor fd_;
  FdBuffer buffer_;
  std::ostream stream_;
};

// strerror for people: what a failed system call means, in both languages where it is a common one.
struct Text;
Text describe_errno(int number);

}  // namespace salesops::base
