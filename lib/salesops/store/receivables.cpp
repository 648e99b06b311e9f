#include "salesops/store/receivables.hpp"

#include <array>
#include <charconv>
#include <set>
#include <utility>

#include "salesops/receivable/packed.hpp"
#include "salesops/store/account_rows.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

std::vector<CustomerAccount> load_accounts(Database& database, std::int64_t customer) {
  std::vector<CustomerAccount> accounts;
  AccountRows(database, customer).for_each([&](const CustomerAccount& account) {
    accounts.push_back(account);
  });
  return accounts;
}

void for_each_account(Database& database, const std::function<void(const CustomerAccount&)>& sink) {
  AccountRows(database, 0).for_each(sink);
}

namespace {

// The key of an account: in the order of customers, then codes of currencies (three capital letters).
constexpr unsigned kCurrencyBits = 15;
std::int64_t account_id(std::int64_t customer, std::string_view currency) {
  std::int64_t id = customer;
  for (std::size_t i = 0; i < 3; ++i) id = id << 5U | (i < currency.size() ? currency[i] & 31 : 0);
  return id;
}

std::string of_customer(const std::string& sql, std::string_view parameter, std::string_view key = "id") {
  const std::string first = std::string(parameter) + " << " + std::to_string(kCurrencyBits);
  const std::string last = std::to_string((1U << kCurrencyBits) - 1);
  return sql + " WHERE " + std::string(key) + " BETWEEN " + first + " AND " + first + " | " + last;
}

}  // namespace

struct AccountWriter::Statements {
  explicit Statements(Database& database)
      : account(
            database,
            "INSERT OR REPLACE INTO cache_account(id, customer, currency, last_day, balance, history, open) "
            "VALUES (?,?,?,?,?,?,?)"),
        history(database, "INSERT OR REPLACE INTO cache_history(id, packed) VALUES (?,?)"),
        items(database, "INSERT OR REPLACE INTO cache_open_item(id, items) VALUES (?,?)"),
        drop_items(database, of_customer("DELETE FROM cache_open_item", "?1")),
        drop_account(database, of_customer("DELETE FROM cache_account", "?1")),
        drop_history(database, of_customer("DELETE FROM cache_history", "?1")) {}
  Statement account, history, items, drop_items, drop_account, drop_history;
};

AccountWriter::AccountWriter(Database& database) : statements_(std::make_unique<Statements>(database)) {}
AccountWriter::~AccountWriter() = default;

void AccountWriter::drop(std::int64_t customer) {
  statements_->drop_history.run_with(customer);
  statements_->drop_account.run_with(customer);
  statements_->drop_items.run_with(customer);
}

void AccountWriter::drop_all() {
  execute(statements_->account.database(),
          "DELETE FROM cache_account; DELETE FROM cache_history; DELETE FROM cache_open_item");
}

namespace {

void put_number(std::string& text, std::uint64_t number, std::size_t width) {
  std::array<char, 20> digits{};
  const char* end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  const auto size = static_cast<std::size_t>(end - digits.data());
  if (size < width) text.append(width - size, '0');
  text.append(digits.data(), size);
}

void put_signed(std::string& text, std::int64_t number, std::size_t width) {
  if (number < 0) text += '-';
  put_number(text, static_cast<std::uint64_t>(number < 0 ? -number : number), width);
}

// What is left of every document: of an invoice positive, of a credit note negative; of a receipt what is not
// yet applied, of a refund that found no cash negative. Texts of fixed places (see v_open_items): reading
// numbers out of JSON is not among the functions that a view may call in a database that is not trusted.
// Nothing at all when nothing has happened to any of them: then the documents themselves say it.
std::string items_json(const receivable::Settled& settled, const receivable::Settled& open) {
  if (settled.changes.empty()) return {};
  std::string json = "[";
  const auto put = [&](bool receipt, const auto& document, receivable::Date due, bool negative) {
    receivable::Money left = document.amount;
    for (std::uint32_t i = 0; i < document.change_count; ++i) left += open.changes[document.changes + i].by;
    if (left.zero()) return;
    json += json.size() > 1 ? ",\"" : "\"";
    json += receipt ? '1' : '0';
    put_number(json, static_cast<std::uint64_t>(document.id), 10);
    if (due.number() >= 0) json += '+';
    put_signed(json, due.number(), 6);
    put_signed(json, (negative ? -left : left).minor(), 1);
    json += '"';
  };
  for (const receivable::SettledDebit& debit : open.debits) {
    const bool refund = debit.kind == receivable::DebitKind::refund;
    put(refund, debit, debit.due, refund);
  }
  for (const receivable::SettledCredit& credit : open.credits) {
    const bool receipt =
        credit.kind == receivable::CreditKind::receipt || credit.kind == receivable::CreditKind::draft;
    put(receipt, credit, credit.date, !receipt);
  }
  return json + "]";
}

}  // namespace

