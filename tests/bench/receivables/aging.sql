-- The aging of peer.db as of :d for the sqlite3 command line; amounts are counted in fen.
with invoices as (select *, cast(round(amount * 100) as integer) fen from main.invoices),
     receipts as (select *, cast(round(amount * 100) as integer) fen from main.receipts),
     paid as (select invoice_no, sum(fen) fen from receipts where date <= :d and invoice_no <> '' group by invoice_no),
     open as (select i.customer_id, i.due_date, i.invoice_no, i.fen - min(i.fen, ifnull(p.fen, 0)) fen
              from invoices i left join paid p using (invoice_no) where i.issue_date <= :d),
     cash as (select customer_id, sum(fen) fen from
                (select customer_id, fen from receipts where date <= :d and invoice_no = ''
                 union all select i.customer_id, max(0, p.fen - i.fen) from paid p join invoices i using (invoice_no)) group by customer_id),
     running as (select o.*, ifnull(c.fen, 0) cash,
                 sum(o.fen) over (partition by o.customer_id order by o.due_date, o.invoice_no rows unbounded preceding) upto
                 from open o left join cash c using (customer_id) where o.fen > 0),
     rest as (select customer_id, julianday(:d) - julianday(due_date) days, max(0, min(fen, upto - cash)) fen from running)
select customer_id, sum(fen * (days <= 0)), sum(fen * (days between 1 and 30)), sum(fen * (days between 31 and 60)),
       sum(fen * (days between 61 and 90)), sum(fen * (days between 91 and 180)), sum(fen * (days between 181 and 365)),
       sum(fen * (days > 365)) from rest group by customer_id;
