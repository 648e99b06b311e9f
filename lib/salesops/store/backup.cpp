#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <SQLiteCpp/Database.h>

#include <cstdio>
#include <utility>

#include "salesops/store/care.hpp"
#include "salesops/store/journal.hpp"
#include "salesops/store/open.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

using base::Diagnostic;
using base::Error;
using base::Exit;

// A new empty file of mode 0600 that is removed again unless it was renamed.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string path) : path_(std::move(path)) {
    unlink(path_.c_str());
    const int descriptor = open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor < 0) {
      throw Error(Exit::cannot_create,
                  Diagnostic{.code = "E9005",
                             .place = {.file = path_},
                             .message = {"不能建立文件", "the file cannot be created"},
                             .help = {"检查文件夹的权限", "check the permissions of the folder"}});
    }
    static_cast<void>(fchmod(descriptor, 0600));
    close(descriptor);
  }
  ~TemporaryFile() {
    if (!path_.empty()) unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }

  void sync() const {
    const int descriptor = open(path_.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && fsync(descriptor) == 0;
    if (descriptor >= 0) close(descriptor);
    if (!synced) raise_sqlite(nullptr, SQLITE_IOERR, path_);
  }
  // Under its final name, durably. Never over a file that is there, unless `replace`.
  void rename_to(const std::string& path, bool replace) {
    sync();
    const bool linked = !replace && link(path_.c_str(), path.c_str()) == 0;
    if (!linked) {
      if (!replace) static_cast<void>(resolve_new_file(path));  // throws when someone was faster
      if (rename(path_.c_str(), path.c_str()) != 0) raise_sqlite(nullptr, SQLITE_IOERR, path);
      path_.clear();
    }
    sync_folder(path);
  }

 private:
  std::string path_;
};

std::string temporary_name(const std::string& path) {
  return path + ".tmp-" + std::to_string(getpid());
}

// The whole content of an open database into an empty file.
void copy_into(Database& source, const std::string& path) {
  Statement(source, "VACUUM INTO ?").run_with(std::string_view(path));
}

void require_verified(const std::string& path, const std::string& shown) {
  Database copy = Database::open_read(path);
  for (const VerifyFinding& finding : verify(copy, {})) {
    if (finding.ok) continue;
    throw Error(Exit::bad_data,
                Diagnostic{.code = "E9007",
                           .place = {.file = shown},
                           .message = {"备份没有通过检查：" + finding.detail.zh,
                                       "the copy does not verify: " + finding.detail.en},
                           .help = {"运行 `salesops db verify`", "run `salesops db verify`"}});
  }
}

// All pages of one open database over those of another, in one transaction of the second.
void overwrite(Database& target, Database& source) {
  sqlite3_backup* copy = sqlite3_backup_init(target.handle(), "main", source.handle(), "main");
  if (copy == nullptr) raise_sqlite(target.handle(), sqlite3_errcode(target.handle()), target.path());
  int result = SQLITE_OK;
  do {
    result = sqlite3_backup_step(copy, -1);
  } while (result == SQLITE_OK);
  const int finished = sqlite3_backup_finish(copy);
  if (result != SQLITE_DONE) raise_sqlite(target.handle(), result, target.path());
  if (finished != SQLITE_OK) raise_sqlite(target.handle(), finished, target.path());
}

bool exists(const std::string& path) {
  struct stat status {};
  return lstat(path.c_str(), &status) == 0;
}

std::string unused_name(const std::string& path, const char* what, std::int64_t now) {
  std::string name = path + "." + what + "-" + std::to_string(now);
  while (exists(name)) name += "+";
  return name;
}

// The present database put aside: a copy of a sound one, the file itself of one that cannot be read.
std::pair<std::string, bool> put_aside(const std::string& path, std::int64_t now) {
  try {
    Database present = Database::open_read(path);
    const std::string kept = unused_name(path, "before-restore", now);
    TemporaryFile copy(temporary_name(kept));
    copy_into(present, copy.path());
    copy.rename_to(kept, false);
    return {kept, true};
  } catch (const Error& error) {
    if (error.exit() != Exit::bad_data && error.exit() != Exit::configuration) throw;
  }
  const std::string kept = unused_name(path, "damaged", now);
  const std::string journal = path + "-journal";
  if (exists(journal)) rename(journal.c_str(), (kept + "-journal").c_str());
  if (rename(path.c_str(), kept.c_str()) != 0) raise_sqlite(nullptr, SQLITE_IOERR, path);
  sync_folder(path);
  return {kept, false};
}

}  // namespace

void backup(const std::string& path, const std::string& to) {
  Database source = Database::open_read(path);
  const std::string target = resolve_new_file(to);
  TemporaryFile copy(temporary_name(target));
  copy_into(source, copy.path());
  require_verified(copy.path(), to);
  copy.rename_to(target, false);
}

void copy_any_version(const std::string& path, const std::string& to) {
  Database source = Database::open_for_migration(path, false, 10);
  const std::string target = resolve_new_file(to);
  TemporaryFile copy(temporary_name(target));
  copy_into(source, copy.path());
  Database made = Database::open_for_migration(copy.path(), false, 0);
  if (Statement check(made, "PRAGMA integrity_check(1)"); !check.step() || check.text(0) != "ok") {
    raise_sqlite(made.handle(), SQLITE_CORRUPT, to);
  }
  copy.rename_to(target, false);
}

std::string restore(const std::string& path, const std::string& from, int lock_timeout_seconds,
                    const Act& act) {
  require_verified(from, from);
  const bool present = exists(path);
  const std::string target = present ? resolve_file(path) : resolve_new_file(path);
  TemporaryFile copy(temporary_name(target));
  {
    Database source = Database::open_read(from);
    copy_into(source, copy.path());
  }
  Database restored = Database::open_write(copy.path(), 0);
  {
    WriteTransaction transaction(restored, act);
    append_journal(transaction, "database", "", Fields().set("restored_from", from).json());
    transaction.commit();
  }
  const auto [kept, sound] = present ? put_aside(target, act.now) : std::pair<std::string, bool>{};
  if (sound) {
    Database database = Database::open_write(target, lock_timeout_seconds);
    overwrite(database, restored);
  } else {
    copy.rename_to(target, true);
  }
  return kept;
}

}  // namespace salesops::store
