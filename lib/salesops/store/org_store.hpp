#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/org/rows.hpp"
#include "salesops/store/documents.hpp"

// Master data: nodes, reps, customers, products, each with its dated spans.
namespace salesops::store {

// Everything, ids in byte order and spans in order of time; places are empty. For org::Org::build.
org::Rows load_org_rows(Database& database);

// The rows of one kind: org::NodeRow, RepRow, CustomerRow or ProductRow. Key: id and valid_from.
template <class Row>
class OrgTable {
 public:
  explicit OrgTable(WriteTransaction& transaction);
  ~OrgTable();
  OrgTable(const OrgTable&) = delete;
  OrgTable& operator=(const OrgTable&) = delete;

  // As DocumentTable. A row whose id, parent, node or rep is not stored is absent or differs.
  std::vector<Presence> compare(std::span<const Row> rows);
  // Parents may stand behind their children. What a row names must be stored or among `rows`: check with
  // org::Org::build first, else Error(internal, E9302).
  void insert(std::span<const Row> rows, std::int64_t batch);
  void insert_compared(std::span<const Row> rows, std::int64_t batch) { insert(rows, batch); }
  void wait() {}                                    // nothing is stored later
  void update(const Row& row, std::int64_t batch);  // journals "customer C1" or "customer C1/2026-01-01"
  std::string stored(const Row& row);

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

// Former and other names of customers.
void add_customer_alias(WriteTransaction& transaction, std::int64_t customer, std::string_view name,
                        std::int64_t batch);
// All customers that have or had this name or alias (compared folded), in the order of their codes.
std::vector<std::string> customers_named(Database& database, std::string_view name);
bool any_customer_calendar(Database& database);

// The store's keys of things that are new, so that documents can name them (--create-missing): a span since
// ever.
std::int64_t create_customer(WriteTransaction& transaction, std::string_view code, std::string_view name,
                             std::int64_t batch);

}  // namespace salesops::store
