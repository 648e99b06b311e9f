#pragma once
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "salesops/app/attain.hpp"
#include "salesops/app/attain_days.hpp"
#include "salesops/app/attain_dimensions.hpp"

namespace salesops::app {

// Collects the figures of one period, metric by metric.
class AttainLines {
 public:
  AttainLines(const Context& context, store::Database& database, const TargetBook& book,
              const AttainDimensions& dimensions, const AttainDays& days, target::PaceClock clock,
              org::Attribution owner, bool targets);

  // Metrics with an approved target in the year.
  std::set<std::string> metrics() const;
  const std::vector<target::Value>& values() const { return *values_; }
  // The rows of a metric that adds up, and their total. Error(internal, E4190) when the actuals do not tie
  // with the documents.
  std::vector<AttainRow> rows(const target::Metric& metric, AttainRow& total) const;

 private:
  // Sums of one row before anything is divided.
  struct Line {
    std::int64_t target = 0, ytd_target = 0, elapsed = 0, next = 0;
    std::int64_t actual = 0, ytd_actual = 0, last_year = 0, previous = 0;
    bool has_target = false, has_ytd_target = false;

    Line& operator+=(const Line& other);
    bool empty() const;
  };
  using Lines = std::map<std::vector<std::string>, Line>;
  struct Slot {
    std::optional<calendar::Span> span;
    std::int64_t Line::*sum;
  };

  int days_in(calendar::Span span) const;
  std::int64_t part(std::int64_t amount, calendar::Month month, std::optional<calendar::Span> span) const;
  void add_target(const target::Value& value, Line& line) const;
  void add_actuals(const target::Metric& metric, const Slot& slot, Lines& lines) const;
  Lines lines_of(const target::Metric& metric) const;
  target::Figures figures(const Line& line) const;
  std::vector<AttainRow> tree_rows(const target::Metric& metric, const Lines& lines) const;
  std::vector<AttainRow> dimension_rows(const target::Metric& metric, const Lines& lines) const;
  std::vector<std::string> place(std::vector<std::string> row, const std::string& node) const;

  const Context& context_;
  const TargetBook& book_;
  const AttainDimensions& dimensions_;
  const AttainDays& days_;
  target::PaceClock clock_;
  int elapsed_days_, period_days_;  // by the clock
  std::optional<calendar::Date> owner_day_;
  std::shared_ptr<store::SaleLines> sales_;  // these two without a reading
  std::unique_ptr<store::Actuals> actuals_;
  std::shared_ptr<const std::vector<target::Value>> values_;
};

}  // namespace salesops::app
