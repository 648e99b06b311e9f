#include "salesops/base/codes.hpp"

namespace salesops::base {

namespace {

// In order of code; one entry per code: titles, then what it means and how to mend it, each zh and en.
constexpr CodeEntry kCodes[] = {
    {"E1001", "没有这个命令", "unknown command", "命令名要写全；`salesops --help` 列出全部命令。",
     "Commands are written in full; `salesops --help` lists them."},
    {"E1002", "没有这个子命令", "unknown verb", "子命令要写全；`salesops 命令 --help` 列出它的子命令。",
     "Verbs are written in full; `salesops COMMAND --help` lists those of a command."},
    {"E1003", "没有这个选项", "unknown option",
     "选项要写全，不接受前缀；`salesops 命令 子命令 --help` 列出可用的选项，通用选项见 `salesops help "
     "options`。",
     "Options are written in full, prefixes are not accepted; `salesops COMMAND VERB --help` lists them, and "
     "`salesops help options` those of every command."},
    {"E1004", "多余的参数", "unexpected argument", "这个命令不需要这么多参数；带空格的值要加引号。",
     "The command takes fewer arguments; quote a value that has blanks."},
    {"E1005", "选项的值不可用", "bad option value", "消息中列出了可用的值或要求的类型。",
     "The message lists the allowed values or the type that is wanted."},
    {"E1006", "缺少命令、参数或选项", "something is missing", "`--help` 显示哪些参数和选项是必填的。",
     "`--help` shows which arguments and options are required."},
    {"E1007", "选项值的个数不对", "wrong number of values",
     "多数选项只能给一次并带一个值；可重复的选项在帮助里注明。",
     "Most options are given once with one value; the help says which may be repeated."},
    {"E1008", "选项的组合不可用", "options do not go together", "有的选项互相排斥，有的要和另一个一起用。",
     "Some options exclude each other, some need another one."},
    {"E1009", "看不出输出文件的格式", "format of the output file is not clear",
     "用 -O 给出格式，或用带已知扩展名的文件名。",
     "Give the format with -O or a file name with a known extension."},
    {"E1010", "没有这个帮助主题", "no such help topic", "`salesops help` 列出主题；任何命令的名字也可以。",
     "`salesops help` lists the topics; the name of any command will do as well."},
    {"E1011", "没有这个错误代码", "no such error code", "`salesops explain` 不带参数列出全部代码。",
     "`salesops explain` without an argument lists all codes."},
    {"E1012", "没有这一列", "no such column",
     "--sort 用机器格式里的列名（csv 的表头）；消息中列出了可用的列。",
     "--sort takes a column's name in the machine formats (the header of csv); the message lists them."},
    {"E1013", "SALESOPS_NOW 不是一个时刻", "SALESOPS_NOW is not an instant",
     "写成带时区的 ISO 8601 时刻，例如 2026-11-02T06:00:00+08:00 或 2026-11-01T22:00:00Z。",
     "Write an ISO 8601 instant with its offset: 2026-11-02T06:00:00+08:00 or 2026-11-01T22:00:00Z."},
    {"E1014", "--where 不是 键=值", "--where is not KEY=VALUE",
     "例如 --where city=上海 --where rep=R01；可重复：不同的键都要满足，同一个键的几个值满足一个即可。",
     "For example --where city=上海 --where rep=R01; different keys must all hold, of several values of one "
     "key one is enough."},
    {"E1015", "这个命令用不上这个选项", "this command has no use for this option",
     "--where、--by、--level、--period、--explain 只有部分命令用得上；消息中列出了哪些。",
     "--where, --by, --level, --period and --explain are for some commands only; the message lists them."},
    {"E1201", "不能创建输出文件", "output file cannot be created", "文件夹要存在并可写；没有任何改动。",
     "The folder must exist and be writable; nothing was changed."},
    {"E1202", "输出路径是符号链接", "output path is a symbolic link",
     "为防止写到别处，不跟随符号链接；请给出真正的文件名。",
     "Symbolic links are not followed, so that nothing is written elsewhere; name the real file."},
    {"E1203", "输出路径不是普通文件", "output path is not a regular file",
     "文件夹、管道、设备不能作为 -o 的目标；要送进管道请用标准输出。",
     "A folder, pipe or device cannot be the target of -o; use standard output for pipes."},
    {"E1204", "写文件失败", "writing a file failed", "磁盘已满或设备出错；原有文件没有改动。",
     "The disk is full or the device failed; the file that was there is unchanged."},
    {"E1205", "写标准输出失败", "writing to standard output failed", "输出的去向已满或已关闭；结果不完整。",
     "Where standard output goes is full or closed; the result is not complete."},
    {"E1301", "不认识的期间", "unknown period",
     "--period 接受 "
     "2026-10、2026Q4、2026H2、2026、2026-W45、2026-10-W2、2026-10-T1（旬）、2026-10-05、2026-10-01..2026-10-"
     "31，以及 this-month、last-month、ytd 等相对期间。",
     "--period takes 2026-10, 2026Q4, 2026H2, 2026, 2026-W45, 2026-10-W2, 2026-10-T1 (ten days), 2026-10-05, "
     "2026-10-01..2026-10-31 and relative forms such as this-month, last-month and ytd."},
    {"E1901", "数值超出范围", "number out of range",
     "计算结果超出整数可表示的范围；程序停止而不是给出错误的数。请检查金额的单位和多余的位数。",
     "A result cannot be represented as an integer of minor units; the program stops instead of printing a "
     "wrong figure. Check the unit of the amounts and superfluous digits."},
    {"E1902", "不认识的币种", "unknown currency", "币种用 ISO 4217 三个字母的代码，例如 CNY、USD、HKD。",
     "A currency is an ISO 4217 code of three letters, for example CNY, USD or HKD."},
    {"E1998", "内存不足", "out of memory", "程序停止，没有任何改动。请释放内存或放宽限制后重试。",
     "The program stopped and nothing was changed. Free memory or raise the limit and try again."},
    {"E1999", "程序内部错误", "internal error", "这是程序的缺陷；没有任何改动。请把命令和输入报告给维护者。",
     "This is a defect of the program; nothing was changed. Please report the command and its input."},
};

}  // namespace

std::span<const CodeEntry> usage_codes() {
  return kCodes;
}

}  // namespace salesops::base
