#include "salesops/app/context.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "salesops/app/budget_book.hpp"
#include "salesops/app/reading.hpp"
#include "salesops/base/memory.hpp"
#include "salesops/base/text.hpp"
#include "salesops/config/load.hpp"

namespace salesops::app {

namespace fs = std::filesystem;

namespace {

constexpr const char* kFileName = "salesops.yaml";

std::string absolute(const std::string& path, const std::string& folder) {
  return (fs::path(folder) / path).lexically_normal().string();
}

bool is_file(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

std::string value_of(const std::map<std::string, std::string>& environment, const char* name) {
  const auto found = environment.find(name);
  return found == environment.end() ? std::string() : found->second;
}

std::string user_file(const std::map<std::string, std::string>& environment) {
  const std::string config_home = value_of(environment, "XDG_CONFIG_HOME");
  if (!config_home.empty()) return config_home + "/salesops/config.yaml";
  const std::string home = value_of(environment, "HOME");
  return home.empty() ? std::string() : home + "/.config/salesops/config.yaml";
}

[[noreturn]] void no_workspace(const std::string& folder) {
  base::Diagnostic diagnostic{.code = "E3030"};
  diagnostic.value = folder;
  diagnostic.message = {"这里没有工作区：当前文件夹和它的上级都没有 salesops.yaml",
                        "no workspace here: neither this folder nor one above it has a salesops.yaml"};
  diagnostic.help = {"用 salesops init 建一个，或用 -C 指出它在哪里",
                     "make one with 'salesops init', or say where it is with -C"};
  throw base::Error(base::Exit::configuration, std::move(diagnostic));
}

// What is given on the command line and in the environment. A flag whose value the front door took from the
// environment is told as such. A path in either is relative to the current folder, not to the workspace.
void take_overrides(const ContextRequest& request, config::Sources& sources) {
  for (const auto& [name, value] : request.environment) {
    if (name.starts_with("SALESOPS_")) sources.environment[name] = value;
  }
  sources.flags = request.flags;
  constexpr std::pair<const char*, const char*> kBoth[] = {
      {"database", "SALESOPS_DB"}, {"company.language", "SALESOPS_LANG"}, {"company.units", "SALESOPS_UNIT"}};
  for (const auto& [path, variable] : kBoth) {
    const auto flag = sources.flags.find(path);
    if (flag == sources.flags.end()) continue;
    const auto same = sources.environment.find(variable);
    if (same != sources.environment.end() && same->second == flag->second) sources.flags.erase(flag);
  }
  const auto place = [&](std::map<std::string, std::string>& values, const char* key) {
    const auto found = values.find(key);
    if (found != values.end() && !found->second.empty())
      found->second = absolute(found->second, request.current_folder);
  };
  place(sources.flags, "database");
  place(sources.environment, "SALESOPS_DB");
}

calendar::Date as_of_date(const std::string& text, const Context& context) {
  if (text.empty()) return day_of(context.now, context.config.company.utc_offset);
  calendar::Date date;
  calendar::DateFault fault;
  if (calendar::parse_date(text, date, fault)) return date;
  base::Diagnostic diagnostic{
      .code = fault.code, .field = "--as-of", .value = text, .message = fault.message};
  diagnostic.help = {"写成 2026-10-31", "write it as 2026-10-31"};
  throw base::Error(base::Exit::usage, std::move(diagnostic));
}

}  // namespace

std::string find_workspace(const std::string& config, const std::string& current_folder) {
  if (!config.empty()) {
    const std::string path = absolute(config, current_folder);
    return is_folder(path) ? (fs::path(path) / kFileName).lexically_normal().string() : path;
  }
  for (fs::path folder = current_folder; !folder.empty(); folder = folder.parent_path()) {
    if (is_file(folder / kFileName)) return (folder / kFileName).string();
    if (folder == folder.root_path()) break;
  }
  return {};
}

config::Sources sources_of(const ContextRequest& request) {
  config::Sources sources;
  sources.shown_from = request.current_folder;
  sources.workspace_file = find_workspace(request.config, request.current_folder);
  if (sources.workspace_file.empty()) no_workspace(request.current_folder);
  sources.user_file = user_file(request.environment);
  take_overrides(request, sources);
  return sources;
}

Context make_context(const ContextRequest& request) {
  Context context = request.context;
  context.config = config::load(sources_of(request)).config;
  context.database_path = context.config.database;
  context.lang = context.config.company.language;
  context.as_of = as_of_date(request.as_of, context);
  return context;
}

std::string instant_text(std::int64_t seconds, std::int32_t utc_offset) {
  const calendar::Date day = day_of(seconds, utc_offset);
  const std::int64_t rest = seconds + utc_offset - std::int64_t{day.number()} * 86'400;
  const std::int32_t offset = utc_offset < 0 ? -utc_offset : utc_offset;
  return fmt::format("{}T{:02}:{:02}:{:02}{}{:02}:{:02}", calendar::to_string(day), rest / 3600,
                     rest / 60 % 60, rest % 60, utc_offset < 0 ? '-' : '+', offset / 3600, offset / 60 % 60);
}

calendar::Date day_of(std::int64_t now, std::int32_t utc_offset) {
  constexpr std::int64_t kDay = 86'400;
  const std::int64_t local = now + utc_offset;
  const std::int64_t day = local >= 0 ? local / kDay : -((-local + kDay - 1) / kDay);
  return calendar::Date::from_number(static_cast<std::int32_t>(day));
}

std::optional<std::int64_t> parse_instant(std::string_view text) {
  // YYYY-MM-DDTHH:MM[:SS](Z|±HH:MM)
  const auto digits = [&](std::size_t at) -> std::optional<int> {
    if (at + 2 > text.size() || !base::all_digits(text.substr(at, 2))) return std::nullopt;
    return (text[at] - '0') * 10 + (text[at + 1] - '0');
  };
  if (text.size() < 17 || (text[10] != 'T' && text[10] != ' ') || text[13] != ':') return std::nullopt;
  const auto date = calendar::parse_iso_date(text.substr(0, 10));
  const bool with_seconds = text[16] == ':';
  const auto hour = digits(11);
  const auto minute = digits(14);
  const std::optional<int> second = with_seconds ? digits(17) : 0;
  if (!date || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  const std::string_view zone = text.substr(with_seconds ? 19 : 16);
  std::int64_t offset = 0;
  if (zone != "Z") {
    const std::size_t at = text.size() - zone.size();
    if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return std::nullopt;
    const auto zone_hour = digits(at + 1);
    const auto zone_minute = digits(at + 4);
    if (!zone_hour || !zone_minute || *zone_hour > 14 || *zone_minute > 59) return std::nullopt;
    offset = (*zone_hour * 60 + *zone_minute) * 60 * (zone[0] == '-' ? -1 : 1);
  }
  return std::int64_t{date->number()} * 86'400 + *hour * 3600 + *minute * 60 + *second - offset;
}

calendar::Period Context::period(std::string_view fallback) const {
  return config.calendar.parse(period_text.empty() ? fallback : std::string_view(period_text), as_of);
}

document::Fact fact_company(const Context& context) {
  const std::string& name = context.config.company.name;
  return {"company", {"公司", "company"}, {name, name}};
}

document::Fact fact_owner(std::string_view word) {
  return {"owner",
          {"归属", "owner"},
          word == "now" ? base::Text{"现负责人", "current owner"}
                        : base::Text{"单据日负责人", "owner at the time"}};
}

document::Fact fact_as_of(const Context& context) {
  return {
      "as_of", {"截止日", "as of"}, {calendar::to_string(context.as_of), calendar::to_string(context.as_of)}};
}

document::Fact fact_period(const calendar::Period& period) {
  const std::string span =
      fmt::format("{}..{}", calendar::to_string(period.span.first), calendar::to_string(period.span.last));
  const bool plain = period.kind == calendar::PeriodKind::range || period.kind == calendar::PeriodKind::day;
  if (plain) return {"period", {"期间", "period"}, {period.label, period.label}};
  return {"period",
          {"期间", "period"},
          {fmt::format("{}（{}）", calendar::period_title_zh(period), span),
           fmt::format("{} ({})", calendar::period_title_en(period), span)}};
}

std::vector<document::Fact> fact_filters(const Context& context) {
  std::vector<document::Fact> facts;
  const auto add = [&](const char* key, base::Text title, const std::string& value) {
    if (!value.empty()) facts.push_back({key, std::move(title), {value, value}});
  };
  std::vector<std::string> conditions;
  for (const auto& [key, value] : context.where) conditions.push_back(key + "=" + value);
  add("where", {"条件", "where"}, base::join(conditions, ", "));
  add("by", {"维度", "by"}, base::join(context.by, ", "));
  add("level", {"层级", "level"}, context.level);
  return facts;
}

void write(const Context& context, const std::function<void(store::WriteTransaction&)>& work) {
  store::Database database = store::Database::open_write(context.database_path, context.lock_timeout);
  store::WriteTransaction transaction(database, context.act());
  work(transaction);
  post_expenses(context, transaction);
  if (!context.dry_run) transaction.commit();
}

store::Database open_reader(const std::string& path) {
  base::expect_memory(std::size_t{8} << 20);  // the schema and some pages: more than the program had so far
  return store::Database::open_read(path);
}

void read(const Context& context, const std::function<void(store::Database&)>& work) {
  if (context.reading) return work(context.reading->database);
  store::Database database = open_reader(context.database_path);
  const store::ReadSnapshot snapshot(database);
  work(database);
}

}  // namespace salesops::app
