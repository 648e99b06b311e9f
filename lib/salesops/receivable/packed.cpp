#include "salesops/receivable/packed.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "salesops/base/error.hpp"

// Format, version 2: byte 2, number of debits (its lowest bit: they have ranks), number of credits, number of
// bytes of the debits, then the debits and the credits, each in the order of dates, so that who asks for a
// past day stops reading at the first document after it: the cost follows what had been entered by then.
// Numbers are little-endian base 128 with a continuation bit; signed ones are zigzag. Ids and dates are
// differences to the document before, due dates to the issue date, dates of changes to the document's date.
// The first number of a document holds its kind and flags (low bits) and its number of changes (above).
// Debits whose numbers do not go up with their dates have a rank: their place in the order of numbers, as a
// difference to the one before. Installments have a number for the retention where one of the document is.
namespace salesops::receivable {
namespace {

constexpr char kVersion = 2;  // a number of one byte
constexpr std::uint64_t kDisputed = 4, kInstallments = 8, kRep = 16, kMaturity = 32, kRetention = 32;
constexpr unsigned kFlagBits = 6;

bool any_retention(const Settled& settled, const SettledDebit& debit) {
  const auto first = settled.parts.begin() + debit.parts;
  return std::any_of(first, first + debit.part_count, [](const Installment& one) { return one.retention; });
}

// Where packed numbers are written to. It has room for `numbers` of them.
class Writer {
 public:
  explicit Writer(std::size_t numbers) : bytes_(numbers * kLongest), at_(bytes_.data()) {}
  void put(std::uint64_t n) {
    for (; n >= 128; n >>= 7U) *at_++ = static_cast<char>(n | 128U);
    *at_++ = static_cast<char>(n);
  }
  void put_signed(std::int64_t n) {
    put((static_cast<std::uint64_t>(n) << 1U) ^ static_cast<std::uint64_t>(n >> 63));
  }
  std::size_t size() const { return static_cast<std::size_t>(at_ - bytes_.data()); }
  std::string_view text() const { return {bytes_.data(), size()}; }

 private:
  static constexpr std::size_t kLongest = 10;  // bytes of a number
  std::vector<char> bytes_;
  char* at_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes)
      : at_(reinterpret_cast<const unsigned char*>(bytes.data())), end_(at_ + bytes.size()) {}
  std::uint64_t number() {
    if (at_ != end_ && *at_ < 128) return *at_++;  // most of them
    std::uint64_t n = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (at_ == end_) damaged();
      const unsigned char byte = *at_++;
      n |= static_cast<std::uint64_t>(byte & 127U) << shift;
      if (byte < 128) return n;
    }
    damaged();
  }
  std::int64_t signed_number() {
    const std::uint64_t n = number();
    return static_cast<std::int64_t>(n >> 1U) ^ -static_cast<std::int64_t>(n & 1U);
  }
  // No count can exceed the bytes that are left: a damaged block never makes a large vector.
  std::uint32_t count(std::uint64_t n) const {
    if (n > static_cast<std::uint64_t>(end_ - at_)) damaged();
    return static_cast<std::uint32_t>(n);
  }
  Date date(Date from) {
    const std::int64_t days = from.number() + signed_number();
    if (days < -1'000'000 || days > 4'000'000) damaged();
    return Date::from_number(static_cast<std::int32_t>(days));
  }
  std::string_view rest() const {
    return {reinterpret_cast<const char*>(at_), static_cast<std::size_t>(end_ - at_)};
  }
  [[noreturn]] static void damaged() {
    throw base::Error(base::Exit::bad_data,
                      {.code = "E5303",
                       .message = {"应收缓存已损坏", "the receivables cache is damaged"},
                       .help = {"运行 salesops db verify", "run salesops db verify"}});
  }

 private:
  const unsigned char* at_;
  const unsigned char* end_;
};

void put_changes(Writer& out, const Settled& settled, std::uint32_t first, std::uint32_t count, Date from) {
  for (std::uint32_t i = 0; i < count; ++i) {
    const Change& change = settled.changes[first + i];
    out.put_signed((static_cast<std::int64_t>(change.date - from) << 1) | (change.of_document ? 1 : 0));
    out.put_signed(change.by.minor());
  }
}

