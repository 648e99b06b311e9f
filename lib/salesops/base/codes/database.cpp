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
    {"E9006", "数据库被其他程序改动", "database altered by another program",
     "表、视图、触发器或日志方式与 salesops 写入的不同；请恢复备份。",
     "Tables, views, triggers or the journal mode differ from what salesops writes; bring back a backup."},
    {"E9007", "数据库文件已损坏", "database file damaged",
     "文件内容不完整或被改写；运行 salesops db verify，再用 salesops db restore 恢复备份。",
     "The file is incomplete or was overwritten; run salesops db verify, then salesops db restore a backup."},
    {"E9008", "数据库是符号链接", "database is a symbolic link",
     "为安全起见不通过符号链接打开数据库；直接给出文件的路径。",
     "For safety the database is not opened through a symbolic link; give the path of the file itself."},
    {"E9009", "不能升级", "cannot be migrated", "没有从这个格式升级的办法，或升级结果不符；数据库没有改变。",
     "There is no way up from this format, or the result is not the expected one; the database was not "
     "changed."},
    {"E9101", "数据库正被占用", "database is locked", "另一个进程正在写入；稍后重试或增大 --lock-timeout。",
     "Another process is writing; try again later or raise --lock-timeout."},
    {"E9102", "读写失败", "input or output failed", "磁盘已满或设备出错；没有任何改动。",
     "The disk is full or the device failed; nothing was changed."},
    {"E9103", "没有权限", "no permission", "检查数据库文件及其文件夹的读写权限。",
     "Check the permissions of the database file and of its folder."},
    {"E9104", "内存不足", "not enough memory", "释放内存后重试；没有任何改动。",
     "Free some memory and run the command again; nothing was changed."},
    {"E9199", "数据库内部错误", "internal database error", "这是程序缺陷；没有任何改动。",
     "This is a bug; nothing was changed."},
    {"E9201", "SQL 有误", "the SQL is wrong", "检查 query 的语句和列名；视图名以 v_ 开头。",
     "Check the statement of query and its column names; the views begin with v_."},
    {"E9202", "查询超时", "query timed out", "加上条件，或用 --timeout 延长。",
     "Add conditions, or allow more with --timeout."},
    {"E9203", "只能读取视图", "only views may be read", "query 只能读取 v_* 视图，不能改动任何东西。",
     "query may only read the views v_* and change nothing."},
    {"E9204", "需要一条语句", "one statement wanted", "query 每次只执行一条 SELECT。",
     "query runs exactly one SELECT."},
    {"E9301", "批次后来被改动", "batch changed later", "撤销会丢掉后来批次的改动；先撤销后来的批次。",
     "Taking the batch back would lose a later change; undo the later batch first."},
    {"E9302", "引用不存在", "dangling reference", "主数据引用了不存在的对象；这是程序缺陷，没有任何改动。",
     "Master data refers to something that does not exist; this is a bug, nothing was changed."},
    {"E9303", "没有这个编号", "nothing has this code", "show 按单据号或编码查找，区分大小写。",
     "show looks for a document number or a code; case matters."},
    {"E9401", "数据库文件损坏", "database file damaged", "SQLite 的完整性检查没有通过；从备份恢复。",
     "SQLite's integrity check failed; restore a backup."},
    {"E9402", "数据库里的引用落空", "dangling row", "一行指向不存在的一行；文件被其他程序改过，从备份恢复。",
     "A row refers to one that does not exist; another program changed the file, restore a backup."},
    {"E9403", "日志链断了", "journal chain broken", "日志被改动过：从这一条起哈希对不上；从备份恢复。",
     "The journal was altered: from this entry on the hashes do not fit; restore a backup."},
    {"E9404", "台账被改动", "ledger altered", "台账的行与日志封存的哈希不符：不是本程序写入的；从备份恢复。",
     "Rows of the ledger differ from what the journal sealed: this program did not write them; restore a "
     "backup."},
};

}  // namespace

std::span<const CodeEntry> database_codes() {
  return kCodes;
}

}  // namespace salesops::base
