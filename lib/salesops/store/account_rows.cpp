#include "salesops/store/account_rows.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

#include "salesops/base/checked.hpp"
#include "salesops/base/error.hpp"
#include "salesops/calendar/terms.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

using receivable::Account;
using receivable::Credit;
using receivable::CreditKind;
using receivable::Date;
using receivable::Debit;
using receivable::DebitKind;
using receivable::kNone;
using receivable::Money;

constexpr std::string_view kInvoices =
    "SELECT id, number, customer, issue_date, due_date, amount, currency, kind, ref, terms, base_date, rep, "
    "disputed "
    "FROM invoice";
constexpr std::string_view kReceipts =
    "SELECT id, number, customer, date, amount, currency, kind, invoice, ref, maturity FROM receipt";
constexpr std::string_view kMatches =
    "SELECT m.id, m.receipt, m.credit_note, m.invoice, m.amount, m.date, m.reverses, i.customer "
    "FROM matching m JOIN invoice i ON i.id = m.invoice";
constexpr std::string_view kWriteOffs =
    "SELECT w.id, NULL, NULL, w.invoice, w.amount, w.date, w.reverses, i.customer, w.closes "
    "FROM write_off w JOIN invoice i ON i.id = w.invoice";

[[noreturn]] void refuse(const char* code, std::string_view number, base::Text message) {
  throw base::Error(base::Exit::bad_data,
                    {.code = code, .value = std::string(number), .message = std::move(message)});
}

std::string where(std::string_view sql, std::string_view column, std::int64_t customer) {
  std::string text(sql);
  if (customer != 0) ((text += " WHERE ") += column) += " = ?1";
  return text;
}

// The amounts of the parts of an invoice by its own terms; none when it is due at once.
std::vector<receivable::Installment> installments(const calendar::Terms& terms, Money amount, Date issued,
                                                  std::optional<Date> stated) {
  if (terms.parts.size() < 2) return {};
  std::vector<receivable::Installment> parts;
  Money rest = amount;
  for (const calendar::TermsPart& part : terms.parts) {
    const Money share =
        &part == &terms.parts.back() ? rest : std::min(rest, money::half_up(amount, part.share));
    rest -= share;
    const Date base = calendar::base_date(part, terms, issued, stated);
    if (share > Money{})
      parts.push_back({calendar::stored_due_date(part, terms, base), share, part.retention});
  }
  std::ranges::stable_sort(parts, {}, &receivable::Installment::due);
  return parts;
}

std::vector<receivable::Discount> discounts(const calendar::Terms& terms, Money amount, Date issued,
                                            std::optional<Date> stated) {
  const Date base = calendar::base_date(terms.parts.front(), terms, issued, stated);
  std::vector<receivable::Discount> discounts;
  for (const calendar::DiscountRule& rule : terms.discounts) {
    const Money off = money::half_up(amount, rule.share);
    if (off > Money{} && off < amount) discounts.push_back({base + rule.days, off});
  }
  return discounts;
}

// Rows stand in the order of the customers' keys; the part of one customer.
template <class Row>
std::pair<std::size_t, std::size_t> next_range(const std::vector<Row>& rows, std::size_t from,
                                               std::uint32_t customer) {
  std::size_t to = from;
  while (to < rows.size() && rows[to].customer == customer) ++to;
  return {from, to};
}

}  // namespace

calendar::Terms stored_terms(std::string_view text, std::string_view invoice) {
  calendar::Terms terms;
  calendar::TermsFault fault;
  if (calendar::parse_stored_terms(text, terms, fault)) return terms;
  const std::string no(invoice), stored(text);
  refuse("E5210", invoice,
         {"发票 " + no + " 存着读不出的账期：" + stored,
          "invoice " + no + " is stored with terms that cannot be read: " + stored});
}

struct AccountRows::Build {
  Account& account;
  std::uint16_t currency;
  std::map<std::int64_t, std::uint32_t> debits{}, credit_notes{}, receipts{};  // by the store's key
  std::map<std::string_view, std::uint32_t> credit_numbers{};                  // of receipts, for ref
};

AccountRows::AccountRows(Database& database, std::int64_t customer) {
  read_invoices(database, customer);
  read_receipts(database, customer);
  read_matches(database, customer);
  if (customer != 0) return;
  std::ranges::stable_sort(invoices_, {}, &Row::customer);
  std::ranges::stable_sort(receipts_, {}, &Row::customer);
  std::ranges::stable_sort(matches_, {}, &MatchRow::customer);
}

