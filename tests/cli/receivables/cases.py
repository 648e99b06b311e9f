#!/usr/bin/env python3
"""Puts worked cases about receivables through the program.

usage: cases.py CASES [--binary SALESOPS] [--only ID,ID] [--list] [--answers FILE]

Two kinds of files are read:
  steps     {"cases": [{"id", "title", "source", "adapted"?, "config"?, "holidays"?, "calendar"?, "steps": [...]}]}; a step is one of
            {"load": {"invoices": [{column: text}], …, "error"?: code}}
            {"aging": options, "total": {column: text}}       columns of the total row
            {"open": day, "is": {document: signed amount}}    all that is open, nothing else
            {"run": arguments, "rows"?: [{column: text}], "error"?: code}
            {"statement": arguments, "balances": [text]}      after each movement
            {"due": [{"terms", "date", "due", "customer"?}]}; C1 has the "calendar", C2 has none
  oracle    {"cases": [{"id", "kind": "due" | "fifo" | "aging", …, "expect": {…}}]}, amounts in minor units
With --answers the results of an oracle file are written for another checker instead of being compared.
"""
import argparse
import csv
import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path

BASES = {"invoices": "invoice_no", "receipts": "receipt_no", "matches": "receipt_no", "org": "id", "customers": "id", "reps": "id"}
CONFIG = "company: {name: 示例公司, currency: CNY}\ndatabase: salesops.db\n"


class Wrong(Exception):
    pass


def yuan(minor):
    sign, minor = ("-" if minor < 0 else ""), abs(minor)
    return f"{sign}{minor // 100}.{minor % 100:02d}"


def fen(text):
    whole, _, part = text.partition(".")
    value = abs(int(whole)) * 100 + int((part + "00")[:2])
    return -value if text.startswith("-") else value


