#include "salesops/budget/settings.hpp"

#include <algorithm>

#include "salesops/base/text.hpp"

namespace salesops::budget {
namespace {

bool is_named(const Category& category, const std::string& folded) {
  if (category.id == folded || base::fold_name(category.name.zh) == folded ||
      base::fold_name(category.name.en) == folded)
    return true;
  return std::any_of(category.aliases.begin(), category.aliases.end(),
                     [&](const std::string& alias) { return base::fold_name(alias) == folded; });
}

}  // namespace

std::optional<std::string> Settings::category_named(std::string_view text) const {
  const std::string folded = base::fold_name(text);
  if (folded.empty()) return std::nullopt;
  if (categories.empty()) return folded;
  for (const Category& category : categories) {
    if (is_named(category, folded)) return category.id;
  }
  return std::nullopt;
}

Tree Settings::category_tree() const {
  std::map<std::string, std::string, std::less<>> parents;
  for (const Category& category : categories) parents[category.id] = category.parent;
  return Tree(std::move(parents));
}

base::Text Settings::title_of(std::string_view category) const {
  for (const Category& known : categories) {
    if (known.id == category && !known.name.empty()) return known.name;
  }
  return {std::string(category), std::string(category)};
}

}  // namespace salesops::budget
