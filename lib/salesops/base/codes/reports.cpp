#include "salesops/base/codes.hpp"

namespace salesops::base {

std::span<const CodeEntry> report_codes() {
  return {};
}

}  // namespace salesops::base
