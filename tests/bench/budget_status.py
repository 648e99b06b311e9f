#!/usr/bin/env python3
"""budget status on a million moves against the plain SQL sum of the sqlite3 command line: time and memory.

usage: budget_status.py SALESOPS [MOVES]

Expenses are written straight into the ledger tables of a copy, so that making them takes seconds; salesops then reads them
like any others. Each command runs three times, the best counts.
"""
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PLAIN = ("SELECT c.node, c.category, m.kind, sum(m.amount) FROM budget_move m JOIN budget_cell c ON c.id = m.cell "
         "WHERE m.date <= 20757 GROUP BY 1, 2, 3")


def measured(command, folder):
    best, memory = 1e9, 0
    for _ in range(3):
        start = time.monotonic()
        done = subprocess.run(["/usr/bin/env", "python3", "-c",
                               "import resource,subprocess,sys\nsubprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,check=True)\n"
                               "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime"
                               " + resource.getrusage(resource.RUSAGE_CHILDREN).ru_stime)", *command],
                              cwd=folder, capture_output=True, text=True, check=True)
        memory, cpu = int(done.stdout.split()[0]), float(done.stdout.split()[1])
        best = min(best, cpu)
        del start
    return best, memory / 1024


def fill(path, moves):
    db = sqlite3.connect(path)
    db.execute("PRAGMA synchronous=OFF")
    node = db.execute("SELECT id FROM node").fetchone()[0]
    cells = [cell for (cell,) in db.execute("SELECT id FROM budget_cell ORDER BY id")]
    months = dict(db.execute("SELECT id, month FROM budget_cell"))
    category = dict(db.execute("SELECT id, category FROM budget_cell"))
    triggers = [(name, sql) for name, sql in db.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger' AND tbl_name='expense'")]
    for name, _ in triggers:
        db.execute(f"DROP TRIGGER {name}")

    def rows():
        for i in range(moves):
            cell = cells[i * 7919 % len(cells)]
            day = 20454 + (months[cell] - 2026 * 12) * 30 + i % 28
            yield i, cell, day
    db.executemany("INSERT INTO budget_move(cell, kind, amount, date, document) VALUES (?, 6, ?, ?, ?)",
                   ((cell, 100 + i % 977, day, f"expense E{i}/1") for i, cell, day in rows()))
    db.executemany("INSERT INTO expense(number, line, date, node, category, amount) VALUES (?, 1, ?, ?, ?, ?)",
                   ((f"E{i}", day, node, category[cell], 100 + i % 977) for i, cell, day in rows()))
    for _, sql in triggers:
        db.execute(sql)
    db.commit()
    db.close()


def main():
    binary = str(Path(sys.argv[1]).resolve())
    total = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    os.environ.update(SALESOPS_NOW="2026-11-02T06:00:00+08:00", SALESOPS_ACTOR="bench")
    for moves in (total // 10, total):
        with tempfile.TemporaryDirectory() as folder:
            run = lambda *arguments: subprocess.run([binary, *arguments], cwd=folder, check=True, capture_output=True)
            run("init", ".")
            Path(folder, "org.csv").write_text("id,name,kind,parent\nN,Node,company,\n")
            lines = [f"N,c{c:02},2026-{m:02},100000" for c in range(60) for m in range(1, 13)]
            Path(folder, "budget.csv").write_text("node,category,month,amount\n" + "\n".join(lines) + "\n")
            run("import", "org", "org.csv")
            run("budget", "plan", "budget.csv")
            fill(os.path.join(folder, "salesops.db"), moves)
            ours, memory = measured([binary, "budget", "status", "--period", "2026", "--as-of", "2026-10-31", "-O", "csv"], folder)
            plain, plain_memory = measured(["sqlite3", "salesops.db", PLAIN], folder)
            print(f"{moves:>9} moves: budget status {ours:.2f} s, {memory:.0f} MB; plain SQL sum {plain:.2f} s, {plain_memory:.0f} MB; "
                  f"ratio {ours / plain:.2f}")


if __name__ == "__main__":
    main()
