#include "salesops/app/attain_dimensions.hpp"

#include <algorithm>

#include "salesops/app/reading.hpp"
#include "salesops/base/text.hpp"

namespace salesops::app {

namespace {

using base::Text;
using store::ActualBy;

struct Named {
  const char* name;
  Text title;
};
// In the order of Kind and of store::ActualBy.
constexpr Named kNamed[] = {{"node", {"节点", "node"}},
                            {"rep", {"业务员", "rep"}},
                            {"customer", {"客户", "customer"}},
                            {"class", {"客户类别", "class"}},
                            {"grade", {"信用等级", "grade"}},
                            {"product", {"产品", "product"}},
                            {"product_group", {"产品组", "product group"}}};

[[noreturn]] void unknown(const char* code, const char* option, const std::string& value, Text message,
                          std::vector<std::string> known) {
  const auto near = base::nearest(value, known);
  if (known.size() > 20) known = near ? std::vector{*near} : std::vector<std::string>{};
  const std::string all = base::join(known, ", ");
  Text help{"可用：" + all, "one of: " + all};
  if (near) help = {"是不是 " + *near + "？" + help.zh, "did you mean " + *near + "? " + help.en};
  throw base::Error(base::Exit::usage, {.code = code,
                                        .field = option,
                                        .value = value,
                                        .message = std::move(message),
                                        .help = std::move(help)});
}

}  // namespace

AttainDimensions::AttainDimensions(const Context& context, store::Database& database, const TargetBook& book,
                                   bool check_level)
    : context_(context), database_(database), book_(book), wanted_{ActualBy::node} {
  std::vector<std::string> names = context.by;
  if (!names.empty() && !context.level.empty()) names.insert(names.begin(), context.level);
  for (const std::string& name : names) {
    by_.push_back(dimension(name, "--by"));
    want(by_.back());
  }
  for (const auto& [key, value] : context.where) add_condition(key, value);
  if (check_level && by_.empty() && !context.level.empty()) dimension(context.level, "--level");
}

const TargetPeople& AttainDimensions::people() {
  if (!people_) people_ = people_on(context_, database_, context_.as_of);
  return *people_;
}

bool AttainDimensions::nodes_only() const {
  const auto of_nodes = [](const Dimension& d) { return d.kind == Kind::node || d.kind == Kind::node_kind; };
  return by_.empty() &&
         std::ranges::all_of(conditions_, [&](const Condition& c) { return of_nodes(c.dimension); });
}

AttainDimensions::Dimension AttainDimensions::dimension(const std::string& name, const char* option) const {
  std::vector<std::string> known;
  std::string plain = name == "group" ? "product_group" : name;
  std::ranges::replace(plain, '-', '_');
  std::ranges::replace(plain, ' ', '_');
  const bool level = std::string_view(option) == "--level";
  for (std::size_t i = 0; i < std::size(kNamed) && !level; ++i) {
    known.emplace_back(kNamed[i].name);
    if (plain == kNamed[i].name || name == kNamed[i].title.zh) return {static_cast<Kind>(i), {}};
  }
  for (const config::NodeKind& kind : context_.config.organisation.kinds) known.push_back(kind.id);
  for (const TargetBook::Entry& entry : book_.entries())
    if (std::ranges::find(known, entry.kind) == known.end()) known.push_back(entry.kind);
  if (std::ranges::find(known, name) == known.end())
    unknown("E4143", option, name, {"没有这个维度：" + name, "no such dimension: " + name}, known);
  return {Kind::node_kind, name};
}

void AttainDimensions::want(const Dimension& dimension) {
  if (dimension.kind == Kind::rep || dimension.kind == Kind::customer || dimension.kind == Kind::product)
    people();  // for their names
  if (dimension.kind == Kind::customer_class || dimension.kind == Kind::grade) people();
  if (dimension.kind == Kind::node_kind) return;
  const auto by = static_cast<ActualBy>(dimension.kind);
  if (std::ranges::find(wanted_, by) == wanted_.end()) wanted_.push_back(by);
}

// The code of what a condition names by code or name.
std::string AttainDimensions::checked(const Dimension& dimension, const std::string& key,
                                      const std::string& value) {
  std::optional<std::string> code;
  std::vector<std::string> known;
  switch (dimension.kind) {
    case Kind::node:
    case Kind::node_kind:
      code = book_.find_node(value);
      known = book_.codes();
      break;
    case Kind::rep:
      code = people().rep(value);
      known = people().rep_codes();
      break;
    case Kind::customer:
      code = people().customer(value);
      known = people().customer_codes();
      break;
    case Kind::product_group:
      code = people().product_group(value);
      known = people().product_groups();
      break;
    case Kind::product:
      known = people().org().products().ids();
      if (people().org().products().find(value)) code = value;
      break;
    case Kind::customer_class:
    case Kind::grade:
      return value;  // free texts
  }
  if (!code)
    unknown("E4144", "--where", key + "=" + value, {"没有这个编码：" + value, "no such id: " + value}, known);
  return *code;
}

void AttainDimensions::add_condition(const std::string& key, const std::string& value) {
  Dimension found = dimension(key, "--where");
  want(found);
  const std::string code = checked(found, key, value);
  const auto same = std::ranges::find_if(conditions_, [&](const Condition& c) {
    return c.dimension.kind == found.kind && c.dimension.node_kind == found.node_kind;
  });
  if (same != conditions_.end())
    same->values.push_back(code);
  else
    conditions_.push_back({std::move(found), {code}});
}

// The node itself, or the one of the kind that it is or stands under in the tree of the as-of day.
std::string AttainDimensions::node_id(const Dimension& dimension, const std::string& node) const {
  if (dimension.kind == Kind::node) return book_.find(node) == nullptr ? std::string() : node;
  if (book_.find(node) == nullptr) return {};
  for (std::size_t at = book_.position(node);; at = book_.entries()[at].parent) {
    const TargetBook::Entry& entry = book_.entries()[at];
    if (entry.kind == dimension.node_kind) return entry.code;
    if (entry.parent == at) return {};
  }
}

std::string AttainDimensions::id(const Dimension& dimension, const store::ActualCell& cell) const {
  if (dimension.kind == Kind::node || dimension.kind == Kind::node_kind)
    return node_id(dimension, cell.keys.front());
  const auto by = static_cast<ActualBy>(dimension.kind);
  return cell.keys[static_cast<std::size_t>(std::ranges::find(wanted_, by) - wanted_.begin())];
}

std::string AttainDimensions::id(const Dimension& dimension, const target::Value& value) const {
  switch (dimension.kind) {
    case Kind::node:
    case Kind::node_kind:
      return node_id(dimension, value.node);
    case Kind::rep:
      return value.bearer.rep;
    case Kind::customer:
      return value.bearer.customer;
    case Kind::product_group:
      return value.bearer.product_group;
    case Kind::customer_class:
    case Kind::grade: {
      const auto customer = people_->org().customers().find(value.bearer.customer);
      if (!customer) return {};
      const auto* span =
          people_->org().customers().nearest(*customer, context_.config.calendar.month(value.month).first);
      return dimension.kind == Kind::grade ? span->grade : span->customer_class;
    }
    case Kind::product:
      break;  // targets are set for groups of products
  }
  return {};
}

// Conditions on one key are alternatives, different keys must all hold. node=X takes what stands under X.
template <class Figure>
bool AttainDimensions::selected(const Figure& figure, const std::string& node) const {
  return std::ranges::all_of(conditions_, [&](const Condition& condition) {
    if (condition.dimension.kind != Kind::node)
      return std::ranges::find(condition.values, id(condition.dimension, figure)) != condition.values.end();
    if (book_.find(node) == nullptr) return false;
    const std::size_t at = book_.position(node);
    return std::ranges::any_of(condition.values, [&](const std::string& above) {
      const std::size_t top = book_.position(above);
      return top <= at && at < book_.entries()[top].end;
    });
  });
}

bool AttainDimensions::selects(const store::ActualCell& cell) const {
  return selected(cell, cell.keys.front());
}

bool AttainDimensions::selects(const target::Value& value) const {
  return selected(value, value.node);
}

std::vector<std::string> AttainDimensions::row_of(const store::ActualCell& cell) const {
  std::vector<std::string> ids;
  for (const Dimension& dimension : by_) ids.push_back(id(dimension, cell));
  return ids;
}

std::vector<std::string> AttainDimensions::row_of(const target::Value& value) const {
  std::vector<std::string> ids;
  for (const Dimension& dimension : by_) ids.push_back(id(dimension, value));
  return ids;
}

std::string AttainDimensions::name(const Dimension& dimension, const std::string& id) const {
  if (id.empty()) return {};
  switch (dimension.kind) {
    case Kind::node:
    case Kind::node_kind:
      return book_.find(id)->name;
    case Kind::rep:
      return people_->title({.rep = id});
    case Kind::customer:
      return people_->title({.customer = id});
    case Kind::product: {
      const auto product = people_->org().products().find(id);
      return product ? people_->org().products().name(*product, context_.as_of) : std::string();
    }
    case Kind::customer_class:
    case Kind::grade:
    case Kind::product_group:
      break;
  }
  return id;
}

std::string AttainDimensions::name(const std::vector<std::string>& row) const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < row.size(); ++i) {
    std::string one = name(by_[i], row[i]);
    names.push_back(one.empty() ? "—" : std::move(one));
  }
  return base::join(names, " / ");
}

std::vector<document::Column> AttainDimensions::columns() const {
  std::vector<document::Column> columns;
  for (const Dimension& dimension : by_) {
    const bool of_kind = dimension.kind == Kind::node_kind;
    const std::string key =
        of_kind ? dimension.node_kind : kNamed[static_cast<std::size_t>(dimension.kind)].name;
    Text title = of_kind ? Text{key, key} : kNamed[static_cast<std::size_t>(dimension.kind)].title;
    if (const config::NodeKind* kind = of_kind ? context_.config.organisation.kind(key) : nullptr)
      title = kind->name;
    columns.push_back({.key = key, .title = title, .type = document::Type::id, .wide_only = true});
  }
  return columns;
}

Text AttainDimensions::heading() const {
  Text all;
  for (const document::Column& column : columns()) {
    all.zh += (all.zh.empty() ? "" : " / ") + column.title.zh;
    all.en += (all.en.empty() ? "" : " / ") + column.title.en;
  }
  return all;
}

}  // namespace salesops::app
