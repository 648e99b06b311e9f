// What is due when. A path is checked here once, as it is written: placeholders only from the list, and no
// part of it can lead out of reports.folder, whatever a placeholder stands for (values have no '/').
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "salesops/base/text.hpp"
#include "salesops/config/sections.hpp"

namespace salesops::config {

namespace {

using base::Text;

constexpr Field kSchedule[] = {
    {.key = "name",
     .type = Type::id,
     .zh = "本项的名称，默认同报表标识；同一报表列两次时须各起一个",
     .en = "name of the entry, the report's key by default; needed when a report stands here twice"},
    {.key = "report",
     .type = Type::text,
     .zh = "报表标识或定义文件",
     .en = "key of a report or a definition file",
     .required = true,
     .example = "daily"},
    {.key = "due",
     .type = Type::text,
     .zh = "daily HH:MM、weekly MON HH:MM、monthly N HH:MM（短月取末日）或 workday N HH:MM（当月第 N "
           "个工作日）",
     .en =
         "daily HH:MM, weekly MON HH:MM, monthly N HH:MM (the last day of shorter months) or workday N HH:MM "
         "(Nth working day of the month)",
     .required = true,
     .example = "daily 07:00"},
    {.key = "covers",
     .type = Type::choice,
     .fallback = "complete",
     .zh = "complete：最近一个已结束的期间；so_far：进行中的期间，到前一天",
     .en = "complete: the latest period that has ended; so_far: the running one up to the day before",
     .choices = "complete|so_far"},
    {.key = "for", .type = Type::text, .zh = "报给谁", .en = "for whom", .example = "销售总监"},
    {.key = "where",
     .type = Type::text,
     .shape = Shape::map,
     .zh = "限定到一个节点、客户或促销",
     .en = "limited to one node, customer or promotion",
     .example = "{node: EAST}"},
    {.key = "each",
     .type = Type::id,
     .zh = "节点类型：该类型的每个节点（截止日有效的）各做一份，path 须含 "
           "{node}；customer：期间有往来或余额的每个客户各"
           "做一份，path 须含 {customer}",
     .en = "a kind of node: made for every node of it (as of the report's day), path needs {node}; customer: "
           "for every "
           "customer with a balance or a movement in the period, path needs {customer}",
     .example = "city"},
    {.key = "language",
     .type = Type::choice,
     .zh = "报表的语言，默认公司的语言",
     .en = "language of the report, the company's by default",
     .choices = "zh|en"},
    {.key = "path",
     .type = Type::text,
     .fallback = "{period}/{report}.{ext}",
     .zh = "reports.folder 下的文件；可用 {period} {node} {customer} {promotion} {report} {date} {ext}",
     .en = "file below reports.folder; with {period} {node} {customer} {promotion} {report} {date} {ext}"},
    {.key = "formats",
     .type = Type::choice,
     .shape = Shape::list,
     .fallback = "html",
     .zh = "文件格式（csv 只有第一个表）",
     .en = "formats (csv holds the first table)",
     .choices = "html|xlsx|md|json|csv"},
    {.key = "hand_in",
     .type = Type::text,
     .zh = "最迟报送时间：HH:MM，或 +N HH:MM（N 天后）；默认到当日结束",
     .en = "to be handed in by HH:MM, or +N HH:MM (N days later); by the end of the day without it",
     .example = "09:00"},
    {.key = "deliver",
     .type = Type::text,
     .shape = Shape::list,
     .zh = "报送程序及参数，文件路径为最后一个参数；不经过 shell",
     .en = "program and arguments that deliver the file, whose path comes last; never through a shell",
     .example = "[/usr/local/bin/send-report, --to, director]"},
    {.key = "since",
     .type = Type::date,
     .zh = "从哪天起；不写则从首次运行起",
     .en = "from this day; without it from the first run on",
     .example = "2026-01-01"},
};

std::optional<int> whole(std::string_view text, int least, int most) {
  if (text.empty() || text.size() > 3 || !base::all_digits(text)) return std::nullopt;
  int value = 0;
  for (const char digit : text) value = value * 10 + (digit - '0');
  return value < least || value > most ? std::nullopt : std::optional<int>(value);
}

// "07:30" as minutes of the day.
std::optional<int> clock_time(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hour = whole(text.substr(0, 2), 0, 23);
  const auto minute = whole(text.substr(3), 0, 59);
  return hour && minute ? std::optional<int>(*hour * 60 + *minute) : std::nullopt;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words = base::split(text, ' ');
  std::erase(words, "");
  return words;
}

// Reads "weekly MON 07:00" and the like; false when it is none of them.
bool read_due(const std::string& text, ScheduledReport& entry) {
  using Rhythm = ScheduledReport::Rhythm;
  const std::vector<std::string> words = words_of(text);
  if (words.size() < 2) return false;
  const auto minute = clock_time(words.back());
  if (!minute) return false;
  entry.minute = *minute;
  if (words[0] == "daily") {
    entry.rhythm = Rhythm::daily;
    return words.size() == 2;
  }
  if (words.size() != 3) return false;
  std::optional<int> day;
  if (words[0] == "weekly") {
    constexpr std::array<std::string_view, 7> kDays = {"MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"};
    entry.rhythm = Rhythm::weekly;
    const auto found = std::ranges::find(kDays, words[1]);
    if (found != kDays.end()) day = static_cast<int>(found - kDays.begin()) + 1;
  } else if (words[0] == "monthly") {
    entry.rhythm = Rhythm::monthly;
    day = whole(words[1], 1, 31);
  } else if (words[0] == "workday") {
    entry.rhythm = Rhythm::workday;
    day = whole(words[1], 1, 23);
  }
  entry.day = day.value_or(0);
  return day.has_value();
}

// "09:00" or "+2 09:00" as minutes after the beginning of the due day.
std::optional<int> read_hand_in(const std::string& text) {
  const std::vector<std::string> words = words_of(text);
  if (words.empty() || words.size() > 2) return std::nullopt;
  const auto minute = clock_time(words.back());
  if (words.size() == 1 || !minute) return minute;
  if (!words[0].starts_with('+')) return std::nullopt;
  const auto days = whole(std::string_view(words[0]).substr(1), 0, 60);
  return days ? std::optional<int>(*days * 1440 + *minute) : std::nullopt;
}

// What is wrong with a path, or nothing.
Text path_fault(const std::string& path) {
  static const std::set<std::string, std::less<>> kKnown = {"period", "node", "customer", "promotion",
                                                            "report", "date", "ext"};
  for (std::size_t at = 0; at < path.size(); ++at) {
    const unsigned char c = static_cast<unsigned char>(path[at]);
    if (c < 0x20 || c == 0x7f || c == '\\')
      return {"含有不能用的字符", "it has a character that cannot be used"};
    if (c == '}') return {"有多余的“}”", "there is a stray '}'"};
    if (c != '{') continue;
    const std::size_t end = path.find('}', at);
    if (end == std::string::npos) return {"“{”没有配对的“}”", "a '{' is not closed"};
    const std::string name = path.substr(at + 1, end - at - 1);
    if (!kKnown.contains(name))
      return {"没有占位符 {" + base::printable(name) + "}",
              "there is no placeholder {" + base::printable(name) + "}"};
    at = end;
  }
  if (path.starts_with('/')) return {"须是相对路径", "it must be relative"};
  for (const std::string& part : base::split(path, '/')) {
    if (part.empty()) return {"有空的一段", "a part of it is empty"};
    if (part.starts_with('.')) return {"各段不能以“.”开头", "no part may begin with '.'"};
    if (part.size() > 200) return {"有一段太长", "a part of it is too long"};
  }
  return {};
}

void fault(const Section& item, const char* key, const char* code, const Text& what, const Text& why,
           const Text& help) {
  item.fault(
      key, code,
      {what.zh + (why.zh.empty() ? "" : "：" + why.zh), what.en + (why.en.empty() ? "" : ": " + why.en)},
      help);
}

void read_times(const Section& item, ScheduledReport& entry) {
  if (!read_due(item.text("due"), entry))
    fault(item, "due", "E7128", {"看不懂到期时间", "the due time cannot be read"}, {},
          {"例如 daily 07:00、weekly MON 08:00、monthly 1 08:00、workday 2 09:00",
           "for example daily 07:00, weekly MON 08:00, monthly 1 08:00, workday 2 09:00"});
  if (!item.has("hand_in")) return;
  entry.hand_in = read_hand_in(item.text("hand_in"));
  if (!entry.hand_in)
    fault(item, "hand_in", "E7128", {"看不懂报送时限", "the time to hand in cannot be read"}, {},
          {"例如 09:00 或 +1 12:00", "for example 09:00 or +1 12:00"});
  else if (*entry.hand_in < entry.minute)
    fault(item, "hand_in", "E7128", {"报送时限早于到期时间", "it is to be handed in before it is due"}, {},
          {"写晚于 due 的时间，或 +1 HH:MM", "write a later time, or +1 HH:MM"});
}

void read_where(const Section& item, ScheduledReport& entry) {
  entry.where = item.text_map("where");
  for (const auto& [key, value] : entry.where) {
    if (key != "node" && key != "customer" && key != "promotion")
      fault(item, "where", "E7113", {"报表不能这样限定", "a report cannot be limited by this"},
            {base::printable(key), base::printable(key)},
            {"可用 node、customer、promotion，各一次", "use node, customer or promotion, each once"});
  }
}

// What `each` names one by one.
std::string unit_of(const ScheduledReport& entry) {
  return entry.each == "customer" ? "customer" : "node";
}

void read_each(const Section& item, ScheduledReport& entry) {
  entry.each = item.text("each");
  if (entry.each.empty()) return;
  const std::string unit = unit_of(entry), mark = "{" + unit + "}";
  const bool named =
      std::ranges::find(entry.where, unit, &std::pair<std::string, std::string>::first) != entry.where.end();
  if (named)
    fault(
        item, "each", "E7136",
        {"each 与 where 的 " + unit + " 只能用一个", "each and a " + unit + " in where exclude one another"},
        {}, {"去掉其中一个", "leave one of them out"});
  else if (entry.path.find(mark) == std::string::npos)
    fault(item, item.has("path") ? "path" : "each", "E7136",
          {"用 each 时 path 须含 " + mark, "with `each` the path needs " + mark}, {},
          {"例如 path: '{period}/" + mark + "/{report}.{ext}'",
           "for example path: '{period}/" + mark + "/{report}.{ext}'"});
}

void read_path(const Section& item, ScheduledReport& entry) {
  entry.path = item.text("path");
  const Text why = path_fault(entry.path);
  if (!why.empty()) {
    fault(
        item, "path", "E7121", {"报表路径不可用", "the path of the report cannot be used"}, why,
        {"reports.folder 下的相对路径，占位符：{period} {node} {customer} {promotion} {report} {date} {ext}",
         "a path below reports.folder; placeholders: {period} {node} {customer} {promotion} {report} {date} "
         "{ext}"});
  } else if (entry.formats.size() > 1 && entry.path.find("{ext}") == std::string::npos) {
    fault(item, "path", "E7121", {"多种格式会写到同一个文件", "several formats would go to one file"}, {},
          {"在路径中写上 {ext}", "put {ext} into the path"});
  }
}

// The files of an entry as far as its path says: with {period} and {date} as they stand.
std::set<std::string> files_of(const ScheduledReport& entry) {
  std::set<std::string> files;
  for (const std::string& extension : entry.formats) {
    std::vector<std::pair<std::string, std::string>> values = entry.where;
    if (!entry.each.empty()) values.emplace_back(unit_of(entry), "{each " + entry.each + "}");
    values.emplace_back("report", entry.report);
    values.emplace_back("ext", extension);
    std::string file = entry.path;
    for (const auto& [name, value] : values) {
      const std::string mark = "{" + name + "}";
      for (std::size_t at = file.find(mark); at != std::string::npos; at = file.find(mark, at + value.size()))
        file.replace(at, mark.size(), value);
    }
    files.insert(std::move(file));
  }
  return files;
}

void check_files(const Section& item, const ScheduledReport& entry,
                 const std::vector<ScheduledReport>& before) {
  for (const ScheduledReport& other : before) {
    const std::string file = shared_file(entry, other);
    if (file.empty()) continue;
    const std::string shown = base::printable(file), name = base::printable(other.name);
    return fault(
        item, "path", "E7135",
        {"与“" + name + "”写同一个文件 " + shown, "writes the same file as '" + name + "', " + shown}, {},
        {"在 path 里用 {node}、{customer} 等区分，或写不同的路径",
         "tell them apart in path, with {node}, {customer} or another name"});
  }
}

// The register calls the run of one unit NAME/CODE. A name is an id, which has no "/"; a file's may have one.
void check_name(const Section& item, const ScheduledReport& entry) {
  if (entry.name.find('/') == std::string::npos) return;
  fault(item, "report", "E7138",
        {"日程的名称不能含“/”", "the name of an entry of the schedule may not hold a \"/\""}, {},
        {"用 name 起一个不含“/”的名称", "give it a name without one with `name`"});
}

}  // namespace

std::string shared_file(const ScheduledReport& a, const ScheduledReport& b) {
  const std::set<std::string> other = files_of(b);
  for (const std::string& file : files_of(a)) {
    const bool dated = file.find("{period}") != std::string::npos || file.find("{date}") != std::string::npos;
    const bool apart = dated && (a.report != b.report || a.so_far != b.so_far);
    if (!apart && other.contains(file)) return file;
  }
  return {};
}

std::span<const Field> schedule_fields() {
  return kSchedule;
}

void read_schedule(const Section& root, std::vector<ScheduledReport>& schedule) {
  std::set<std::string> names;
  for (const Section& item : root.records("schedule")) {
    ScheduledReport entry;
    entry.report = item.text("report");
    entry.name = item.has("name") ? item.text("name") : entry.report;
    check_name(item, entry);
    entry.so_far = item.text("covers") == "so_far";
    entry.recipient = item.text("for");
    entry.language = item.text("language");
    entry.formats = item.texts("formats");
    entry.deliver = item.texts("deliver");
    entry.since = item.maybe_date("since");
    read_times(item, entry);
    read_where(item, entry);
    read_path(item, entry);
    read_each(item, entry);
    if (!names.insert(entry.name).second)
      fault(item, item.has("name") ? "name" : "report", "E7122",
            {"日程中有两项叫“" + base::printable(entry.name) + "”",
             "two entries of the schedule are named '" + base::printable(entry.name) + "'"},
            {}, {"用 name 给每项起不同的名称", "give each a name of its own with `name`"});
    check_files(item, entry, schedule);
    schedule.push_back(std::move(entry));
  }
}

}  // namespace salesops::config
