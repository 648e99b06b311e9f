#include "salesops/store/org_store.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "salesops/base/text.hpp"
#include "salesops/store/document_writer.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

constexpr std::string_view kSelectNodes =
    "SELECT n.code, s.name, s.kind, p.code, s.valid_from, s.valid_to FROM node_span s JOIN node n ON "
    "n.id=s.node "
    "LEFT JOIN node p ON p.id=s.parent ORDER BY n.code, s.valid_from";
constexpr std::string_view kSelectReps =
    "SELECT r.code, s.name, n.code, s.valid_from, s.valid_to FROM rep_span s JOIN rep r ON r.id=s.rep "
    "JOIN node n ON n.id=s.node ORDER BY r.code, s.valid_from";
constexpr std::string_view kSelectCustomers =
    "SELECT c.code, s.name, n.code, r.code, s.terms, s.credit_limit, s.grade, s.class, s.calendar, "
    "s.valid_from, s.valid_to "
    "FROM customer_span s JOIN customer c ON c.id=s.customer LEFT JOIN node n ON n.id=s.node "
    "LEFT JOIN rep r ON r.id=s.rep ORDER BY c.code, s.valid_from";
constexpr std::string_view kSelectProducts =
    "SELECT p.code, s.name, s.product_group, s.uom, s.price, s.cost, s.valid_from, s.valid_to FROM "
    "product_span s "
    "JOIN product p ON p.id=s.product ORDER BY p.code, s.valid_from";

org::Validity validity(const Statement& row, int column) {
  return {row.maybe_date(column), row.maybe_date(column + 1)};
}

std::optional<money::Money> maybe_amount(const Statement& row, int column) {
  if (row.null(column)) return std::nullopt;
  return row.amount(column);
}

void load_nodes(Database& database, org::Rows& rows) {
  for (Statement row(database, kSelectNodes); row.step();) {
    rows.nodes.push_back({row.string(0), row.string(1), row.string(2), row.string(3), validity(row, 4), {}});
  }
  for (Statement row(database, kSelectReps); row.step();) {
    rows.reps.push_back({row.string(0), row.string(1), row.string(2), validity(row, 3), {}});
  }
}

Value day(const std::optional<calendar::Date>& date) {
  return date ? Value::of(std::int64_t{date->number()}) : Value::none();
}

Value amount(const std::optional<money::Money>& money) {
  return money ? Value::of(money->minor()) : Value::none();
}

// The tables a row of master data refers to by code, and the texts that its values look at.
struct References {
  CodeIndex nodes;
  CodeIndex reps;
  CodeIndex own;  // the things of this kind
  std::vector<std::string> texts;

  // 0 for a code that is not stored: such a row is never equal to a stored one and cannot be inserted.
  static Value of(const CodeIndex& index, const std::string& code) {
    return code.empty() ? Value::none() : Value::of(index.find(code));
  }
};

void put(const References& refs, const org::NodeRow& row, Value* to) {
  *to++ = References::of(refs.own, row.id);
  *to++ = day(row.valid.from);
  *to++ = day(row.valid.to);
  *to++ = Value::of(row.name);
  *to++ = Value::of(row.kind);
  *to = References::of(refs.own, row.parent);
}

void put(const References& refs, const org::RepRow& row, Value* to) {
  *to++ = References::of(refs.own, row.id);
  *to++ = day(row.valid.from);
  *to++ = day(row.valid.to);
  *to++ = Value::of(row.name);
  *to = References::of(refs.nodes, row.node);
}

// `texts` was reserved: views into it stay valid.
void put(References& refs, const org::CustomerRow& row, Value* to) {
  refs.texts.push_back(base::fold_name(row.name));
  *to++ = References::of(refs.own, row.id);
  *to++ = day(row.valid.from);
  *to++ = day(row.valid.to);
  *to++ = Value::of(row.name);
  *to++ = Value::of(refs.texts.back());
  *to++ = References::of(refs.nodes, row.node);
  *to++ = References::of(refs.reps, row.rep);
  *to++ = Value::optional(row.terms);
  *to++ = amount(row.credit_limit);
  *to++ = Value::optional(row.grade);
  *to++ = Value::optional(row.customer_class);
  *to = Value::optional(row.calendar);
}

void put(const References& refs, const org::ProductRow& row, Value* to) {
  *to++ = References::of(refs.own, row.id);
  *to++ = day(row.valid.from);
  *to++ = day(row.valid.to);
  *to++ = Value::of(row.name);
  *to++ = Value::optional(row.group);
  *to++ = Value::optional(row.uom);
  *to++ = amount(row.price);
  *to = amount(row.cost);
}

CodeIndex::Of own_table(const org::NodeRow*) {
  return CodeIndex::Of::node;
}
CodeIndex::Of own_table(const org::RepRow*) {
  return CodeIndex::Of::rep;
}
CodeIndex::Of own_table(const org::CustomerRow*) {
  return CodeIndex::Of::customer;
}
CodeIndex::Of own_table(const org::ProductRow*) {
  return CodeIndex::Of::product;
}

[[noreturn]] void unresolved(const std::string& id) {
  throw base::Error(
      base::Exit::internal,
      base::Diagnostic{.code = "E9302",
                       .value = id,
                       .message = {"主数据 " + id + " 引用了不存在的对象",
                                   "master data " + id + " refers to something that does not exist"},
                       .help = {"这是程序缺陷；什么也没有改变", "this is a bug; nothing was changed"}});
}

}  // namespace

