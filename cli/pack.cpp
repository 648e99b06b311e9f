#include "pack.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "salesops/app/close.hpp"
#include "salesops/base/output.hpp"
#include "salesops/base/sha256.hpp"

namespace salesops::cli {

namespace fs = std::filesystem;
using document::Document;
using document::Table;

namespace {

std::string rendered(const Session& session, const Document& document, render::Format format,
                     const std::string& section) {
  render::Options options = session.render_options(document, format);
  options.section = section;
  options.bom = format == render::Format::csv;
  options.color = false;
  options.width = 0;
  options.pretty = true;
  std::ostringstream out;
  render::write(document, format, options, out);
  return std::move(out).str();
}

void add_report(const Session& session, const std::string& name, const Document& document,
                std::vector<PackFile>& files) {
  constexpr std::pair<const char*, render::Format> kWhole[] = {{".html", render::Format::html},
                                                               {".json", render::Format::json},
                                                               {".md", render::Format::md},
                                                               {".xlsx", render::Format::xlsx}};
  for (const auto& [extension, format] : kWhole) {
    files.push_back({name + extension, rendered(session, document, format, "")});
  }
  for (const document::Section& section : document.sections) {
    for (const Table& table : section.tables) {
      files.push_back(
          {name + "." + table.key + ".csv", rendered(session, document, render::Format::csv, table.key)});
    }
  }
}

PackFile manifest(const Session& session, const app::Context& context, const std::string& period,
                  const std::vector<PackFile>& files) {
  Table table{.key = "files", .title = {"文件", "Files"}};
  table.columns = {{.key = "file", .title = {"文件", "File"}, .type = document::Type::id},
                   {.key = "bytes", .title = {"字节", "Bytes"}, .type = document::Type::integer},
                   {.key = "sha256", .title = {"SHA-256", "SHA-256"}, .type = document::Type::id}};
  for (const PackFile& file : files) {
    table.rows.stored.push_back(
        {file.name, static_cast<std::int64_t>(file.bytes.size()), base::sha256_hex(file.bytes)});
  }
  Document document = document::single_table("close_pack", {"月结资料包", "Close pack"}, std::move(table));
  document.facts = app::close_pack_facts(context, period);
  return {"manifest.json", rendered(session, document, render::Format::json, "")};
}

std::string read_all(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return std::move(bytes).str();
}

void sync_folder(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;  // a file system without folders to sync has nothing to lose
  ::fsync(fd);
  ::close(fd);
}

[[noreturn]] void cannot_place(const std::string& folder, int number) {
  const base::Text why = base::describe_errno(number);
  throw base::Error(base::Exit::cannot_create,
                    {.code = "E8310",
                     .field = "--pack",
                     .value = folder,
                     .message = {"不能写资料包：" + why.zh, "the pack cannot be written: " + why.en},
                     .help = {"给出一个不存在的文件夹，或上次的资料包",
                              "name a folder that does not exist, or the pack of before"}});
}

}  // namespace

std::vector<PackFile> pack_files(const Session& session, const app::Context& context,
                                 const std::string& period) {
  std::vector<PackFile> files;
  for (const auto& [name, document] : app::close_pack(context, period))
    add_report(session, name, document, files);
  std::ranges::sort(files, {}, &PackFile::name);
  files.push_back(manifest(session, context, period, files));
  return files;
}

std::vector<std::string> pack_differences(const std::vector<PackFile>& files, const std::string& folder) {
  std::set<std::string> differing;
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored))
    differing.insert(entry.path().filename());
  for (const PackFile& file : files) {
    const fs::path path = fs::path(folder) / file.name;
    const bool same = fs::is_regular_file(fs::symlink_status(path, ignored)) && read_all(path) == file.bytes;
    if (same)
      differing.erase(file.name);
    else
      differing.insert(file.name);
  }
  return {differing.begin(), differing.end()};
}

void write_pack(const std::vector<PackFile>& files, const std::string& folder) {
  std::error_code failure;
  const fs::file_status standing = fs::symlink_status(folder, failure);
  const bool exists = fs::exists(standing);
  if (exists && !fs::is_directory(standing)) cannot_place(folder, ENOTDIR);
  if (exists && !fs::exists(fs::path(folder) / "manifest.json") && !fs::is_empty(folder))
    cannot_place(folder, EEXIST);
  if (exists && pack_differences(files, folder).empty()) return;

  const fs::path place = fs::path(folder).lexically_normal();
  const fs::path parent = place.has_parent_path() ? place.parent_path() : fs::path(".");
  const fs::path fresh = parent / ("." + place.filename().string() + ".tmp-" + std::to_string(::getpid()));
  fs::remove_all(fresh, failure);
  if (!fs::create_directory(fresh, failure)) cannot_place(folder, failure.value());
  for (const PackFile& file : files) {
    base::OutputFile out((fresh / file.name).string());
    out.stream() << file.bytes;
    out.commit();
  }
  sync_folder(fresh);
  // The new folder and the old one change places in one step; the first pack has nothing to change with.
  const unsigned flags = exists ? RENAME_EXCHANGE : RENAME_NOREPLACE;
  if (::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, place.c_str(), flags) != 0) {
    const int number = errno;
    fs::remove_all(fresh, failure);
    cannot_place(folder, number);
  }
  fs::remove_all(fresh, failure);
  sync_folder(parent);
}

}  // namespace salesops::cli
