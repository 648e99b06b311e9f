// limit FOLDER AS_OF: how fast the aging can be when nothing is kept, checked or explained. Reads invoices.csv and
// receipts.csv as generate.py writes them (no quotes), applies receipts to the invoices they name and the rest oldest due
// first, and prints customer, six buckets and what is not due, unapplied, net.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

struct Invoice {
  int customer, due;
  std::int64_t open;
};

int day_number(const char* iso) {
  int y = std::atoi(iso), m = std::atoi(iso + 5), d = std::atoi(iso + 8);
  y -= m <= 2;
  const int era = y / 400, yoe = y - era * 400, doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy;
}

std::int64_t fen(const char* text) {
  std::int64_t n = 0;
  for (; *text != ',' && *text != '\n'; ++text)
    if (*text != '.') n = n * 10 + (*text - '0');
  return n;
}

std::string slurp(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

template <class Sink>
void rows(const std::string& text, Sink sink) {
  const char* at = text.c_str() + text.find('\n') + 1;
  while (*at) {
    const char* fields[5] = {at, nullptr, nullptr, nullptr, nullptr};
    int n = 1;
    for (; *at != '\n'; ++at)
      if (*at == ',') fields[n++] = at + 1;
    sink(fields);
    ++at;
  }
}

}  // namespace

int main(int, char** argv) {
  const std::string folder = argv[1];
  const int as_of = day_number(argv[2]);
  std::vector<Invoice> invoices;
  std::vector<std::int64_t> cash;
  const std::string invoice_file = slurp(folder + "/invoices.csv"), receipt_file = slurp(folder + "/receipts.csv");
  rows(invoice_file, [&](const char** f) {
    const int customer = std::atoi(f[1] + 1);
    if (static_cast<std::size_t>(customer) >= cash.size()) cash.resize(customer + 1);
    invoices.push_back({customer, day_number(f[3]), day_number(f[2]) <= as_of ? fen(f[4]) : 0});
  });
  rows(receipt_file, [&](const char** f) {
    if (day_number(f[2]) > as_of) return;
    std::int64_t amount = fen(f[3]);
    if (f[4][0] == 'F') {
      Invoice& invoice = invoices[std::atoi(f[4] + 1)];
      const std::int64_t paid = std::min(amount, invoice.open);
      invoice.open -= paid;
      amount -= paid;
    }
    cash[std::atoi(f[1] + 1)] += amount;
  });
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < invoices.size(); ++i)
    if (invoices[i].open) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return invoices[a].due < invoices[b].due; });
  std::vector<std::int64_t> sums(cash.size() * 7);
  for (const std::uint32_t i : order) {
    Invoice& invoice = invoices[i];
    const std::int64_t paid = std::min(invoice.open, cash[invoice.customer]);
    cash[invoice.customer] -= paid;
    const int days = as_of - invoice.due;
    const int slot = days <= 0 ? 0 : days <= 30 ? 1 : days <= 60 ? 2 : days <= 90 ? 3 : days <= 180 ? 4 : days <= 365 ? 5 : 6;
    sums[invoice.customer * 7 + slot] += invoice.open - paid;
  }
  for (std::size_t c = 0; c < cash.size(); ++c) {
    std::int64_t net = -cash[c];
    for (int s = 0; s < 7; ++s) net += sums[c * 7 + s];
    if (net == 0 && cash[c] == 0) continue;
    std::printf("K%06zu", c);
    for (int s = 0; s < 7; ++s) std::printf(",%lld.%02lld", static_cast<long long>(sums[c * 7 + s] / 100), static_cast<long long>(sums[c * 7 + s] % 100));
    std::printf(",%lld.%02lld\n", static_cast<long long>(cash[c] / 100), static_cast<long long>(cash[c] % 100));
  }
}
