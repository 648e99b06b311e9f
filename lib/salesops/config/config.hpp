#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/budget/settings.hpp"
#include "salesops/calendar/date.hpp"
#include "salesops/calendar/period.hpp"
#include "salesops/calendar/terms.hpp"
#include "salesops/calendar/working_days.hpp"
#include "salesops/config/schedule.hpp"
#include "salesops/money/money.hpp"
#include "salesops/receivable/settings.hpp"
#include "salesops/target/settings.hpp"

namespace salesops::config {

enum class DisplayUnit { yuan, wan, yi };

struct Company {
  std::string name;
  money::Currency currency{};
  base::Lang language = base::Lang::zh;
  std::string time_zone = "Asia/Shanghai";
  std::int32_t utc_offset = 8 * 3600;  // seconds east of UTC
  DisplayUnit unit = DisplayUnit::yuan;
};

// A kind of node: company, region, city … Smaller rank is nearer to the root.
struct NodeKind {
  std::string id;
  base::Text name;
  int rank = 0;
};
// A node that the configuration itself states (most companies import theirs).
struct NodeEntry {
  std::string id;
  std::string name;
  std::string kind;
  std::string parent;  // "" for the root
  std::optional<calendar::Date> valid_from{};
  std::optional<calendar::Date> valid_to{};
};
struct Organisation {
  std::vector<NodeKind> kinds;   // by rank, then id
  std::vector<NodeEntry> nodes;  // in the order of the file
  const NodeKind* kind(std::string_view id) const;
};

// What an actor is. `node` "" means the whole company.
struct Role {
  std::string actor;
  std::string role;
  std::string node;
};
// `role` may decide on `what` up to an amount; no amount: without limit.
struct Authority {
  std::string what;
  std::string role;
  std::optional<money::Money> up_to{};
};

// The terms a customer gets that has none of its own: its class's, else the default. Each as it is on a day.
struct TermsTable {
  std::optional<calendar::Terms> fallback{};
  std::map<std::string, calendar::Terms> named{};     // "标准" -> net:30
  std::map<std::string, calendar::Terms> by_class{};  // customer class -> terms
  // New terms of a class ("": of the default) by the day they begin to hold.
  std::map<std::string, std::map<calendar::Date, calendar::Terms>> changes{};
  calendar::NamedCalendars calendars{};  // calendar.named, by its folded name
  // What holds on `day` for a customer of the class that has no terms of its own; null when nothing does.
  const calendar::Terms* find(const std::string& customer_class, calendar::Date day) const;
  // A name of `named` or terms written out. Returns false and sets `fault` when it is neither, or names a
  // calendar that is not configured.
  bool resolve(std::string_view text, calendar::Terms& terms, calendar::TermsFault& fault) const;
};

// The layout of a file that another system exports. The built-in ones are config/presets/*.yaml, users add
// their own under `imports:`. "A|B" lists alternatives: titles of which the first one with a text counts, row
// by row.
struct ImportPreset {
  std::string name;
  std::string kind;
  std::string encoding;                                        // "" = found out
  std::string delimiter;                                       // "" = found out
  std::vector<std::pair<std::string, std::string>> columns{};  // field -> titles
  std::vector<std::string> subtotal_marks{};  // rows whose first text is one of these are skipped
  base::Text title{};
  std::string source{};      // where the layout is known from
  bool verified = false;     // seen in a real export or in its documentation
  bool tax_included = true;  // whether `amount` holds the tax
  std::string sheet{};       // of a workbook; "" = the one that has the header
  std::vector<std::pair<std::string, std::string>> fixed{};   // field -> value of every row
  std::vector<std::pair<std::string, std::string>> values{};  // "field.spelling" -> value
  std::vector<std::pair<std::string, std::string>> drop{};    // title -> texts: such rows are skipped
  std::vector<std::pair<std::string, std::string>> keep{};    // title -> texts: only such rows are read
  std::vector<std::pair<std::string, std::string>>
      capture{};                          // field -> "title:mark|mark": the word behind a mark
  std::vector<std::string> skip_empty{};  // rows where this field is empty or 0 are skipped
  bool sum_lines = false;    // rows of one document number are its lines: their amounts are added up
  bool row_numbers = false;  // the file has no document number: it is made from the row's content
  std::string text{};  // the definition as it stands in its file, for --show-preset; "" for the user's own
};

struct Close {
  enum class Mode { soft, hard };
  enum class Level { off, note, warn, error };
  Mode mode = Mode::hard;
  int unmatched_days = 30;
  std::map<std::string, Level> severities;  // finding code -> level, where it differs from the built-in one
};

struct Reports {
  std::string folder;                    // absolute; outputs stay inside
  std::vector<std::string> definitions;  // absolute paths of the user's report files
};

struct Config {
  std::string file;      // absolute path of salesops.yaml, "" without a workspace
  std::string folder;    // absolute folder of the workspace
  std::string database;  // absolute
  Company company;
  calendar::FiscalCalendar calendar;
  calendar::WorkingDays working_days;
  Organisation organisation;
  std::vector<Role> roles;  // by actor; empty: everything is allowed
  std::vector<Authority> authority;
  TermsTable terms;
  receivable::Settings receivables;
  target::Settings targets;
  budget::Settings budget;
  Reports reports;
  std::vector<ScheduledReport> schedule;  // in the order of the file
  std::vector<ImportPreset> imports;      // by name
  Close close;
};

}  // namespace salesops::config
