// The reader and the renderer of salesops by themselves. usage: ours read FILE | ours write FILE ROWS
#include <fstream>
#include <iostream>

#include "salesops/ingest/xlsx_rows.hpp"
#include "salesops/render/render.hpp"
#include "table.hpp"

using namespace salesops;

namespace {

void read(const char* path) {
  const ingest::ByteFile file(path);
  ingest::XlsxBook book(file);
  ingest::XlsxRows rows(path, book, book.sheets().front());
  std::vector<std::string_view> cells;
  std::uint64_t count = 0;
  std::uint64_t bytes = 0;
  while (rows.next(cells)) {
    for (const std::string_view cell : cells) {
      ++count;
      bytes += cell.size();
    }
  }
  std::cout << count << " cells " << bytes << " bytes\n";
}

void write(const char* path, std::size_t count) {
  using document::Type;
  document::Table table{.key = "invoices", .title = {"发票", "Invoices"}};
  table.columns = {{"number", {"发票号码", "number"}, Type::id},
                   {"customer", {"客户", "customer"}},
                   {"city", {"城市", "city"}},
                   {"date", {"开票日期", "date"}, Type::date},
                   {"amount", {"金额", "amount"}, Type::money},
                   {"open", {"未收", "open"}, Type::money},
                   {"days", {"逾期天数", "days"}, Type::days},
                   {"share", {"占比", "share"}, Type::percent}};
  const calendar::Date first = calendar::Date::of(2025, 1, 1);
  table.rows.generated = count;
  table.rows.generate = [&](const std::function<void(const document::Row&)>& sink) {
    document::Row row(8);
    for (std::size_t at = 0; at < count; ++at) {
      Line one = line(at);
      row[0] = std::move(one.number);
      row[1] = std::move(one.customer);
      row[2] = std::move(one.city);
      row[3] = first + one.day;
      row[4] = money::Money::minor(one.amount);
      row[5] = money::Money::minor(one.open);
      row[6] = one.overdue_days;
      row[7] = money::Rate(one.share, 10'000);
      sink(row);
    }
  };
  std::ofstream out(path, std::ios::binary);
  render::write(document::single_table("invoices", {"发票", "Invoices"}, std::move(table)),
                render::Format::xlsx, {}, out);
}

}  // namespace

int main(int, char** words) {
  if (std::string_view(words[1]) == "read") read(words[2]);
  if (std::string_view(words[1]) == "write") write(words[2], std::stoul(words[3]));
}
