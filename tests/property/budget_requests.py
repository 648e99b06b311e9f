#!/usr/bin/env python3
"""Parallel requests: 16 processes make 400 requests against 200 budget cells. The two requests of a cell fit alone, not
together: exactly one of them must be committed, the other stopped, whatever the order.

usage: budget_requests.py SALESOPS
"""
import concurrent.futures
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

PROCESSES, CELLS = 16, 200
CONFIG = """company: {name: Race}
database: salesops.db
budget:
  auto_approve: 1000
  control: [{stage: request, horizon: month, level: line, action: stop}]
"""


def main():
    binary = str(Path(sys.argv[1]).resolve())
    env = {"PATH": "/usr/bin:/bin", "SALESOPS_NOW": "2026-11-02T06:00:00+08:00", "SALESOPS_ACTOR": "race"}
    with tempfile.TemporaryDirectory() as folder:

        def run(*arguments):
            return subprocess.run([binary, *arguments], cwd=folder, env=env, capture_output=True, text=True)

        run("init", ".")
        (Path(folder) / "salesops.yaml").write_text(CONFIG, encoding="utf-8")
        (Path(folder) / "org.csv").write_text("id,name,kind,parent\nN,Node,company,\n", encoding="utf-8")
        rows = [f"N,c{cell:03},2026-11,100" for cell in range(CELLS)]
        (Path(folder) / "budget.csv").write_text("node,category,month,amount\n" + "\n".join(rows) + "\n", encoding="utf-8")
        for step in (("import", "org", "org.csv"), ("budget", "plan", "budget.csv")):
            done = run(*step)
            if done.returncode != 0:
                sys.exit(f"{' '.join(step)}: {done.stderr}")

        def request(cell):
            line = f"N:c{cell:03}:60:2026-11"
            return cell, run("budget", "request", "--line", line, "--lock-timeout", "300").returncode

        jobs = [cell for cell in range(CELLS) for _ in range(2)]
        random.Random(20261102).shuffle(jobs)
        with concurrent.futures.ThreadPoolExecutor(PROCESSES) as pool:
            codes = {}
            for cell, code in pool.map(request, jobs):
                codes.setdefault(cell, []).append(code)
        wrong = {cell: found for cell, found in codes.items() if sorted(found) != [0, 1]}
        status = json.loads(run("budget", "status", "--period", "2026-11", "-O", "json").stdout)
        rows = status["sections"][0]["tables"][0]["rows"]
        held = [row for row in rows if row["committed"] != "60.00" or row["available"] != "40.00"]
        check = run("check").returncode
    print(f"{len(jobs)} requests of {PROCESSES} processes: {CELLS - len(wrong)} of {CELLS} cells have exactly one winner, "
          f"{len(held)} cells with another balance, check exits {check}")
    return 1 if wrong or held or len(rows) != CELLS or check != 0 else 0


if __name__ == "__main__":
    sys.exit(main())
