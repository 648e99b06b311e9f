#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "salesops/app/target_book.hpp"
#include "salesops/app/target_people.hpp"
#include "salesops/target/plan.hpp"

namespace salesops::app {

// One figure of a plan as somebody wrote it. metric "" is sales; node "" is that of the rep or customer.
struct FigureText {
  std::string node;
  std::string rep;
  std::string customer;
  std::string product_group;
  std::string metric;
  std::string month;
  std::string amount;
};

// Turns written figures into values of a plan.
class FigureReader {
 public:
  // Where a finding goes: the field of FigureText it is about.
  using Report =
      std::function<void(const char* field, std::string code, base::Text message, base::Text help)>;

  FigureReader(const Context& context, store::Database& database, const TargetBook& book)
      : context_(context), database_(database), book_(book) {}

  // Reports E4111 node, E4112 metric, E4113 month, E4115 negative, E4141 rep, customer or product
  // group, E4142 rate. Nothing is returned for a figure with a fault.
  std::optional<target::Value> read(const FigureText& text, const Report& report);

 private:
  bool read_bearer(const FigureText& text, const Report& report, target::Bearer& bearer);
  bool read_node(const FigureText& text, const Report& report, target::Value& value);
  bool read_amount(const FigureText& text, const Report& report, const target::Metric& metric,
                   std::int64_t& amount) const;
  const TargetPeople& people();

  const Context& context_;
  store::Database& database_;
  const TargetBook& book_;
  std::unique_ptr<TargetPeople> people_;  // only when a figure names one
};

}  // namespace salesops::app
