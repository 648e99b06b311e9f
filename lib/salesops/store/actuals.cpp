#include "salesops/store/actuals.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <utility>

#include "salesops/base/checked.hpp"
#include "salesops/store/owners.hpp"
#include "salesops/store/statement.hpp"
#include "salesops/target/credit.hpp"

namespace salesops::store {

namespace {

struct Source {
  std::string_view metric;
  std::string_view plain;  // customer, date, value in hundredths
  std::string_view whose;  // rep, product, credit
  std::string_view from;   // ?1 … ?2: the span
};
// Quantities are millionths in the database.
constexpr std::string_view kOfSale = ", rep, product, credit";
constexpr std::string_view kSales = " FROM sale WHERE date BETWEEN ?1 AND ?2";
constexpr Source kSources[] = {
    {"sales", "customer, date, amount", kOfSale, kSales},
    {"collection", "customer, date, amount",
     ", (SELECT rep FROM invoice i WHERE i.id = receipt.invoice), NULL, NULL",
     " FROM receipt WHERE date BETWEEN ?1 AND ?2"},
    {"gross_profit", "customer, date, amount - ifnull(tax, 0) - ifnull(cost, 0)", kOfSale, kSales},
    {"quantity", "customer, date, ifnull(quantity, 0) / 10000", kOfSale, kSales},
    {"new_customers", "customer, min(issue_date), 100", ", NULL, NULL, NULL",
     " FROM invoice WHERE kind = 'invoice' AND issue_date BETWEEN ?1 AND ?2 AND NOT EXISTS (SELECT 1 FROM "
     "invoice o WHERE o.customer = invoice.customer AND o.issue_date < ?1 AND o.issue_date >= ?1 - 365) "
     "GROUP BY customer"},
};

const Source* source_of(std::string_view metric) {
  for (const Source& source : kSources) {
    if (source.metric == metric) return &source;
  }
  return nullptr;
}

bool wants(std::span<const ActualBy> by, ActualBy dimension) {
  return std::ranges::find(by, dimension) != by.end();
}

// Texts by number, each once; 0 is "".
class Texts {
 public:
  std::uint32_t number(std::string_view text) {
    const auto found = numbers_.find(text);
    if (found != numbers_.end()) return found->second;
    const auto next = static_cast<std::uint32_t>(texts_.size());
    texts_.emplace_back(text);
    return numbers_.emplace(std::string(text), next).first->second;
  }
  const std::string& text(std::uint32_t number) const { return texts_[number]; }

 private:
  std::vector<std::string> texts_{""};
  std::map<std::string, std::uint32_t, std::less<>> numbers_{{"", 0}};
};

// The codes of a table, each looked up once.
class Codes {
 public:
  Codes(Database& database, const char* table)
      : find_(database, std::string("SELECT code FROM ") + table + " WHERE id = ?1") {}
  std::uint32_t number(std::int64_t id, Texts& texts) {
    if (id == 0) return 0;
    const auto [known, fresh] = numbers_.try_emplace(id, 0);
    if (!fresh) return known->second;
    find_.bind_all(id);
    if (find_.step()) known->second = texts.number(find_.text(0));
    find_.reset();
    return known->second;
  }

 private:
  Statement find_;
  std::unordered_map<std::int64_t, std::uint32_t> numbers_;
};

constexpr std::size_t kDimensions = 7;
using Key = std::array<std::uint32_t, kDimensions>;  // texts, in the order of `by`
using Sums = std::map<Key, std::int64_t>;

struct Share {
  std::uint32_t rep;
  std::int64_t millionths;
};

}  // namespace

struct Actuals::Implementation {
  explicit Implementation(Database& given)
      : database(given),
        owners(given),
        nodes(given, "node"),
        reps(given, "rep"),
        customers(given, "customer"),
        products(given, "product"),
        group(given,
              "SELECT product_group FROM product_span WHERE product = ?1 AND ifnull(valid_from, -1000000) <= "
              "?2 ORDER BY ifnull(valid_from, -1000000) DESC LIMIT 1"),
        credit(given, "SELECT key, value FROM json_each(?1) ORDER BY key") {}

  Statement& statement(const Source& source, bool details) {
    const auto [known, fresh] = statements.try_emplace({&source, details});
    if (fresh)
      known->second = std::make_unique<Statement>(database, "SELECT " + std::string(source.plain) +
                                                                std::string(details ? source.whose : "") +
                                                                std::string(source.from));
    return *known->second;
  }

  // The reps who share the credit of an order, by their codes.
  const std::vector<Share>& shares_of(std::string_view text) {
    shares.clear();
    credit.bind(1, text);
    while (credit.step()) shares.push_back({texts.number(credit.text(0)), credit.integer(1)});
    credit.reset();
    return shares;
  }