KeptAccount kept_account(const receivable::Settled& settled) {
  const receivable::FinalState state = receivable::final_state(settled);
  KeptAccount kept{
      state.last_day, state.balance, receivable::pack(state.open), {}, items_json(settled, state.open)};
  if (settled.changes.empty()) return kept;  // then all of it is open
  kept.packed = receivable::pack(settled);
  if (kept.packed == kept.open) kept.packed.clear();
  return kept;
}

void AccountWriter::put(std::int64_t customer, std::string_view currency, const KeptAccount& kept) {
  const std::int64_t id = account_id(customer, currency);
  statements_->account.bind(1, id).bind(2, customer).bind(3, currency).bind(4, kept.last_day);
  statements_->account.bind(5, kept.balance).bind(6, kept.packed.empty() ? 0 : 1);
  statements_->account.bind_blob(7, kept.open).run();
  if (!kept.packed.empty()) statements_->history.bind(1, id).bind_blob(2, kept.packed).run();
  if (!kept.items.empty()) statements_->items.run_with(id, std::string_view(kept.items));
}

// Some are handed over as they are. When the other thread is busy for longer, the rest of them is worked out
// here, and no more than some 24 MB of them wait.
void AccountQueue::put(std::int64_t customer, std::string_view currency, receivable::Settled settled) {
  constexpr std::size_t kSome = 256, kMostBytes = 24U << 20U;
  waiting_.push_back({customer, std::string(currency), std::move(settled), {}});
  if (waiting_.size() < kSome) return;
  if (!database_.busy()) return write();
  Entry& entry = waiting_[worked_out_++];
  entry.kept = kept_account(std::exchange(entry.settled, {}));
  bytes_ += entry.kept.open.size() + entry.kept.packed.size() + entry.kept.items.size();
  if (bytes_ > kMostBytes) write();
}

void AccountQueue::finish() {
  write();
  database_.join();
}

void AccountQueue::write() {
  database_.join();
  writing_.swap(waiting_);
  waiting_.clear();
  const std::size_t worked_out = std::exchange(worked_out_, 0);
  bytes_ = 0;
  database_.start([this, worked_out] {
    for (std::size_t i = 0; i < writing_.size(); ++i) {
      const Entry& entry = writing_[i];
      writer_.put(entry.customer, entry.currency, i < worked_out ? entry.kept : kept_account(entry.settled));
    }
  });
}

namespace {

// A join keeps its place in the history between accounts, which a subquery would not.
constexpr std::string_view kPacked =
    "SELECT customer, currency, CASE WHEN last_day <= ?1 THEN balance END, "
    "CASE WHEN last_day <= ?1 OR NOT history THEN open ELSE packed END FROM cache_account a "
    "LEFT JOIN cache_history h ON h.id = CASE WHEN last_day > ?1 AND history THEN a.id END";

PackedAccount packed_account(const Statement& row) {
  PackedAccount account{.customer = row.integer(0), .currency = row.text(1), .packed = row.blob(3)};
  if (!row.null(2)) account.balance = row.amount(2);
  return account;
}

}  // namespace