std::uint32_t AccountRows::keep_number(std::string_view number) {
  const auto offset = static_cast<std::uint32_t>(numbers_.size());
  if (number.size() > 0xffff || numbers_.size() > 0xf0000000U)
    refuse("E5207", number.substr(0, 40), {"单据号过长", "the document number is too long"});
  numbers_ += static_cast<char>(number.size() & 0xffU);
  numbers_ += static_cast<char>(number.size() >> 8U);
  numbers_ += number;
  return offset;
}

std::string_view AccountRows::number(const Row& row) const {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(numbers_[at]); };
  const std::size_t length = byte(row.number) | static_cast<std::size_t>(byte(row.number + 1U)) << 8U;
  return std::string_view(numbers_).substr(row.number + 2U, length);
}

std::uint16_t AccountRows::currency_index(std::string_view code) {
  for (std::size_t i = 0; i < currencies_.size(); ++i)
    if (currencies_[i] == code) return static_cast<std::uint16_t>(i);
  currencies_.emplace_back(code);
  return static_cast<std::uint16_t>(currencies_.size() - 1);
}

void AccountRows::read_invoices(Database& database, std::int64_t customer) {
  Statement rows(database, where(kInvoices, "customer", customer));
  if (customer != 0) rows.bind(1, customer);
  while (rows.step()) {
    Row row;
    row.amount = rows.integer(5);
    if (row.amount == 0) continue;
    row.id = rows.integer(0);
    row.customer = static_cast<std::uint32_t>(rows.integer(2));
    row.date = static_cast<std::int32_t>(rows.integer(3));
    row.due = static_cast<std::int32_t>(rows.integer(4));
    row.currency = currency_index(rows.text(6));
    const std::string_view kind = rows.text(7);
    row.kind = kind == "opening"                         ? Kind::opening
               : kind == "credit_note" || row.amount < 0 ? Kind::credit_note
                                                         : Kind::invoice;
    row.rep = static_cast<std::uint32_t>(rows.integer(11));
    row.disputed = rows.integer(12) != 0;
    row.number = keep_number(rows.text(1));
    const bool parts = rows.text(9).find(';') != std::string_view::npos ||
                       rows.text(9).find("discount:") != std::string_view::npos;
    if ((row.kind == Kind::credit_note && !rows.null(8)) || parts) {
      row.extra = static_cast<std::uint32_t>(extras_.size());
      extras_.push_back({rows.string(8), rows.string(9), rows.maybe_date(10)});
    }
    invoices_.push_back(row);
  }
}

void AccountRows::read_receipts(Database& database, std::int64_t customer) {
  Statement rows(database, where(kReceipts, "customer", customer));
  if (customer != 0) rows.bind(1, customer);
  while (rows.step()) {
    Row row;
    row.amount = rows.integer(4);
    if (row.amount == 0) continue;
    row.id = rows.integer(0);
    row.customer = static_cast<std::uint32_t>(rows.integer(2));
    row.date = static_cast<std::int32_t>(rows.integer(3));
    row.currency = currency_index(rows.text(5));
    const std::string_view kind = rows.text(6);
    row.kind = kind == "reversal"                   ? Kind::reversal
               : kind == "refund" || row.amount < 0 ? Kind::refund
               : kind == "draft"                    ? Kind::draft
                                                    : Kind::receipt;
    row.names = rows.integer(7);
    row.number = keep_number(rows.text(1));
    // The reference text of a plain receipt serves the matching rules alone: kept for one customer only.
    const bool text =
        !rows.null(8) && (customer != 0 || row.kind == Kind::reversal || row.kind == Kind::refund);
    if (text || !rows.null(9)) {
      row.extra = static_cast<std::uint32_t>(extras_.size());
      extras_.push_back({rows.string(8), {}, rows.maybe_date(9)});
    }
    receipts_.push_back(row);
  }
}

void AccountRows::read_matches(Database& database, std::int64_t customer) {
  for (const std::string_view sql : {kMatches, kWriteOffs}) {
    Statement rows(database, where(sql, "i.customer", customer));
    if (customer != 0) rows.bind(1, customer);
    while (rows.step()) {
      const std::uint8_t source = !rows.null(1) ? 1 : !rows.null(2) ? 2 : 0;
      const int credit = source == 1 ? 1 : source == 2 ? 2 : 8;
      matches_.push_back({rows.integer(0), rows.integer(credit), rows.integer(3), rows.integer(4),
                          rows.integer(6), static_cast<std::int32_t>(rows.integer(5)),
                          static_cast<std::uint32_t>(rows.integer(7)), source});
    }
  }
}

