#include "salesops/base/codes.hpp"

namespace salesops::base {

std::span<const CodeEntry> target_codes() {
  return {};
}

}  // namespace salesops::base
