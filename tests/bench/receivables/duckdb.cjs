// DuckDB through node: duckdb.cjs load|aging DATA DATABASE DAY. Needs the package @duckdb/node-api (NODE_PATH).
const { DuckDBInstance } = require('@duckdb/node-api');
const fs = require('fs');
const [, , work, data, file, day] = process.argv;
const table = (name, columns) =>
  `create table ${name} as select * from read_csv('${data}/${name}.csv', header=true, columns=${columns});`;
const load = table('customers', "{'id':'varchar','name':'varchar','node':'varchar','terms':'varchar'}")
  + table('invoices', "{'invoice_no':'varchar','customer_id':'varchar','issue_date':'date','due_date':'date','amount':'decimal(18,2)'}")
  + table('receipts', "{'receipt_no':'varchar','customer_id':'varchar','date':'date','amount':'decimal(18,2)','invoice_no':'varchar'}");
const aging = `copy (
  with paid as (select invoice_no, sum(amount) amount from receipts where date <= date '${day}' and invoice_no is not null group by all),
    item as (select i.customer_id c, due_date due, i.invoice_no number, i.amount - least(i.amount, coalesce(p.amount, 0)) rest,
               greatest(0, coalesce(p.amount, 0) - i.amount) excess
             from invoices i left join paid p using (invoice_no) where issue_date <= date '${day}'),
    cash as (select c, sum(v) cash from (select customer_id c, amount v from receipts where date <= date '${day}' and invoice_no is null
             union all select c, excess from item) group by c),
    line as (select i.*, coalesce(cash, 0) cash, sum(rest) over (partition by i.c order by due, number) upto
             from item i left join cash using (c) where rest > 0),
    aged as (select c, date_diff('day', due, date '${day}') late, greatest(0, least(rest, upto - cash)) v from line)
  select c, sum(v) filter (late <= 0), sum(v) filter (late between 1 and 30), sum(v) filter (late between 31 and 60),
    sum(v) filter (late between 61 and 90), sum(v) filter (late between 91 and 180), sum(v) filter (late between 181 and 365),
    sum(v) filter (late > 365) from aged group by c order by c) to '/dev/stdout' (header false)`;
(async () => {
  if (work === 'load') for (const old of [file, file + '.wal']) fs.rmSync(old, { force: true });
  const instance = await DuckDBInstance.create(file, { threads: '2', access_mode: work === 'load' ? 'READ_WRITE' : 'READ_ONLY' });
  const connection = await instance.connect();
  await connection.run(work === 'load' ? load + 'checkpoint' : aging);
})();
