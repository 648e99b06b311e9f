#!/usr/bin/env python3
"""Reads data/*.csv from scratch and checks that the sample company is consistent.

Shares no code with generate.py. Prints what it found; exit code 1 if anything is wrong.
"""
import csv
import io
import os
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from datetime import date, timedelta

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
AS_OF = date(2026, 10, 31)
problems = []


def expect(condition, message):
    if not condition:
        problems.append(message)


def table(name, first_column):
    """Rows as dicts below the header that starts with first_column; total rows are left out."""
    raw = open(os.path.join(DATA, name), "rb").read()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")
    rows = list(csv.reader(io.StringIO(text)))
    start = next(k for k, row in enumerate(rows) if row[0] == first_column)
    header = rows[start]
    expect(all(len(row) == len(header) for row in rows), name + ": ragged rows")
    return [dict(zip(header, row)) for row in rows[start + 1:] if row[0] != "合计"]


def fen(text):
    found = re.fullmatch(r"(-?)([\d,]+)\.(\d\d)", text)
    value = int(found[2].replace(",", "")) * 100 + int(found[3])
    return -value if found[1] else value


def day(text):
    return date(*(int(n) for n in re.findall(r"\d+", text)[:3]))


def key(name):
    return unicodedata.normalize("NFKC", name)


def month_end(year, month, more):
    month += more
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)


# ---- master data
nodes = {r["id"]: r for r in table("org.csv", "id")}
node_id = {r["name"]: r["id"] for r in nodes.values()}
reps = {r["id"]: r["name"] for r in table("reps.csv", "id")}
expect(len(reps) == 20 and len(set(reps.values())) == 20, "reps")
expect(all(r["node"] in nodes for r in table("reps.csv", "id")), "a rep's node")
spans, ids = defaultdict(list), {}
for r in table("customers.csv", "客户编码"):
    spans[r["客户编码"]].append(r)
    ids[key(r["客户名称"])] = r["客户编码"]
    expect(r["城市"] in nodes and r["业务员"] in reps, "node or rep of " + r["客户编码"])
expect(len(ids) == len(spans), "customer names are unique")
products = {r["物料编码"]: r["名称"] for r in table("products.csv", "物料编码")}
categories = {r["code"]: r["name"] for r in table("categories.csv", "code")}


def span(customer, when):
    return [r for r in spans[customer] if r["生效日期"] <= when.isoformat()][-1]


def due(customer, base):
    rule, _, n = span(customer, base)["账期"].partition(":")
    if rule == "net":
        return base + timedelta(int(n))
    if rule == "eom_days":
        return month_end(base.year, base.month, 0) + timedelta(int(n))
    if rule == "eom_months":
        return month_end(base.year, base.month, int(n))
    return base


# ---- documents
loaded = {}
sales = []                                        # customer, date, amount
for part in ("2025H1", "2025H2"):
    rows = table("sales-%s.csv" % part, "单据编号")
    for r in rows:
        expect(r["存货编码"] in products and r["客户编码"] in spans, "sale " + r["单据编号"])
        expect(span(r["客户编码"], day(r["日期"]))["业务员"] == r["业务员"], "rep of sale " + r["单据编号"])
        sales.append((r["客户编码"], day(r["日期"]), fen(r["价税合计"]), span(r["客户编码"], day(r["日期"]))["城市"]))
    loaded["sales-%s.csv" % part] = len(rows), sum(fen(r["价税合计"]) for r in rows)
for part in ("2026H1", "2026H2"):
    rows = table("sales-%s.csv" % part, "单据编号")
    for r in rows:
        customer = ids[key(r["客户"])]
        s = span(customer, day(r["日期"]))
        expect(r["物料名称"] in products.values(), "product of " + r["单据编号"])
        expect(node_id[r["销售部门"]] == s["城市"] and r["销售员"] == reps[s["业务员"]], "owner of " + r["单据编号"])
        expect(fen(r["金额"]) + fen(r["税额"]) == fen(r["价税合计"]), "tax of " + r["单据编号"])
        sales.append((customer, day(r["日期"]), fen(r["价税合计"]), s["城市"]))
    loaded["sales-%s.csv" % part] = len(rows), sum(fen(r["价税合计"]) for r in rows)

invoices = {}       # number: [customer, date, due, amount, ref]


