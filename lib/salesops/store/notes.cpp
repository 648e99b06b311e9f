#include "salesops/store/notes.hpp"

#include "salesops/store/journal.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

constexpr std::string_view kInsert =
    "INSERT INTO record_note(number, date, period, node, topic, text, closed, actor, time) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
constexpr std::string_view kOnDay =
    "SELECT number, date, period, node, topic, text, closed, actor FROM record_note n WHERE id = (SELECT "
    "max(id) FROM record_note v WHERE v.number = n.number AND v.date <= ?1) ORDER BY number";
constexpr std::string_view kHistory =
    "SELECT number, date, period, node, topic, text, closed, actor FROM record_note WHERE number = ?1 "
    "ORDER BY id";

std::vector<Note> read_notes(Statement& row) {
  std::vector<Note> notes;
  while (row.step()) {
    notes.push_back({row.integer(0), row.date(1), row.string(2), row.string(3), row.string(4), row.string(5),
                     row.integer(6) != 0, row.string(7)});
  }
  return notes;
}

std::string fields(const Note& note) {
  return Fields()
      .set("closed", std::int64_t{note.closed})
      .set("node", note.node)
      .set("period", note.period)
      .set("text", note.text)
      .set("topic", note.topic)
      .json();
}

}  // namespace

std::int64_t write_note(WriteTransaction& transaction, Note note) {
  Database& database = transaction.database();
  const std::vector<Note> before =
      note.number == 0 ? std::vector<Note>() : note_history(database, note.number);
  if (note.number == 0)
    note.number = one_integer(database, "SELECT ifnull(max(number), 0) + 1 FROM record_note").value_or(1);
  const Act& act = transaction.act();
  Statement(database, kInsert)
      .run_with(note.number, note.date, std::string_view(note.period), std::string_view(note.node),
                std::string_view(note.topic), std::string_view(note.text), std::int64_t{note.closed},
                std::string_view(act.actor), act.now);
  append_journal(transaction, "note " + std::to_string(note.number),
                 before.empty() ? std::string() : fields(before.back()), fields(note));
  return note.number;
}

std::vector<Note> notes_on(Database& database, calendar::Date day) {
  Statement row(database, kOnDay);
  row.bind(1, day);
  return read_notes(row);
}

std::vector<Note> note_history(Database& database, std::int64_t number) {
  Statement row(database, kHistory);
  row.bind(1, number);
  return read_notes(row);
}

}  // namespace salesops::store
