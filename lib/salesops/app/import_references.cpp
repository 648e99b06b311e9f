#include "salesops/app/import_references.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "salesops/base/text.hpp"
#include "salesops/store/org_store.hpp"

namespace salesops::app {

namespace {

constexpr std::size_t kSingleLookups = 500;

struct Wording {
  const char* code;
  const char* zh;
  const char* en;
  const char* kind;
};
// In the order of References::Of.
constexpr Wording kWordings[] = {{"E2201", "客户", "customer", "customers"},
                                 {"E2202", "组织节点", "node", "org"},
                                 {"E2203", "业务员", "rep", "reps"},
                                 {"E2204", "产品", "product", "products"}};

}  // namespace

void NameIndex::add(std::string_view code, std::string_view name, std::int64_t id) {
  codes_.insert_or_assign(std::string(code), id);
  add_alias(base::fold_name(name), id);
}

void NameIndex::add_alias(std::string_view folded, std::int64_t id) {
  if (folded.empty()) return;
  const auto [entry, added] = names_.emplace(std::string(folded), id);
  if (!added && entry->second != id) entry->second = -1;
}

std::int64_t NameIndex::find_code(std::string_view text) const {
  if (const std::int64_t id = stored_ ? stored_->find(text) : 0; id != 0) return id;
  const auto code = codes_.find(text);
  return code == codes_.end() ? 0 : code->second;
}

NameIndex::Found NameIndex::find(std::string_view text, std::int64_t& id) const {
  id = find_code(text);
  if (id != 0) return Found::yes;
  const auto name = names_.find(base::fold_name(text));
  if (name == names_.end()) return Found::unknown;
  id = name->second;
  return id < 0 ? Found::ambiguous : Found::yes;
}

std::optional<std::string> NameIndex::nearest(std::string_view text) const {
  std::vector<std::string> candidates;
  if (stored_) candidates = stored_->codes();
  for (const auto& [code, id] : codes_) candidates.push_back(code);
  for (const auto& [name, id] : names_) candidates.push_back(name);
  return base::nearest(text, candidates);
}

void References::load_codes(Of of) {
  static constexpr store::CodeIndex::Of kTables[] = {store::CodeIndex::Of::customer,
                                                     store::CodeIndex::Of::node, store::CodeIndex::Of::rep,
                                                     store::CodeIndex::Of::product};
  if (index(of).has_stored()) return;
  index(of).set_stored({transaction_.database(), kTables[static_cast<std::size_t>(of)]});
}

void References::load_rows() {
  if (rows_loaded_) return;
  rows_loaded_ = true;
  rows_ = store::load_org_rows(transaction_.database());
  load_codes(Of::customer);
  for (const org::CustomerRow& customer : rows_.customers)
    customers_[index(Of::customer).find_code(customer.id)].push_back(&customer);
}

void References::load_names() {
  if (names_loaded_) return;
  names_loaded_ = true;
  load_rows();
  const auto add = [&](Of of, const auto& things) {
    load_codes(of);
    for (const auto& thing : things)
      index(of).add_alias(base::fold_name(thing.name), index(of).find_code(thing.id));
  };
  add(Of::customer, rows_.customers);
  add(Of::node, rows_.nodes);
  add(Of::rep, rows_.reps);
  add(Of::product, rows_.products);
}

void References::release_documents() {
  invoices_.index.reset();
  receipts_.index.reset();
}

void References::forget() {
  rows_loaded_ = names_loaded_ = false;
  indices_ = {};
  customers_.clear();
}

const org::Rows& References::rows() {
  load_rows();
  return rows_;
}

// Adds something that only its id is known of. Rows of one table at a time, so that a key can be read back.
std::int64_t References::create(Of of, std::string_view text, std::int64_t batch) {
  const std::string id(text);
  const auto top = std::find_if(rows_.nodes.begin(), rows_.nodes.end(),
                                [](const auto& node) { return node.parent.empty(); });
  const std::string above = top == rows_.nodes.end() ? "" : top->id;
  store::CodeIndex::Of table = store::CodeIndex::Of::customer;
  if (of == Of::customer) {
    store::create_customer(transaction_, id, id, batch);
  } else if (of == Of::node) {
    table = store::CodeIndex::Of::node;
    const org::NodeRow row{.id = id, .name = id, .kind = "unassigned", .parent = above};
    store::OrgTable<org::NodeRow>(transaction_).insert({&row, 1}, batch);
  } else if (of == Of::rep) {
    table = store::CodeIndex::Of::rep;
    if (above.empty()) return 0;  // a rep needs a node
    const org::RepRow row{.id = id, .name = id, .node = above};
    store::OrgTable<org::RepRow>(transaction_).insert({&row, 1}, batch);
  } else {
    table = store::CodeIndex::Of::product;
    const org::ProductRow row{.id = id, .name = id};
    store::OrgTable<org::ProductRow>(transaction_).insert({&row, 1}, batch);
  }
  const std::int64_t key = store::find_code(transaction_.database(), table, id);
  index(of).add(id, id, key);
  ++created_;
  return key;
}

ReferenceFault References::unknown(Of of, std::string_view text) {
  const Wording& words = kWordings[static_cast<std::size_t>(of)];
  base::Text help{fmt::format("先导入 {}，或加 --create-missing", words.kind),
                  fmt::format("import {} first, or add --create-missing", words.kind)};
  if (const auto near = index(of).nearest(text)) {
    help.zh = fmt::format("是不是“{}”？{}", *near, help.zh);
    help.en = fmt::format("did you mean \"{}\"? {}", *near, help.en);
  }
  return {words.code,
          {fmt::format("不是已知的{}", words.zh), fmt::format("is not a known {}", words.en)},
          std::move(help)};
}

std::int64_t References::find(Of of, std::string_view text, std::int64_t batch, ReferenceFault& fault) {
  load_codes(of);
  std::int64_t key = index(of).find_code(text);
  if (key != 0) return key;
  load_names();
  const NameIndex::Found found = index(of).find(text, key);
  if (found == NameIndex::Found::yes) return key;
  if (found == NameIndex::Found::ambiguous) {
    const Wording& words = kWordings[static_cast<std::size_t>(of)];
    fault = {
        "E2205",
        {fmt::format("是几个{}的名称", words.zh), fmt::format("is the name of more than one {}", words.en)},
        {"改用编码", "give the id instead"}};
    return 0;
  }
  if (of == Of::customer) {
    const auto former = store::customers_named(transaction_.database(), text);
    if (former.size() == 1) {
      key = store::find_code(transaction_.database(), store::CodeIndex::Of::customer, former.front());
      index(of).add_alias(base::fold_name(text), key);
      return key;
    }
  }
  if (create_missing_) key = create(of, text, batch);
  if (key <= 0) fault = unknown(of, text);
  return std::max<std::int64_t>(key, 0);
}

std::int64_t References::document(Documents& documents, std::string_view number, ReferenceFault& fault) {
  if (!documents.index && ++documents.asked > kSingleLookups) {
    documents.index = std::make_unique<store::CodeIndex>(transaction_.database(), documents.of);
  }
  const std::int64_t id = documents.index ? documents.index->find(number)
                                          : store::find_code(transaction_.database(), documents.of, number);
  if (id == 0) {
    fault = {documents.code,
             {fmt::format("不是已导入的{}", documents.what.zh),
              fmt::format("is not an imported {}", documents.what.en)},
             {fmt::format("先导入这张{}", documents.what.zh),
              fmt::format("import the {} first", documents.what.en)}};
  }
  return id;
}

std::int64_t References::invoice(std::string_view number, ReferenceFault& fault) {
  return document(invoices_, number, fault);
}
std::int64_t References::receipt(std::string_view number, ReferenceFault& fault) {
  return document(receipts_, number, fault);
}

bool References::any_customer_calendar() {
  return store::any_customer_calendar(transaction_.database());
}

const org::CustomerRow* References::customer_at(std::int64_t customer, calendar::Date date) {
  load_rows();
  const auto found = customers_.find(customer);
  if (found == customers_.end()) return nullptr;
  const org::CustomerRow* state = found->second.front();
  for (const org::CustomerRow* row : found->second) {
    if (!row->valid.from || *row->valid.from <= date) state = row;
  }
  return state;
}

}  // namespace salesops::app
