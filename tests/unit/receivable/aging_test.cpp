#include "salesops/receivable/aging.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "build.hpp"
#include "salesops/base/error.hpp"
#include "salesops/receivable/packed.hpp"
#include "salesops/receivable/subsequent.hpp"

namespace salesops::receivable::test {
namespace {

std::vector<std::int64_t> minor(const std::vector<Money>& amounts) {
  std::vector<std::int64_t> units;
  for (const Money amount : amounts) units.push_back(amount.minor());
  return units;
}

using Units = std::vector<std::int64_t>;
const Buckets k360({{30}, {60}, {90}, {180}, {360}});

std::string code_of(std::string_view edges) {
  try {
    static_cast<void>(Buckets::parse(edges));
  } catch (const base::Error& error) {
    return error.code();
  }
  return "";
}

// The slot of an item due on `due` when asked on `as_of`.
std::string slot(std::string_view due, std::string_view as_of, const char* edges) {
  Book book;
  book.invoice("A", "1990-01-01", due, 1);
  const Buckets buckets = Buckets::parse(edges);
  const AgingRow row = book.age({.as_of = day(as_of), .buckets = buckets});
  return buckets.key(static_cast<std::size_t>(std::ranges::find(row.slots, fen(1)) - row.slots.begin()));
}

}  // namespace

TEST_CASE("buckets are closed on the right and an item due on the day is not overdue") {
  Book book;
  const struct {
    const char* due;
    std::int64_t amount;
  } kItems[] = {{"2024-06-30", 1},   {"2024-06-29", 2},   {"2024-05-31", 4},    {"2024-05-30", 8},
                {"2024-05-01", 16},  {"2024-04-30", 32},  {"2024-04-01", 64},   {"2024-01-02", 128},
                {"2024-01-01", 256}, {"2023-07-06", 512}, {"2023-07-05", 1024}, {"2024-07-30", 2048}};
  for (const auto& item : kItems)
    book.invoice(std::to_string(item.amount), "2023-01-01", item.due, item.amount);
  const AgingRow row = book.age({.as_of = day("2024-06-30"), .buckets = k360});
  CHECK(minor(row.slots) == Units{2049, 6, 24, 96, 128, 768, 1024});
  CHECK(row.balance == fen(4095));
  CHECK(row.overdue == fen(2046));
  CHECK(row.oldest_days == 361);
  CHECK(money::to_string(*weighted_days_overdue(row, 6)) == "309.091887");
}

TEST_CASE("days are counted across 29 February") {
  Book book;
  book.invoice("A", "2024-01-01", "2024-01-31", 5).invoice("B", "2024-01-01", "2024-01-30", 7);
  const AgingRow row = book.age({.as_of = day("2024-03-01"), .buckets = k360});
  CHECK(minor(row.slots) == Units{0, 5, 7, 0, 0, 0, 0});
  CHECK(money::to_string(*weighted_days_overdue(row, 4)) == "30.5833");
}

TEST_CASE("years are anniversaries, not 365 days") {
  CHECK(slot("2023-03-01", "2024-03-01", "1y,2y,3y") == "y0_1");  // 366 days, exactly one year
  CHECK(slot("2023-03-01", "2024-03-02", "1y,2y,3y") == "y1_2");
  CHECK(slot("2023-02-28", "2024-02-28", "1y,2y,3y") == "y0_1");
  CHECK(slot("2023-02-28", "2024-02-29", "1y,2y,3y") == "y1_2");
  CHECK(slot("2024-02-29", "2025-02-28", "1y,2y,3y") ==
        "y0_1");  // 29 February has its anniversary on the 28th
  CHECK(slot("2024-02-29", "2025-03-01", "1y,2y,3y") == "y1_2");
  CHECK(slot("2020-02-29", "2024-02-29", "3y,4y,5y") == "y3_4");
  CHECK(slot("2020-02-28", "2024-02-29", "3y,4y,5y") == "y4_5");
  CHECK(slot("2019-01-01", "2024-01-02", "1y,3y,5y") == "y5_plus");
  CHECK(slot("2023-12-01", "2024-06-01", "90,1y,2y") == "d91_y1");
  CHECK(slot("2023-05-01", "2024-06-01", "90,1y,2y") == "y1_2");
}

TEST_CASE("calendar months begin on their first day, whatever their length") {
  const char* const kMonths = "0m,1m,2m,5m";
  CHECK(slot("2024-03-31", "2024-03-31", kMonths) == "not_due");
  CHECK(slot("2024-04-01", "2024-03-31", kMonths) == "not_due");
  CHECK(slot("2024-03-30", "2024-03-31", kMonths) == "m0");
  CHECK(slot("2024-03-01", "2024-03-31", kMonths) == "m0");
  CHECK(slot("2024-02-29", "2024-03-31", kMonths) == "m1");
  CHECK(slot("2024-02-29", "2024-03-01", kMonths) == "m1");
  CHECK(slot("2024-02-01", "2024-03-31", kMonths) == "m1");
  CHECK(slot("2024-01-31", "2024-03-31", kMonths) == "m2");
  CHECK(slot("2024-01-01", "2024-03-01", kMonths) == "m2");
  CHECK(slot("2023-12-31", "2024-03-01", kMonths) == "m3_5");
  CHECK(slot("2023-10-01", "2024-03-31", kMonths) == "m3_5");
  CHECK(slot("2023-09-30", "2024-03-01", kMonths) == "m6_plus");
  CHECK(slot("2024-02-29", "2024-03-01", "1m") == "m0_1");
}

TEST_CASE("columns are named from the edges") {
  const auto keys = [](const char* edges) {
    const Buckets buckets = Buckets::parse(edges);
    std::string all;
    for (std::size_t i = 0; i < buckets.slots(); ++i) all += (i ? " " : "") + buckets.key(i);
    return all;
  };
  CHECK(keys("30,60,90,180,365") == "not_due d1_30 d31_60 d61_90 d91_180 d181_365 d366_plus");
  CHECK(keys("1y,2y,3y,5y") == "not_due y0_1 y1_2 y2_3 y3_5 y5_plus");
  CHECK(keys(" 7, 90 ,1y") == "not_due d1_7 d8_90 d91_y1 y1_plus");
  CHECK(keys("0m,1m,2m") == "not_due m0 m1 m2 m3_plus");
  CHECK(keys("0m, 1M ,3m,12m") == "not_due m0 m1 m2_3 m4_12 m13_plus");
  CHECK(keys("2m,3m") == "not_due m0_2 m3 m4_plus");
  const auto titles = [](const char* edges) {
    const Buckets buckets = Buckets::parse(edges);
    std::string all;
    for (std::size_t i = 1; i < buckets.slots(); ++i)
      all += (i > 1 ? " | " : "") + buckets.title(i).zh + " " + buckets.title(i).en;
    return all;
  };
  CHECK(
      titles("0m,1m,2m,5m") ==
      "本月 This month | 上月 Last month | 2个月前 2 months ago | 3–5个月前 3–5 months ago | 6个月前及更早 6 "
      "months ago or "
      "before");
  CHECK(titles("0m") == "本月 This month | 1个月前及更早 1 month ago or before");
  CHECK(titles("2m") == "本月至2个月前 This month to 2 ago | 3个月前及更早 3 months ago or before");
  CHECK(Buckets::standard().title(6).zh == "365天以上");
  CHECK(Buckets::parse("1y,2y").title(1).zh == "1年以内");
  CHECK(Buckets::parse("1y,2y").title(2).en == "1–2y");
}

TEST_CASE("edges that are not increasing positive numbers are refused") {
  for (const char* edges :
       {"",  "0,30", "30,30", "60,30", "30,,60", "a",     "30,-60", "1y,30", "365,1y", "2y,1y", "30;60",
        "m", "-1m",  "0y",    "1m,0m", "1m,1m",  "30,1m", "1m,30",  "0m,1y", "1y,2m",  "2401m"}) {
    INFO(edges);
    CHECK(code_of(edges) == "E5302");
  }
  for (const char* edges : {"30", "364,1y", "1y,2y,3y,4y,5y", "0m", "0m,1m,2m,2400m"})
    CHECK(code_of(edges).empty());
}

TEST_CASE("a retention stands in its bucket, or apart and not as overdue; the balance is the same") {
  Book book;
  book.invoice("A", "2024-01-01", "2024-01-31", 1000)
      .installments({{day("2024-01-31"), fen(900)}, {day("2024-06-01"), fen(100), true}});
  book.invoice("B", "2024-01-01", "2024-01-31", 50)
      .installments({{day("2024-01-31"), fen(40)}, {day("2025-01-01"), fen(10), true}});
  book.receipt("R", "2024-02-10", 905, "A").receipt("S", "2024-02-10", 40, "B");
  AgingRule rule{.as_of = day("2024-06-30"), .buckets = k360, .forward = {7}};
  const AgingRow within = book.age(rule);
  CHECK(minor(within.slots) == Units{10, 95, 0, 0, 0, 0, 0});
  CHECK(within.overdue == fen(95));
  CHECK(within.retention == Money{});
  rule.retention_apart = true;
  const AgingRow apart = book.age(rule);
  CHECK(minor(apart.slots) == Units{0, 0, 0, 0, 0, 0, 0});
  CHECK(apart.retention == fen(105));
  CHECK(apart.retention_overdue == fen(95));
  CHECK(apart.overdue == Money{});
  CHECK(apart.balance == within.balance);
  CHECK_FALSE(apart.oldest_days);
  CHECK_FALSE(apart.empty());
  rule.as_of = day("2024-02-05");
  const AgingRow before = book.age(rule);
  CHECK(minor(before.slots) == Units{0, 940, 0, 0, 0, 0, 0});
  CHECK(before.retention == fen(110));
}

TEST_CASE("what receipts dated later paid is told apart from what was open") {
  Book book;
  book.invoice("A", "2024-01-01", "2024-01-31", 100)
      .invoice("B", "2024-01-01", "2024-01-31", 50)
      .installments({{day("2024-01-31"), fen(20)}, {day("2024-03-31"), fen(30)}})
      .invoice("C", "2024-03-10", "2024-04-10", 70);
  book.receipt("R1", "2024-02-01", 10, "A")
      .receipt("R2", "2024-03-05", 60, "A")
      .receipt("R3", "2024-03-06", 25, "B")
      .receipt("R4", "2024-03-12", 70, "C")
      .receipt("R5", "2024-03-13", 5)
      .credit_note("N", "2024-03-14", 15, "A")
      .receipt("R6", "2024-03-15", 8, "A")
      .bounce("R6", "2024-03-20");
  const auto spans = settle(book.account, {});
  const Settled all = settled(book.account, spans);
  const auto since = [&](std::string_view date) {
    const Position position = position_at(all, day(date));
    const Subsequent later = subsequent_receipts(book.account, spans, all, position, day(date));
    std::string text;
    for (std::size_t i = 0; i < position.items.size(); ++i)
      text +=
          std::to_string(position.items[i].open.minor()) + "-" + std::to_string(later.items[i].minor()) + " ";
    for (const OpenCredit& credit : later.unapplied) text += "u" + std::to_string(credit.left.minor());
    return text + "=" + std::to_string(later.total.minor());
  };
  CHECK(since("2024-02-29") == "90-60 20-20 30-5 u5=85");
  CHECK(since("2024-03-05") == "30-0 20-20 30-5 u5=25");
  CHECK(since("2024-03-31") == "15-0 25-0 =0");
}

TEST_CASE("unapplied cash stands apart, goes to the oldest items, or to its own age; the net is the same") {
  Book book;
  book.invoice("A", "2024-01-01", "2024-03-31", 1000)
      .invoice("B", "2024-05-01", "2024-06-20", 500)
      .invoice("C", "2024-06-01", "2024-07-31", 300);
  book.receipt("R", "2024-05-20", 1200);
  AgingRule rule{.as_of = day("2024-06-30")};
  const AgingRow separate = book.age(rule);
  CHECK(minor(separate.slots) == Units{300, 500, 0, 0, 1000, 0, 0});
  CHECK(separate.unapplied == fen(1200));
  rule.unapplied = Unapplied::fifo;
  const AgingRow fifo = book.age(rule);
  CHECK(minor(fifo.slots) == Units{300, 300, 0, 0, 0, 0, 0});
  CHECK(fifo.unapplied == Money{});
  CHECK(fifo.oldest_days == 10);
  rule.unapplied = Unapplied::own_date;
  const AgingRow own = book.age(rule);
  CHECK(minor(own.slots) == Units{300, 500, -1200, 0, 1000, 0, 0});
  CHECK(own.unapplied == Money{});
  CHECK(own.balance == fen(600));
  for (const AgingRow& row : {separate, fifo, own}) CHECK(row.net() == fen(600));
}

TEST_CASE("an unlinked credit note at its own date sits in the bucket of its own age") {
  Book book;  // AG-01: GnuCash, test-owner-report; its buckets 0–30 … 91+ are 1–30 … here, no item is due on
              // the day
  book.invoice("A", "1980-05-13", "1980-07-18", 675).invoice("B", "1980-04-13", "1980-06-18", 400);
  book.invoice("C", "1980-03-13", "1980-05-18", 850).invoice("D", "1980-02-13", "1980-04-18", 750);
  book.invoice("E", "1980-01-13", "1980-03-18", 1150).invoice("F", "1980-04-18", "1980-04-18", 20000);
  book.credit_note("G", "1980-06-22", 300);
  book.receipt("R1", "1980-03-18", 150, "E")
      .receipt("R2", "1980-03-20", 200, "E")
      .receipt("R3", "1980-04-19", 20000, "F");
  const AgingRow row = book.age(
      {.as_of = day("1980-07-01"), .buckets = Buckets::parse("30,60,90"), .unapplied = Unapplied::own_date});
  CHECK(minor(row.slots) == Units{675, 100, 850, 750, 800});
  CHECK(row.balance == fen(3175));
}

TEST_CASE("the basis is the due date or the date of the document") {
  Book book;  // AG-12: 200 invoiced, 50 received on account, 125 on the invoice, all on the day asked for
  book.invoice("A", "2024-06-30", "2024-07-30", 200)
      .receipt("R1", "2024-06-30", 50)
      .receipt("R2", "2024-06-30", 125, "A");
  // The source nets the advance into its bucket 0–30; here age 0 is "not due" on both bases and cash has its
  // own column.
  const AgingRow row = book.age({.as_of = day("2024-06-30"), .basis = AgingBasis::document});
  CHECK(row.slots[0] == fen(75));
  CHECK(row.unapplied == fen(50));
  CHECK(row.net() == fen(25));
  CHECK(book.age({.as_of = day("2024-07-05"), .basis = AgingBasis::document}).slots[1] == fen(75));
  CHECK(book.age({.as_of = day("2024-07-05"), .basis = AgingBasis::due}).slots[0] == fen(75));
}

TEST_CASE("a day in the future ages forward") {
  Book book;  // AG-14: 500 overdue by five days, 1,000 due in thirty
  book.invoice("A", "2024-06-01", "2024-06-25", 500).invoice("B", "2024-06-01", "2024-07-30", 1000);
  CHECK(book.age({.as_of = day("2024-06-30")}).overdue == fen(500));
  CHECK(minor(book.age({.as_of = day("2024-12-31")}).slots) == Units{0, 0, 0, 0, 1000, 500, 0});
}

TEST_CASE("what is not due can be split by the days to go") {
  Book book;
  for (const auto& [due, amount] : {std::pair{"2024-06-30", 1},
                                    {"2024-07-07", 2},
                                    {"2024-07-08", 4},
                                    {"2024-07-30", 8},
                                    {"2024-07-31", 16},
                                    {"2024-06-29", 32}})
    book.invoice(due, "2024-01-01", due, amount);
  const AgingRow row = book.age({.as_of = day("2024-06-30"), .forward = parse_forward("7,30")});
  CHECK(minor(row.forward) == Units{3, 12, 16});
  CHECK(row.slots[0] == fen(31));
  CHECK(forward_key({7, 30}, 0) == "due_0_7");
  CHECK(forward_key({7, 30}, 1) == "due_8_30");
  CHECK(forward_key({7, 30}, 2) == "due_31_plus");
}

TEST_CASE("disputed items are counted apart and can be left out") {
  Book book;
  book.invoice("A", "2024-01-01", "2024-01-31", 100).disputed().invoice("B", "2024-01-01", "2024-01-31", 50);
  CHECK(book.age({.as_of = day("2024-02-10")}).disputed == fen(100));
  const AgingRow without = book.age({.as_of = day("2024-02-10"), .without_disputed = true});
  CHECK(without.balance == fen(50));
  CHECK(without.disputed == Money{});
}

TEST_CASE("the smallest rest is shown and terms of 15 days are overdue on the 16th") {
  Book book;  // AG-10, AG-15
  book.invoice("S", "2024-06-14", "2024-06-29", 10000).receipt("R", "2024-06-20", 9999, "S");
  const AgingRow row = book.age({.as_of = day("2024-06-30")});
  CHECK(row.slots[1] == fen(1));
  CHECK(row.oldest_days == 1);
}

TEST_CASE("an account with nothing open is an empty row, and its ratios have no value") {
  const AgingRow row = Book().age({.as_of = day("2024-06-30")});
  CHECK(row.empty());
  CHECK(!row.oldest_days);
  CHECK(!weighted_days_overdue(row, 1));
}

TEST_CASE("a packed account is the account") {
  Book book;
  book.invoice("A", "2024-01-01", "2024-01-31", 100).disputed().invoice("B", "2024-02-01", "2024-02-01", 300);
  book.installments({{day("2024-03-01"), fen(100)}, {day("2025-03-01"), fen(200)}});
  book.account.debits[0].rep = 7;
  book.receipt("R", "2024-03-05", 150, "B")
      .receipt("D", "2024-03-06", 999'999'999'999, "A", CreditKind::draft)
      .maturity("2024-09-06");
  book.account.credits[1].rep = 3;
  book.bounce("R", "2024-04-01").refund("F", "2024-05-01", 40, "D").write_off("A", 1, "2024-02-01");
  const Settled account = book.settle();
  Settled read;
  unpack(pack(account), read);
  CHECK(read == account);
  const std::string bytes = pack(account);
  for (std::size_t cut = 0; cut < bytes.size(); ++cut)
    CHECK_THROWS_AS(unpack(bytes.substr(0, cut), read), base::Error);
}

TEST_CASE("documents whose numbers do not go up with their dates keep the order of their numbers") {
  Book book;
  book.invoice("C", "2024-01-01", "2024-04-01", 1).invoice("A", "2024-03-01", "2024-04-01", 20);
  book.invoice("B", "2024-02-01", "2024-04-01", 300).receipt("R", "2024-03-10", 4, "B");
  const Settled account = book.settle();
  Settled read;
  unpack(pack(account), read);
  CHECK(read == account);
  unpack(pack(account), read, day("2024-02-29"));
  REQUIRE(read.debits.size() == 2);
  CHECK(read.debits[0].amount == fen(300));  // B
  CHECK(read.debits[1].amount == fen(1));    // C
  CHECK(read.credits.empty());
  unpack(pack(account), read, day("2023-12-31"));
  CHECK((read.debits.empty() && read.credits.empty()));
}

}  // namespace salesops::receivable::test
