#include "salesops/base/codes.hpp"

namespace salesops::base {

namespace {

// In order of code; one entry per code: titles, then what it means and how to mend it, each zh and en.
constexpr CodeEntry kCodes[] = {
    {"E9001", "数据库文件不存在", "database file missing", "先运行 salesops init，或用 --db 指明文件。",
     "Run salesops init first, or name the file with --db."},
    {"E9002", "不是 salesops 的数据库", "not a database of salesops",
     "文件的 application_id 不是 salesops 的；为安全起见不打开。",
     "The file's application_id is not that of salesops; it is not opened, for safety."},
    {"E9003", "数据库来自更新的版本", "database of a newer version", "请升级 salesops 后再打开。",
     "Upgrade salesops to open it."},
    {"E9004", "数据库来自较早的版本", "database of an older version",
     "运行 salesops db migrate（先看 --dry-run）；升级前会备份。",
     "Run salesops db migrate (look at --dry-run first); a backup is made before."},
    {"E9005", "无法创建数据库", "database cannot be created", "文件已存在或目录不可写。",
     "The file exists already or the folder cannot be written to."},
    {"E9101", "数据库正被占用", "database is locked", "另一个进程正在写入；稍后重试或增大 --lock-timeout。",
     "Another process is writing; try again later or raise --lock-timeout."},
    {"E9102", "读写失败", "input or output failed", "磁盘已满或设备出错；没有任何改动。",
     "The disk is full or the device failed; nothing was changed."},
};

}  // namespace

std::span<const CodeEntry> database_codes() {
  return kCodes;
}

}  // namespace salesops::base
