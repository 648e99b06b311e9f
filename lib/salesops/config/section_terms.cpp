#include <fmt/format.h>

#include <iterator>

#include "salesops/base/text.hpp"
#include "salesops/config/sections.hpp"

namespace salesops::config {

namespace {

constexpr Field kChange[] = {
    {.key = "from", .type = Type::date, .zh = "自此日起", .en = "from this day on", .required = true},
    {.key = "class",
     .type = Type::text,
     .zh = "客户类别；不写为默认账期",
     .en = "customer class; without it the default changes"},
    {.key = "terms", .type = Type::text, .zh = "账期或账期名", .en = "terms or their name", .required = true},
};
std::span<const Field> change_fields() {
  return kChange;
}

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
    {.key = "changes",
     .type = Type::record,
     .shape = Shape::list,
     .zh = "自某日起改变的账期；以前开的发票不变",
     .en = "terms that change on a day; invoices of before keep theirs",
     .fields = change_fields,
     .example = "[{from: 2026-07-01, class: 经销商, terms: net:45}]"},
};

}  // namespace

bool TermsTable::resolve(std::string_view text, calendar::Terms& terms, calendar::TermsFault& fault) const {
  const auto found = named.find(std::string(text));
  if (found == named.end())
    return calendar::parse_terms(text, terms, fault) && calendar::check_calendars(terms, calendars, fault);
  terms = found->second;
  return true;
}

const calendar::Terms* TermsTable::find(const std::string& customer_class, calendar::Date day) const {
  const auto changed = [&](const std::string& name) -> const calendar::Terms* {
    const auto found = changes.find(name);
    if (found == changes.end()) return nullptr;
    const auto next = found->second.upper_bound(day);
    return next == found->second.begin() ? nullptr : &std::prev(next)->second;
  };
  if (!customer_class.empty()) {
    if (const calendar::Terms* terms = changed(customer_class)) return terms;
    if (const auto found = by_class.find(customer_class); found != by_class.end()) return &found->second;
  }
  if (const calendar::Terms* terms = changed({})) return terms;
  return fallback ? &*fallback : nullptr;
}

std::span<const Field> terms_fields() {
  return kTerms;
}

void read_terms(const Section& section, TermsTable& terms) {
  for (const auto& [name, text] : section.text_map("named")) {
    calendar::TermsFault why;  // the text was checked with the tree
    if (calendar::parse_terms(text, terms.named[name], why) &&
        !calendar::check_calendars(terms.named[name], terms.calendars, why))
      section.fault_at("named", name, why.code, why.message, why.help);
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
  for (const Section& change : section.records("changes")) {
    const auto from = change.maybe_date("from");
    if (!from || !change.has("terms")) continue;  // reported as missing
    if (terms.resolve(change.text("terms"), resolved, fault)) {
      terms.changes[change.text("class")][*from] = resolved;
    } else {
      change.fault("terms", fault.code, fault.message, fault.help);
    }
  }
}

}  // namespace salesops::config