def invoice(file, number, customer, when, amount, ref, due_text="", opening=False):
    expect(number not in invoices, "invoice twice " + number)
    until = day(due_text) if due_text else due(customer, when)
    if due_text and not opening:
        expect(until == due(customer, when), "due date of " + number)
    invoices[number] = [customer, when, until, amount, ref]
    n, total = loaded.get(file, (0, 0))
    loaded[file] = n + 1, total + amount


for r in table("opening.csv", "invoice_no"):
    invoice("opening.csv", r["invoice_no"], r["customer_id"], day(r["issue_date"]), fen(r["amount"]), "", r["due_date"], True)
opening = set(invoices)
for part in ("2025H1", "2025H2", "2026H2"):
    for r in table("invoices-%s.csv" % part, "发票号码"):
        invoice("invoices-%s.csv" % part, r["发票号码"], r["客户编码"], day(r["开票日期"]), fen(r["价税合计"]), r["红冲发票号"],
                r.get("到期日", ""))
for r in table("invoices-2026H1.csv", "序号"):
    if r["发票状态"] == "作废":
        continue
    expect(re.fullmatch(r"\d{20}", r["数电票号码"]), "e-invoice number " + r["数电票号码"])
    expect(fen(r["金额"]) + fen(r["税额"]) == fen(r["价税合计"]), "tax of " + r["数电票号码"])
    red = re.match("被红冲蓝字数电票号码：([0-9]{20})", r["备注"])
    invoice("invoices-2026H1.csv", r["数电票号码"], ids[key(r["购买方名称"])], day(r["开票日期"]), fen(r["价税合计"]),
            red[1] if red else "")

allowances = [n for n, i in invoices.items() if i[3] < 0 and not i[4]]
by_month = Counter()
for customer, when, amount, _ in sales:
    by_month[customer, when.year, when.month] += amount
for number, (customer, when, _, amount, ref) in invoices.items():
    expect(when <= AS_OF, "future invoice " + number)
    if ref:
        expect(ref in invoices and invoices[ref][0] == customer and invoices[ref][1] <= when, "blue of " + number)
    if number not in opening and number not in allowances:
        by_month[customer, when.year, when.month] -= amount
expect(not any(by_month.values()), "sales and invoices differ: %s" % [k for k in by_month if by_month[k]][:5])

receipts = {}       # number: [customer, date, amount, named, kind, ref, named in a remark]


def receipt(file, number, customer, when, amount, named, kind="receipt", ref="", remark=""):
    expect(number not in receipts and customer in spans and FIRST <= when <= AS_OF, "receipt " + number)
    for n in (named, remark):
        if n:
            expect(n in invoices and invoices[n][0] == customer and invoices[n][1] <= when, "invoice named by " + number)
    receipts[number] = [customer, when, amount, named, kind, ref, remark]
    n, total = loaded.get(file, (0, 0))
    loaded[file] = n + 1, total + amount


FIRST = date(2025, 5, 1)
for part in ("2025H1", "2025H2"):
    for r in table("receipts-%s.csv" % part, "收款单号"):
        receipt("receipts-%s.csv" % part, r["收款单号"], r["客户编码"], day(r["收款日期"]), fen(r["收款金额"]), r["发票号码"])
for r in table("receipts-2026H1.csv", "单据类型"):
    remark = re.search("发票号(.+)", r["备注"])
    receipt("receipts-2026H1.csv", r["单据编号"], ids[key(r["往来单位"])], day(r["业务日期"]), fen(r["表体-实收金额"]), "",
            remark=remark[1] if remark else "")
for r in table("receipts-2026H2.csv", "receipt_no"):
    receipt("receipts-2026H2.csv", r["receipt_no"], r["customer_id"], day(r["date"]), fen(r["amount"]), r["invoice_no"],
            r["kind"], r["ref"])
    if r["ref"]:
        expect(r["ref"] in receipts and receipts[r["ref"]][0] == r["customer_id"], "ref of " + r["receipt_no"])

matches = [(r["receipt_no"], r["invoice_no"], fen(r["amount"]), day(r["date"])) for r in table("matches.csv", "receipt_no")]
loaded["matches.csv"] = len(matches), sum(m[2] for m in matches)
by_receipt, by_invoice = Counter(), Counter()
for number, inv, amount, when in matches:
    by_receipt[number] += amount
    by_invoice[inv] += amount
    expect(max(receipts[number][1], invoices[inv][1]) <= when <= AS_OF, "date of match " + number)
    expect(receipts[number][0] == invoices[inv][0] and amount > 0 and not receipts[number][3], "match " + number)
