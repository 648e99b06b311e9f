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

// A document, or a line of one, that counts; for one call. Keys of the store, 0 for none.
struct Fact {
  std::int64_t customer = 0, rep = 0, product = 0;
  calendar::Date date{};
  std::int64_t value = 0;               // hundredths
  const std::string* credit = nullptr;  // how it is shared between reps
};

// Facts that are no lines of sales as they stand, of the days ?1 … ?2: customer, date, value, rep, product,
// credit. The rep of a receipt is looked up only when it is asked for.
constexpr std::string_view kGrossProfit =
    "SELECT customer, date, amount - ifnull(tax, 0) - ifnull(cost, 0), rep, product, credit FROM sale "
    "WHERE date BETWEEN ?1 AND ?2";
constexpr std::string_view kReceipts =
    "SELECT customer, date, amount, NULL, NULL, NULL FROM receipt WHERE date BETWEEN ?1 AND ?2";
constexpr std::string_view kReceiptsWithRep =
    "SELECT customer, date, amount, (SELECT rep FROM invoice i WHERE i.id = receipt.invoice), NULL, NULL "
    "FROM receipt WHERE date BETWEEN ?1 AND ?2";
constexpr std::string_view kNewCustomers =
    "SELECT customer, min(issue_date), 100, NULL, NULL, NULL FROM invoice WHERE kind = 'invoice' "
    "AND issue_date BETWEEN ?1 AND ?2 AND NOT EXISTS (SELECT 1 FROM invoice o WHERE "
    "o.customer = invoice.customer AND o.issue_date < ?1 AND o.issue_date >= ?1 - 365) GROUP BY customer";

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
  explicit Implementation(SaleLines& given)
      : lines(given),
        database(given.database()),
        owners(database),
        nodes(database, "node"),
        reps(database, "rep"),
        customers(database, "customer"),
        products(database, "product"),
        group(database,
              "SELECT product_group FROM product_span WHERE product = ?1 AND ifnull(valid_from, -1000000) <= "
              "?2 ORDER BY ifnull(valid_from, -1000000) DESC LIMIT 1"),
        credit(database, "SELECT key, value FROM json_each(?1) ORDER BY key") {}

  // Calls the sink with every fact of a metric in a span.
  template <class Sink>
  void each(std::string_view metric, calendar::Span span, SaleParts parts, const Sink& sink) {
    if (metric == "sales" || metric == "quantity") {
      parts.quantity = metric == "quantity";
      lines.each(span, {}, parts, [&](const SaleLine& line) {
        sink(Fact{line.customer, line.rep, line.product, line.date,
                  parts.quantity ? line.quantity.value_or(0) / 10'000 : line.amount,
                  line.credit == 0 ? nullptr : &lines.credit(line)});
      });
    } else if (metric == "gross_profit") {
      each_row(kGrossProfit, span, sink);
    } else if (metric == "collection") {
      each_row(parts.rep ? kReceiptsWithRep : kReceipts, span, sink);
    } else if (metric == "new_customers") {
      each_row(kNewCustomers, span, sink);
    }
  }

  template <class Sink>
  void each_row(std::string_view sql, calendar::Span span, const Sink& sink) {
    Statement row(database, sql);
    row.bind_all(span.first, span.last);
    std::string shared;
    while (row.step()) {
      Fact fact{row.integer(0), row.integer(3), row.integer(4), row.date(1), row.integer(2)};
      if (!row.null(5)) {
        shared = row.text(5);
        fact.credit = &shared;
      }
      sink(fact);
    }
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

  std::uint32_t key_of(ActualBy dimension, const Fact& fact, const Owners::Owner& owner, bool today) {
    switch (dimension) {
      case ActualBy::node:
        return nodes.number(owner.node, texts);
      case ActualBy::rep:
        return reps.number(today || fact.rep == 0 ? owner.rep : fact.rep, texts);
      case ActualBy::customer:
        return customers.number(fact.customer, texts);
      case ActualBy::customer_class:
        return texts.number(*owner.customer_class);
      case ActualBy::grade:
        return texts.number(*owner.grade);
      case ActualBy::product:
        return products.number(fact.product, texts);
      case ActualBy::product_group:
        break;
    }
    return group_of(fact.product, fact.date);
  }

  SaleLines& lines;
  Database& database;
  Owners owners;
  Texts texts;
  Codes nodes, reps, customers, products;
  Statement group, credit;
  std::map<std::pair<std::int64_t, std::int32_t>, std::uint32_t> groups;  // by product and day
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

Actuals::Actuals(SaleLines& lines) : implementation_(std::make_unique<Implementation>(lines)) {}
Actuals::~Actuals() = default;

std::vector<ActualSums> Actuals::sums(std::string_view metric, std::span<const calendar::Span> spans,
                                      std::span<const ActualBy> by, std::optional<calendar::Date> owner_day) {
  Implementation& self = *implementation_;
  std::vector<ActualSums> found(spans.size());
  if (spans.empty()) return found;
  const bool by_product = std::ranges::any_of(
      by, [](ActualBy one) { return one == ActualBy::product || one == ActualBy::product_group; });
  const auto rep_at = static_cast<std::size_t>(std::ranges::find(by, ActualBy::rep) - by.begin());
  const bool by_rep = rep_at < by.size();
  std::vector<Sums> sums(spans.size());
  std::vector<std::int64_t> parts;
  // Lines of a sale come one after the other: most often a fact has the key of the one before.
  std::optional<Fact> before;
  Key key{};
  std::int64_t* sum = nullptr;  // of the key; null when none was made yet
  self.each(metric, {spans.front().first, spans.back().last},
            {.rep = by_rep, .product = by_product, .credit = by_rep}, [&](const Fact& fact) {
              const auto span = std::ranges::lower_bound(spans, fact.date, {}, &calendar::Span::last);
              if (fact.date < span->first) return;  // between two spans
              const auto at = static_cast<std::size_t>(span - spans.begin());
              add(found[at].total, fact.value);
              if (!before || before->customer != fact.customer || before->date != fact.date ||
                  (by_rep && before->rep != fact.rep) || (by_product && before->product != fact.product)) {
                const Owners::Owner owner = self.owners.on(fact.customer, owner_day.value_or(fact.date));
                for (std::size_t i = 0; i < by.size(); ++i)
                  key[i] = self.key_of(by[i], fact, owner, owner_day.has_value());
                before = fact;
                sum = nullptr;
              }
              if (!by_rep || owner_day || fact.credit == nullptr) {
                if (sum == nullptr) sum = &sums[at][key];
                add(*sum, fact.value);
                return;
              }
              const std::vector<Share>& shares = self.shares_of(*fact.credit);
              parts.clear();
              for (const Share& share : shares) parts.push_back(share.millionths);
              parts = target::split_credit(fact.value, parts);
              for (std::size_t i = 0; i < shares.size(); ++i) {
                Key own = key;
                own[rep_at] = shares[i].rep;
                add(sums[at][own], parts[i]);
              }
            });
  for (std::size_t at = 0; at < spans.size(); ++at)
    found[at].cells = cells_of(sums[at], by.size(), self.texts);
  return found;
}

}  // namespace salesops::store
