#include "salesops/store/nodes.hpp"

#include "salesops/store/owner.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {
namespace {

// A span lasts until the next one begins, so the last one that has begun counts, unless it has ended.
constexpr std::string_view kNodes =
    "SELECT n.code, ifnull(s.name, l.name), ifnull(s.kind, l.kind), ifnull(p.code, '') FROM node n "
    "LEFT JOIN node_span s ON s.id = (SELECT id FROM node_span b WHERE b.node = n.id AND "
    "ifnull(b.valid_from, -1000000) <= ?1 ORDER BY ifnull(b.valid_from, -1000000) DESC LIMIT 1) "
    "AND ifnull(s.valid_to, ?1) >= ?1 "
    "LEFT JOIN node_span l ON l.id = (SELECT max(id) FROM node_span WHERE node = n.id) "
    "LEFT JOIN node p ON p.id = s.parent ORDER BY n.code";
constexpr std::string_view kChanges =
    "SELECT valid_from FROM node_span WHERE valid_from IS NOT NULL UNION SELECT valid_to + 1 FROM node_span "
    "WHERE valid_to IS NOT NULL ORDER BY 1";
constexpr std::string_view kOfKind =
    "SELECT n.code FROM node n JOIN node_span s ON s.id = (SELECT id FROM node_span b WHERE b.node = n.id "
    "AND "
    "ifnull(b.valid_from, -1000000) <= ?2 ORDER BY ifnull(b.valid_from, -1000000) DESC LIMIT 1) "
    "WHERE ifnull(s.valid_to, ?2) >= ?2 AND s.kind = ?1 ORDER BY n.code";
constexpr std::string_view kKinds = "SELECT DISTINCT kind FROM node_span ORDER BY kind";
constexpr std::string_view kSales =
    "SELECT ifnull(n.code, ''), sum(d.amount), sum(ifnull(d.tax, 0)), sum(ifnull(d.cost, 0)) FROM sale d ";

}  // namespace

std::vector<NodeOnDay> nodes_on(Database& database, calendar::Date day) {
  std::vector<NodeOnDay> nodes;
  Statement rows(database, kNodes);
  rows.bind_all(day);
  while (rows.step()) nodes.push_back({rows.string(0), rows.string(1), rows.string(2), rows.string(3)});
  return nodes;
}

std::vector<calendar::Date> node_changes(Database& database) {
  std::vector<calendar::Date> days;
  Statement rows(database, kChanges);
  while (rows.step()) days.push_back(rows.date(0));
  return days;
}

std::vector<std::string> nodes_of_kind(Database& database, const std::string& kind, calendar::Date day) {
  std::vector<std::string> codes;
  Statement rows(database, kOfKind);
  rows.bind_all(std::string_view(kind), day);
  while (rows.step()) codes.push_back(rows.string(0));
  return codes;
}

std::vector<std::string> node_kinds(Database& database) {
  std::vector<std::string> kinds;
  Statement rows(database, kKinds);
  while (rows.step()) kinds.push_back(rows.string(0));
  return kinds;
}

std::vector<NodeAmount> sales_by_node(Database& database, calendar::Span span) {
  std::vector<NodeAmount> amounts;
  Statement rows(database,
                 std::string(kSales) + owner_join() + "WHERE d.date BETWEEN ?1 AND ?2 GROUP BY 1 ORDER BY 1");
  rows.bind_all(span.first, span.last);
  while (rows.step()) amounts.push_back({rows.string(0), rows.amount(1), rows.amount(2), rows.amount(3)});
  return amounts;
}

}  // namespace salesops::store
