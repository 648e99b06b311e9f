#include "salesops/app/receivables_dimensions.hpp"

#include <algorithm>
#include <numeric>

#include "salesops/base/text.hpp"
#include "salesops/store/org_store.hpp"

namespace salesops::app {

namespace {

using base::Text;

[[noreturn]] void unknown(const char* option, const std::string& value, Text message,
                          std::vector<std::string> known) {
  std::string all = base::join(known, ", ");
  Text help{"可用：" + all, "one of: " + all};
  if (const auto near = base::nearest(value, known))
    help = {"是不是 " + *near + "？可用：" + all, "did you mean " + *near + "? One of: " + all};
  throw base::Error(base::Exit::usage, {.code = "E5304",
                                        .field = option,
                                        .value = value,
                                        .message = std::move(message),
                                        .help = std::move(help)});
}

constexpr std::pair<const char*, Text (*)()> kNamed[] = {
    {"customer", [] { return Text{"客户", "Customer"}; }},
    {"rep", [] { return Text{"业务员", "Rep"}; }},
    {"class", [] { return Text{"客户类别", "Class"}; }},
    {"grade", [] { return Text{"信用等级", "Grade"}; }},
    {"currency", [] { return Text{"币种", "Currency"}; }},
    {"node", [] { return Text{"组织", "Node"}; }},
};

}  // namespace

Attributed attributed(std::int64_t customer, std::string_view currency, const receivable::Placed& placed,
                      const receivable::Settled& settled, const receivable::Position& position) {
  Attributed document{.customer = customer, .currency = currency};
  const auto take = [&](const auto& of) {
    document.rep = of.rep;
    document.date = of.date;
  };
  if (placed.from_credit)
    take(settled.credits[position.credits[placed.source].credit]);
  else
    take(settled.debits[position.items[placed.source].debit]);
  return document;
}

org::Attribution owner_of(std::string_view word) {
  return word == "now" ? org::Attribution::current : org::Attribution::at_the_time;
}

Grouping::Grouping(const Context& context, store::Database& database, std::vector<std::string> by,
                   org::Attribution owner)
    : context_(context), database_(database), owner_(owner) {
  names_ = std::make_shared<const Names>(store::customer_names(database, context.as_of));
  for (std::size_t i = 0; i < names_->size(); ++i) {
    const auto id = static_cast<std::size_t>((*names_)[i].id);
    if (name_of_customer_.size() <= id) name_of_customer_.resize(id + 1);
    name_of_customer_[id] = static_cast<std::uint32_t>(i);
  }
  if (by.empty()) by = {"customer"};
  for (const std::string& name : by) by_.push_back(dimension(name, "--by"));
  read_conditions();
  customer_only_ = by_.size() == 1 && by_.front().kind == Kind::customer;
  if (customer_only_) line_of_customer_.resize(names_->size());
}

std::unique_ptr<Grouping> conditions_of(const Context& context, store::Database& database,
                                        std::string_view owner) {
  return context.where.empty()
             ? nullptr
             : std::make_unique<Grouping>(context, database, std::vector<std::string>{}, owner_of(owner));
}

Grouping::~Grouping() = default;

void Grouping::load_org() {
  if (org_) return;
  base::Diagnostics findings;
  org_ = std::make_unique<org::Org>(org::Org::build(store::load_org_rows(database_), findings));
  findings.raise_if_any(base::Exit::bad_data);
  rep_codes_ = store::rep_codes(database_);
}

Grouping::Dimension Grouping::dimension(const std::string& name, const char* option) {
  std::vector<std::string> known;
  for (std::size_t i = 0; i < std::size(kNamed); ++i) {
    known.emplace_back(kNamed[i].first);
    if (name == kNamed[i].first) {
      if (i != 0 && i != 4) load_org();
      return {static_cast<Kind>(i), {}};
    }
  }
  load_org();
  for (const config::NodeKind& kind : context_.config.organisation.kinds) known.push_back(kind.id);
  for (std::uint32_t n = 0; n < org_->nodes().size(); ++n)
    for (const auto* span = org_->nodes().begin(org::NodeNo{n}); span != org_->nodes().end(org::NodeNo{n});
         ++span)
      if (std::ranges::find(known, span->kind) == known.end()) known.push_back(span->kind);
  if (std::ranges::find(known, name) == known.end())
    unknown(option, name, {"没有这个维度：" + name, "no such dimension: " + name}, known);
  return {Kind::node_kind, name};
}

void Grouping::read_conditions() {
  for (const auto& [key, value] : context_.where) {
    Condition condition{dimension(key, "--where"), {value}};
    check_value(condition.dimension, value);
    const auto same = std::ranges::find_if(conditions_, [&](const Condition& c) {
      return c.dimension.kind == condition.dimension.kind &&
             c.dimension.node_kind == condition.dimension.node_kind;
    });
    if (same != conditions_.end())
      same->values.push_back(value);
    else
      conditions_.push_back(std::move(condition));
  }
}

void Grouping::check_value(const Dimension& dimension, const std::string& value) const {
  std::vector<std::string> known;
  switch (dimension.kind) {
    case Kind::customer:
      for (const store::CustomerName& name : *names_) known.push_back(name.code);
      break;
    case Kind::rep:
      known = org_->reps().ids();
      break;
    case Kind::node:
      known = org_->nodes().ids();
      break;
    case Kind::node_kind:
      for (std::uint32_t n = 0; n < org_->nodes().size(); ++n)
        if (org_->nodes().nearest(org::NodeNo{n}, context_.as_of)->kind == dimension.node_kind)
          known.push_back(org_->nodes().id(org::NodeNo{n}));
      break;
    case Kind::customer_class:
    case Kind::grade:
    case Kind::currency:
      return;  // free texts
  }
  if (std::ranges::find(known, value) != known.end()) return;
  if (known.size() > 20) {  // the whole list helps nobody
    const auto near = base::nearest(value, known);
    known = near ? std::vector{*near} : std::vector<std::string>{};
  }
  unknown("--where", value, {"没有这个编码：" + value, "no such id: " + value}, known);
}

std::optional<org::NodeNo> Grouping::node_of(const Attributed& document) const {
  const auto customer =
      org_->customers().find((*names_)[name_of_customer_[static_cast<std::size_t>(document.customer)]].code);
  if (!customer) return std::nullopt;
  return org_->node_of(*customer, owner_date(document));
}

std::string Grouping::id_of(const Dimension& dimension, const Attributed& document) const {
  const store::CustomerName& name = (*names_)[name_of_customer_[static_cast<std::size_t>(document.customer)]];
  if (dimension.kind == Kind::customer) return name.code;
  if (dimension.kind == Kind::currency) return std::string(document.currency);
  const auto customer = org_->customers().find(name.code);
  if (!customer) return {};
  const calendar::Date date = owner_date(document);
  switch (dimension.kind) {
    case Kind::rep: {
      if (document.rep != 0 && owner_ == org::Attribution::at_the_time) return rep_codes_.at(document.rep);
      const auto rep = org_->rep_of(*customer, date);
      return rep ? org_->reps().id(*rep) : std::string();
    }
    case Kind::customer_class:
      return org_->customers().nearest(*customer, date)->customer_class;
    case Kind::grade:
      return org_->customers().nearest(*customer, date)->grade;
    case Kind::node: {
      const auto node = org_->node_of(*customer, date);
      return node ? org_->nodes().id(*node) : std::string();
    }
    case Kind::node_kind: {
      const auto node = org_->node_of(*customer, date);
      const auto above = node ? org_->ancestor_of_kind(*node, dimension.node_kind, date) : std::nullopt;
      return above ? org_->nodes().id(*above) : std::string();
    }
    case Kind::customer:
    case Kind::currency:
      break;
  }
  return {};
}

// Conditions on one key are alternatives, different keys must all hold. node=X takes what stands under X.
bool Grouping::selected(const Attributed& document) const {
  return std::ranges::all_of(conditions_, [&](const Condition& condition) {
    if (condition.dimension.kind == Kind::node) {
      const auto node = node_of(document);
      return node && std::ranges::any_of(condition.values, [&](const std::string& value) {
               return org_->within(*node, *org_->nodes().find(value), owner_date(document));
             });
    }
    return std::ranges::find(condition.values, id_of(condition.dimension, document)) !=
           condition.values.end();
  });
}

std::optional<std::size_t> Grouping::line_of(const Attributed& document) {
  if (!takes(document)) return std::nullopt;
  if (customer_only_) {
    const std::uint32_t name = name_of_customer_[static_cast<std::size_t>(document.customer)];
    std::size_t& known = line_of_customer_[name];
    if (known == 0) {
      customer_of_line_.push_back(name);
      known = customer_of_line_.size();
    }
    return known - 1;
  }
  std::vector<std::string> ids;
  for (const Dimension& dimension : by_) ids.push_back(id_of(dimension, document));
  const auto [place, fresh] = line_of_ids_.emplace(ids, lines_.size());
  if (fresh) lines_.push_back({std::move(ids)});
  return place->second;
}

std::vector<document::Column> Grouping::columns() const {
  std::vector<document::Column> columns;
  for (const Dimension& dimension : by_) {
    const bool named = dimension.kind != Kind::node_kind;
    std::string key = named ? kNamed[static_cast<std::size_t>(dimension.kind)].first : dimension.node_kind;
    Text title = named ? kNamed[static_cast<std::size_t>(dimension.kind)].second() : Text{key, key};
    if (const config::NodeKind* kind = named ? nullptr : context_.config.organisation.kind(key))
      title = kind->name;
    if (dimension.kind == Kind::customer_class || dimension.kind == Kind::grade ||
        dimension.kind == Kind::currency) {
      columns.push_back({.key = std::move(key), .title = std::move(title)});
      continue;
    }
    columns.push_back(
        {.key = key + "_id", .title = {title.zh + "编码", title.en + " id"}, .type = document::Type::id});
    columns.push_back({.key = key + "_name", .title = std::move(title)});
  }
  return columns;
}

std::string Grouping::name_of(const Dimension& dimension, const std::string& id) const {
  if (id.empty()) return {};
  if (dimension.kind == Kind::customer) {
    const auto found = std::ranges::lower_bound(*names_, id, {}, &store::CustomerName::code);
    return found->name;
  }
  if (dimension.kind == Kind::rep) return org_->reps().name(*org_->reps().find(id), context_.as_of);
  return org_->nodes().name(*org_->nodes().find(id), context_.as_of);
}

document::Row Grouping::cells(std::size_t line) const {
  document::Row row;
  if (customer_only_) {
    const store::CustomerName& name = (*names_)[customer_of_line_[line]];
    return {name.code, name.name};
  }
  row.reserve(2 * by_.size());
  for (std::size_t i = 0; i < by_.size(); ++i) {
    const std::string& id = lines_[line].ids[i];
    const Kind kind = by_[i].kind;
    if (kind == Kind::customer_class || kind == Kind::grade || kind == Kind::currency) {
      row.emplace_back(id.empty() ? document::Cell(Text{"（无）", "(none)"}) : document::Cell(id));
      continue;
    }
    row.emplace_back(id);
    row.emplace_back(id.empty() ? document::Cell(Text{"（无）", "(none)"})
                                : document::Cell(name_of(by_[i], id)));
  }
  return row;
}

std::function<void(std::size_t, document::Row&)> Grouping::labels() const {
  if (!customer_only_) {
    auto rows = std::make_shared<std::vector<document::Row>>();
    for (std::size_t line = 0; line < lines_.size(); ++line) rows->push_back(cells(line));
    return [rows](std::size_t line, document::Row& row) {
      row.assign((*rows)[line].begin(), (*rows)[line].end());
    };
  }
  return [names = names_, of = customer_of_line_](std::size_t line, document::Row& row) {
    const store::CustomerName& name = (*names)[of[line]];
    row.resize(2);
    row[0] = name.code;
    row[1] = name.name;
  };
}

std::vector<std::size_t> Grouping::order() const {
  if (customer_only_) {  // their names are in this order
    std::vector<std::size_t> order;
    order.reserve(customer_of_line_.size());
    for (const std::size_t known : line_of_customer_)
      if (known != 0) order.push_back(known - 1);
    return order;
  }
  std::vector<std::size_t> order(lines_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [this](std::size_t a, std::size_t b) {
    const auto &left = lines_[a].ids, &right = lines_[b].ids;
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (left[i].empty() != right[i].empty()) return right[i].empty();
      if (left[i] != right[i]) return left[i] < right[i];
    }
    return false;
  });
  return order;
}

std::optional<org::NodeNo> Grouping::node_of_line(std::size_t line) const {
  const std::string& id = lines_[line].ids.front();
  return id.empty() ? std::nullopt : org_->nodes().find(id);
}

}  // namespace salesops::app
