#include "salesops/app/target_people.hpp"

#include "salesops/base/error.hpp"
#include "salesops/base/text.hpp"
#include "salesops/store/org_store.hpp"

namespace salesops::app {

void TargetPeople::Names::add(std::string code, std::string_view name) {
  const auto [named, fresh] = by_name_.emplace(base::fold_name(name), code);
  if (!fresh && named->second != code) named->second.clear();
  codes_.emplace(std::move(code), name);
}

std::optional<std::string> TargetPeople::Names::find(std::string_view text) const {
  if (codes_.contains(text)) return std::string(text);
  const auto named = by_name_.find(base::fold_name(text));
  if (named == by_name_.end() || named->second.empty()) return std::nullopt;
  return named->second;
}

std::vector<std::string> TargetPeople::Names::codes() const {
  std::vector<std::string> codes;
  for (const auto& [code, name] : codes_) codes.push_back(code);
  return codes;
}

TargetPeople::TargetPeople(store::Database& database, calendar::Date day) : day_(day) {
  base::Diagnostics findings;
  org_ = org::Org::build(store::load_org_rows(database), findings);
  findings.raise_if_any(base::Exit::bad_data);
  for (std::uint32_t n = 0; n < org_.reps().size(); ++n)
    reps_.add(org_.reps().id(org::RepNo{n}), org_.reps().name(org::RepNo{n}, day));
  for (std::uint32_t n = 0; n < org_.customers().size(); ++n)
    customers_.add(org_.customers().id(org::CustomerNo{n}), org_.customers().name(org::CustomerNo{n}, day));
  for (std::uint32_t n = 0; n < org_.products().size(); ++n) {
    const org::ProductNo product{n};
    for (const auto* span = org_.products().begin(product); span != org_.products().end(product); ++span)
      if (!span->group.empty()) groups_.add(span->group, span->group);
  }
}

std::string TargetPeople::node_of(const target::Bearer& bearer, calendar::Date day) const {
  std::optional<org::NodeNo> node;
  if (const auto rep = org_.reps().find(bearer.rep)) node = org_.node_of(*rep, day);
  if (const auto customer = org_.customers().find(bearer.customer); !node && customer)
    node = org_.node_of(*customer, day);
  return node ? org_.nodes().id(*node) : std::string();
}

std::string TargetPeople::title(const target::Bearer& bearer) const {
  std::vector<std::string> parts;
  if (const auto rep = org_.reps().find(bearer.rep)) parts.push_back(org_.reps().name(*rep, day_));
  if (const auto customer = org_.customers().find(bearer.customer))
    parts.push_back(org_.customers().name(*customer, day_));
  if (!bearer.product_group.empty()) parts.push_back(bearer.product_group);
  return base::join(parts, " / ");
}

}  // namespace salesops::app