void read_changes(Reader& in, Settled& settled, std::uint32_t& first, std::uint32_t count, Date from) {
  first = static_cast<std::uint32_t>(settled.changes.size());
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::int64_t word = in.signed_number();
    const std::int64_t days = from.number() + (word >> 1);
    if (days < -1'000'000 || days > 4'000'000) Reader::damaged();
    settled.changes.push_back({Date::from_number(static_cast<std::int32_t>(days)),
                               Money::minor(in.signed_number()), (word & 1) != 0});
  }
}

bool by_date(const SettledDebit& a, const SettledDebit& b) {
  return a.date < b.date;
}

// Places of the debits in the order of their dates; of one date in the order that they have.
std::vector<std::uint32_t> date_order(const std::vector<SettledDebit>& debits) {
  std::vector<std::uint32_t> order(debits.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return debits[i].date; });
  return order;
}

// What is said of each document as a difference to the one before.
struct Previous {
  std::int64_t id = 0;
  Date date{};
  std::int64_t rank = 0;
};

void put_debit(Writer& out, const Settled& settled, const SettledDebit& debit, Previous& previous) {
  const bool retention = any_retention(settled, debit);
  out.put(static_cast<std::uint64_t>(debit.change_count) << kFlagBits |
          static_cast<std::uint64_t>(debit.kind) | (debit.disputed ? kDisputed : 0) |
          (debit.part_count ? kInstallments : 0) | (debit.rep ? kRep : 0) | (retention ? kRetention : 0));
  out.put_signed(debit.id - previous.id);
  out.put_signed(debit.date - previous.date);
  out.put_signed(debit.due - debit.date);
  out.put_signed(debit.amount.minor());
  if (debit.rep) out.put_signed(debit.rep);
  if (debit.part_count) out.put(debit.part_count);
  for (std::uint32_t i = 0; i < debit.part_count; ++i) {
    out.put_signed(settled.parts[debit.parts + i].due - debit.date);
    out.put_signed(settled.parts[debit.parts + i].amount.minor());
    if (retention) out.put(settled.parts[debit.parts + i].retention ? 1 : 0);
  }
  put_changes(out, settled, debit.changes, debit.change_count, debit.date);
  previous.id = debit.id;
  previous.date = debit.date;
}

void put_credit(Writer& out, const Settled& settled, const SettledCredit& credit, Previous& previous) {
  out.put(static_cast<std::uint64_t>(credit.change_count) << kFlagBits |
          static_cast<std::uint64_t>(credit.kind) | (credit.rep ? kRep : 0) |
          (credit.maturity ? kMaturity : 0));
  out.put_signed(credit.id - previous.id);
  out.put_signed(credit.date - previous.date);
  out.put_signed(credit.amount.minor());
  if (credit.rep) out.put_signed(credit.rep);
  if (credit.maturity) out.put_signed(*credit.maturity - credit.date);
  put_changes(out, settled, credit.changes, credit.change_count, credit.date);
  previous.id = credit.id;
  previous.date = credit.date;
}

// False, and nothing more is read, when the document is dated after `until`.
bool read_debit(Reader& in, Date until, Previous& previous, Settled& settled) {
  SettledDebit debit;
  const std::uint64_t head = in.number();
  if ((head & 3U) > 2) Reader::damaged();
  debit.kind = static_cast<DebitKind>(head & 3U);
  debit.disputed = (head & kDisputed) != 0;
  debit.id = previous.id += in.signed_number();
  debit.date = previous.date = in.date(previous.date);
  if (debit.date > until) return false;
  debit.due = in.date(debit.date);
  debit.amount = Money::minor(in.signed_number());
  debit.rep = head & kRep ? in.signed_number() : 0;
  debit.part_count = head & kInstallments ? in.count(in.number()) : 0;
  debit.parts = debit.part_count ? static_cast<std::uint32_t>(settled.parts.size()) : 0;
  for (std::uint32_t i = 0; i < debit.part_count; ++i) {
    const Date due = in.date(debit.date);
    settled.parts.push_back({due, Money::minor(in.signed_number())});
    if (head & kRetention) settled.parts.back().retention = in.number() != 0;
  }
  debit.change_count = in.count(head >> kFlagBits);
  read_changes(in, settled, debit.changes, debit.change_count, debit.date);
  settled.debits.push_back(debit);
  return true;
}

