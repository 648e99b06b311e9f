// Nodes, reps, customers and products. They are few and depend on one another (a parent may stand behind its
// child), so a file is read whole, checked together with all that is stored, and only then written.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "salesops/app/import_run.hpp"
#include "salesops/base/interrupt.hpp"
#include "salesops/org/org.hpp"
#include "salesops/store/match_sides.hpp"
#include "salesops/store/org_store.hpp"

namespace salesops::app {

namespace {

using ingest::Value;
using Described = ImportRun::Described;

std::optional<std::string> some(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}
std::optional<std::string> some(const std::optional<calendar::Date>& date) {
  return date ? std::optional(calendar::to_string(*date)) : std::nullopt;
}
std::optional<std::string> some(const std::optional<money::Money>& amount) {
  return amount ? std::optional(std::to_string(amount->minor())) : std::nullopt;
}

// The cells of the present row and where its findings go.
struct Cells {
  ImportRun& run;
  const std::vector<Value>& values;
  base::Diagnostics& found;
  std::unordered_map<std::int64_t, std::string>& ids;  // of nodes and reps, by key; negative: reps
  std::unordered_set<std::string>& good_terms;         // seen in earlier rows

  std::string text(std::size_t field) const { return std::string(values[field].text); }
  std::optional<calendar::Date> date(std::size_t field) const {
    return values[field].present ? std::optional(values[field].date()) : std::nullopt;
  }
  std::optional<money::Money> amount(std::size_t field) const {
    return values[field].present ? std::optional(values[field].amount()) : std::nullopt;
  }
  // The id of a node or rep that the cell names by id or name.
  std::string id(std::size_t field, References::Of of, store::CodeIndex::Of table) {
    if (!values[field].present) return "";
    ReferenceFault fault;
    const std::int64_t key = run.references.find(of, values[field].text, run.batch, fault);
    if (key == 0) {
      found.add(run.source.finding(field, fault.code, fault.message, fault.help));
      return "";
    }
    const auto [place, fresh] = ids.try_emplace(of == References::Of::rep ? -key : key);
    if (fresh) place->second = store::code_of(run.transaction.database(), table, key);
    return place->second;
  }
  void check_terms(std::size_t field, const std::string& terms) {
    if (good_terms.contains(terms)) return;
    calendar::Terms read;
    calendar::TermsFault fault;
    if (run.context.config.terms.resolve(terms, read, fault))
      good_terms.insert(terms);
    else
      found.add(run.source.finding(field, fault.code.c_str(), fault.message, fault.help));
  }
};

org::NodeRow node_row(Cells& cells) {
  enum { id, name, kind, parent, from, to };
  return {.id = cells.text(id),
          .name = cells.text(name),
          .kind = cells.text(kind),
          .parent = cells.text(parent),
          .valid = {cells.date(from), cells.date(to)}};
}

org::RepRow rep_row(Cells& cells) {
  enum { id, name, node, from, to };
  return {.id = cells.text(id),
          .name = cells.text(name),
          .node = cells.id(node, References::Of::node, store::CodeIndex::Of::node),
          .valid = {cells.date(from), cells.date(to)}};
}

std::string calendar_text(Cells& cells, std::size_t field) {
  const calendar::NamedCalendars& named = cells.run.context.config.terms.calendars;
  calendar::CustomerCalendar calendar;
  std::string unknown;
  if (calendar::parse_customer_calendar(cells.values[field].text, named, calendar, unknown))
    return calendar.text;
  base::Text help = calendar::unknown_calendar_help(unknown, named);
  help.zh = "日子写成 2026-06-12..2026-07-08 或每年的 06-12..07-08；" + help.zh;
  help.en = "days are 2026-06-12..2026-07-08, or of every year 06-12..07-08; " + help.en;
  cells.found.add(cells.run.source.finding(field, "E2324",
                                           {fmt::format("里的 {} 不是日子，也不是日历", unknown),
                                            fmt::format("has {}, neither days nor a calendar", unknown)},
                                           help));
  return {};
}

org::CustomerRow customer_row(Cells& cells) {
  enum { id, name, node, rep, terms, credit_limit, grade, customer_class, from, to, pays };
  org::CustomerRow row{.id = cells.text(id),
                       .name = cells.text(name),
                       .node = cells.id(node, References::Of::node, store::CodeIndex::Of::node),
                       .rep = cells.id(rep, References::Of::rep, store::CodeIndex::Of::rep),
                       .terms = cells.text(terms),
                       .credit_limit = cells.amount(credit_limit),
                       .grade = cells.text(grade),
                       .customer_class = cells.text(customer_class),
                       .valid = {cells.date(from), cells.date(to)}};
  if (!row.terms.empty()) cells.check_terms(terms, row.terms);
  if (cells.values[pays].present) row.calendar = calendar_text(cells, pays);
  return row;
}

org::ProductRow product_row(Cells& cells) {
  enum { id, name, group, uom, price, cost };
  return {.id = cells.text(id),
          .name = cells.text(name),
          .group = cells.text(group),
          .uom = cells.text(uom),
          .price = cells.amount(price),
          .cost = cells.amount(cost)};
}

Described describe(const org::NodeRow& row) {
  return {{"name", some(row.name)},
          {"kind", some(row.kind)},
          {"parent", some(row.parent)},
          {"valid_to", some(row.valid.to)}};
}
Described describe(const org::RepRow& row) {
  return {{"name", some(row.name)}, {"node", some(row.node)}, {"valid_to", some(row.valid.to)}};
}
Described describe(const org::CustomerRow& row) {
  return {{"name", some(row.name)},
          {"node", some(row.node)},
          {"rep", some(row.rep)},
          {"terms", some(row.terms)},
          {"credit_limit", some(row.credit_limit)},
          {"grade", some(row.grade)},
          {"class", some(row.customer_class)},
          {"calendar", some(row.calendar)},
          {"valid_to", some(row.valid.to)}};
}
Described describe(const org::ProductRow& row) {
  return {{"name", some(row.name)},
          {"product_group", some(row.group)},
          {"uom", some(row.uom)},
          {"price", some(row.price)},
          {"cost", some(row.cost)}};
}

template <class Row>
class MasterLoader {
 public:
  MasterLoader(ImportRun& run, std::vector<Row> org::Rows::*table)
      : run_(run), table_(table), store_(run.transaction) {}

