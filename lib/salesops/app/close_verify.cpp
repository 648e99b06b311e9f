// Proof that a closed period is what it was: the figures computed again against the snapshot.
#include <fmt/format.h>

#include <map>

#include "salesops/app/close.hpp"
#include "salesops/app/close_snapshots.hpp"
#include "salesops/base/sha256.hpp"
#include "salesops/base/text.hpp"

namespace salesops::app {

namespace {

using document::Table;
using document::Type;

// The lines of a canonical table by their first field; lines that share it stay together in order.
std::map<std::string, std::string> by_key(const std::string& content) {
  std::map<std::string, std::string> lines;
  for (const std::string& line : base::split(content, '\n')) {
    if (line.empty()) continue;
    const std::size_t end = line.find("\",\"");
    std::string& all = lines[line.substr(0, end)];
    all += (all.empty() ? "" : " | ") + line;
  }
  return lines;
}

void compare(const std::string& period, const store::Snapshot& was, const std::string& now,
             Table& differences) {
  const auto before = by_key(was.content);
  auto after = by_key(now);
  const auto add = [&](const std::string& key, const std::string& old_line, const std::string& new_line) {
    const std::string shown = key.starts_with('"') ? key.substr(1) : key;
    differences.rows.stored.push_back({period, was.kind, shown, old_line, new_line});
  };
  for (const auto& [key, line] : before) {
    const auto found = after.find(key);
    if (found == after.end())
      add(key, line, "");
    else if (found->second != line)
      add(key, line, found->second);
    after.erase(key);
  }
  for (const auto& [key, line] : after) add(key, "", line);
}

void verify_period(const Context& context, store::Database& database, const store::Closing& closing,
                   const std::vector<store::Snapshot>& stored, Table& differences) {
  const calendar::Period period = context.config.calendar.parse(closing.period, context.as_of);
  std::map<std::string, std::string> now;
  for (store::Snapshot& snapshot : take_snapshots(context, database, period))
    now.emplace(snapshot.kind, std::move(snapshot.content));
  for (const store::Snapshot& snapshot : stored) {
    if (base::sha256_hex(snapshot.content) != snapshot.hash) {
      differences.rows.stored.push_back({closing.period, snapshot.kind, std::string("hash"), snapshot.hash,
                                         base::sha256_hex(snapshot.content)});
    }
    compare(closing.period, snapshot, now[snapshot.kind], differences);
  }
  const std::string hash = store::snapshot_hash(stored);
  if (hash != closing.snapshot_hash) {
    differences.rows.stored.push_back(
        {closing.period, std::string("snapshot"), std::string("hash"), closing.snapshot_hash, hash});
  }
}

}  // namespace

std::string latest_closed(const Context& context) {
  std::string latest;
  read(context, [&](store::Database& database) {
    for (const store::Closing& closing : store::closings(database)) {
      if (is_closed(closing)) latest = closing.period;
    }
  });
  return latest;
}

Outcome close_verify(const Context& context, const std::string& text) {
  Table differences{.key = "differences", .title = {"差异", "Differences"}};
  differences.columns = {{.key = "period", .title = {"期间", "Period"}, .type = Type::id},
                         {.key = "figure", .title = {"表", "Figure"}, .type = Type::id},
                         {.key = "row", .title = {"行", "Row"}, .type = Type::id},
                         {.key = "was", .title = {"结账时", "At the close"}},
                         {.key = "now", .title = {"现在", "Now"}}};
  std::vector<std::pair<store::Closing, std::vector<store::Snapshot>>> closed;
  read(context, [&](store::Database& database) {
    for (const store::Closing& closing : store::closings(database)) {
      const bool wanted = text.empty() || closing_period(context, text).label == closing.period;
      if (wanted && is_closed(closing)) closed.emplace_back(closing, store::snapshots(database, closing.id));
    }
  });
  if (closed.empty()) {
    throw base::Error(
        base::Exit::finding,
        {.code = "E8308",
         .value = text,
         .message = {"没有已结账的期间可核对", "there is no closed period to verify"},
         .help = {"salesops close status 列出各期间", "salesops close status lists the periods"}});
  }
  read(context, [&](store::Database& database) {
    for (const auto& [closing, snapshots] : closed)
      verify_period(context, database, closing, snapshots, differences);
  });
  const std::size_t count = differences.rows.size();
  Outcome outcome;
  outcome.messages = {{fmt::format("核对 {} 个期间：{}", closed.size(),
                                   count == 0 ? "与结账时一致" : fmt::format("{} 处不同", count)),
                       fmt::format("{} periods verified: {}", closed.size(),
                                   count == 0 ? "as at the close" : fmt::format("{} differences", count))}};
  outcome.exit = count == 0 ? base::Exit::ok : base::Exit::finding;
  if (count > 0) {
    outcome.document =
        document::single_table("close_verify", {"月结核对", "Close verification"}, std::move(differences));
    outcome.document->currency = context.config.company.currency;
  }
  return outcome;
}

}  // namespace salesops::app