bool read_credit(Reader& in, Date until, Previous& previous, Settled& settled) {
  SettledCredit credit;
  const std::uint64_t head = in.number();
  credit.kind = static_cast<CreditKind>(head & 3U);
  credit.id = previous.id += in.signed_number();
  credit.date = previous.date = in.date(previous.date);
  if (credit.date > until) return false;
  credit.amount = Money::minor(in.signed_number());
  credit.rep = head & kRep ? in.signed_number() : 0;
  if (head & kMaturity) credit.maturity = in.date(credit.date);
  credit.change_count = in.count(head >> kFlagBits);
  read_changes(in, settled, credit.changes, credit.change_count, credit.date);
  settled.credits.push_back(credit);
  return true;
}

// Reads up to `count` documents; true when there was none after `until`.
bool read_documents(std::uint32_t count, const auto& read) {
  for (std::uint32_t i = 0; i < count; ++i)
    if (!read()) return false;
  return true;
}

// Of debits alone: with their installments and changes in the same order.
void order_by_rank(Settled& settled, const std::vector<std::int64_t>& ranks) {
  std::vector<std::uint32_t> order(settled.debits.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t i) { return ranks[i]; });
  Settled ordered;
  const auto move = [](const auto& from, std::uint32_t& first, std::uint32_t count, auto& to) {
    const auto begin = from.begin() + first;
    first = static_cast<std::uint32_t>(to.size());
    to.insert(to.end(), begin, begin + count);
  };
  for (const std::uint32_t i : order) {
    SettledDebit debit = settled.debits[i];
    if (debit.part_count > 0) move(settled.parts, debit.parts, debit.part_count, ordered.parts);
    move(settled.changes, debit.changes, debit.change_count, ordered.changes);
    ordered.debits.push_back(debit);
  }
  settled = std::move(ordered);
}

}  // namespace

std::string pack(const Settled& settled) {
  Writer out(8 * (settled.debits.size() + settled.credits.size()) + 3 * settled.parts.size() +
             2 * settled.changes.size());
  const bool ranked = !std::ranges::is_sorted(settled.debits, by_date);
  Previous previous;
  if (ranked) {
    for (const std::uint32_t i : date_order(settled.debits)) {
      out.put_signed(i - std::exchange(previous.rank, i));
      put_debit(out, settled, settled.debits[i], previous);
    }
  } else {
    for (const SettledDebit& debit : settled.debits) put_debit(out, settled, debit, previous);
  }
  Writer head(4);
  head.put(kVersion);
  head.put(settled.debits.size() << 1U | (ranked ? 1U : 0U));
  head.put(settled.credits.size());
  head.put(out.size());
  previous = {};
  for (const SettledCredit& credit : settled.credits) put_credit(out, settled, credit, previous);
  std::string bytes;
  bytes.reserve(head.size() + out.size());
  return bytes.append(head.text()).append(out.text());
}

void unpack(std::string_view bytes, Settled& settled, Date until) {
  settled.clear();
  if (bytes.empty() || bytes.front() != kVersion) Reader::damaged();
  Reader head(bytes.substr(1));
  const std::uint64_t word = head.number();
  const std::uint32_t debits = head.count(word >> 1U), credits = head.count(head.number());
  const std::uint32_t size = head.count(head.number());
  Reader in(head.rest().substr(0, size));
  Previous previous;
  std::vector<std::int64_t> ranks;
  const bool all = read_documents(debits, [&] {
    if ((word & 1U) != 0) ranks.push_back(previous.rank += in.signed_number());
    return read_debit(in, until, previous, settled);
  });
  if (all && !in.rest().empty()) Reader::damaged();
  if (!ranks.empty()) order_by_rank(settled, ranks);
  in = Reader(head.rest().substr(size));
  previous = {};
  if (read_documents(credits, [&] { return read_credit(in, until, previous, settled); }) &&
      !in.rest().empty())
    Reader::damaged();
}

void packed_position(std::string_view bytes, Date date, std::optional<Money> balance, Settled& settled,
                     Position& position) {
  unpack(bytes, settled, date);
  position_at(settled, date, position, balance);
}

}  // namespace salesops::receivable
