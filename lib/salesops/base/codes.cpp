#include "salesops/base/codes.hpp"

#include "salesops/base/text.hpp"

namespace salesops::base {

namespace {

using Family = std::span<const CodeEntry> (*)();
constexpr Family kFamilies[] = {usage_codes,  import_codes,     configuration_codes,
                                target_codes, receivable_codes, budget_codes,
                                report_codes, permission_codes, database_codes};

}  // namespace

std::vector<CodeEntry> codes() {
  std::vector<CodeEntry> all;
  std::vector<CodeEntry> allocator;  // E_… sorts after E9…
  for (const Family family : kFamilies) {
    for (const CodeEntry& entry : family()) (entry.code[1] == '_' ? allocator : all).push_back(entry);
  }
  all.insert(all.end(), allocator.begin(), allocator.end());
  return all;
}

const CodeEntry* find_code(std::string_view code) {
  const std::string wanted = to_lower_ascii(code);
  for (const Family family : kFamilies) {
    for (const CodeEntry& entry : family()) {
      if (to_lower_ascii(entry.code) == wanted) return &entry;
    }
  }
  return nullptr;
}

}  // namespace salesops::base