void AccountRows::for_each(const std::function<void(const CustomerAccount&)>& sink) {
  Range invoices{}, receipts{}, matches{};
  while (invoices.second < invoices_.size() || receipts.second < receipts_.size()) {
    std::uint32_t customer = kNone;
    if (invoices.second < invoices_.size()) customer = invoices_[invoices.second].customer;
    if (receipts.second < receipts_.size())
      customer = std::min(customer, receipts_[receipts.second].customer);
    invoices = next_range(invoices_, invoices.second, customer);
    receipts = next_range(receipts_, receipts.second, customer);
    matches = next_range(matches_, matches.second, customer);
    std::set<std::pair<std::string, std::uint16_t>> used;
    for (std::size_t i = invoices.first; i < invoices.second; ++i)
      used.emplace(currencies_[invoices_[i].currency], invoices_[i].currency);
    for (std::size_t i = receipts.first; i < receipts.second; ++i)
      used.emplace(currencies_[receipts_[i].currency], receipts_[i].currency);
    for (const auto& [code, currency] : used) {
      CustomerAccount account{.customer = customer, .currency = code, .account = {}};
      build(customer, invoices, receipts, matches, currency, account);
      sink(account);
    }
  }
}

void AccountRows::build(std::uint32_t, Range invoices, Range receipts, Range matches, std::uint16_t currency,
                        CustomerAccount& account) {
  Build build{account.account, currency};
  for (std::size_t i = invoices.first; i < invoices.second; ++i) {
    const Row& row = invoices_[i];
    if (row.currency != currency) continue;
    if (row.kind == Kind::credit_note || row.amount < 0)
      add_credit(build, row);
    else
      add_debit(build, row);
  }
  for (std::size_t i = receipts.first; i < receipts.second; ++i) {
    const Row& row = receipts_[i];
    if (row.currency == currency && (row.kind == Kind::receipt || row.kind == Kind::draft))
      add_credit(build, row);
  }
  link_credits(build, invoices, receipts);
  add_reversals(build, receipts);
  for (std::size_t i = receipts.first; i < receipts.second; ++i) {
    const Row& row = receipts_[i];
    if (row.currency == currency && row.kind == Kind::refund) add_debit(build, row);
  }
  add_matches(build, matches);
}

void AccountRows::add_debit(Build& build, const Row& row) {
  const Extra* extra = row.extra == kNone ? nullptr : &extras_[row.extra];
  Debit debit{.id = row.id, .no = std::string(number(row)), .date = Date::from_number(row.date)};
  debit.amount = Money::minor(row.amount < 0 ? -row.amount : row.amount);
  debit.rep = row.rep;
  debit.disputed = row.disputed;
  if (row.kind == Kind::refund) {
    debit.kind = DebitKind::refund;
    debit.due = debit.date;
    if (extra && !extra->ref.empty()) {
      const auto found = build.credit_numbers.find(extra->ref);
      if (found == build.credit_numbers.end())
        refuse("E5204", debit.no,
               {"退款 " + debit.no + " 的 ref 不是收款单号：" + extra->ref,
                "the ref of refund " + debit.no + " is no receipt: " + extra->ref});
      debit.drawn_from = found->second;
    }
    build.account.debits.push_back(std::move(debit));
    return;
  }
  debit.kind = row.kind == Kind::opening ? DebitKind::opening : DebitKind::invoice;
  debit.due = Date::from_number(row.due);
  if (extra) {
    const calendar::Terms terms = stored_terms(extra->terms, debit.no);
    debit.installments = installments(terms, debit.amount, debit.date, extra->date);
    debit.discounts = discounts(terms, debit.amount, debit.date, extra->date);
  }
  build.debits.emplace(row.id, static_cast<std::uint32_t>(build.account.debits.size()));
  build.account.debits.push_back(std::move(debit));
}

void AccountRows::add_credit(Build& build, const Row& row) {
  Credit credit{.id = row.id, .no = std::string(number(row)), .date = Date::from_number(row.date)};
  credit.amount = Money::minor(row.amount < 0 ? -row.amount : row.amount);
  credit.rep = row.rep;
  const bool of_invoices =
      row.kind == Kind::credit_note || row.kind == Kind::opening || row.kind == Kind::invoice;
  credit.kind = row.kind == Kind::draft     ? CreditKind::draft
                : row.kind == Kind::receipt ? CreditKind::receipt
                : row.kind == Kind::opening ? CreditKind::opening
                                            : CreditKind::credit_note;
  if (row.extra != kNone) {
    credit.text = extras_[row.extra].ref;
    if (!of_invoices) credit.maturity = extras_[row.extra].date;
  }
  const auto index = static_cast<std::uint32_t>(build.account.credits.size());
  (of_invoices ? build.credit_notes : build.receipts).emplace(row.id, index);
  if (!of_invoices) build.credit_numbers.emplace(number(row), index);
  build.account.credits.push_back(std::move(credit));
}