void for_each_packed(Database& database, receivable::Date date, const PackedSink& sink) {
  const SmallPageCache pass(database, kOnePass);
  Statement rows(database, std::string(kPacked) + " ORDER BY a.id");
  rows.bind(1, date);
  while (rows.step()) sink(packed_account(rows));
}

void for_each_kept(Database& database,
                   const std::function<void(std::int64_t, std::string_view, const KeptAccount&)>& sink) {
  Statement rows(database,
                 "SELECT customer, currency, last_day, balance, open, packed, items FROM cache_account "
                 "LEFT JOIN cache_history USING (id) LEFT JOIN cache_open_item USING (id) ORDER BY id");
  while (rows.step())
    sink(
        rows.integer(0), rows.text(1),
        {rows.date(2), rows.amount(3), std::string(rows.blob(4)), std::string(rows.blob(5)), rows.string(6)});
}

PackedAccounts::PackedAccounts(Database& database)
    : select_(std::make_unique<Statement>(
          database, of_customer(std::string(kPacked), "?2", "a.id") + " ORDER BY a.id")) {}
PackedAccounts::~PackedAccounts() = default;

void PackedAccounts::of(std::int64_t customer, receivable::Date date, const PackedSink& sink) {
  select_->bind(1, date).bind(2, customer);
  while (select_->step()) sink(packed_account(*select_));
  select_->reset();
}

DocumentNumbers::DocumentNumbers(Database& database)
    : invoice_(std::make_unique<Statement>(database, "SELECT number FROM invoice WHERE id = ?")),
      receipt_(std::make_unique<Statement>(database, "SELECT number FROM receipt WHERE id = ?")) {}
DocumentNumbers::~DocumentNumbers() = default;

std::string DocumentNumbers::of(bool invoice, std::int64_t id) {
  Statement& select = invoice ? *invoice_ : *receipt_;
  select.bind(1, id);
  std::string number = select.step() ? select.string(0) : std::string();
  select.reset();
  return number;
}

std::vector<CustomerName> customers_to_match(Database& database, receivable::Date names_of) {
  std::set<std::int64_t> with;
  receivable::Settled settled;
  receivable::Position position;
  for_each_packed(database, receivable::forever(), [&](const PackedAccount& account) {
    receivable::packed_position(account.packed, receivable::forever(), account.balance, settled, position);
    if (!position.credits.empty()) with.insert(account.customer);
  });
  Statement discounts(database, "SELECT DISTINCT customer FROM invoice WHERE instr(terms, 'discount:') > 0");
  while (discounts.step()) with.insert(discounts.integer(0));
  std::vector<CustomerName> names = customer_names(database, names_of);
  std::erase_if(names, [&](const CustomerName& name) { return !with.contains(name.id); });
  return names;
}

// Spans come in order of their first day: the last one that has begun on the day names the customer, else the
// first.
std::vector<CustomerName> customer_names(Database& database, receivable::Date date) {
  std::vector<CustomerName> names;
  Statement rows(
      database,
      "SELECT c.id, c.code, s.name, s.valid_from FROM customer c JOIN customer_span s ON s.customer = c.id "
      "ORDER BY c.code, s.valid_from");
  while (rows.step()) {
    const std::int64_t id = rows.integer(0);
    if (names.empty() || names.back().id != id)
      names.push_back({id, rows.string(1), rows.string(2)});
    else if (rows.date(3) <= date)
      names.back().name = rows.string(2);
  }
  return names;
}

std::optional<CustomerName> find_customer(Database& database, std::string_view code, receivable::Date date) {
  Statement row(database,
                "SELECT c.id, c.code, s.name FROM customer c JOIN customer_span s ON s.customer = c.id WHERE "
                "c.code = ?1 "
                "ORDER BY ifnull(s.valid_from, -1000000) > ?2, CASE WHEN ifnull(s.valid_from, -1000000) > ?2 "
                "THEN s.valid_from ELSE -ifnull(s.valid_from, -1000000) END LIMIT 1");
  row.bind(1, code).bind(2, date);
  if (!row.step()) return std::nullopt;
  return CustomerName{row.integer(0), row.string(1), row.string(2)};
}

