#include "salesops/app/notes.hpp"

#include <algorithm>

#include "salesops/app/budget_book.hpp"
#include "salesops/app/reading.hpp"
#include "salesops/app/target_book.hpp"
#include "salesops/base/text.hpp"

namespace salesops::app {

namespace {

using document::Table;
using document::Type;
using store::Note;

constexpr std::size_t kLongest = 4000;  // bytes
constexpr std::size_t kLongestTopic = 40;

[[noreturn]] void refuse(const char* code, const char* field, std::string value, base::Text message,
                         base::Text help) {
  throw base::Error(base::Exit::usage, {.code = code,
                                        .field = field,
                                        .value = std::move(value),
                                        .message = std::move(message),
                                        .help = std::move(help)});
}

// One line of text: breaks and other control characters become blanks.
std::string checked_text(const std::string& given) {
  std::string text(base::trim(given));
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  if (text.empty() || text.size() > kLongest)
    refuse("E7131", "TEXT", {},
           {"纪要不能为空，也不能超过 4000 字节", "a note is not empty and at most 4000 bytes long"},
           {"把文字写在引号里", "write the text in quotes"});
  return text;
}

std::string checked_topic(const std::string& topic) {
  const bool word = std::ranges::all_of(
      topic, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
  if (topic.empty() || topic.size() > kLongestTopic || !word)
    refuse("E7132", "--topic", topic,
           {"主题不可用：" + base::printable(topic), "the topic cannot be used: " + base::printable(topic)},
           {"小写字母、数字和下划线，例如 problems、plan、market",
            "lower-case letters, digits and _, for example problems, plan, market"});
  return topic;
}

calendar::Date today(const Context& context) {
  return day_of(context.now, context.config.company.utc_offset);
}

Note latest(store::Database& database, std::int64_t number) {
  std::vector<Note> history = store::note_history(database, number);
  if (!history.empty()) return std::move(history.back());
  refuse("E7133", "NUMBER", std::to_string(number),
         {"没有纪要 " + std::to_string(number), "there is no note " + std::to_string(number)},
         {"salesops record note list 列出纪要", "salesops record note list lists them"});
}

base::Text named(const Note& note) {
  const std::string where = note.period + (note.node.empty() ? "" : " " + note.node) + " " + note.topic;
  return {"纪要 " + std::to_string(note.number) + "（" + where + "）",
          "note " + std::to_string(note.number) + " (" + where + ")"};
}

Table notes_table() {
  Table table{.key = "notes", .title = {"纪要", "Notes"}};
  table.columns = {{.key = "number", .title = {"编号", "Number"}, .type = Type::id},
                   {.key = "date", .title = {"日期", "Date"}, .type = Type::date},
                   {.key = "period", .title = {"期间", "Period"}, .type = Type::id},
                   {.key = "node", .title = {"节点", "Node"}, .type = Type::id},
                   {.key = "topic", .title = {"主题", "Topic"}, .type = Type::id},
                   {.key = "author", .title = {"填写人", "By"}, .type = Type::id},
                   {.key = "state", .title = {"状态", "State"}},
                   {.key = "text", .title = {"内容", "Text"}}};
  return table;
}

document::Row note_row(const Note& note) {
  return {std::to_string(note.number),
          note.date,
          note.period,
          note.node,
          note.topic,
          note.actor,
          note.closed ? base::Text{"已关闭", "closed"} : base::Text{"有效", "open"},
          note.text};
}

Outcome shown(const Context& context, Table table) {
  Outcome outcome;
  outcome.document = document::single_table("notes", {"纪要", "Notes"}, std::move(table));
  outcome.document->facts = {fact_company(context), fact_as_of(context)};
  for (document::Fact& fact : fact_filters(context)) outcome.document->facts.push_back(std::move(fact));
  return outcome;
}

// Whether a note belongs to what --where names.
bool selected(const Context& context, const TargetBook& book, const std::string& node) {
  return std::ranges::all_of(context.where, [&](const auto& condition) {
    if (condition.first != "node") return true;
    const std::size_t top = book.position(book.node(condition.second));
    if (node.empty() || book.find(node) == nullptr) return false;
    const std::size_t at = book.position(node);
    return at >= top && at < book.entries()[top].end;
  });
}

void check_where(const Context& context) {
  for (const auto& [key, value] : context.where) {
    if (key != "node")
      refuse("E7134", "--where", key, {"纪要不能按 " + key + " 筛选", "notes cannot be filtered by " + key},
             {"可用 node", "use node"});
  }
}

// A note counts from the day it is written; the pack of a closed period keeps its notes as they were.
calendar::Date open_today(const Context& context, store::Database& database) {
  const calendar::Date day = today(context);
  require_open(database, day);
  return day;
}

Outcome write_version(const Context& context, const NoteRequest& request, bool close) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    Note note = latest(transaction.database(), request.number);
    note.date = open_today(context, transaction.database());
    if (!close) note.text = checked_text(request.text);
    note.closed = close;
    store::write_note(transaction, note);
    base::Text name = named(note);
    outcome.messages = {close ? base::Text{name.zh + "已关闭", name.en + " is closed"}
                              : base::Text{name.zh + "已更新", name.en + " is updated"}};
  });
  return outcome;
}

}  // namespace

