#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/store/database.hpp"

// Notes that people write about a period, for its reports.
namespace salesops::store {

struct Note {
  std::int64_t number = 0;
  calendar::Date date{};  // on which this version was written
  std::string period{};   // label
  std::string node{};     // code; "": the whole company
  std::string topic{};
  std::string text{};
  bool closed = false;
  std::string actor{};
};

// Writes a version of a note, a new one when its number is 0; journaled. Returns the number.
std::int64_t write_note(WriteTransaction& transaction, Note note);
// The versions that stood at the end of a day, closed ones too, in order of number.
std::vector<Note> notes_on(Database& database, calendar::Date day);
// All versions of one note, the oldest first; nothing when there is none.
std::vector<Note> note_history(Database& database, std::int64_t number);

}  // namespace salesops::store