std::string customer_code(Database& database, std::int64_t customer) {
  Statement row(database, "SELECT code FROM customer WHERE id = ?");
  row.bind(1, customer);
  return row.step() ? row.string(0) : std::string();
}

std::optional<std::int64_t> customer_of_document(Database& database, bool invoice, std::string_view number) {
  Statement row(database, invoice ? "SELECT customer FROM invoice WHERE number = ?"
                                  : "SELECT customer FROM receipt WHERE number = ?");
  row.bind(1, number);
  if (!row.step()) return std::nullopt;
  return row.integer(0);
}

std::string reference_of(Database& database, bool invoice, std::int64_t id) {
  Statement row(database,
                invoice ? "SELECT ref FROM invoice WHERE id = ?" : "SELECT ref FROM receipt WHERE id = ?");
  row.bind(1, id);
  return row.step() ? row.string(0) : std::string();
}

InvoiceTerms invoice_terms(Database& database, std::int64_t invoice) {
  Statement row(database, "SELECT terms, base_date FROM invoice WHERE id = ?");
  row.bind(1, invoice);
  if (!row.step()) return {};
  return {row.string(0), row.maybe_date(1)};
}

std::map<std::int64_t, std::string> rep_codes(Database& database) {
  std::map<std::int64_t, std::string> codes;
  Statement rows(database, "SELECT id, code FROM rep");
  while (rows.step()) codes.emplace(rows.integer(0), rows.string(1));
  return codes;
}

std::int64_t insert_match(Database& database, const NewMatch& match) {
  Statement insert(
      database,
      "INSERT INTO matching(receipt, credit_note, invoice, amount, date, reverses) VALUES (?,?,?,?,?,?)");
  std::optional<std::int64_t> receipt, note;
  (match.credit_is_invoice ? note : receipt) = match.credit;
  insert.run_with(receipt, note, match.invoice, match.amount, match.date, match.reverses);
  return last_id(database);
}

std::int64_t insert_write_off(Database& database, std::int64_t invoice, receivable::Money amount,
                              receivable::Date date, std::string_view kind, std::string_view reason,
                              std::optional<std::int64_t> closes, std::optional<std::int64_t> reverses) {
  Statement insert(database,
                   "INSERT INTO write_off(invoice, amount, date, kind, reason, closes, reverses) VALUES "
                   "(?,?,?,?,?,?,?)");
  insert.run_with(invoice, amount, date, kind, reason, closes, reverses);
  return last_id(database);
}

void insert_confirmation(Database& database, const Confirmation& confirmation) {
  Statement insert(
      database,
      "INSERT INTO confirmation(customer, as_of, currency, balance, state, difference, reason, date) "
      "VALUES (?,?,?,?,?,?,?,?)");
  insert.run_with(confirmation.customer, confirmation.as_of, std::string_view(confirmation.currency),
                  confirmation.balance, std::string_view(confirmation.state), confirmation.difference,
                  std::string_view(confirmation.reason), confirmation.date);
}

std::vector<Confirmation> confirmations(Database& database, std::optional<receivable::Date> as_of) {
  Statement rows(
      database,
      "SELECT c.customer, c.as_of, c.currency, c.balance, c.state, c.difference, c.reason, c.date "
      "FROM confirmation c JOIN customer n ON n.id = c.customer "
      "WHERE c.id = (SELECT max(l.id) FROM confirmation l WHERE l.customer = c.customer AND l.as_of = "
      "c.as_of "
      "AND l.currency = c.currency) AND (?1 IS NULL OR c.as_of = ?1) ORDER BY n.code, c.as_of, c.currency");
  rows.bind(1, as_of);
  std::vector<Confirmation> found;
  while (rows.step())
    found.push_back({rows.integer(0), rows.date(1), rows.string(2), rows.amount(3), rows.string(4),
                     rows.amount(5), rows.string(6), rows.date(7)});
  return found;
}

}  // namespace salesops::store