class Book:
    """A workspace with one node and customers, in a folder of its own."""

    def __init__(self, binary, config="", holidays="", customers=("C1",), calendar=""):
        self.binary, self.folder = binary, tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name)
        self.run(["init", "fresh", "-q"])
        (self.path / "fresh" / "salesops.db").rename(self.path / "salesops.db")
        if holidays:
            (self.path / "days.yaml").write_text(holidays, encoding="utf-8")
            config += "calendar: {holidays: [days.yaml]}\n"
        (self.path / "salesops.yaml").write_text(CONFIG + config, encoding="utf-8")
        self.load("org", [{"id": "HQ", "name": "总部", "kind": "company"}])
        self.load("customers", [{"id": c, "name": c, "node": "HQ", "terms": "net:30", "calendar": calendar * (c == "C1")} for c in customers])

    def run(self, arguments, error=None):
        done = subprocess.run([self.binary, *arguments], cwd=self.path, capture_output=True, text=True)
        told = f"error[{error}" in done.stderr if error else done.returncode == 0
        if not told:
            raise Wrong(f"{' '.join(arguments)}: exit {done.returncode}, wanted {error or 'success'}: {done.stderr.strip()[:300]}")
        return done.stdout

    def load(self, kind, rows, error=None):
        columns = [BASES[kind]] + sorted({c for row in rows for c in row} | ({"customer_id"} if kind in ("invoices", "receipts") else set()))
        columns = list(dict.fromkeys(columns))
        if kind in ("invoices", "receipts"):
            rows = [{"customer_id": "C1", **row} for row in rows]
        with open(self.path / "in.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([columns] + [[row.get(c, "") for c in columns] for row in rows])
        self.run(["import", kind, "in.csv", "-q"], error)

    def rows(self, arguments, error=None):
        text = self.run(arguments + ["-O", "csv", "-q"], error)
        return list(csv.DictReader(io.StringIO(text)))

    def table(self, arguments):
        return json.loads(self.run(arguments + ["-O", "json"]))["sections"][0]["tables"][0]


def same(what, got, wanted):
    if got != wanted:
        raise Wrong(f"{what}: {got!r}, wanted {wanted!r}")


def take_step(book, step):
    if "load" in step:
        for kind, rows in step["load"].items():
            if kind != "error":
                book.load(kind, rows, step["load"].get("error"))
    elif "aging" in step:
        total = book.table(["ar", "aging", *step["aging"].split()])["total"]
        for column, wanted in step["total"].items():
            same(f"aging {step['aging']}: {column}", str(total.get(column)), wanted)
    elif "open" in step:
        is_open = {row["number"]: row["open"] for row in book.rows(["ar", "open", "--as-of", step["open"]])}
        same(f"open on {step['open']}", is_open, step["is"])
    elif "statement" in step:
        lines = book.rows(["ar", "statement", *step["statement"].split(), "--section", "lines_cny"])
        same("running balance", [line["balance"] for line in lines[1:-1]], step["balances"])
    elif "due" in step:
        for at, row in enumerate(step["due"]):
            book.load("invoices", [{"invoice_no": f"D{at}", "customer_id": row.get("customer", "C1"), "issue_date": row["date"], "amount": "1", "terms": row["terms"]}])
            found = book.rows(["query", f"SELECT due_date FROM v_invoices WHERE number = 'D{at}'"])
            same(f"{row['terms']} from {row['date']} of {row.get('customer', 'C1')}", found[0]["due_date"], row["due"])
    else:
        rows = book.rows(step["run"].split(), step.get("error"))
        if "rows" in step:
            same(f"rows of {step['run']}", [{k: got.get(k) for k in want} for got, want in zip(rows, step["rows"])], step["rows"])
            same(f"count of rows of {step['run']}", len(rows), len(step["rows"]))


def take_steps(binary, case):
    book = Book(binary, case.get("config", ""), case.get("holidays", ""), ("C1", "C2"), case.get("calendar", ""))
    for step in case["steps"]:
        take_step(book, step)


def terms_of(terms):
    kinds = {"net": "net:{days}", "eom_days": "eom_days:{days}", "eom_day": "fixed_day:{months},{day}"}
    return kinds[terms["type"]].format(**terms) + (f" cutoff:{terms['cutoff']}" if terms.get("cutoff") else "")


def fill(binary, case):
    """The documents of a fifo or aging case; cash that is not told where to go pays what is due first."""
    customers = sorted({d["customer"] for d in case["invoices"] + case.get("receipts", [])}) or ["C"]
    book = Book(binary, "receivables: {matching: {mode: auto}}\n", customers=customers)
    if case["invoices"]:
        book.load("invoices", [{"invoice_no": i["id"], "customer_id": i["customer"], "issue_date": i["date"], "due_date": i["due"],
                                "amount": yuan(i["amount"])} for i in case["invoices"]])
    if case.get("receipts"):
        book.load("receipts", [{"receipt_no": r["id"], "customer_id": r["customer"], "date": r["date"], "amount": yuan(r["amount"])} for r in case["receipts"]])
    matches = [{"receipt_no": r["id"], "invoice_no": a["invoice"], "amount": yuan(a["amount"]), "date": r["date"]}
               for r in case.get("receipts", []) for a in r.get("apply", [])]
    if matches:
        book.load("matches", matches)
    return book


def fifo(binary, case):
    try:
        book = fill(binary, case)
    except Wrong as wrong:
        return {"status": "error", "code": str(wrong)}
    day = case["as_of"]
    items = book.rows(["ar", "open", "--as-of", day])
    is_open = {i["id"]: 0 for i in case["invoices"] if i["date"] <= day}
    is_open.update({row["number"]: fen(row["open"]) for row in items if row["kind"] == "invoice"})
    unapplied = {}
    for row in items:
        if row["kind"] == "receipt":
            unapplied[row["customer_id"]] = unapplied.get(row["customer_id"], 0) - fen(row["open"])
    applied = {}
    for receipt in case["receipts"]:
        if receipt["date"] > day:
            continue
        for row in book.rows(["ar", "explain", receipt["id"], "--as-of", day]):
            if row["document"]:
                key = (receipt["id"], row["document"], row["date"])
                applied[key] = applied.get(key, 0) - fen(row["amount"])
    return {"status": "ok", "open": is_open, "unapplied": unapplied, "net": sum(is_open.values()) - sum(unapplied.values()),
            "applications": sorted([r, i, a, d] for (r, i, d), a in applied.items())}


def aging(binary, case):
    book = fill(binary, case)
    basis = "document" if case.get("basis") == "issue" else "due"
    edges = ",".join(str(e) for e in case["edges"])
    table = book.table(["ar", "aging", "--as-of", case["as_of"], "--basis", basis, "--buckets", edges])
    total = table["total"]
    keys = [c["key"] for c in table["columns"]]
    slots = keys[keys.index("not_due"):keys.index("balance")]
    names = ["current"] + [f"{a + 1}-{b}" for a, b in zip([0] + case["edges"], case["edges"])] + [f">{case['edges'][-1]}"]
    facts = {f["title"]: f["value"] for f in table["facts"]}
    rate, days = total["overdue_rate"], facts.get("加权平均逾期天数")
    return {"status": "ok", "buckets": {n: fen(total[s]) for n, s in zip(names, slots)}, "total": fen(total["balance"]), "unapplied": fen(total["unapplied"]),
            "net": fen(total["net"]), "overdue": fen(total["overdue"]), "overdue_ratio": None if rate is None else float(rate),
            "weighted_days_overdue": None if days is None else float(days)}


def due(binary, case):
    book = Book(binary)
    book.load("invoices", [{"invoice_no": "D", "issue_date": case["date"], "amount": "1", "terms": terms_of(case["terms"])}])
    return {"status": "ok", "due": book.rows(["query", "SELECT due_date FROM v_invoices"])[0]["due_date"]}


ORACLE = {"due": due, "fifo": fifo, "aging": aging}
PLACES = {"weighted_days_overdue": 0.05, "overdue_ratio": 0.0000005}  # as printed


def compare(case, got):
    if case["expect"]["status"] == "error":
        same("status", got["status"], "error")
        return
    for name, wanted in case["expect"].items():
        if name in PLACES and wanted is not None and got[name] is not None:
            if abs(got[name] - wanted) > PLACES[name] + 1e-9:
                raise Wrong(f"{name}: {got[name]}, wanted {wanted}")
        else:
            same(name, got[name], wanted)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cases")
    parser.add_argument("--binary", default="salesops")
    parser.add_argument("--only", default="")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--answers")
    given = parser.parse_args()
    cases = json.loads(Path(given.cases).read_text(encoding="utf-8"))["cases"]
    cases = [c for c in cases if not given.only or c["id"] in given.only.split(",")]
    if given.list:
        for case in cases:
            print(f"{case['id']:16} {case.get('title') or case.get('note')}" + (f" [adapted: {case['adapted']}]" if case.get("adapted") else ""))
        return 0
    wrong, answers = 0, {}
    for case in cases:
        try:
            if "steps" in case:
                take_steps(given.binary, case)
                continue
            answers[case["id"]] = ORACLE[case["kind"]](given.binary, case)
            if not given.answers:
                compare(case, answers[case["id"]])
        except Wrong as fault:
            wrong += 1
            print(f"{case['id']}: {fault}")
    if given.answers:
        Path(given.answers).write_text(json.dumps(answers), encoding="utf-8")
    print(f"{len(cases)} cases, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
