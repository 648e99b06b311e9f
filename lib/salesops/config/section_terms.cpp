#include <fmt/format.h>

#include "salesops/base/text.hpp"
#include "salesops/config/sections.hpp"

namespace salesops::config {

namespace {

constexpr Field kTerms[] = {
    {.key = "default",
     .type = Type::text,
     .zh = "客户和类别都没有账期时用的账期；不写则这样的发票导入时报错",
     .en = "terms when neither customer nor class has any; without it such an invoice is an error",
     .example = "net:30"},
    {.key = "named",
     .type = Type::terms,
     .shape = Shape::map,
     .zh = "起了名字的账期",
     .en = "terms with a name",
     .example = "{票到30天: net:30, 月结60天: eom_days:60}"},
    {.key = "classes",
     .type = Type::text,
     .shape = Shape::map,
     .zh = "客户类别 → 账期或账期名",
     .en = "customer class → terms or their name",
     .example = "{经销商: 票到30天, 商超: 月结60天}"},
};

}  // namespace

bool TermsTable::resolve(std::string_view text, calendar::Terms& terms, calendar::TermsFault& fault) const {
  const auto found = named.find(std::string(text));
  if (found == named.end()) return calendar::parse_terms(text, terms, fault);
  terms = found->second;
  return true;
}

std::span<const Field> terms_fields() {
  return kTerms;
}

void read_terms(const Section& section, TermsTable& terms) {
  for (const auto& [name, text] : section.text_map("named")) {
    calendar::TermsFault ignored;  // checked with the tree
    calendar::parse_terms(text, terms.named[name], ignored);
  }
  calendar::Terms resolved;
  calendar::TermsFault fault;
  if (section.has("default")) {
    if (terms.resolve(section.text("default"), resolved, fault)) {
      terms.fallback = resolved;
    } else {
      section.fault("default", fault.code.c_str(), fault.message, fault.help);
    }
  }
  for (const auto& [name, text] : section.text_map("classes")) {
    if (terms.resolve(text, resolved, fault)) {
      terms.by_class[name] = resolved;
    } else {
      section.fault_at("classes", name, fault.code.c_str(), fault.message, fault.help);
    }
  }
}

}  // namespace salesops::config
