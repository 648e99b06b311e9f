#include <fmt/format.h>

#include <algorithm>

#include "salesops/config/sections.hpp"

namespace salesops::config {

namespace {

constexpr Field kRole[] = {
    {.key = "role", .type = Type::id, .zh = "角色", .en = "role", .required = true},
    {.key = "node",
     .type = Type::id,
     .zh = "负责的节点，不写为全公司",
     .en = "node in charge of; the whole company without it"},
};

constexpr Field kAuthority[] = {
    {.key = "what",
     .type = Type::choice,
     .zh = "可决定的事项",
     .en = "what may be decided",
     .choices = "target|budget|request|override|transfer|promotion|credit|write_off|close|reopen",
     .required = true},
    {.key = "role", .type = Type::id, .zh = "角色", .en = "role", .required = true},
    {.key = "up_to",
     .type = Type::money,
     .zh = "金额上限，不写为不限",
     .en = "up to this amount; without limit if not given",
     .min = 0},
};

}  // namespace

std::span<const Field> role_fields() {
  return kRole;
}
std::span<const Field> authority_fields() {
  return kAuthority;
}

void read_roles(const Section& root, Config& config) {
  std::vector<std::string> roles;
  std::vector<std::string> nodes;
  for (const NodeEntry& node : config.organisation.nodes) nodes.push_back(node.id);
  for (const auto& [actor, section] : root.record_map("roles")) {
    config.roles.push_back({.actor = actor, .role = section.text("role"), .node = section.text("node")});
    roles.push_back(section.text("role"));
    // Nodes may also be imported: only a configuration that states nodes can be checked here.
    if (!nodes.empty() && section.has("node"))
      section.require_known("node", section.text("node"), nodes, {"节点", "node"});
  }
  std::ranges::sort(config.roles, {}, &Role::actor);
  for (const Section& section : root.records("authority")) {
    config.authority.push_back(
        {.what = section.text("what"), .role = section.text("role"), .up_to = section.maybe_amount("up_to")});
    if (!roles.empty() && !section.text("role").empty()) {
      section.require_known("role", section.text("role"), roles,
                            {"角色（roles 里没有人担任）", "role in 'roles'"});
    }
  }
}

}  // namespace salesops::config
