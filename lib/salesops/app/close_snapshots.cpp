#include "salesops/app/close_snapshots.hpp"

#include <map>

#include "salesops/app/budget_carry.hpp"
#include "salesops/app/reports/data_sets.hpp"
#include "salesops/base/sha256.hpp"
#include "salesops/document/canonical.hpp"

namespace salesops::app {

using calendar::Period;
using document::Table;

Period closing_period(const Context& context, const std::string& text) {
  const Period period = context.config.calendar.parse(text.empty() ? "last-month" : text, context.as_of);
  if (period.kind == calendar::PeriodKind::month) return period;
  throw base::Error(base::Exit::usage,
                    {.code = "E8305",
                     .field = "PERIOD",
                     .value = text,
                     .message = {"结账以月为期间", "periods are closed by month"},
                     .help = {"例如 2026-10 或 last-month", "for example 2026-10 or last-month"}});
}

std::vector<store::Snapshot> take_snapshots(const Context& context, store::Database& database,
                                            const Period& period) {
  struct Kind {
    const char* kind;
    const char* data;
    std::map<std::string, std::string> with;
  };
  const std::vector<Kind> kinds = {
      {"aging_customer", "aging", {}},
      {"aging_region", "aging", {{"by", "region"}}},
      {"attainment_collection", "attainment", {{"metric", "collection"}}},
      {"attainment_sales", "attainment", {{"metric", "sales"}}},
      {"budget", "budget", {{"by", "node,category"}}},
      {"open_items", "open_items", {}},
  };
  Context inner = context;
  inner.as_of = period.span.last;
  std::vector<store::Snapshot> snapshots;
  const auto freeze = [&](const char* kind, const Table& table) {
    std::string content = document::canonical(table, context.config.company.currency);
    std::string hash = base::sha256_hex(content);
    snapshots.push_back({kind, std::move(content), std::move(hash)});
  };
  for (const Kind& kind : kinds) freeze(kind.kind, fetch(inner, kind.data, {period, kind.with, {}}));
  freeze("budget_carry", carry_table(context, database, context.config.calendar.month_of(period.span.last)));
  return snapshots;
}

bool is_closed(const store::Closing& closing) {
  return closing.state == store::CloseState::closed || closing.state == store::CloseState::soft;
}

}  // namespace salesops::app
