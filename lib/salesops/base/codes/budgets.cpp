#include "salesops/base/codes.hpp"

namespace salesops::base {

std::span<const CodeEntry> budget_codes() {
  return {};
}

}  // namespace salesops::base