  void load(Row (*build)(Cells&)) {
    read(build);
    decide();
    while (reject_what_does_not_fit()) {
    }
    apply();
    run_.references.forget();
  }

 private:
  void read(Row (*build)(Cells&)) {
    std::vector<Value> values;
    std::unordered_map<std::int64_t, std::string> ids;
    std::unordered_set<std::string> good_terms;
    while (run_.source.next()) {
      base::check_interrupt();
      base::Diagnostics found;
      Row row;
      if (run_.source.read(values, found)) {
        Cells cells{run_, values, found, ids, good_terms};
        row = build(cells);
        row.place = {.file = run_.source.reader().name(), .line = run_.source.line()};
      }
      if (found.ok()) {
        rows_.push_back(std::move(row));
        from_.push_back(run_.origin(0));
      } else {
        run_.reject(run_.origin(0), found);
      }
    }
  }

  // Leaves in rows_ what is to be written.
  void decide() {
    const std::vector<store::Presence> presence = store_.compare(rows_);
    std::map<std::pair<std::string_view, std::optional<calendar::Date>>, std::size_t> first;
    std::vector<bool> kept(rows_.size());
    update_.assign(rows_.size(), false);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const Row& row = rows_[i];
      const auto [place, is_first] = first.try_emplace({row.id, row.valid.from}, i);
      const std::string stored = presence[i] == store::Presence::absent ? "" : store_.stored(row);
      if (!is_first) {
        decide_repeated(i, place->second);
      } else if (stored.empty()) {
        kept[i] = true;
      } else if (presence[i] == store::Presence::same) {
        ++run_.tally.unchanged;
      } else {
        kept[i] = update_[i] = decide_changed(i, stored);
      }
    }
    keep(kept);
  }

