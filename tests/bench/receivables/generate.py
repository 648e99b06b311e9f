#!/usr/bin/env python3
"""Receivables for benchmarks: generate.py N FOLDER. The same N gives the same bytes.

Writes org.csv, customers.csv (N / 50), invoices.csv (N, three years) and receipts.csv (about 0.85 N: some in part, some
above the invoice, a tenth without an invoice number).
"""
import datetime
import random
import sys
from pathlib import Path


def main():
    count, folder = int(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(count)
    cities = [f"CITY{i:02d}" for i in range(20)]
    with open(folder / "org.csv", "w", encoding="utf-8") as out:
        out.write("id,name,kind,parent\nHQ,总部,company,\n")
        out.writelines(f"{c},城市{i},city,HQ\n" for i, c in enumerate(cities))
    customers = max(1, count // 50)
    with open(folder / "customers.csv", "w", encoding="utf-8") as out:
        out.write("id,name,node,terms\n")
        out.writelines(f"K{i:06d},客户{i}有限公司,{cities[i % 20]},net:30\n" for i in range(customers))
    first, days = datetime.date(2023, 1, 1), 1095
    iso = [(first + datetime.timedelta(d)).isoformat() for d in range(days + 400)]
    receipts = []
    with open(folder / "invoices.csv", "w", encoding="utf-8") as out:
        out.write("invoice_no,customer_id,issue_date,due_date,amount\n")
        for i in range(count):
            day, customer = i * days // count, rng.randrange(customers)
            amount, terms = rng.randrange(10_00, 50_000_00), rng.choice((0, 30, 30, 60, 90))
            out.write(f"F{i:08d},K{customer:06d},{iso[day]},{iso[day + terms]},{amount / 100:.2f}\n")
            if rng.random() < 0.85:
                paid = day + terms + int(rng.expovariate(1 / 25))
                share = rng.choice((1, 1, 1, 1, 1, 1, 1, 0.5, 1.1))
                if paid < days:
                    receipts.append((paid, customer, round(amount * share), f"F{i:08d}" if rng.random() < 0.9 else ""))
    receipts.sort(key=lambda r: r[0])
    with open(folder / "receipts.csv", "w", encoding="utf-8") as out:
        out.write("receipt_no,customer_id,date,amount,invoice_no\n")
        out.writelines(f"P{i:08d},K{c:06d},{iso[d]},{a / 100:.2f},{n}\n" for i, (d, c, a, n) in enumerate(receipts))


main()
