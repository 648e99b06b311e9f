#pragma once
#include <ostream>
#include <string>

// Files for a library that only knows named ones. For the XLSX writer only.
namespace salesops::render::xlsx {

// A file in memory without a name of its own.
class MemoryFile {
 public:
  MemoryFile();
  ~MemoryFile();
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string name() const;  // under which this process can open it
  void copy_to(std::ostream& out) const;

 private:
  int fd_;
};

// Where the library keeps the parts of a small book until it packs them: in memory, unless TMPDIR names
// another place. Null: wherever temporary files go.
char* folder_of_parts();

}  // namespace salesops::render::xlsx
