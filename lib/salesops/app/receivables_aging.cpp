#include <algorithm>
#include <future>
#include <memory>
#include <numeric>

#include "salesops/app/receivables.hpp"
#include "salesops/app/receivables_deduction.hpp"
#include "salesops/app/receivables_dimensions.hpp"
#include "salesops/app/receivables_settle.hpp"
#include "salesops/app/receivables_table.hpp"
#include "salesops/base/memory.hpp"
#include "salesops/base/text.hpp"
#include "salesops/receivable/packed.hpp"
#include "salesops/receivable/subsequent.hpp"

// The aging reads the packed accounts once, in the order of customers, and adds what is open on the day to
// the lines of the table. Nothing but the lines stays in memory. Foreign currencies are shown at the rate of
// each document's day; what the rate of the as-of changes stands in a line of its own (revaluation), so that
// a fall of a currency never looks like a payment.
namespace salesops::app {

namespace {

using base::Text;
using receivable::AgingRow;
using receivable::AgingRule;
using receivable::Money;
using receivable::Unapplied;

// A level is the first of the dimensions, as in target attain.
std::vector<std::string> dimensions_of(const Context& context) {
  std::vector<std::string> names = context.by;
  if (!context.level.empty() && std::ranges::find(names, context.level) == names.end())
    names.insert(names.begin(), context.level);
  return names;
}

// Some packed accounts, copied from where the database shows them.
class Accounts {
 public:
  static constexpr std::size_t kSome = 512;

  void clear() {
    entries_.clear();
    bytes_.clear();
  }
  void add(const store::PackedAccount& account) {
    entries_.push_back({account.customer, std::string(account.currency), bytes_.size(), account.packed.size(),
                        account.balance});
    bytes_ += account.packed;
  }
  std::size_t size() const { return entries_.size(); }
  void for_each(const store::PackedSink& sink) const {
    for (const Entry& one : entries_)
      sink({one.customer, one.currency, std::string_view(bytes_).substr(one.at, one.size), one.balance});
  }

 private:
  struct Entry {
    std::int64_t customer;
    std::string currency;
    std::size_t at, size;  // in bytes_
    std::optional<Money> balance;
  };
  std::vector<Entry> entries_;
  std::string bytes_;
};

class Aging {
 public:
  Aging(const Context& context, store::Database& database, const AgingRequest& request)
      : context_(context),
        database_(database),
        request_(request),
        rule_(aging_rule(context, database, request)),
        placer_(rule_),
        groups_(context, database, dimensions_of(context), owner_of(request.owner)) {
    if (groups_.by_customer_alone()) rows_->reserve(groups_.customers().size());
  }

  void run() {
    if (rule_.subsequent)
      add_whole_accounts();
    else
      add_packed_accounts();
    if (request_.all && groups_.by_customer_alone())
      for (const store::CustomerName& customer : groups_.customers()) row_of({.customer = customer.id});
    for (const AgingRow& row : *rows_) receivable::check_row(rule_, row);
  }

  document::Table table();
  const AgingRule& rule() const { return rule_; }
  const AgingRow& total() const { return total_; }
  Money notes() const { return notes_; }
  std::vector<Money> balances() const;  // of the lines, largest first
  Money beyond() const { return beyond_; }
  Money deductions() const { return deductions_; }

 private:
  void add_whole_accounts();
  void add_packed_accounts();
  void add_some(const Accounts& accounts);
  void add_subsequent(std::int64_t customer, const money::Currency& currency);
  void add_account(std::int64_t customer, std::string_view currency);
  void add_placed(const receivable::Placed& placed, const Attributed& document,
                  const money::Currency& currency);
  Money later_of(const receivable::Placed& placed) const;
  AgingRow* row_of(const Attributed& document);
  void add_row(document::Table& table, document::Row cells, const AgingRow& row) const;
  void add_lines(document::Table& table);
  void make_when_written(document::Rows& rows, std::vector<std::size_t> lines) const;
  void add_tree(document::Table& table);

