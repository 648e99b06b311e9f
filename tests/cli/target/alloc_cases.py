#!/usr/bin/env python3
"""Puts the allocation cases of a JSON file through the program.

usage: alloc_cases.py CASES [--binary SALESOPS] [--answers FILE]

Without --answers the results are compared with the cases' expectations; with it they are written as
{"id": {"status": "ok", "x": {key: minor units}} | {"status": "error", "code": "E_…"}} for another checker.
"""
import argparse
import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path


def yuan(minor):
    sign, minor = ("-" if minor < 0 else ""), abs(minor)
    return f"{sign}{minor // 100}.{minor % 100:02d}"


def fen(text):
    whole, _, part = text.partition(".")
    value = abs(int(whole)) * 100 + int((part + "00")[:2])
    return -value if whole.startswith("-") else value


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header] + rows)


def bound(row, name):
    return "" if row.get(name) is None else yuan(row[name])


def options(case):
    given = ["--unit", yuan(case.get("unit", 1))]
    for name in ("method", "remainder", "zero_weight"):
        if name in case:
            given += ["--" + name.replace("_", "-"), case[name]]
    return given


def command(case, folder):
    """-> arguments of the program."""
    kind = case["kind"]
    if kind == "1d":
        rows = [[r["key"], r.get("weight", ""), bound(r, "floor"), bound(r, "cap"), bound(r, "lock")] for r in case["rows"]]
        header, extra = ["key", "weight", "floor", "cap", "lock"], []
        if "drivers" in case:
            named = [d for d in case["drivers"] if not d.get("equal")]
            header = ["key"] + [d["name"] for d in named]
            rows = [[r["key"]] + [d["values"].get(r["key"], "") for d in named] for r in case["rows"]]
            shares = [("equal" if d.get("equal") else d["name"]) + "=" + d["share"].replace("0.", "", 1) + "0" for d in case["drivers"]]
            extra = ["--blend", ",".join(shares)]
        if "hedge" in case:
            extra += ["--over", case["hedge"]]
        write(folder / "in.csv", header, rows)
        return ["target", "split", yuan(case["total"]), "--by", "in.csv"] + options(case) + extra
    if kind == "tree":
        write(folder / "in.csv", ["key", "parent", "weight", "floor", "cap", "lock"],
              [[n["key"], n.get("parent") or "", n.get("weight", "0"), bound(n, "floor"), bound(n, "cap"), bound(n, "lock")]
               for n in case["nodes"]])
        return ["target", "split", yuan(case["total"]), "--by", "in.csv"] + options(case)
    if kind == "realloc":
        weighted = any("weight" in r for r in case["rows"])
        header = ["key", "current", "floor", "cap", "lock"] + (["weight"] if weighted else [])
        write(folder / "in.csv", header, [[r["key"], yuan(r["cur"]), bound(r, "floor"), bound(r, "cap"), bound(r, "lock")] +
                                          ([str(r.get("weight", r["cur"]))] if weighted else []) for r in case["rows"]])
        return ["target", "rebalance", yuan(case["total"]), "--by", "in.csv"] + options(case)
    for name in ("rows", "cols"):
        write(folder / f"{name}.csv", ["key", "total"], [[r["key"], yuan(r["total"])] for r in case[name]])
    keys = [c["key"] for c in case["cols"]]
    write(folder / "seed.csv", ["row"] + keys, [[r["key"]] + seeds for r, seeds in zip(case["rows"], case["seed"])])
    write(folder / "cells.csv", ["row", "col", "floor", "cap", "lock"],
          [[b["row"], b["col"], bound(b, "floor"), bound(b, "cap"), bound(b, "lock")] for b in case.get("cells", [])])
    cells = ["--cells", "cells.csv"] if case.get("cells") else []
    return ["target", "matrix", "--rows", "rows.csv", "--cols", "cols.csv", "--seed", "seed.csv", "--unit",
            yuan(case.get("unit", 1))] + cells


def answer(case, binary):
    with tempfile.TemporaryDirectory() as name:
        done = subprocess.run([binary] + command(case, Path(name)) + ["-O", "csv", "--no-total"], cwd=name,
                              capture_output=True, text=True)
        if done.returncode == 0:
            rows = list(csv.DictReader(done.stdout.splitlines()))
            if case["kind"] == "2d":
                x = {}
                for row in rows:
                    x.setdefault(row["row"], {})[row["col"]] = fen(row["target"])
                return {"status": "ok", "x": x}
            return {"status": "ok", "x": {row["key"]: fen(row["target"]) for row in rows}}
        errors = subprocess.run([binary] + command(case, Path(name)) + ["-O", "json"], cwd=name, capture_output=True, text=True)
        return {"status": "error", "code": json.loads(errors.stderr.splitlines()[0])["code"]}


def distance(case, x):
    quotas = case["expect"]["quotas"]
    return sum((x[r["key"]][c["key"]] - q) ** 2 for r, row in zip(case["rows"], quotas) for c, q in zip(case["cols"], row))


def fault(case, got):
    wanted = case["expect"]
    if got["status"] != wanted["status"]:
        return f"{got}, wanted {wanted['status']} {wanted.get('code', '')}"
    if got["status"] == "error":
        return "" if got["code"] == wanted["code"] else f"{got['code']}, wanted {wanted['code']}"
    if got["x"] == wanted["example"]:
        return ""
    if case["kind"] != "2d":
        return f"{got['x']}, wanted {wanted['example']}"
    for row in case["rows"]:
        if sum(got["x"][row["key"]].values()) != row["total"]:
            return f"row {row['key']}"
    for column in case["cols"]:
        if sum(got["x"][row["key"]][column["key"]] for row in case["rows"]) != column["total"]:
            return f"column {column['key']}"
    gap = distance(case, got["x"]) - distance(case, wanted["example"])
    return "" if abs(gap) < 1e-3 * case.get("unit", 1) else f"not the nearest table, gap {gap}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cases")
    parser.add_argument("--binary", default="salesops")
    parser.add_argument("--answers")
    given = parser.parse_args()
    cases = json.loads(Path(given.cases).read_text(encoding="utf-8"))["cases"]
    answers = {case["id"]: answer(case, given.binary) for case in cases}
    if given.answers:
        Path(given.answers).write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
        return 0
    faults = [f"{case['id']}: {text}" for case in cases if (text := fault(case, answers[case["id"]]))]
    print("\n".join(faults + [f"{len(cases)} cases, {len(faults)} wrong"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
