#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "salesops/config/sections.hpp"

namespace salesops::config {

namespace {

constexpr Field kKind[] = {
    {.key = "id", .type = Type::id, .zh = "编码", .en = "id", .required = true},
    {.key = "name", .zh = "中文名", .en = "name in Chinese", .required = true},
    {.key = "name_en", .zh = "英文名，默认同编码", .en = "name in English, the id by default"},
    {.key = "rank",
     .type = Type::integer,
     .zh = "层级，1 最高；默认按书写顺序",
     .en = "level, 1 on top; by default in the order written",
     .min = 1,
     .max = 99},
};
std::span<const Field> kind_fields() {
  return kKind;
}

constexpr Field kNode[] = {
    {.key = "id", .type = Type::id, .zh = "编码", .en = "id", .required = true},
    {.key = "name", .zh = "名称", .en = "name", .required = true},
    {.key = "kind", .type = Type::id, .zh = "类型，kinds 之一", .en = "one of the kinds", .required = true},
    {.key = "parent",
     .type = Type::id,
     .zh = "上级编码，根节点不写",
     .en = "id of the parent; none for the root"},
    {.key = "valid_from", .type = Type::date, .zh = "生效日", .en = "first day"},
    {.key = "valid_to", .type = Type::date, .zh = "失效前最后一日", .en = "last day"},
};
std::span<const Field> node_fields() {
  return kNode;
}

constexpr Field kOrg[] = {
    {.key = "kinds",
     .type = Type::record,
     .shape = Shape::list,
     .zh = "组织节点的类型，从上到下；默认 company、region、area、city、outlet",
     .en = "kinds of nodes from the top; by default company, region, area, city, outlet",
     .fields = kind_fields,
     .example = "[{id: company, name: 公司, name_en: company}, {id: region, name: 大区, name_en: region}]"},
    {.key = "nodes",
     .type = Type::record,
     .shape = Shape::list,
     .zh = "组织节点（也可用 salesops import org 导入）",
     .en = "nodes (or import them: salesops import org)",
     .fields = node_fields,
     .example = "[{id: HQ, name: 总部, kind: company}]"},
};

std::vector<NodeKind> built_in_kinds() {
  return {{"company", {"公司", "company"}, 1},
          {"region", {"大区", "region"}, 2},
          {"area", {"区域", "area"}, 3},
          {"city", {"城市", "city"}, 4},
          {"outlet", {"网点", "outlet"}, 5}};
}

void doubled(const Section& section, const std::string& id) {
  section.fault("id", "E3022",
                {fmt::format("编码“{}”已用过", id), fmt::format("id '{}' is used already", id)},
                {"换一个编码，或删掉重复的一项", "choose another id or remove the repeated item"});
}

void read_kinds(const Section& section, Organisation& organisation) {
  if (!section.has("kinds")) {
    organisation.kinds = built_in_kinds();
    return;
  }
  std::set<std::string> seen;
  int rank = 0;
  for (const Section& item : section.records("kinds")) {
    NodeKind kind;
    kind.id = item.text("id");
    kind.name = {item.text("name"), item.has("name_en") ? item.text("name_en") : kind.id};
    rank = static_cast<int>(item.maybe_integer("rank").value_or(rank + 1));
    kind.rank = rank;
    if (!seen.insert(kind.id).second && !kind.id.empty()) doubled(item, kind.id);
    organisation.kinds.push_back(std::move(kind));
  }
  std::ranges::sort(organisation.kinds, {},
                    [](const NodeKind& kind) { return std::pair(kind.rank, kind.id); });
}

NodeEntry node_of(const Section& item) {
  return {.id = item.text("id"),
          .name = item.text("name"),
          .kind = item.text("kind"),
          .parent = item.text("parent"),
          .valid_from = item.maybe_date("valid_from"),
          .valid_to = item.maybe_date("valid_to")};
}

// References, spans and ranks of one node; cycles are looked for afterwards.
void check_node(const Section& item, const NodeEntry& node, const Organisation& organisation,
                const std::vector<std::string>& ids) {
  std::vector<std::string> kinds;
  for (const NodeKind& kind : organisation.kinds) kinds.push_back(kind.id);
  if (!node.kind.empty()) item.require_known("kind", node.kind, kinds, {"类型", "kind"});
  if (node.valid_from && node.valid_to && *node.valid_to < *node.valid_from) {
    item.fault("valid_to", "E3037", {"失效日早于生效日", "the last day is before the first"},
               {"把两个日期改正", "mend one of the dates"});
  }
  if (node.parent.empty()) return;
  item.require_known("parent", node.parent, ids, {"节点", "node"});
  const auto parent = std::ranges::find(organisation.nodes, node.parent, &NodeEntry::id);
  if (parent == organisation.nodes.end()) return;
  const NodeKind* own = organisation.kind(node.kind);
  const NodeKind* above = organisation.kind(parent->kind);
  if (own == nullptr || above == nullptr || above->rank < own->rank || node.parent == node.id) return;
  item.fault("parent", "E3038",
             {fmt::format("上级“{}”是{}，不高于{}", node.parent, above->name.zh, own->name.zh),
              fmt::format("the parent '{}' is a {}, which is not above a {}", node.parent, above->name.en,
                          own->name.en)},
             {"改上级，或调整 kinds 的顺序", "name another parent or change the order of the kinds"});
}

// Follows the parents of every node; reports each cycle once, at its first node in the file. O(nodes ×
// depth).
void check_cycles(const std::vector<Section>& items, const Organisation& organisation) {
  std::map<std::string, std::string> parent_of;
  for (const NodeEntry& node : organisation.nodes) parent_of.emplace(node.id, node.parent);
  std::set<std::string> reported;
  for (std::size_t at = 0; at < organisation.nodes.size(); ++at) {
    std::set<std::string> path;
    std::string id = organisation.nodes[at].id;
    std::string chain = id;
    while (!id.empty() && !reported.contains(id) && path.insert(id).second) {
      const auto next = parent_of.find(id);
      id = next == parent_of.end() ? "" : next->second;
      if (!id.empty()) chain += " → " + id;
    }
    if (id.empty() || reported.contains(id) || id != organisation.nodes[at].id) continue;
    reported.insert(path.begin(), path.end());
    items[at].fault("parent", "E3035", {"上级成环：" + chain, "the parents form a cycle: " + chain},
                    {"改其中一个上级", "change one of the parents"});
  }
}

}  // namespace

const NodeKind* Organisation::kind(std::string_view id) const {
  const auto found = std::ranges::find(kinds, id, &NodeKind::id);
  return found == kinds.end() ? nullptr : &*found;
}

std::span<const Field> org_fields() {
  return kOrg;
}

void read_org(const Section& section, Organisation& organisation) {
  read_kinds(section, organisation);
  const std::vector<Section> items = section.records("nodes");
  std::vector<std::string> ids;
  std::set<std::string> seen;
  for (const Section& item : items) {
    organisation.nodes.push_back(node_of(item));
    const std::string& id = organisation.nodes.back().id;
    if (!seen.insert(id).second && !id.empty()) doubled(item, id);
    ids.push_back(id);
  }
  for (std::size_t at = 0; at < items.size(); ++at)
    check_node(items[at], organisation.nodes[at], organisation, ids);
  check_cycles(items, organisation);
}

}  // namespace salesops::config
