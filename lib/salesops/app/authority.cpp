#include <fmt/format.h>

#include <algorithm>

#include "salesops/app/context.hpp"
#include "salesops/base/text.hpp"

namespace salesops::app {

namespace {

[[noreturn]] void refuse(const char* code, const std::string& actor, base::Text message, base::Text help) {
  base::Diagnostic diagnostic{.code = code, .field = "actor", .value = actor};
  diagnostic.message = std::move(message);
  diagnostic.help = std::move(help);
  throw base::Error(base::Exit::not_permitted, std::move(diagnostic));
}

// Roles that may decide on `what`, as "director, manager ≤ 50000.00".
std::string who_may(const config::Config& config, std::string_view what) {
  std::vector<std::string> roles;
  for (const config::Authority& row : config.authority) {
    if (row.what != what) continue;
    roles.push_back(row.up_to ? fmt::format("{} ≤ {}", row.role,
                                            money::to_decimal(*row.up_to, config.company.currency.digits))
                              : row.role);
  }
  return roles.empty() ? "-" : base::join(roles, ", ");
}

}  // namespace

void require_authority(const Context& context, std::string_view what, std::optional<money::Money> amount) {
  const config::Config& config = context.config;
  if (config.roles.empty()) return;
  const std::string shown = base::printable(context.actor.name());
  const base::Text help{
      fmt::format("可决定“{}”的角色：{}（authority）", what, who_may(config, what)),
      fmt::format("roles that may decide on '{}': {} (authority)", what, who_may(config, what))};
  const auto role = std::ranges::find(config.roles, context.actor.name(), &config::Role::actor);
  if (role == config.roles.end()) {
    refuse("E8101", context.actor.name(),
           {fmt::format("操作人“{}”没有角色", shown), fmt::format("the actor '{}' has no role", shown)},
           help);
  }
  bool named = false;
  std::optional<money::Money> largest;
  for (const config::Authority& row : config.authority) {
    if (row.what != what || row.role != role->role) continue;
    const money::Money asked = !amount ? money::Money() : amount->negative() ? -*amount : *amount;
    if (!row.up_to || asked <= *row.up_to) return;
    named = true;
    largest = largest ? std::max(*largest, *row.up_to) : *row.up_to;
  }
  if (!named) {
    refuse("E8101", context.actor.name(),
           {fmt::format("“{}”（{}）无权决定“{}”", shown, role->role, what),
            fmt::format("'{}' ({}) may not decide on '{}'", shown, role->role, what)},
           help);
  }
  const int digits = config.company.currency.digits;
  refuse("E8102", context.actor.name(),
         {fmt::format("金额 {} 超过“{}”（{}）的上限 {}", money::to_grouped(*amount, digits), shown,
                      role->role, money::to_grouped(*largest, digits)),
          fmt::format("the amount {} is above the limit of '{}' ({}): {}", money::to_grouped(*amount, digits),
                      shown, role->role, money::to_grouped(*largest, digits))},
         help);
}

}  // namespace salesops::app