reds = Counter()
for number, i in invoices.items():
    if i[4]:
        reds[i[4]] += i[3]
expect(all(by_receipt[n] <= receipts[n][2] for n in by_receipt), "receipt matched above its amount")
expect(all(by_invoice[n] <= invoices[n][3] + reds[n] for n in by_invoice), "invoice matched above its amount")

# customers pay no more than they owe, apart from prepayments and overpayments: list them
balance, advance = Counter(), Counter()
moves = [(i[1], 0, i[0], i[3]) for i in invoices.values()]
moves += [(r[1], 1, r[0], -r[2] if r[4] == "receipt" else r[2]) for r in receipts.values()]
for when, _, customer, amount in sorted(moves):
    balance[customer] += amount
    advance[customer] = min(advance[customer], balance[customer])

# ---- plans and expenses
city_sales = Counter()
for customer, when, amount, city in sales:
    city_sales[city, when.strftime("%Y-%m")] += amount
targets, budget, spent = Counter(), Counter(), Counter()
rows = table("targets-2026.csv", "node")
for r in rows:
    expect(nodes[r["node"]]["kind"] == "city", "target node")
    targets[r["node"], r["metric"], r["month"]] += fen(r["amount"])
loaded["targets-2026.csv"] = len(rows), sum(targets.values())
expect(sum(v for k, v in targets.items() if k[1] == "sales") == 13000000000, "sales targets")
expect(sum(v for k, v in targets.items() if k[1] == "collection") == 12600000000, "collection targets")
rows = table("budget-2026.csv", "node")
for r in rows:
    expect(r["node"] in nodes and r["category"] in categories, "budget cell")
    budget[r["node"], r["category"], r["month"]] += fen(r["amount"])
loaded["budget-2026.csv"] = len(rows), sum(budget.values())
expect(sum(budget.values()) == 780000000, "budget total")
code_of = {v: k for k, v in categories.items()}
for name in ("expenses-2025.csv", "expenses-2026H1.csv", "expenses-2026H2.csv"):
    rows = table(name, "单据编号")
    for r in rows:
        plain = "区域" in r
        node = r["区域"] if plain else node_id[r["申请部门"]]
        code = r["费用项目"] if plain else code_of[r["费用项目"]]
        expect(node in nodes and code in categories and FIRST <= day(r["申请日期"]) <= AS_OF, "expense " + r["单据编号"])
        spent[node, code, day(r["申请日期"]).strftime("%Y-%m")] += fen(r["金额"] if plain else r["申请报销金额"])
    loaded[name] = len(rows), sum(fen(r["金额"] if "区域" in r else r["申请报销金额"]) for r in rows)

for r in table("control.csv", "file"):
    if r["file"] in loaded:
        expect(loaded[r["file"]] == (int(r["rows"]), fen(r["amount"])), "control total of " + r["file"])


# ---- aging
def aging(use_remarks, fifo):
    """fifo: 'none', 'cash' or 'all' (cash and red invoices that name no blue one)."""
    left = {n: i[3] + reds[n] for n, i in invoices.items() if i[3] > 0}
    unapplied, credit = {}, {n: -invoices[n][3] for n in allowances}
    for n in left:
        if left[n] < 0:                            # more red than blue
            credit[n], left[n] = -left[n], 0
    dead = {r[5] for r in receipts.values() if r[4] == "reversal"}
    cash = {n: r[2] for n, r in receipts.items() if r[4] == "receipt" and n not in dead}
    for number, inv, amount, _ in matches:
        left[inv] -= amount
        cash[number] -= amount
    for n in sorted(cash, key=lambda n: (receipts[n][1], n)):
        named = receipts[n][3] or (use_remarks and receipts[n][6])
        if named:
            take = min(cash[n], left[named])
            left[named] -= take
            cash[n] -= take
    for r in receipts.values():
        if r[4] == "refund":
            cash[r[5]] -= r[2]
            expect(cash[r[5]] >= 0, "refund above the unapplied rest")
    pool = Counter()
    if fifo != "none":
        for source, owner in ((cash, receipts), (credit if fifo == "all" else {}, invoices)):
            for n in source:
                pool[owner[n][0]] += source[n]
                source[n] = 0
        for n in sorted(left, key=lambda n: (invoices[n][2], n)):
            customer = invoices[n][0]
            take = min(left[n], pool[customer])
            left[n] -= take
            pool[customer] -= take
    buckets, oldest = Counter(), Counter()
    for n, amount in left.items():
        if amount:
            late = (AS_OF - invoices[n][2]).days
            name = next((b for b, edge in (("not_due", 0), ("d1_30", 30), ("d31_60", 60), ("d61_90", 90), ("d91_180", 180),
                                           ("d181_365", 365)) if late <= edge), "d366_plus")
            buckets[name] += amount
            oldest[invoices[n][0]] = max(oldest[invoices[n][0]], late)
    rest = sum(cash.values()) + sum(credit.values()) + sum(pool.values())
    net = sum(i[3] for i in invoices.values()) - sum(r[2] if r[4] == "receipt" else -r[2] for r in receipts.values())
    expect(sum(buckets.values()) - rest == net, "aging does not tie")
    return buckets, rest, oldest


