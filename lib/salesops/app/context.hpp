#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/calendar/period.hpp"
#include "salesops/config/config.hpp"
#include "salesops/document/document.hpp"
#include "salesops/store/database.hpp"

namespace salesops::config {
struct Sources;
}

namespace salesops::app {

struct Reading;  // reading.hpp

// Who is acting. A name that has to be looked up is looked up when somebody asks for it, which a report does
// not.
class Actor {
 public:
  Actor() = default;
  Actor(std::string name) : name_(std::move(name)) {}
  Actor(std::function<std::string()> look_up) : look_up_(std::move(look_up)) {}
  const std::string& name() const {
    if (look_up_) name_ = std::exchange(look_up_, nullptr)();
    return name_;
  }

 private:
  mutable std::string name_{};
  mutable std::function<std::string()> look_up_{};
};

// What every use case gets besides its own options. Built once per command by the front door.
struct Context {
  config::Config config;      // loaded and validated
  std::string database_path;  // absolute
  calendar::Date as_of;       // --as-of, else today in the company's time zone
  std::int64_t now = 0;       // seconds since 1970 UTC, for the journal
  Actor actor;
  std::string reason;
  std::string command;      // "receivables apply", for the journal
  std::string period_text;  // --period as given, "" if not
  bool dry_run = false;
  int lock_timeout = 10;
  std::vector<std::pair<std::string, std::string>> where;  // --where KEY=VALUE
  std::vector<std::string> by;
  std::string level;
  base::Lang lang = base::Lang::zh;
  std::shared_ptr<Reading> reading{};  // while a report is made: all of it is read at one moment

  store::Act act() const { return {actor.name(), command, reason, now}; }
  calendar::Period period(
      std::string_view fallback) const;  // --period or `fallback`, read by the company's calendar
};

// What the front door knows about a command before the workspace is loaded.
struct ContextRequest {
  std::string config;  // -C or SALESOPS_CONFIG: a file or a folder; "" = found from `current_folder` upwards
  std::string current_folder;                      // absolute
  std::map<std::string, std::string> environment;  // SALESOPS_*, XDG_CONFIG_HOME, HOME
  std::map<std::string, std::string>
      flags;          // configuration path -> value: {"database", …}, {"company.language", …}
  std::string as_of;  // --as-of as given, "" if not
  Context context;    // now, actor, reason, command, period_text, dry_run, where …: copied as they are
};

// The layers a command's configuration is put together from. Error(configuration, E3030) without a
// salesops.yaml.
config::Sources sources_of(const ContextRequest& request);

// Loads the workspace and completes the context: config, database_path, as_of, lang. Without a salesops.yaml:
// Error(configuration, E3030). Configuration findings: Error(configuration), all at once.
Context make_context(const ContextRequest& request);

// The salesops.yaml that a command uses, or "" when there is none: `config` (a file or a folder), else the
// one in `current_folder` or the nearest parent. A named one that does not exist is Error(no_input, E3031).
std::string find_workspace(const std::string& config, const std::string& current_folder);

// Seconds since 1970 UTC of an ISO 8601 instant (2026-11-02T06:00:00+08:00, …Z), for SALESOPS_NOW.
std::optional<std::int64_t> parse_instant(std::string_view text);

// The instant as people and programs read it there: 2026-11-02T06:00:00+08:00.
std::string instant_text(std::int64_t seconds, std::int32_t utc_offset);

// The day of an instant at a place `utc_offset` seconds east of UTC.
calendar::Date day_of(std::int64_t now, std::int32_t utc_offset);

// What a use case gives back: a document to render, messages for stderr (localised later) and the exit code.
struct Outcome {
  std::optional<document::Document> document;
  std::vector<base::Text> messages;  // one to three lines: what changed
  std::vector<base::Diagnostic> warnings;
  base::Exit exit = base::Exit::ok;
};

// The header facts of every report for people: company, as-of or period, basis, unit, filters.
document::Fact fact_company(const Context& context);
document::Fact fact_as_of(const Context& context);
document::Fact fact_owner(std::string_view word);  // of --owner; "": then
document::Fact fact_period(const calendar::Period& period);
std::vector<document::Fact> fact_filters(const Context& context);

// Runs `work` in one write transaction; with context.dry_run everything is taken back at the end.
void write(const Context& context, const std::function<void(store::WriteTransaction&)>& work);
// The database for what is only read. To be called by the main thread.
store::Database open_reader(const std::string& path);
// Runs `work` on a read-only connection under one snapshot.
void read(const Context& context, const std::function<void(store::Database&)>& work);
// The actor's authority for `what` up to `amount`; throws Error(not_permitted, E8101/E8102) otherwise.
void require_authority(const Context& context, std::string_view what, std::optional<money::Money> amount);

}  // namespace salesops::app
