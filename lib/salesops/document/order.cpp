#include "salesops/document/order.hpp"

namespace salesops::document {

namespace {

template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

}  // namespace

std::strong_ordering compare(const Cell& a, const Cell& b) {
  if (a.index() != b.index()) return a.index() <=> b.index();
  return std::visit(
      [&b](const auto& left) -> std::strong_ordering {
        using Value = std::decay_t<decltype(left)>;
        const auto& right = std::get<Value>(b);
        if constexpr (std::is_same_v<Value, std::monostate>) {
          return std::strong_ordering::equal;
        } else if constexpr (std::is_same_v<Value, Text>) {
          return left.zh.compare(right.zh) <=> 0;
        } else if constexpr (std::is_same_v<Value, std::string>) {
          return left.compare(right) <=> 0;
        } else {
          return left <=> right;
        }
      },
      a);
}

std::string plain_text(const Cell& cell, const money::Currency& currency) {
  return std::visit(Overloaded{
                        [](std::monostate) { return std::string(); },
                        [](const std::string& text) { return text; },
                        [](std::int64_t number) { return std::to_string(number); },
                        [&](money::Money amount) { return money::to_decimal(amount, currency.digits); },
                        [](const money::Decimal& number) { return money::to_string(number); },
                        [](const money::Rate& rate) { return money::decimal_text(rate, 6); },
                        [](calendar::Date date) { return calendar::to_string(date); },
                        [](bool yes) { return std::string(yes ? "true" : "false"); },
                        [](const Text& text) { return text.en; },
                    },
                    cell);
}

}  // namespace salesops::document
