#pragma once
#include <optional>
#include <string>

#include "salesops/app/context.hpp"
#include "salesops/calendar/date.hpp"

// target split, target matrix, target rebalance: no workspace, no database. Options as the user gave them.
namespace salesops::app {

struct SplitRequest {
  std::string total;
  std::string file;     // --by
  std::string weights;  // --weights
  std::string equal;    // --equal
  std::string unit = "0.01";
  std::string method = "lr";
  std::string remainder = "error";
  std::string zero_weight = "error";
  std::string blend;
  std::string growth_cap;
  std::string base;
  std::string over;
  std::string period;
  std::string phasing;
  bool explain = false;
  bool tidy = false;       // rows key, period, target instead of one column per month
  calendar::Date as_of{};  // for relative periods
};
Outcome split(const SplitRequest& request);

struct MatrixRequest {
  std::string rows;
  std::string columns;
  std::string seed;
  std::string cells;
  std::string unit = "0.01";
  bool tidy = false;
};
Outcome close_table(const MatrixRequest& request);

struct RebalanceRequest {
  std::string total;
  std::string file;
  std::string unit = "0.01";
  std::string method = "lr";
  std::string remainder = "error";
  std::string zero_weight = "error";
  bool explain = false;
};
Outcome rebalance_total(const RebalanceRequest& request);

}  // namespace salesops::app