  const Context& context_;
  store::Database& database_;
  const AgingRequest& request_;
  AgingRule rule_;
  receivable::Placer placer_;
  Grouping groups_;
  receivable::Settled settled_;
  receivable::Position position_;
  receivable::Subsequent later_;  // only with rule_.subsequent
  std::vector<receivable::Placed> placed_;
  std::shared_ptr<std::vector<AgingRow>> rows_ = std::make_shared<std::vector<AgingRow>>();  // by line
  std::map<std::size_t, AgingRow> revaluations_;                                             // by line
  AgingRow total_;
  Money notes_{}, beyond_{}, deductions_{};
};

AgingRow* Aging::row_of(const Attributed& document) {
  const auto line = groups_.line_of(document);
  if (!line) return nullptr;
  if (*line >= rows_->size()) rows_->resize(*line + 1, receivable::empty_row(rule_));
  return &(*rows_)[*line];
}

void Aging::add_some(const Accounts& accounts) {
  accounts.for_each([this](const store::PackedAccount& account) {
    receivable::packed_position(account.packed, rule_.as_of, account.balance, settled_, position_);
    add_account(account.customer, account.currency);
  });
}

// This thread reads some accounts while another adds up those before them (later in this one, when there is
// none to be had): never two at once, and in their order.
void Aging::add_packed_accounts() {
  Accounts reading, adding;
  std::future<void> before;
  const auto add_read = [&] {
    if (before.valid()) before.get();
    std::swap(reading, adding);
    reading.clear();
  };
  store::for_each_packed(database_, rule_.as_of, [&](const store::PackedAccount& account) {
    reading.add(account);
    if (reading.size() < Accounts::kSome) return;
    add_read();
    before = std::async(std::launch::async | std::launch::deferred, [&] { add_some(adding); });
  });
  add_read();
  add_some(adding);
}

// What was paid since stands in the matches, which the packed accounts do not tell: every account is settled.
void Aging::add_whole_accounts() {
  store::for_each_account(database_, [&](const store::CustomerAccount& account) {
    const auto spans = receivable::settle(account.account, settle_policy(context_.config));
    settled_ = receivable::settled(account.account, spans);
    receivable::position_at(settled_, rule_.as_of, position_);
    later_ = receivable::subsequent_receipts(account.account, spans, settled_, position_, rule_.as_of);
    add_account(account.customer, account.currency);
  });
}

// Receipts of customers that owed something then. At the rates of their days.
void Aging::add_subsequent(std::int64_t customer, const money::Currency& currency) {
  if (position_.items.empty()) return;
  for (const receivable::OpenCredit& open : later_.unapplied) {
    const auto& credit = settled_.credits[open.credit];
    AgingRow* row =
        row_of({.customer = customer, .currency = currency.code, .rep = credit.rep, .date = credit.date});
    if (row)
      row->subsequent_unapplied += context_.config.receivables.rates.convert(
          open.left, currency, context_.config.company.currency, credit.date);
  }
}

Money Aging::later_of(const receivable::Placed& placed) const {
  return placed.from_credit || later_.items.empty() ? Money{}
                                                    : std::min(placed.amount, later_.items[placed.source]);
}

void Aging::add_account(std::int64_t customer, std::string_view currency) {
  if (position_.items.empty() && position_.credits.empty() && position_.notes.zero()) return;
  placer_.place(settled_, position_, placed_);
  const bool foreign = currency != context_.config.company.currency.code;
  const money::Currency of = foreign ? money::currency(currency) : context_.config.company.currency;
  for (const receivable::Placed& placed : placed_) {
    add_placed(placed, attributed(customer, currency, placed, settled_, position_), of);
  }
  if (rule_.subsequent) add_subsequent(customer, of);
  if (!position_.notes.zero() && row_of({.customer = customer, .currency = currency, .date = rule_.as_of}))
    notes_ += foreign ? context_.config.receivables.rates.convert(
                            position_.notes, of, context_.config.company.currency, rule_.as_of)
                      : position_.notes;
}

void Aging::add_placed(const receivable::Placed& placed, const Attributed& document,
                       const money::Currency& currency) {
  AgingRow* row = row_of(document);
  if (!row) return;
  receivable::Placed own = placed;
  Money later = later_of(placed);
  const money::Currency& company = context_.config.company.currency;
  if (currency.code != company.code) {
    const receivable::RateTable& rates = context_.config.receivables.rates;
    own.amount = rates.convert(placed.amount, currency, company, document.date);
    own.deduction = rates.convert(placed.deduction, currency, company, document.date);
    later = rates.convert(later, currency, company, document.date);
    receivable::Placed change = own;
    change.amount = rates.convert(placed.amount, currency, company, rule_.as_of) - own.amount;
    if (!change.amount.zero()) {
      const std::size_t line = static_cast<std::size_t>(row - rows_->data());
      AgingRow& revaluation = revaluations_.try_emplace(line, receivable::empty_row(rule_)).first->second;
      placer_.add(settled_, position_, change, revaluation);
    }
  }
  placer_.add(settled_, position_, own, *row);
  row->subsequent += later;
  deductions_ += own.deduction;
  if (!own.unapplied && !own.retention && own.days > request_.beyond_days) beyond_ += own.amount;
}

void Aging::add_row(document::Table& table, document::Row cells, const AgingRow& row) const {
  append_aging_cells(cells, rule_, row);
  table.rows.stored.push_back(std::move(cells));
}

document::Table Aging::table() {
  document::Table table;
  table.key = "aging";
  table.title = {"应收账龄", "Receivables aging"};
  table.columns = groups_.columns();
  const std::size_t dimensions = table.columns.size() + (groups_.by_tree() ? 1 : 0);
  if (groups_.by_tree())
    table.columns.push_back({.key = "level", .title = {"层", "Level"}, .type = document::Type::integer});
  append_aging_columns(table.columns, rule_);
  total_ = receivable::empty_row(rule_);
  for (const AgingRow& row : *rows_) total_.add(row);
  for (const auto& [line, row] : revaluations_) total_.add(row);
  receivable::check_row(rule_, total_);
  if (groups_.by_tree())
    add_tree(table);
  else
    add_lines(table);
  document::Row cells(dimensions);
  cells.front() = std::string("TOTAL");
  append_aging_cells(cells, rule_, total_);
  table.total = std::move(cells);
  return table;
}

void Aging::add_lines(document::Table& table) {
  std::vector<std::size_t> lines = groups_.order();
  if (!request_.all)
    std::erase_if(
        lines, [this](std::size_t line) { return (*rows_)[line].empty() && !revaluations_.contains(line); });
  if (request_.lazily && revaluations_.empty()) {
    make_when_written(table.rows, std::move(lines));
    return;
  }
  table.rows.stored.reserve(lines.size());
  for (const std::size_t line : lines) {
    document::Row cells = groups_.cells(line);
    add_row(table, cells, (*rows_)[line]);
    const auto revaluation = revaluations_.find(line);
    if (revaluation == revaluations_.end()) continue;
    if (cells.size() > 1)
      cells[1] = Text{"汇率重估", "Revaluation"};
    else if (const auto* id = std::get_if<std::string>(&cells[0]))
      cells[0] = Text{*id + " 汇率重估", *id + " revaluation"};
    add_row(table, std::move(cells), revaluation->second);
  }
}

// As cells the lines would take ten times the memory.
void Aging::make_when_written(document::Rows& rows, std::vector<std::size_t> lines) const {
  const std::size_t count = lines.size();
  rows = document::made_rows(
      count, [lines = std::move(lines), labels = groups_.labels(), sums = rows_, rule = rule_](
                 std::size_t begin, std::size_t end, const document::RowSink& sink) {
        document::Row cells;
        for (std::size_t at = begin; at < end; ++at) {
          labels(lines[at], cells);
          append_aging_cells(cells, rule, (*sums)[lines[at]]);
          sink(cells);
        }
      });
}

// Every node with what stands under it; what belongs to no node of the day comes last.
void Aging::add_tree(document::Table& table) {
  const org::Tree tree = groups_.tree();
  std::vector<AgingRow> sums(tree.entries.size(), receivable::empty_row(rule_));
  AgingRow outside = receivable::empty_row(rule_);
  for (std::size_t line = 0; line < groups_.lines(); ++line) {
    AgingRow row = (*rows_)[line];
    if (const auto found = revaluations_.find(line); found != revaluations_.end()) row.add(found->second);
    const auto node = groups_.node_of_line(line);
    (node && tree.contains(*node) ? sums[tree.position[org::index(*node)]] : outside).add(row);
  }
  AgingRow check = outside;
  for (std::size_t at = sums.size(); at-- > 0;) {
    if (tree.is_top(static_cast<std::uint32_t>(at)))
      check.add(sums[at]);
    else
      sums[tree.entries[at].parent].add(sums[at]);
  }
  if (check.balance != total_.balance || check.unapplied != total_.unapplied)
    throw base::Error(
        base::Exit::internal,
        {.code = "E5301", .message = {"组织合计与总计不等", "the tree does not add up to the total"}});
  for (std::size_t at = 0; at < sums.size(); ++at) {
    if (sums[at].empty() && !request_.all) continue;
    const org::NodeNo node = tree.entries[at].node;
    document::Row cells{groups_.org().nodes().id(node), groups_.org().nodes().name(node, context_.as_of),
                        static_cast<std::int64_t>(tree.entries[at].depth)};
    add_row(table, std::move(cells), sums[at]);
  }
  if (!outside.empty()) add_row(table, {std::string(), Text{"（无）", "(none)"}, std::int64_t{0}}, outside);
  table.tree_column = "node_name";
  table.level_column = "level";
}

std::vector<Money> Aging::balances() const {
  std::vector<Money> balances;
  for (const AgingRow& row : *rows_) balances.push_back(row.balance);
  std::ranges::sort(balances, std::ranges::greater());
  return balances;
}

void add_footer(document::Table& table, const Aging& aging, const AgingRequest& request,
                const money::Currency& currency) {
  const AgingRow& total = aging.total();
  const auto share = [&](Money part) {
    return total.balance <= Money{} ? std::string("—")
                                    : money::percent_text(money::Rate(part.minor(), total.balance.minor()));
  };
  const auto both = [](std::string text) { return Text{text, text}; };
  const std::vector<Money> balances = aging.balances();
  if (request.top > 0 && balances.size() > 1) {
    const std::size_t n = std::min(request.top, balances.size());
    const Money sum =
        std::accumulate(balances.begin(), balances.begin() + static_cast<std::ptrdiff_t>(n), Money{});
    table.facts.push_back(
        {{"前 " + std::to_string(n) + " 名占比", "Share of the top " + std::to_string(n)}, both(share(sum))});
  }
  if (const auto days = receivable::weighted_days_overdue(total, 1))
    table.facts.push_back(
        {{"加权平均逾期天数", "Weighted average days overdue"}, both(money::to_string(*days))});
  const std::string beyond = std::to_string(request.beyond_days);
  table.facts.push_back({{"逾期超过 " + beyond + " 天占比", "Share overdue beyond " + beyond + " days"},
                         both(share(aging.beyond()))});
  if (!aging.notes().zero())
    table.facts.push_back({{"未到期承兑汇票（已冲应收）", "Drafts not matured (already credited)"},
                           both(money::with_code(aging.notes(), currency))});
  if (!total.disputed.zero())
    table.facts.push_back(
        {{"其中有争议", "Of this disputed"}, both(money::with_code(total.disputed, currency))});
  if (!aging.deductions().zero())
    table.facts.push_back(
        {{"其中扣款", "Of this deductions"}, both(money::with_code(aging.deductions(), currency))});
}

}  // namespace

document::Document aging_document(const Context& context, store::Database& database,
                                  const AgingRequest& request) {
  if (request.disclosure) return disclosure_document(context, database, request);
  Aging aging(context, database, request);
  aging.run();
  document::Table table = aging.table();
  add_footer(table, aging, request, context.config.company.currency);
  document::Document document =
      document::single_table("receivables_aging", {"应收账龄分析表", "Receivables aging"}, std::move(table));
  document.currency = context.config.company.currency;
  document.facts = aging_facts(context, request, aging.rule());
  return document;
}

Outcome receivables_aging(const Context& context, const AgingRequest& request) {
  Outcome outcome;
  base::expect_memory(std::size_t{64} << 20);
  AgingRequest lazy = request;
  lazy.lazily = true;
  read(context,
       [&](store::Database& database) { outcome.document = aging_document(context, database, lazy); });
  return outcome;
}

}  // namespace salesops::app
