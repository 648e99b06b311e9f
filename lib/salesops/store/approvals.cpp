#include "salesops/store/approvals.hpp"

#include "salesops/store/journal.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {
namespace {

constexpr std::string_view kInsert =
    "INSERT INTO approval(kind, object, amount, node, state, made_by, made_at, reason) VALUES (?1, ?2, ?3, "
    "?4, 'waiting', ?5, ?6, ?7)";
constexpr std::string_view kDecide =
    "UPDATE approval SET state = ?2, decided_by = ?3, decided_at = ?4, comment = ?5 WHERE id = ?1";
constexpr std::string_view kSelect =
    "SELECT id, kind, object, amount, node, state, made_by, made_at, ifnull(decided_by, ''), "
    "ifnull(decided_at, 0), reason, comment "
    "FROM approval ";

Approval approval_at(const Statement& row) {
  Approval found{row.integer(0), row.string(1), row.string(2)};
  if (!row.null(3)) found.amount = row.amount(3);
  found.node = row.string(4);
  found.state = row.string(5);
  found.made_by = row.string(6);
  found.made_at = row.integer(7);
  found.decided_by = row.string(8);
  found.decided_at = row.integer(9);
  found.reason = row.string(10);
  found.comment = row.string(11);
  return found;
}

std::vector<Approval> all(Statement& rows) {
  std::vector<Approval> found;
  while (rows.step()) found.push_back(approval_at(rows));
  return found;
}

std::string journal_object(const Approval& approval) {
  return "approval " + approval.kind + " " + approval.object;
}

}  // namespace

void insert_approval(WriteTransaction& transaction, const Approval& approval) {
  Statement(transaction.database(), kInsert)
      .run_with(std::string_view(approval.kind), std::string_view(approval.object), approval.amount,
                std::string_view(approval.node), std::string_view(approval.made_by), approval.made_at,
                std::string_view(approval.reason));
  Fields fields;
  fields.set("state", "waiting");
  if (approval.amount) fields.set("amount", approval.amount->minor());
  append_journal(transaction, journal_object(approval), "", fields.json());
}

void decide_approval(WriteTransaction& transaction, const Approval& approval, std::string_view state) {
  const Act& act = transaction.act();
  Statement(transaction.database(), kDecide)
      .run_with(approval.id, state, std::string_view(act.actor), act.now, std::string_view(act.reason));
  append_journal(transaction, journal_object(approval), Fields().set("state", approval.state).json(),
                 Fields().set("state", state).json());
}

std::optional<Approval> waiting_approval(Database& database, std::string_view kind, std::string_view object) {
  Statement row(database,
                std::string(kSelect) +
                    "WHERE kind = ?1 AND object = ?2 AND state = 'waiting' ORDER BY id DESC LIMIT 1");
  row.bind_all(kind, object);
  if (!row.step()) return std::nullopt;
  return approval_at(row);
}

std::vector<Approval> waiting_approvals(Database& database) {
  Statement rows(database, std::string(kSelect) + "WHERE state = 'waiting' ORDER BY id");
  return all(rows);
}

std::vector<Approval> approvals_of(Database& database, std::string_view object) {
  Statement rows(database, std::string(kSelect) + "WHERE object = ?1 ORDER BY id");
  rows.bind_all(object);
  return all(rows);
}

}  // namespace salesops::store
