-- The three files into peer.db with the indexes that make its aging and its statements fast, in one transaction and with
-- the defaults of the sqlite3 command line, which survive a crash.
begin;
create table customers(id text primary key, name text, node text, terms text) without rowid;
create table invoices(invoice_no text, customer_id text, issue_date text, due_date text, amount numeric);
create table receipts(receipt_no text, customer_id text, date text, amount numeric, invoice_no text);
.mode csv
.import --skip 1 customers.csv customers
.import --skip 1 invoices.csv invoices
.import --skip 1 receipts.csv receipts
create index invoices_of on invoices(customer_id, due_date, invoice_no, amount, issue_date);
create index receipts_for on receipts(invoice_no, date, amount, customer_id);
create index receipts_of on receipts(customer_id, date);
analyze;
commit;
