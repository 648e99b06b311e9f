// What a command learns about the process it runs in: the clock, the environment, the workspace.
#include <unistd.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string_view>

#include "salesops/base/text.hpp"
#include "session.hpp"
#include "workspace.hpp"

namespace salesops::cli {

namespace {

constexpr std::string_view kPrefix = "SALESOPS_";

std::map<std::string, std::string> environment() {
  std::map<std::string, std::string> variables;
  for (char** at = ::environ; at != nullptr && *at != nullptr; ++at) {
    const std::string_view entry(*at);
    const std::size_t equals = entry.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view name = entry.substr(0, equals);
    if (name.starts_with(kPrefix) || name == "HOME" || name == "XDG_CONFIG_HOME") {
      variables.emplace(name, entry.substr(equals + 1));
    }
  }
  return variables;
}

[[noreturn]] void bad_condition(const std::string& text) {
  base::Diagnostic diagnostic{.code = "E1014", .field = "--where", .value = text};
  diagnostic.message = {"--where 不是 键=值：" + base::printable(text),
                        "--where is not KEY=VALUE: " + base::printable(text)};
  diagnostic.help = {"例如 --where region=华东", "for example --where region=East"};
  throw base::Error(base::Exit::usage, std::move(diagnostic));
}

std::vector<std::pair<std::string, std::string>> conditions(const std::vector<std::string>& given) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const std::string& text : given) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) bad_condition(text);
    pairs.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return pairs;
}

std::vector<std::string> parts(const std::string& list) {
  std::vector<std::string> names;
  if (list.empty()) return names;
  for (const std::string& name : base::split(list, ',')) names.emplace_back(base::trim(name));
  return names;
}

render::DisplayUnit render_unit(config::DisplayUnit unit) {
  switch (unit) {
    case config::DisplayUnit::wan:
      return render::DisplayUnit::wan;
    case config::DisplayUnit::yi:
      return render::DisplayUnit::yi;
    case config::DisplayUnit::yuan:
      break;
  }
  return render::DisplayUnit::yuan;
}

}  // namespace

std::int64_t Session::now() const {
  const char* fixed = std::getenv("SALESOPS_NOW");
  if (fixed == nullptr || *fixed == '\0') return static_cast<std::int64_t>(std::time(nullptr));
  const auto instant = app::parse_instant(fixed);
  if (instant) return *instant;
  base::Diagnostic diagnostic{.code = "E1013", .field = "SALESOPS_NOW", .value = fixed};
  diagnostic.message = {"SALESOPS_NOW 不是一个时刻：" + base::printable(fixed),
                        "SALESOPS_NOW is not an instant: " + base::printable(fixed)};
  diagnostic.help = {"写成 2026-11-02T06:00:00+08:00", "write it as 2026-11-02T06:00:00+08:00"};
  throw base::Error(base::Exit::usage, std::move(diagnostic));
}

app::ContextRequest context_request(const Session& session) {
  const GlobalOptions& given = session.options;
  app::ContextRequest request;
  std::error_code ignored;
  request.current_folder = std::filesystem::current_path(ignored).string();
  request.environment = environment();
  request.config = given.config;
  if (!given.db.empty()) request.flags["database"] = given.db;
  if (!given.lang.empty()) request.flags["company.language"] = given.lang;
  if (!given.unit.empty()) request.flags["company.units"] = given.unit;
  request.as_of = given.as_of;
  request.context.now = session.now();
  request.context.actor = session.actor();
  request.context.reason = given.reason;
  request.context.command = session.command;
  request.context.period_text = given.period;
  request.context.dry_run = given.dry_run;
  request.context.lock_timeout = given.lock_timeout;
  request.context.where = conditions(given.where);
  request.context.by = parts(given.by);
  request.context.level = given.level;
  return request;
}

void learn_language(const Session& session) {
  try {
    session.context();
  } catch (const base::Error&) {
    session.workspace_lang.reset();
  }
}

std::string program_path() {
  std::error_code fault;
  const std::filesystem::path path = std::filesystem::read_symlink("/proc/self/exe", fault);
  return fault ? std::string() : path.string();
}

app::Context Session::context() const {
  app::Context context = app::make_context(context_request(*this));
  workspace_lang = context.lang;
  workspace_unit = render_unit(context.config.company.unit);
  return context;
}

}  // namespace salesops::cli
