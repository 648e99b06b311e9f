#include "salesops/receivable/packed.hpp"

#include <algorithm>
#include <cstdint>

#include "salesops/base/error.hpp"

// Format, version 1: byte 1, number of debits, number of credits, then the documents. Numbers are
// little-endian base 128 with a continuation bit; signed ones are zigzag. Ids and dates are differences to
// the document before, due dates to the issue date, dates of changes to the document's date. The first number
// of a document holds its kind and flags (low bits) and its number of changes (above). Installments have a
// number for the retention where one of the document is.
namespace salesops::receivable {
namespace {

constexpr char kVersion = 1;  // a number of one byte
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
  std::string text() const { return {bytes_.begin(), bytes_.begin() + (at_ - bytes_.data())}; }

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
  bool done() const { return at_ == end_; }
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

}  // namespace

std::string pack(const Settled& settled) {
  Writer out(3 + 7 * (settled.debits.size() + settled.credits.size()) + 3 * settled.parts.size() +
             2 * settled.changes.size());
  out.put(kVersion);
  out.put(settled.debits.size());
  out.put(settled.credits.size());
  std::int64_t id = 0;
  Date date{};
  for (const SettledDebit& debit : settled.debits) {
    const bool retention = any_retention(settled, debit);
    out.put(static_cast<std::uint64_t>(debit.change_count) << kFlagBits |
            static_cast<std::uint64_t>(debit.kind) | (debit.disputed ? kDisputed : 0) |
            (debit.part_count ? kInstallments : 0) | (debit.rep ? kRep : 0) | (retention ? kRetention : 0));
    out.put_signed(debit.id - id);
    out.put_signed(debit.date - date);
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
    id = debit.id;
    date = debit.date;
  }
  id = 0;
  for (const SettledCredit& credit : settled.credits) {
    out.put(static_cast<std::uint64_t>(credit.change_count) << kFlagBits |
            static_cast<std::uint64_t>(credit.kind) | (credit.rep ? kRep : 0) |
            (credit.maturity ? kMaturity : 0));
    out.put_signed(credit.id - id);
    out.put_signed(credit.date - date);
    out.put_signed(credit.amount.minor());
    if (credit.rep) out.put_signed(credit.rep);
    if (credit.maturity) out.put_signed(*credit.maturity - credit.date);
    put_changes(out, settled, credit.changes, credit.change_count, credit.date);
    id = credit.id;
    date = credit.date;
  }
  return out.text();
}

void unpack(std::string_view bytes, Settled& settled) {
  settled.clear();
  if (bytes.empty() || bytes.front() != kVersion) Reader::damaged();
  Reader in(bytes.substr(1));
  settled.debits.resize(in.count(in.number()));
  settled.credits.resize(in.count(in.number()));
  std::int64_t id = 0;
  Date date{};
  for (SettledDebit& debit : settled.debits) {
    const std::uint64_t head = in.number();
    if ((head & 3U) > 2) Reader::damaged();
    debit.kind = static_cast<DebitKind>(head & 3U);
    debit.disputed = (head & kDisputed) != 0;
    debit.id = id += in.signed_number();
    debit.date = date = in.date(date);
    debit.due = in.date(date);
    debit.amount = Money::minor(in.signed_number());
    debit.rep = head & kRep ? in.signed_number() : 0;
    debit.part_count = head & kInstallments ? in.count(in.number()) : 0;
    debit.parts = debit.part_count ? static_cast<std::uint32_t>(settled.parts.size()) : 0;
    for (std::uint32_t i = 0; i < debit.part_count; ++i) {
      const Date due = in.date(date);
      settled.parts.push_back({due, Money::minor(in.signed_number())});
      if (head & kRetention) settled.parts.back().retention = in.number() != 0;
    }
    debit.change_count = in.count(head >> kFlagBits);
    read_changes(in, settled, debit.changes, debit.change_count, date);
  }
  id = 0;
  for (SettledCredit& credit : settled.credits) {
    const std::uint64_t head = in.number();
    credit.kind = static_cast<CreditKind>(head & 3U);
    credit.id = id += in.signed_number();
    credit.date = date = in.date(date);
    credit.amount = Money::minor(in.signed_number());
    credit.rep = head & kRep ? in.signed_number() : 0;
    credit.maturity.reset();
    if (head & kMaturity) credit.maturity = in.date(date);
    credit.change_count = in.count(head >> kFlagBits);
    read_changes(in, settled, credit.changes, credit.change_count, date);
  }
  if (!in.done()) Reader::damaged();
}

}  // namespace salesops::receivable
