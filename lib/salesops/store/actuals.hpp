#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/store/sale_lines.hpp"

namespace salesops::store {

// What actuals can be summed by. Everything is that of the document's date: the node that owned the customer,
// its class and grade, the group of the product. The rep is the one the document names (of a receipt: the
// invoice it names), else the customer's; an order with split credit counts for each of its reps with its
// share.
enum class ActualBy { node, rep, customer, customer_class, grade, product, product_group };

struct ActualCell {
  std::vector<std::string> keys;  // one per dimension, "" for none
  std::int64_t amount = 0;
};

struct ActualSums {
  std::vector<ActualCell> cells{};  // ordered by keys, each combination once
  std::int64_t total = 0;           // of the documents as they were read, before any dimension
};

// Sums of documents at one moment, for as many questions as there are: what does not change between them
// (owners, codes, the lines of sales) is read once. For use while the database shows one state and `lines`
// lives.
class Actuals {
 public:
  explicit Actuals(SaleLines& lines);
  Actuals(const Actuals&) = delete;
  Actuals& operator=(const Actuals&) = delete;
  ~Actuals();

  // The sums of every span, in hundredths of the metric's unit: sales with tax, receipts (collection),
  // gross_profit (sales less tax and cost), quantity, new_customers (first invoice in the span and none in
  // the 12 months before; one span only). Another metric has none. With `owner_day` whoever owns the customer
  // on that day has all its documents, with their whole credit. The spans are in order and do not overlap.
  std::vector<ActualSums> sums(std::string_view metric, std::span<const calendar::Span> spans,
                               std::span<const ActualBy> by, std::optional<calendar::Date> owner_day);

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace salesops::store
