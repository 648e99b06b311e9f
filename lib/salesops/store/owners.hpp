#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/store/database.hpp"

namespace salesops::store {

// Who owns the customers through time, for statements that give many documents: what owner_join says, without
// a look into the database for each of them. About 40 bytes a span.
class Owners {
 public:
  // Keys of the store, 0 for none.
  struct Owner {
    std::int64_t node = 0;  // the customer's own, else its rep's
    std::int64_t rep = 0;
    const std::string* customer_class = nullptr;  // never null; "" for none
    const std::string* grade = nullptr;
  };

  explicit Owners(Database& database);
  // The owner of a customer on a day; nobody when no span of the customer holds the day. O(log spans).
  Owner on(std::int64_t customer, calendar::Date day) const;

 private:
  // Of a customer or a rep, in order of `thing` and `first`.
  struct Span {
    std::int64_t thing;
    std::int32_t first, last;
    std::int64_t node, rep;
    std::uint32_t customer_class, grade;  // in texts_
  };
  static const Span* find(const std::vector<Span>& spans, std::int64_t thing, calendar::Date day);

  std::vector<Span> customers_, reps_;
  std::vector<std::string> texts_;
};

}  // namespace salesops::store
