#pragma once
#include <optional>
#include <string>

#include "salesops/app/context.hpp"

namespace salesops::app {

// What is wrong with a kind that no node has or ever had (E7137, with those that exist); nothing for others.
std::optional<base::Diagnostic> kind_fault(store::Database& database, const std::string& kind);

// Throws it as Error(configuration); `field` names where the kind stands.
void require_kind(store::Database& database, const std::string& kind, const std::string& field);

// The same for --level, as Error(usage); nothing when it is not given.
void check_level(const Context& context, store::Database& database);

}  // namespace salesops::app
