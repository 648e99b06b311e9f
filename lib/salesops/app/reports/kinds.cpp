#include "salesops/app/reports/kinds.hpp"

#include <algorithm>

#include "salesops/base/text.hpp"
#include "salesops/store/nodes.hpp"

namespace salesops::app {

std::optional<base::Diagnostic> kind_fault(store::Database& database, const std::string& kind) {
  const std::vector<std::string> known = store::node_kinds(database);
  if (std::ranges::find(known, kind) != known.end()) return std::nullopt;
  const std::string shown = base::printable(kind);
  const auto near = base::nearest(kind, known);
  const std::string all = base::join(known, ", ");
  base::Text help{"现有的类型：" + all, "kinds that exist: " + all};
  if (near) help = {"是否指 " + *near + "？" + help.zh, "did you mean " + *near + "? " + help.en};
  if (known.empty())
    help = {"先导入组织：salesops import org", "import the organisation first: salesops import org"};
  return base::Diagnostic{
      .code = "E7137",
      .value = kind,
      .message = {"没有“" + shown + "”类型的节点", "no node is of the kind \"" + shown + "\""},
      .help = std::move(help)};
}

namespace {

void require(store::Database& database, const std::string& kind, const std::string& field, base::Exit exit) {
  std::optional<base::Diagnostic> fault = kind_fault(database, kind);
  if (!fault) return;
  fault->field = field;
  throw base::Error(exit, std::move(*fault));
}

}  // namespace

void require_kind(store::Database& database, const std::string& kind, const std::string& field) {
  require(database, kind, field, base::Exit::configuration);
}

void check_level(const Context& context, store::Database& database) {
  if (!context.level.empty()) require(database, context.level, "--level", base::Exit::usage);
}

}  // namespace salesops::app
