#include "salesops/ingest/xlsx_zip.hpp"

#include <minizip/unzip.h>

#include <algorithm>

#include "salesops/base/error.hpp"

namespace salesops::ingest {

namespace {

constexpr std::uint64_t kMaxEntry = 512ULL << 20U;
constexpr std::uint64_t kMaxRatio = 250;
constexpr std::uint64_t kSmallEntry = 8ULL << 20U;  // the ratio does not count below this

// A ByteFile as minizip wants to see files.
struct Cursor {
  const ByteFile* file;
  std::uint64_t size;
  std::uint64_t at = 0;
};

Cursor* cursor(voidpf stream) {
  return static_cast<Cursor*>(stream);
}

voidpf open_file(voidpf opaque, const void*, int) {
  return opaque;
}
uLong read_file(voidpf, voidpf stream, void* to, uLong size) {
  Cursor* c = cursor(stream);
  try {
    const std::size_t got = c->file->read(c->at, static_cast<char*>(to), size);
    c->at += got;
    return static_cast<uLong>(got);
  } catch (const base::Error&) {
    return 0;  // minizip reports a damaged file
  }
}
uLong write_file(voidpf, voidpf, const void*, uLong) {
  return 0;
}
ZPOS64_T tell_file(voidpf, voidpf stream) {
  return cursor(stream)->at;
}
long seek_file(voidpf, voidpf stream, ZPOS64_T offset, int origin) {
  Cursor* c = cursor(stream);
  const std::uint64_t from = origin == ZLIB_FILEFUNC_SEEK_END   ? c->size
                             : origin == ZLIB_FILEFUNC_SEEK_CUR ? c->at
                                                                : 0;
  if (from + offset > c->size) return -1;
  c->at = from + offset;
  return 0;
}
int close_file(voidpf, voidpf) {
  return 0;
}
int error_file(voidpf, voidpf) {
  return 0;
}

}  // namespace

struct ZipFile::State {
  Cursor cursor;
  unzFile zip = nullptr;
  bool open = false;
  std::uint64_t packed = 0;
  std::uint64_t given = 0;  // bytes of the open entry so far

  void close() {
    if (open) unzCloseCurrentFile(zip);
    open = false;
  }
};

ZipFile::ZipFile(const ByteFile& file) : file_(file), state_(std::make_unique<State>()) {
  state_->cursor = {&file, file.size()};
  zlib_filefunc64_def functions{open_file, read_file,  write_file, tell_file,
                                seek_file, close_file, error_file, &state_->cursor};
  state_->zip = unzOpen2_64("", &functions);
  if (state_->zip == nullptr) fail_damaged();
}

ZipFile::~ZipFile() {
  state_->close();
  if (state_->zip != nullptr) unzClose(state_->zip);
}

void ZipFile::fail_damaged() const {
  throw base::Error(
      base::Exit::bad_data,
      {.code = "E2020",
       .place = {.file = file_.name()},
       .message = {"不是完好的 XLSX 文件", "not an intact XLSX file"},
       .help = {"用 Excel 或 WPS 打开后另存为 .xlsx；旧的 .xls 要先转换",
                "open it in a spreadsheet program and save it as .xlsx; convert old .xls files first"}});
}

bool ZipFile::open(const std::string& name) {
  State& state = *state_;
  state.close();
  if (unzLocateFile(state.zip, name.c_str(), 2) != UNZ_OK) return false;  // 2: case does not matter
  unz_file_info64 info{};
  if (unzGetCurrentFileInfo64(state.zip, &info, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK) fail_damaged();
  if ((info.flag & 1U) != 0 || unzOpenCurrentFile(state.zip) != UNZ_OK) fail_damaged();
  state.open = true;
  state.packed = info.compressed_size;
  state.given = 0;
  return true;
}

std::size_t ZipFile::read(char* to, std::size_t size) {
  State& state = *state_;
  const int got =
      unzReadCurrentFile(state.zip, to, static_cast<unsigned>(std::min<std::size_t>(size, 1U << 20U)));
  if (got < 0) fail_damaged();
  state.given += static_cast<std::uint64_t>(got);
  if (state.given > kMaxEntry ||
      (state.given > kSmallEntry && state.given > kMaxRatio * std::max<std::uint64_t>(state.packed, 1))) {
    throw base::Error(base::Exit::bad_data,
                      {.code = "E2022",
                       .place = {.file = file_.name()},
                       .message = {"解压后的内容过大", "the unpacked content is too large"},
                       .help = {"分成几个文件，或另存为 CSV", "split the file or save it as CSV"}});
  }
  return static_cast<std::size_t>(got);
}

}  // namespace salesops::ingest