// Receipts name invoices by key, credit notes by number.
void AccountRows::link_credits(Build& build, Range invoices, Range receipts) {
  for (std::size_t i = receipts.first; i < receipts.second; ++i) {
    const auto credit = build.receipts.find(receipts_[i].id);
    const auto debit = build.debits.find(receipts_[i].names);
    if (credit != build.receipts.end() && debit != build.debits.end())
      build.account.credits[credit->second].names = debit->second;
  }
  std::map<std::string_view, std::uint32_t> numbers;
  for (std::size_t i = invoices.first; i < invoices.second; ++i) {
    const Row& row = invoices_[i];
    const auto credit = build.credit_notes.find(row.id);
    if (credit == build.credit_notes.end() || row.extra == kNone || row.kind == Kind::opening) continue;
    if (numbers.empty())
      for (std::uint32_t d = 0; d < build.account.debits.size(); ++d)
        numbers.emplace(build.account.debits[d].no, d);
    const auto debit = numbers.find(extras_[row.extra].ref);
    if (debit != numbers.end()) build.account.credits[credit->second].names = debit->second;
  }
}

// A reversal names a receipt or a reversal before it; what it names in turn decides whether it takes or
// restores.
void AccountRows::add_reversals(Build& build, Range receipts) {
  std::map<std::string_view, std::pair<std::uint32_t, bool>> known;  // reversal -> credit, on
  std::vector<const Row*> waiting;
  for (std::size_t i = receipts.first; i < receipts.second; ++i)
    if (receipts_[i].kind == Kind::reversal && receipts_[i].currency == build.currency)
      waiting.push_back(&receipts_[i]);
  for (bool progress = true; progress && !waiting.empty();) {
    progress = false;
    std::erase_if(waiting, [&](const Row* row) {
      const std::string_view ref =
          row->extra == kNone ? std::string_view() : std::string_view(extras_[row->extra].ref);
      std::pair<std::uint32_t, bool> target{kNone, false};
      if (const auto credit = build.credit_numbers.find(ref); credit != build.credit_numbers.end())
        target = {credit->second, false};
      else if (const auto reversal = known.find(ref); reversal != known.end())
        target = {reversal->second.first, !reversal->second.second};
      if (target.first == kNone) return false;
      const Credit& credit = build.account.credits[target.first];
      const Money amount = Money::minor(row->amount < 0 ? -row->amount : row->amount);
      if (amount > credit.amount)
        refuse("E5203", number(*row),
               {"冲销金额大于收款 " + credit.no + " 的金额", "the reversal is above receipt " + credit.no});
      build.account.reversals.push_back(
          {std::string(number(*row)), Date::from_number(row->date), target.first, amount, target.second});
      known.emplace(number(*row), target);
      progress = true;
      return true;
    });
  }
  if (!waiting.empty())
    refuse("E5204", number(*waiting.front()),
           {"冲销单 " + std::string(number(*waiting.front())) + " 没有指明同一客户、同一币种的收款",
            "reversal " + std::string(number(*waiting.front())) +
                " names no receipt of the same customer and currency"});
}

// A row with a negative amount ends the match that it names.
void AccountRows::add_matches(Build& build, Range matches) {
  std::map<std::pair<bool, std::int64_t>, std::size_t>
      places;  // (write-off, key) -> index in account.matches
  for (std::size_t i = matches.first; i < matches.second; ++i) {
    const MatchRow& row = matches_[i];
    const auto debit = build.debits.find(row.invoice);
    if (debit == build.debits.end()) continue;  // another currency
    if (row.reverses != 0) {
      const auto place = places.find({row.source == 0, row.reverses});
      if (place != places.end()) build.account.matches[place->second].until = Date::from_number(row.date);
      continue;
    }
    receivable::Match match{.id = row.id,
                            .debit = debit->second,
                            .amount = Money::minor(row.amount),
                            .date = Date::from_number(row.date)};
    if (row.source != 0) {
      const auto& credits = row.source == 1 ? build.receipts : build.credit_notes;
      const auto credit = credits.find(row.credit);
      if (credit == credits.end())
        refuse("E5205", build.account.debits[debit->second].no,
               {"核销的两张单据不属于同一客户和币种", "the two documents of a match do not belong together"});
      match.credit = credit->second;
    } else if (const auto closed = places.find({false, row.credit}); closed != places.end()) {
      match.with = static_cast<std::uint32_t>(closed->second);
    }
    places.emplace(std::pair(row.source == 0, row.id), build.account.matches.size());
    build.account.matches.push_back(match);
  }
}

}  // namespace salesops::store
