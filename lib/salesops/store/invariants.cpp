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
    {"document_rep", "发票的业务员存在", "the reps of invoices exist",
     "SELECT 'invoice ' || number FROM invoice WHERE rep IS NOT NULL AND rep NOT IN "
     "(SELECT id FROM rep)"},
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
    {"deductions", "扣款不超过发票金额，收款和红字发票属于同一客户",
     "deductions do not exceed the invoice, their receipts and credit notes are of its customer",
     "SELECT 'deduction D' || d.id FROM deduction d JOIN invoice i ON i.id=d.invoice LEFT JOIN receipt r ON "
     "r.id=d.receipt WHERE d.amount>i.amount OR (d.receipt IS NOT NULL AND r.customer IS NOT i.customer) "
     "UNION "
     "SELECT 'deduction D' || d.id FROM deduction_step s JOIN deduction d ON d.id=s.deduction JOIN invoice i "
     "ON "
     "i.id=d.invoice JOIN invoice n ON n.id=s.credit_note WHERE n.customer<>i.customer"},
    {"transfers", "预算调剂合计为零", "budget transfers sum to zero",
     "SELECT document FROM budget_move WHERE kind=2 GROUP BY document HAVING sum(amount)<>0"},
    {"commitments", "释放不超过占用", "releases do not exceed commitments",
     "SELECT c.node || ' ' || c.category FROM (SELECT cell, sum(iif(kind=4,amount,-amount)) held FROM "
     "budget_move "
     "WHERE kind IN (4,5) GROUP BY +cell) m JOIN budget_cell c ON c.id=m.cell WHERE m.held<0"},
    {"carries", "预算结转合计为零", "budget carry-over sums to zero",
     "SELECT document FROM budget_move WHERE kind=3 GROUP BY document HAVING sum(amount)<>0"},
    {"requests", "申请单占用不为负，未批准和已关闭的不占用",
     "no request holds less than nothing, none that is not approved holds anything",
     "SELECT 'request ' || r.number FROM (SELECT request, sum(CASE kind WHEN 4 THEN amount WHEN 5 THEN "
     "-amount "
     "ELSE 0 END) open FROM budget_move WHERE request IS NOT NULL GROUP BY request) m JOIN budget_request r "
     "ON "
     "r.id=m.request WHERE m.open<0 OR (m.open>0 AND r.state<>'approved')"},
    {"request_lines", "批准的申请单按明细占用", "approved requests commit their lines",
     "SELECT 'request ' || r.number FROM budget_request r WHERE r.state IN ('approved','closed') AND "
     "(SELECT sum(l.amount) FROM budget_request_line l WHERE l.request=r.id) IS NOT (SELECT sum(m.amount) "
     "FROM "
     "budget_move m WHERE m.request=r.id AND m.kind=4 AND m.document='request ' || r.number)"},
    {"budget_plans", "预算等于生效版本", "the budget is what the approved plans say",
     "SELECT c.node || ' ' || c.category FROM (SELECT cell, sum(amount) amount FROM (SELECT cell, amount "
     "FROM "
     "budget_move WHERE kind=0 UNION ALL SELECT l.cell, -l.amount FROM budget_plan_line l JOIN budget_plan p "
     "ON "
     "p.id=l.plan WHERE p.state='approved') GROUP BY cell) b JOIN budget_cell c ON c.id=b.cell WHERE "
     "b.amount<>0"},
    {"budget_actuals", "已发生等于费用单据", "the actuals are what the expenses say",
     "SELECT document FROM (SELECT document, amount FROM budget_move WHERE kind=6 UNION ALL SELECT 'expense "
     "' || "
     "number || '/' || line, -amount FROM expense) GROUP BY document HAVING sum(amount)<>0"},
    {"target_sums", "目标逐级相加：节点 = 自身各月 + 下级",
     "targets add up on every level: a node is its own months and the nodes below",
     "SELECT 'target ' || p.code || ' v' || v.version || ' ' || s.node || ' ' || s.metric FROM target_share "
     "s "
     "JOIN target_version v ON v.id=s.version JOIN target_plan p ON p.id=v.plan "
     "LEFT JOIN (SELECT version, node, metric, sum(amount) own FROM target_value GROUP BY 1, 2, 3) o "
     "ON o.version=s.version AND o.node=s.node AND o.metric=s.metric "
     "LEFT JOIN (SELECT version, parent, metric, sum(amount) below FROM target_share WHERE "
     "instr(node, '/')=0 GROUP BY 1, 2, 3) c "
     "ON c.version=s.version AND c.parent=s.node AND c.metric=s.metric "
     "WHERE instr(s.node, '/')=0 AND s.amount<>ifnull(o.own,0)+ifnull(c.below,0)"},
    {"target_versions", "每个目标计划至多一个已批准版本", "a target plan has at most one approved version",
     "SELECT 'target ' || p.code FROM target_version v JOIN target_plan p ON p.id=v.plan WHERE "
     "v.state='approved' GROUP BY p.id HAVING count(*)>1"},
    {"target_commitments", "承诺的节点在计划的版本里有日志",
     "every commitment to a target stands in the journal",
     "SELECT 'target ' || p.code || ' commitment ' || c.node FROM target_commitment c JOIN target_version v "
     "ON "
     "v.id=c.version JOIN target_plan p ON p.id=v.plan WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE "
     "j.object='target ' || p.code || ' v' || v.version || ' commitment ' || c.node || ' ' || c.metric)"},
    {"promotion_goods", "促销品结存和未退数量不为负", "promotion goods are never below zero",
     "SELECT DISTINCT item || ' ' || node FROM (SELECT item, node, sum(CASE kind WHEN 'issue' THEN -quantity "
     "WHEN "
     "'redeem' THEN 0 ELSE quantity END) OVER w balance, sum(CASE kind WHEN 'issue' THEN quantity WHEN "
     "'receipt' "
     "THEN 0 ELSE -quantity END) OVER w outside FROM promotion_goods WINDOW w AS (PARTITION BY item, node "
     "ORDER "
     "BY id)) WHERE balance<0 OR outside<0"},
    {"promotion_claims", "核准不超过申报，已付不超过核准",
     "no more accepted than claimed or paid than accepted",
     "SELECT 'claim ' || number FROM promotion_claim WHERE ifnull(accepted,0)>claimed OR "
     "paid>ifnull(accepted,0)"},
};

}  // namespace

std::span<const Invariant> invariants() {
  return kInvariants;
}

}  // namespace salesops::store