  void keep(const std::vector<bool>& kept) {
    std::size_t to = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) {
      if (!kept[i]) continue;
      if (to != i) {
        rows_[to] = std::move(rows_[i]);
        from_[to] = std::move(from_[i]);
        update_[to] = update_[i];
      }
      ++to;
    }
    rows_.resize(to);
    from_.resize(to);
    update_.resize(to);
  }

  // A row whose key stands above in the same file.
  void decide_repeated(std::size_t i, std::size_t first) {
    if (describe(rows_[first]) == describe(rows_[i])) {
      ++run_.tally.unchanged;
      return;
    }
    const std::string& id = rows_[i].id;
    run_.reject(
        from_[i],
        run_.at(from_[i], "E2318", "id", id,
                {id + " 在这个文件里出现过，同一生效日期而内容不同",
                 id + " stands above in this file with the same first day and other content"},
                {"删去一行，或写不同的生效日期", "remove one of the rows or give another valid_from"}));
  }

  // Whether the stored row is to be updated.
  bool decide_changed(std::size_t i, const std::string& stored) {
    if (run_.request.on_conflict == OnConflict::stop) {
      run_.reject(from_[i], run_.conflict(from_[i], rows_[i].id, stored, describe(rows_[i]),
                                          run_.context.config.company.currency.code));
    } else if (run_.request.on_conflict == OnConflict::skip) {
      ++run_.tally.kept;
    }
    return run_.request.on_conflict == OnConflict::update;
  }

  // Builds the organisation as it would be. Rejects the rows that findings point at; true when there were
  // some.
  bool reject_what_does_not_fit() {
    org::Rows all = run_.references.rows();
    std::vector<Row>& table = all.*table_;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (!update_[i]) continue;
      std::erase_if(table, [&](const Row& row) {
        return row.id == rows_[i].id && row.valid.from == rows_[i].valid.from && row.place.line == 0;
      });
    }
    table.insert(table.end(), rows_.begin(), rows_.end());
    base::Diagnostics found;
    org::Org::build(std::move(all), found);
    if (found.ok()) return false;
    std::vector<bool> kept(rows_.size(), true);
    bool rejected = false;
    for (const base::Diagnostic& one : found.kept()) {
      const auto at = std::find_if(from_.begin(), from_.end(),
                                   [&](const Origin& from) { return from.line == one.place.line; });
      const auto i = static_cast<std::size_t>(at - from_.begin());
      if (one.severity != base::Severity::error || at == from_.end() || !kept[i]) continue;
      run_.reject(*at, one);
      kept[i] = false;
      rejected = true;
    }
    if (!rejected) found.raise_if_any(base::Exit::bad_data);
    keep(kept);
    return true;
  }

  void apply() {
    const auto updates = static_cast<std::size_t>(std::count(update_.begin(), update_.end(), true));
    std::vector<Row> fresh;
    if (updates > 0) {
      for (std::size_t i = 0; i < rows_.size(); ++i) {
        if (!update_[i]) fresh.push_back(rows_[i]);
      }
    }
    if (run_.findings.ok() || run_.request.partial) store_.insert(updates > 0 ? fresh : rows_, run_.batch);
    run_.tally.added += rows_.size() - updates;
    run_.tally.updated += updates;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (update_[i]) store_.update(rows_[i], run_.batch);
    }
  }

  ImportRun& run_;
  std::vector<Row> org::Rows::*table_;
  store::OrgTable<Row> store_;
  std::vector<Row> rows_{};  // of the file, those that are good
  std::vector<Origin> from_{};
  std::vector<bool> update_{};  // stored before with other content
};

}  // namespace

void load_masters(ImportRun& run) {
  if (run.kind.name == "org") MasterLoader<org::NodeRow>(run, &org::Rows::nodes).load(node_row);
  if (run.kind.name == "reps") MasterLoader<org::RepRow>(run, &org::Rows::reps).load(rep_row);
  if (run.kind.name == "customers")
    MasterLoader<org::CustomerRow>(run, &org::Rows::customers).load(customer_row);
  if (run.kind.name == "products") MasterLoader<org::ProductRow>(run, &org::Rows::products).load(product_row);
}

}  // namespace salesops::app
