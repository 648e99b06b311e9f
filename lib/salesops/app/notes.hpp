#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "salesops/app/context.hpp"
#include "salesops/store/notes.hpp"

// Notes about a period: problems, plans, what the market did. Dated by the day on which they are written, so
// that a report made again as of a day has the notes of that day.
namespace salesops::app {

struct NoteRequest {
  std::int64_t number = 0;  // of an existing note: update, close, show
  std::string text{};
  std::string node{};              // code or name; "": the whole company
  std::string topic = "problems";  // the section of the reports it belongs to
};
// A note about --period (default: this month). E7131 empty or too long, E7132 bad topic.
Outcome note_add(const Context& context, const NoteRequest& request);
// The notes as of the as-of day, of --period and --where node=X (with all below) when given; closed ones too.
Outcome note_list(const Context& context);
// Every version of a note. E7133 when there is none.
Outcome note_show(const Context& context, const NoteRequest& request);
// Another text, or closed: left out of reports from today on.
Outcome note_update(const Context& context, const NoteRequest& request);
Outcome note_close(const Context& context, const NoteRequest& request);

// The open notes of a period as they stood at the end of `known`, with a topic ("": all): those of the whole
// company first (only without --where), then by the tree; what context.where limits to.
struct PlacedNote {
  store::Note note;
  std::string node_name;
};
std::vector<PlacedNote> notes_of(const Context& context, store::Database& database, const std::string& period,
                                 const std::string& topic, calendar::Date known);

}  // namespace salesops::app