org::Rows load_org_rows(Database& database) {
  org::Rows rows;
  load_nodes(database, rows);
  for (Statement row(database, kSelectCustomers); row.step();) {
    rows.customers.push_back({row.string(0),
                              row.string(1),
                              row.string(2),
                              row.string(3),
                              row.string(4),
                              maybe_amount(row, 5),
                              row.string(6),
                              row.string(7),
                              row.string(8),
                              validity(row, 9),
                              {}});
  }
  for (Statement row(database, kSelectProducts); row.step();) {
    rows.products.push_back({row.string(0),
                             row.string(1),
                             row.string(2),
                             row.string(3),
                             maybe_amount(row, 4),
                             maybe_amount(row, 5),
                             validity(row, 6),
                             {}});
  }
  return rows;
}

template <class Row>
struct OrgTable<Row>::Implementation {
  static constexpr const Row* kKind = nullptr;

  explicit Implementation(WriteTransaction& given)
      : transaction(given), writer(given, shape_of(kKind)), refs(load()) {}

  References load() {
    Database& database = transaction.database();
    return {CodeIndex(database, CodeIndex::Of::node),
            CodeIndex(database, CodeIndex::Of::rep),
            CodeIndex(database, own_table(kKind)),
            {}};
  }

  std::span<const Value> of(std::span<const Row> rows) {
    refs.texts.clear();
    refs.texts.reserve(rows.size());
    values.assign(rows.size() * writer.width(), Value{});
    for (std::size_t i = 0; i < rows.size(); ++i) put(refs, rows[i], values.data() + i * writer.width());
    return values;
  }

  // The things that are not stored yet, in the order of their ids.
  void add_things(std::span<const Row> rows, std::int64_t batch) {
    std::vector<std::string_view> added;
    for (const Row& row : rows) {
      if (refs.own.find(row.id) == 0) added.push_back(row.id);
    }
    std::sort(added.begin(), added.end());
    added.erase(std::unique(added.begin(), added.end()), added.end());
    if (added.empty()) return;
    std::vector<Value> codes;
    for (const std::string_view id : added) codes.push_back(Value::of(id));
    const std::string noun = shape_of(kKind).noun;
    Incoming things(transaction.database(), "incoming_thing_" + noun);
    things.show(codes, 1);
    Statement(transaction.database(),
              "INSERT INTO " + noun + "(code, batch) SELECT c0, ?1 FROM incoming_thing_" + noun)
        .run_with(batch);
    refs = load();
  }

  void require_resolved(std::span<const Row> rows) const {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const bool reference = shape_of(kKind).columns[i % writer.width()].as == ShapeColumn::As::reference;
      if (reference && values[i] == Value::of(std::int64_t{0})) unresolved(rows[i / writer.width()].id);
    }
  }

  WriteTransaction& transaction;
  DocumentWriter writer;
  References refs;
  std::vector<Value> values;
};

template <class Row>
OrgTable<Row>::OrgTable(WriteTransaction& transaction)
    : implementation_(std::make_unique<Implementation>(transaction)) {}
template <class Row>
OrgTable<Row>::~OrgTable() = default;

template <class Row>
std::vector<Presence> OrgTable<Row>::compare(std::span<const Row> rows) {
  const CodeIndex& stored = implementation_->refs.own;
  if (std::ranges::all_of(rows, [&](const Row& row) { return stored.find(row.id) == 0; }))
    return std::vector(rows.size(), Presence::absent);
  return implementation_->writer.compare(implementation_->of(rows));
}

template <class Row>
void OrgTable<Row>::insert(std::span<const Row> rows, std::int64_t batch) {
  implementation_->add_things(rows, batch);
  const auto values = implementation_->of(rows);
  implementation_->require_resolved(rows);
  implementation_->writer.insert(values, batch);
  implementation_->transaction.database().join();  // `values` and the keys of new things are used again
}

template <class Row>
void OrgTable<Row>::update(const Row& row, std::int64_t batch) {
  const auto values = implementation_->of({&row, 1});
  implementation_->require_resolved({&row, 1});
  implementation_->writer.update(values.data(), batch);
}

template <class Row>
std::string OrgTable<Row>::stored(const Row& row) {
  return implementation_->writer.stored(implementation_->of({&row, 1}).data());
}

template class OrgTable<org::NodeRow>;
template class OrgTable<org::RepRow>;
template class OrgTable<org::CustomerRow>;
template class OrgTable<org::ProductRow>;

void add_customer_alias(WriteTransaction& transaction, std::int64_t customer, std::string_view name,
                        std::int64_t batch) {
  const std::string folded = base::fold_name(name);
  Statement(transaction.database(),
            "INSERT INTO customer_alias(customer, name, folded, batch) VALUES (?,?,?,?) ON CONFLICT(folded) "
            "DO NOTHING")
      .run_with(customer, name, folded, batch);
}

std::vector<std::string> customers_named(Database& database, std::string_view name) {
  const std::string folded = base::fold_name(name);
  Statement rows(
      database,
      "SELECT code FROM customer WHERE id IN (SELECT customer FROM customer_span WHERE folded=?1 UNION "
      "SELECT customer FROM customer_alias WHERE folded=?1) ORDER BY code");
  rows.bind(1, folded);
  std::vector<std::string> codes;
  while (rows.step()) codes.push_back(rows.string(0));
  return codes;
}

bool any_customer_calendar(Database& database) {
  return one_integer(database, "SELECT EXISTS (SELECT 1 FROM customer_span WHERE calendar IS NOT NULL)") == 1;
}

std::int64_t create_customer(WriteTransaction& transaction, std::string_view code, std::string_view name,
                             std::int64_t batch) {
  Database& database = transaction.database();
  Statement(database, "INSERT INTO customer(code, batch) VALUES (?,?)").run_with(code, batch);
  const std::int64_t customer = last_id(database);
  Statement(database, "INSERT INTO customer_span(customer, name, folded, batch) VALUES (?,?,?,?)")
      .run_with(customer, name, base::fold_name(name), batch);
  return customer;
}

}  // namespace salesops::store