def yuan(amount):
    return "%.2f" % (amount / 100)


print("sales rows %d, invoices %d, receipts %d" % (len(sales), len(invoices), len(receipts)))
print("sales 2025-11..2026-10:", yuan(sum(a for _, w, a, _ in sales if w >= date(2025, 11, 1))))
for use_remarks in (False, True):
    for fifo in ("none", "cash", "all"):
        buckets, rest, oldest = aging(use_remarks, fifo)
        total = sum(buckets.values())
        print("aging, invoice numbers in remarks %s, FIFO %s:" % ("used" if use_remarks else "ignored", fifo))
        print("  " + ", ".join("%s %s" % (b, yuan(buckets[b])) for b in
                               ("not_due", "d1_30", "d31_60", "d61_90", "d91_180", "d181_365", "d366_plus")))
        print("  balance %s, overdue %.1f %%, unapplied %s, net %s; over 180 days: %s" % (
            yuan(total), 100 - 100 * buckets["not_due"] / total, yuan(rest), yuan(total - rest),
            " ".join(sorted(c for c in oldest if oldest[c] > 180))))
        expect(len(+buckets) == 7, "an empty bucket")

if "-v" in sys.argv:
    upto = ["2026-%02d" % m for m in range(1, 11)]
    got = Counter()
    for r in receipts.values():
        if r[1].year == 2026:
            sign = 1 if r[4] == "receipt" else -1
            got[span(r[0], r[1])["城市"], r[1].strftime("%Y-%m")] += sign * r[2]
    for label, months in (("2026-10", upto[-1:]), ("2026 to October", upto)):
        print(label + ": attainment of sales and collection")
        for metric, actual in (("sales", city_sales), ("collection", got)):
            line = []
            for city in sorted({k[0] for k in targets}):
                goal = sum(targets[city, metric, m] for m in months)
                line.append("%s %.1f" % (city, 100 * sum(actual[city, m] for m in months) / goal))
            goal = sum(targets[k] for k in targets if k[1] == metric and k[2] in months)
            total = sum(v for k, v in actual.items() if k[1] in months)
            print("  %s: total %.1f; %s" % (metric, 100 * total / goal, ", ".join(line)))
        over = []
        for city, code in sorted({k[:2] for k in budget}):
            plan = sum(budget[city, code, m] for m in months)
            used = sum(spent[city, code, m] for m in months)
            if used > plan:
                over.append("%s/%s %s of %s" % (city, code, yuan(used), yuan(plan)))
        print("  over budget: " + "; ".join(over))
        print("  budget used: %.1f %%" % (100 * sum(v for k, v in spent.items() if k[2] in months)
                                          / sum(v for k, v in budget.items() if k[2] in months)))
    print("lowest balances (advance payments):",
          ", ".join("%s %s" % (c, yuan(a)) for c, a in sorted(advance.items()) if a < -100000))
    print("open at the end:", ", ".join("%s %s" % (c, yuan(a)) for c, a in sorted(balance.items())))

for problem in problems[:40]:
    print("PROBLEM", problem)
print("problems:", len(problems))
sys.exit(1 if problems else 0)
