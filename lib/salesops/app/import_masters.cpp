// Nodes, reps, customers and products. They are few and depend on one another (a parent may stand behind its
// child), so a file is read whole, checked together with all that is stored, and only then written.
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

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

org::CustomerRow customer_row(Cells& cells) {
  enum { id, name, node, rep, terms, credit_limit, grade, customer_class, from, to };
  org::CustomerRow row{.id = cells.text(id),
                       .name = cells.text(name),
                       .node = cells.id(node, References::Of::node, store::CodeIndex::Of::node),
                       .rep = cells.id(rep, References::Of::rep, store::CodeIndex::Of::rep),
                       .terms = cells.text(terms),
                       .credit_limit = cells.amount(credit_limit),
                       .grade = cells.text(grade),
                       .customer_class = cells.text(customer_class),
                       .valid = {cells.date(from), cells.date(to)}};
  calendar::Terms read;
  calendar::TermsFault fault;
  if (!row.terms.empty() && !cells.run.context.config.terms.resolve(row.terms, read, fault)) {
    cells.found.add(cells.run.source.finding(terms, fault.code.c_str(), fault.message, fault.help));
  }
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
  struct Item {
    Row row;
    Origin from;
    bool update = false;
  };

  void read(Row (*build)(Cells&)) {
    std::vector<Value> values;
    std::unordered_map<std::int64_t, std::string> ids;
    while (run_.source.next()) {
      base::check_interrupt();
      base::Diagnostics found;
      Row row;
      if (run_.source.read(values, found)) {
        Cells cells{run_, values, found, ids};
        row = build(cells);
        row.place = {.file = run_.source.reader().name(), .line = run_.source.line()};
      }
      if (found.ok()) {
        items_.push_back({std::move(row), run_.origin(0)});
      } else {
        run_.reject(run_.origin(0), found);
      }
    }
  }

  // Leaves in items_ what is to be written.
  void decide() {
    std::vector<Row> rows;
    rows.reserve(items_.size());
    for (const Item& item : items_) rows.push_back(item.row);
    const std::vector<store::Presence> presence = store_.compare(rows);
    std::map<std::pair<std::string_view, std::optional<calendar::Date>>, std::size_t> first;
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      Item& item = items_[i];
      const auto [place, is_first] = first.try_emplace({item.row.id, item.row.valid.from}, i);
      const std::string stored = presence[i] == store::Presence::absent ? "" : store_.stored(item.row);
      if (!is_first) {
        decide_repeated(item, items_[place->second]);
      } else if (stored.empty()) {
        kept.push_back(i);
      } else if (presence[i] == store::Presence::same) {
        ++run_.tally.unchanged;
      } else {
        decide_changed(item, stored);
        if (item.update) kept.push_back(i);
      }
    }
    std::vector<Item> rest;
    rest.reserve(kept.size());
    for (const std::size_t i : kept) rest.push_back(std::move(items_[i]));
    items_ = std::move(rest);
  }

  // A row whose key stands above in the same file.
  void decide_repeated(const Item& item, const Item& first) {
    if (describe(first.row) == describe(item.row)) {
      ++run_.tally.unchanged;
      return;
    }
    const std::string id = item.row.id;
    run_.reject(
        item.from,
        run_.at(item.from, "E2318", "id", id,
                {id + " 在这个文件里出现过，同一生效日期而内容不同",
                 id + " stands above in this file with the same first day and other content"},
                {"删去一行，或写不同的生效日期", "remove one of the rows or give another valid_from"}));
  }

  void decide_changed(Item& item, const std::string& stored) {
    if (run_.request.on_conflict == OnConflict::stop) {
      run_.reject(item.from, run_.conflict(item.from, item.row.id, stored, describe(item.row)));
    } else if (run_.request.on_conflict == OnConflict::skip) {
      ++run_.tally.kept;
    } else {
      item.update = true;
    }
  }

  // Builds the organisation as it would be. Rejects the rows that findings point at; true when there were
  // some.
  bool reject_what_does_not_fit() {
    org::Rows all = run_.references.rows();
    (all.*table_).reserve((all.*table_).size() + items_.size());
    for (const Item& item : items_) {
      if (item.update) {
        std::erase_if(all.*table_, [&](const Row& row) {
          return row.id == item.row.id && row.valid.from == item.row.valid.from && row.place.line == 0;
        });
      }
      (all.*table_).push_back(item.row);
    }
    base::Diagnostics found;
    org::Org::build(std::move(all), found);
    if (found.ok()) return false;
    std::set<std::size_t> lines;
    for (const base::Diagnostic& one : found.kept()) {
      const auto item = std::find_if(items_.begin(), items_.end(),
                                     [&](const Item& i) { return i.from.line == one.place.line; });
      if (one.severity != base::Severity::error || item == items_.end() || lines.contains(one.place.line))
        continue;
      run_.reject(item->from, one);
      lines.insert(one.place.line);
    }
    if (lines.empty()) found.raise_if_any(base::Exit::bad_data);
    std::erase_if(items_, [&](const Item& item) { return lines.contains(item.from.line); });
    return true;
  }

  void apply() {
    std::vector<Row> fresh;
    fresh.reserve(items_.size());
    for (Item& item : items_) {
      if (!item.update) fresh.push_back(std::move(item.row));
    }
    if (run_.findings.ok() || run_.request.partial) store_.insert(fresh, run_.batch);
    run_.tally.added += fresh.size();
    for (const Item& item : items_) {
      if (!item.update) continue;
      store_.update(item.row, run_.batch);
      ++run_.tally.updated;
    }
  }

  ImportRun& run_;
  std::vector<Row> org::Rows::*table_;
  store::OrgTable<Row> store_;
  std::vector<Item> items_{};
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