  std::uint32_t group_of(std::int64_t product, calendar::Date day) {
    if (product == 0) return 0;
    const auto [known, fresh] = groups.try_emplace({product, day.number()}, 0);
    if (!fresh) return known->second;
    group.bind_all(product, day);
    if (group.step()) known->second = texts.number(group.text(0));
    group.reset();
    return known->second;
  }

  std::uint32_t key_of(ActualBy dimension, const Statement& row, calendar::Date day,
                       const Owners::Owner& owner, bool today) {
    switch (dimension) {
      case ActualBy::node:
        return nodes.number(owner.node, texts);
      case ActualBy::rep: {
        const std::int64_t own = today ? 0 : row.integer(3);
        return reps.number(own == 0 ? owner.rep : own, texts);
      }
      case ActualBy::customer:
        return customers.number(row.integer(0), texts);
      case ActualBy::customer_class:
        return texts.number(*owner.customer_class);
      case ActualBy::grade:
        return texts.number(*owner.grade);
      case ActualBy::product:
        return products.number(row.integer(4), texts);
      case ActualBy::product_group:
        break;
    }
    return group_of(row.integer(4), day);
  }

  Database& database;
  Owners owners;
  Texts texts;
  Codes nodes, reps, customers, products;
  Statement group, credit;
  std::map<std::pair<std::int64_t, std::int32_t>, std::uint32_t> groups;  // by product and day
  std::map<std::pair<const Source*, bool>, std::unique_ptr<Statement>> statements;
  std::vector<Share> shares;
};

namespace {

void add(std::int64_t& sum, std::int64_t amount) {
  sum = base::checked_add(sum, amount);
}

std::vector<ActualCell> cells_of(const Sums& sums, std::size_t dimensions, const Texts& texts) {
  std::vector<ActualCell> cells;
  for (const auto& [key, amount] : sums) {
    ActualCell cell{.keys = {}, .amount = amount};
    for (std::size_t at = 0; at < dimensions; ++at) cell.keys.push_back(texts.text(key[at]));
    cells.push_back(std::move(cell));
  }
  std::ranges::sort(cells, {}, &ActualCell::keys);
  return cells;
}

}  // namespace

Actuals::Actuals(Database& database) : implementation_(std::make_unique<Implementation>(database)) {}
Actuals::~Actuals() = default;

std::vector<ActualSums> Actuals::sums(std::string_view metric, std::span<const calendar::Span> spans,
                                      std::span<const ActualBy> by, std::optional<calendar::Date> owner_day) {
  Implementation& self = *implementation_;
  std::vector<ActualSums> found(spans.size());
  const Source* source = source_of(metric);
  if (source == nullptr || spans.empty()) return found;
  const bool details =
      wants(by, ActualBy::rep) || wants(by, ActualBy::product) || wants(by, ActualBy::product_group);
  const auto rep_at = static_cast<std::size_t>(std::ranges::find(by, ActualBy::rep) - by.begin());
  const bool shared = !owner_day && rep_at < by.size();
  std::vector<Sums> sums(spans.size());
  std::vector<std::int64_t> parts;
  Statement& row = self.statement(*source, details);
  row.bind_all(spans.front().first, spans.back().last);
  while (row.step()) {
    const calendar::Date day = row.date(1);
    const auto span = std::ranges::lower_bound(spans, day, {}, &calendar::Span::last);
    if (day < span->first) continue;  // between two spans
    const auto at = static_cast<std::size_t>(span - spans.begin());
    const std::int64_t value = row.integer(2);
    add(found[at].total, value);
    const Owners::Owner owner = self.owners.on(row.integer(0), owner_day.value_or(day));
    Key key{};
    for (std::size_t i = 0; i < by.size(); ++i)
      key[i] = self.key_of(by[i], row, day, owner, owner_day.has_value());
    if (!shared || row.null(5)) {
      add(sums[at][key], value);
      continue;
    }
    const std::vector<Share>& shares = self.shares_of(row.text(5));
    parts.clear();
    for (const Share& share : shares) parts.push_back(share.millionths);
    parts = target::split_credit(value, parts);
    for (std::size_t i = 0; i < shares.size(); ++i) {
      key[rep_at] = shares[i].rep;
      add(sums[at][key], parts[i]);
    }
  }
  row.reset();
  for (std::size_t at = 0; at < spans.size(); ++at)
    found[at].cells = cells_of(sums[at], by.size(), self.texts);
  return found;
}

}  // namespace salesops::store