Outcome note_add(const Context& context, const NoteRequest& request) {
  Note note;
  note.period = context.period("this-month").label;
  note.topic = checked_topic(request.topic);
  note.text = checked_text(request.text);
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    note.date = open_today(context, transaction.database());
    if (!request.node.empty()) note.node = TargetBook(transaction.database(), note.date).node(request.node);
    note.number = store::write_note(transaction, note);
    const base::Text name = named(note);
    outcome.messages = {{name.zh + "已登记", name.en + " is recorded"}};
  });
  return outcome;
}

Outcome note_list(const Context& context) {
  check_where(context);
  const std::string period = context.period_text.empty() ? "" : context.period("this-month").label;
  Table table = notes_table();
  read(context, [&](store::Database& database) {
    const TargetBook book(database, context.as_of);
    for (const Note& note : store::notes_on(database, context.as_of)) {
      if (!period.empty() && note.period != period) continue;
      if (selected(context, book, note.node)) table.rows.stored.push_back(note_row(note));
    }
  });
  return shown(context, std::move(table));
}

Outcome note_show(const Context& context, const NoteRequest& request) {
  Table table = notes_table();
  read(context, [&](store::Database& database) {
    latest(database, request.number);
    for (const Note& note : store::note_history(database, request.number))
      table.rows.stored.push_back(note_row(note));
  });
  return shown(context, std::move(table));
}

Outcome note_update(const Context& context, const NoteRequest& request) {
  return write_version(context, request, false);
}

Outcome note_close(const Context& context, const NoteRequest& request) {
  return write_version(context, request, true);
}

std::vector<PlacedNote> notes_of(const Context& context, store::Database& database, const std::string& period,
                                 const std::string& topic, calendar::Date known) {
  const auto tree = tree_on(context, database, context.as_of);
  const TargetBook& book = *tree;
  const auto place = [&](const std::string& node) {
    if (node.empty()) return std::size_t{0};
    return book.find(node) == nullptr ? book.entries().size() + 1 : book.position(node) + 1;
  };
  std::vector<PlacedNote> found;
  for (Note& note : store::notes_on(database, known)) {
    if (note.closed || note.period != period || (!topic.empty() && note.topic != topic)) continue;
    if (!selected(context, book, note.node)) continue;
    const TargetBook::Entry* entry = book.find(note.node);
    found.push_back({std::move(note), entry == nullptr ? std::string() : entry->name});
  }
  std::ranges::stable_sort(found, {}, [&](const PlacedNote& one) { return place(one.note.node); });
  return found;
}

}  // namespace salesops::app
