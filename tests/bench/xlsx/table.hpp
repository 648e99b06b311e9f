#pragma once
#include <cstdint>
#include <string>

// The rows that both programs write: eight columns of a list of invoices. Deterministic, made one at a time.
struct Line {
  std::string number;
  std::string customer;  // of 1,000 names
  std::string city;      // of 40 names
  int day;               // days after 2025-01-01
  std::int64_t amount;   // fen
  std::int64_t open;
  std::int64_t overdue_days;
  std::int64_t share;  // of 10,000
};

inline Line line(std::uint64_t at) {
  const std::uint64_t dice = (at * 6364136223846793005ULL + 1442695040888963407ULL) >> 20U;
  const auto amount = static_cast<std::int64_t>(dice % 90'000'000) + 100;
  return {"F" + std::to_string(10'000'000 + at),
          "华东第" + std::to_string(dice % 1'000) + "食品商贸有限公司",
          "城市" + std::to_string(dice % 40),
          static_cast<int>(dice % 600),
          amount,
          amount / 3,
          static_cast<std::int64_t>(dice % 400),
          static_cast<std::int64_t>(dice % 10'001)};
}
