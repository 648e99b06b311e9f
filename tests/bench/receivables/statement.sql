-- What happened to customer :c up to :d, with the balance after each document; amounts are counted in fen.
with line as (select issue_date date, 0 credit, invoice_no number, due_date due, cast(round(amount * 100) as integer) fen
              from invoices where customer_id = :c and issue_date <= :d
              union all select date, 1, receipt_no, null, -cast(round(amount * 100) as integer)
              from receipts where customer_id = :c and date <= :d)
select date, number, due, fen, sum(fen) over (order by date, credit, number) from line order by date, credit, number;
