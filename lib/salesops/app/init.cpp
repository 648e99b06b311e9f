#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "salesops/app/setup.hpp"
#include "salesops/base/output.hpp"
#include "salesops/base/text.hpp"
#include "salesops/config/describe.hpp"
#include "salesops/config/load.hpp"

namespace salesops::app {

namespace fs = std::filesystem;

namespace {

constexpr const char* kFile = "salesops.yaml";
constexpr const char* kDatabase = "salesops.db";

[[noreturn]] void refuse(const char* code, const std::string& path, base::Text message, base::Text help) {
  base::Diagnostic diagnostic{.code = code, .place = {.file = path}};
  diagnostic.message = std::move(message);
  diagnostic.help = std::move(help);
  throw base::Error(base::Exit::cannot_create, std::move(diagnostic));
}

void refuse_existing(const fs::path& path) {
  std::error_code ignored;
  if (!fs::exists(fs::symlink_status(path, ignored))) return;
  refuse("E3050", path.string(), {"已经存在，不会覆盖", "exists already and is not overwritten"},
         {"换一个文件夹，或先移走它", "choose another folder or move it away first"});
}

// Files made so far; removed again unless all went well.
class Undo {
 public:
  Undo() = default;
  Undo(const Undo&) = delete;
  Undo& operator=(const Undo&) = delete;
  ~Undo() {
    std::error_code ignored;
    for (auto at = made_.rbegin(); at != made_.rend(); ++at)
      fs::remove(*at, ignored);  // a folder only when empty
  }
  void made(const fs::path& path) { made_.push_back(path); }
  void keep() { made_.clear(); }

  void folder(const fs::path& path) {
    if (path.empty() || fs::is_directory(path)) return;
    folder(path.parent_path());
    if (fs::exists(path)) {
      refuse("E3051", path.string(), {"不是文件夹", "it is not a folder"},
             {"换一个文件夹", "choose another folder"});
    }
    std::error_code fault;
    if (!fs::create_directory(path, fault)) {
      const base::Text why = base::describe_errno(fault.value());
      refuse("E3051", path.string(), {"建不了文件夹：" + why.zh, "the folder cannot be made: " + why.en},
             {"检查上级文件夹的权限", "check the permissions of the folder above"});
    }
    made(path);
  }

 private:
  std::vector<fs::path> made_;
};

void create_database(const fs::path& path, Undo& undo) {
  store::Database::create(path.string());
  undo.made(path);
}

std::string company_name(const InitRequest& request) {
  if (!request.name.empty()) return request.name;
  return request.lang == base::Lang::zh ? "我的公司" : "My company";
}

Outcome init_empty(const InitRequest& request) {
  const fs::path folder = request.folder;
  const std::string text = config::commented_file(company_name(request), kDatabase, request.lang);
  config::load_text(text, kFile);  // a name that makes no valid file is refused before anything is written
  refuse_existing(folder / kFile);
  refuse_existing(folder / kDatabase);
  Outcome outcome;
  if (!request.dry_run) {
    Undo undo;
    undo.folder(folder);
    create_database(folder / kDatabase, undo);
    base::OutputFile file((folder / kFile).string());
    file.stream() << text;
    file.commit();
    undo.keep();
  }
  outcome.messages.push_back(
      {fmt::format("{}工作区 {}：{}、{}", request.dry_run ? "将建" : "已建", request.shown, kFile, kDatabase),
       fmt::format("{} {}: {}, {}", request.dry_run ? "would make the workspace" : "made the workspace",
                   request.shown, kFile, kDatabase)});
  outcome.messages.push_back({"下一步：改 salesops.yaml，然后 salesops check，再 salesops import org …",
                              "next: edit salesops.yaml, then salesops check, then salesops import org …"});
  return outcome;
}

// The sample company lies in the share folder beside an installed binary (PREFIX/bin and PREFIX/share) or in
// the source tree around a build folder.
fs::path sample_folder(const std::string& program) {
  std::error_code ignored;
  const fs::path bin = fs::path(program).parent_path();
  for (const char* where :
       {"../share/salesops/examples/company", "../../examples/company", "../examples/company"}) {
    const fs::path folder = (bin / where).lexically_normal();
    if (fs::is_regular_file(folder / kFile, ignored)) return folder;
  }
  refuse("E3052", (bin / "../share/salesops/examples/company").lexically_normal().string(),
         {"找不到示例公司", "the sample company is not there"},
         {"示例随程序安装在 share/salesops/examples；请完整安装",
          "it is installed with the program in share/salesops/examples: install all of it"});
}

// Files of the sample that belong into a workspace, relative, in byte order.
std::vector<fs::path> sample_files(const fs::path& sample) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(sample)) {
    const fs::path relative = entry.path().lexically_relative(sample);
    const std::string name = relative.filename().string();
    if (entry.is_regular_file() && !name.starts_with('.') && !name.ends_with(".py"))
      files.push_back(relative);
  }
  std::sort(files.begin(), files.end());
  return files;
}

Outcome init_demo(const InitRequest& request) {
  const fs::path sample = sample_folder(request.program);
  const fs::path folder = request.folder;
  const std::vector<fs::path> files = sample_files(sample);
  const config::Loaded loaded = config::load({.shown_from = sample.string(),
                                              .workspace_file = (sample / kFile).string(),
                                              .user_file = "",
                                              .environment = {},
                                              .flags = {}});
  const fs::path database = folder / fs::path(loaded.config.database).lexically_relative(sample);
  for (const fs::path& file : files) refuse_existing(folder / file);
  refuse_existing(database);
  if (!request.dry_run) {
    Undo undo;
    undo.folder(folder);
    for (const fs::path& file : files) {
      undo.folder((folder / file).parent_path());
      undo.made(folder / file);
      fs::copy_file(sample / file, folder / file);
      fs::permissions(folder / file, fs::perms::owner_read | fs::perms::owner_write);
    }
    create_database(database, undo);
    undo.keep();
  }
  Outcome outcome;
  outcome.messages.push_back(
      {fmt::format("{}示例公司工作区 {}：{} 个文件和空数据库 {}", request.dry_run ? "将建" : "已建",
                   request.shown, files.size(), database.filename().string()),
       fmt::format("{} of the sample company {}: {} files and the empty database {}",
                   request.dry_run ? "would make the workspace" : "made the workspace", request.shown,
                   files.size(), database.filename().string())});
  return outcome;
}

}  // namespace

Outcome init_workspace(const InitRequest& request) {
  try {
    return request.demo ? init_demo(request) : init_empty(request);
  } catch (const fs::filesystem_error& fault) {
    const base::Text why = base::describe_errno(fault.code().value());
    refuse("E3051", fault.path2().empty() ? fault.path1().string() : fault.path2().string(),
           {"写不了：" + why.zh, "cannot be written: " + why.en},
           {"检查权限和磁盘空间；没有留下任何文件",
            "check permissions and disk space; nothing was left behind"});
  }
}

}  // namespace salesops::app
