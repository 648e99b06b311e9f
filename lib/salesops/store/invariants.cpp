#include "salesops/store/care.hpp"

namespace salesops::store {

namespace {

// What must hold in the rows, whatever was imported or decided. One pass over a table each at most.
constexpr Invariant kInvariants[] = {
    {"batch_journal", "每个批次都在日志里", "every batch stands in the journal",
     "SELECT 'batch ' || b.id FROM batch b WHERE (b.added>0 OR b.updated>0) AND NOT EXISTS "
     "(SELECT 1 FROM journal j WHERE j.batch=b.id)"},
    {"document_batch", "单据的批次存在", "the batches of documents exist",
     "SELECT 'invoice ' || number FROM invoice WHERE batch NOT IN (SELECT id FROM batch) UNION ALL SELECT "
     "'receipt ' || number "
     "FROM receipt WHERE batch NOT IN (SELECT id FROM batch) UNION ALL SELECT 'sale ' || number FROM sale "
     "WHERE batch NOT "
     "IN (SELECT id FROM batch)"},
    {"document_customer", "单据的客户存在", "the customers of documents exist",
     "SELECT 'invoice ' || number FROM invoice WHERE customer NOT IN (SELECT id FROM customer) UNION ALL "
     "SELECT 'receipt ' "
     "|| number FROM receipt WHERE customer NOT IN (SELECT id FROM customer)"},
    {"spans", "主数据的时间段不重叠", "spans of master data do not overlap",
     "SELECT 'node ' || n.code FROM node_span a JOIN node_span b ON b.node=a.node AND b.id>a.id JOIN node n "
     "ON "
     "n.id=a.node WHERE ifnull(a.valid_from,-1000000)=ifnull(b.valid_from,-1000000) UNION ALL "
     "SELECT 'customer ' || c.code FROM customer_span s JOIN customer c ON c.id=s.customer WHERE "
     "s.valid_to<s.valid_from"},
    {"credit_notes", "红字发票为负，其他为正", "credit notes are negative, other invoices are not",
     "SELECT 'invoice ' || number FROM invoice WHERE (kind='credit_note' AND amount>0) OR (kind='invoice' "
     "AND amount<0)"},
    {"receipt_invoice", "收款所指的发票存在且属于同一客户",
     "the invoice that a receipt names is of the same customer",
     "SELECT 'receipt ' || r.number FROM receipt r LEFT JOIN invoice i ON i.id=r.invoice WHERE r.invoice IS "
     "NOT NULL AND "
     "i.customer IS NOT r.customer"},
    {"matched_invoice", "核销不超过发票金额", "matches do not exceed the invoice",
     "SELECT 'invoice ' || i.number FROM (SELECT invoice, sum(amount) total FROM matching GROUP BY invoice) "
     "m JOIN invoice "
     "i ON i.id=m.invoice WHERE m.total>max(i.amount,0) OR m.total<min(i.amount,0)"},
    {"matched_receipt", "核销不超过收款金额", "matches do not exceed the receipt",
     "SELECT 'receipt ' || r.number FROM (SELECT receipt, sum(amount) total FROM matching WHERE receipt IS "
     "NOT NULL GROUP "
     "BY receipt) m JOIN receipt r ON r.id=m.receipt WHERE m.total>max(r.amount,0) OR "
     "m.total<min(r.amount,0)"},
    {"matched_credit_note", "核销不超过红字金额", "matches do not exceed the credit note",
     "SELECT 'invoice ' || i.number FROM (SELECT credit_note, sum(amount) total FROM matching WHERE "
     "credit_note IS NOT "
     "NULL GROUP BY credit_note) m JOIN invoice i ON i.id=m.credit_note WHERE m.total>-i.amount"},
    {"transfers", "预算调剂合计为零", "budget transfers sum to zero",
     "SELECT document FROM budget_move WHERE kind=2 GROUP BY document HAVING sum(amount)<>0"},
    {"commitments", "释放不超过占用", "releases do not exceed commitments",
     "SELECT c.node || ' ' || c.category FROM budget_cell c JOIN budget_move m ON m.cell=c.id GROUP BY c.id "
     "HAVING "
     "sum(CASE WHEN m.kind=4 THEN m.amount WHEN m.kind=5 THEN -m.amount ELSE 0 END)<0"},
};

}  // namespace

std::span<const Invariant> invariants() {
  return kInvariants;
}

}  // namespace salesops::store
