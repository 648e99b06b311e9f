#include "salesops/app/target_book.hpp"

#include <algorithm>

#include "salesops/base/checked.hpp"
#include "salesops/base/text.hpp"

namespace salesops::app {

TargetBook::TargetBook(store::Database& database, calendar::Date day) {
  const std::vector<store::NodeOnDay> nodes = store::nodes_on(database, day);
  std::map<std::string_view, std::vector<const store::NodeOnDay*>> children;
  std::map<std::string_view, bool> known;
  for (const store::NodeOnDay& node : nodes) known[node.code] = true;
  std::vector<const store::NodeOnDay*> tops;
  for (const store::NodeOnDay& node : nodes) {
    (node.parent.empty() || !known.contains(node.parent) ? tops : children[node.parent]).push_back(&node);
  }
  const auto visit = [&](const auto& self, const store::NodeOnDay& node, std::size_t parent,
                         std::size_t depth) -> void {
    const std::size_t at = entries_.size();
    entries_.push_back({node.code, node.name, node.kind, depth == 0 ? at : parent, depth, 0});
    positions_.emplace(node.code, at);
    const auto [named, fresh] = by_name_.emplace(base::fold_name(node.name), node.code);
    if (!fresh) named->second.clear();
    for (const store::NodeOnDay* child : children[node.code]) self(self, *child, at, depth + 1);
    entries_[at].end = entries_.size();
  };
  for (const store::NodeOnDay* top : tops) visit(visit, *top, 0, 0);
}

const TargetBook::Entry* TargetBook::find(std::string_view code) const {
  const auto found = positions_.find(code);
  return found == positions_.end() ? nullptr : &entries_[found->second];
}

std::optional<std::string> TargetBook::find_node(std::string_view text) const {
  if (find(text) != nullptr) return std::string(text);
  const auto named = by_name_.find(base::fold_name(text));
  if (named == by_name_.end() || named->second.empty()) return std::nullopt;
  return named->second;
}

std::string TargetBook::node(std::string_view text) const {
  if (auto code = find_node(text)) return *code;
  const auto near = base::nearest(text, codes());
  const std::string shown = base::printable(text);
  throw base::Error(
      base::Exit::usage,
      base::Diagnostic{.code = "E4111",
                       .value = std::string(text),
                       .message = {"没有节点“" + shown + "”", "there is no node \"" + shown + "\""},
                       .help = near ? base::Text{"是不是 " + *near + "？", "did you mean " + *near + "?"}
                                    : base::Text{"先导入组织（import org）",
                                                 "import the organisation first (import org)"}});
}

std::vector<std::string> TargetBook::codes() const {
  std::vector<std::string> codes;
  for (const Entry& entry : entries_) codes.push_back(entry.code);
  return codes;
}

void TargetBook::roll_up(std::vector<std::int64_t>& values) const {
  for (std::size_t at = entries_.size(); at-- > 0;) {
    if (entries_[at].parent != at) {
      values[entries_[at].parent] = base::checked_add(values[entries_[at].parent], values[at]);
    }
  }
}

}  // namespace salesops::app
