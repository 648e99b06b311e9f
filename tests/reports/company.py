"""The sample company after its month end, made once and shared by the tests of reports.

usage: company.py --binary SALESOPS --workspace FOLDER    makes FOLDER anew (what the other tests are given)
"""
import argparse
import csv
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
NOW = "2026-11-02T06:00:00+08:00"
# The period of a report, by the kind that `report list` names; all of it as of the last day of the month that was closed.
PERIODS = {"as_of": "", "day": "--period 2026-10-31", "week": "--period 2026-W44", "month": "--period 2026-10", "ten_days": "",
           "quarter": "--period 2026Q4", "year": "--period 2026"}

# What a report about one thing is made for.
ABOUT = {"node": "--where node=HD-JS", "company": "", "customer": "--where customer=040012", "promotion": "--where promotion=P2026-09"}

PROMOTION = """id: P2026-09
theme: 中秋坚果礼盒
from: 2026-09-01
to: 2026-09-24
owner: 王区域
mechanics: 满十件赠一件
nodes: [HD-JS]
products: ["01.001"]
baseline: last_year
expected_sales: 400000
costs:
  - {node: HD-JS-NT, category: "201", amount: 100}
"""


def environment(binary, home, **more):
    """Nothing but what a program needs: `env -i` with a fixed clock."""
    kept = {name: os.environ[name] for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS") if name in os.environ}
    return {"PATH": f"{Path(binary).parent}:/usr/bin:/bin", "HOME": str(home), "SALESOPS_NOW": NOW, "SALESOPS_ACTOR": "tester",
            **kept, **more}


def other_order(script):
    """The month end with the files of each kind loaded from the last to the first."""
    lines = script.split("\n")
    for kind in ("sales", "invoices", "receipts", "expenses"):
        at = [number for number, line in enumerate(lines) if line.startswith(f"load {kind} ")]
        assert len(at) > 1, f"the month end loads no {kind}"
        for number, line in zip(at, [lines[one] for one in reversed(at)]):
            lines[number] = line
    return "\n".join(lines)


def load(binary, workspace, backwards=False):
    """The month end of examples/ from the files of the ERP to the closed month, in a new workspace."""
    workspace = Path(workspace)
    shutil.rmtree(workspace, ignore_errors=True)
    workspace.parent.mkdir(parents=True, exist_ok=True)
    out = workspace / "out"
    settings = environment(binary, workspace.parent, SALESOPS=str(binary))
    script = (ROOT / "examples" / "month-end").read_text()
    promotion = workspace / "promotion.yaml"

    def promo(actor, verb, what):
        return [str(binary), "-C", str(workspace), "--actor", actor, "promo", verb, what]

    for words in ([str(binary), "init", str(workspace), "--demo"],
                  ["sh", "-c", other_order(script) if backwards else script, "month-end", str(workspace), "2026-10", str(out)],
                  promo("office", "plan", str(promotion)), promo("office", "submit", "P2026-09"),
                  promo("director", "approve", "P2026-09"), promo("office", "start", "P2026-09")):
        if words[-1] == str(promotion):
            promotion.write_text(PROMOTION, encoding="utf-8")
        done = subprocess.run(words, env=settings, capture_output=True, timeout=900)
        if done.returncode:
            raise RuntimeError(f"{words[:2]}: exit {done.returncode}\n{(done.stdout + done.stderr).decode()[-2000:]}")
    return workspace


class Company:
    def __init__(self, binary, workspace):
        self.binary, self.workspace = Path(binary).resolve(), Path(workspace).resolve()

    def run(self, words, **more):
        """Standard output of a command; anything but exit 0 is an error of the test."""
        done = subprocess.run([str(self.binary), "-C", str(self.workspace), *words.split()], capture_output=True, timeout=300,
                              env=environment(self.binary, self.workspace, **more), cwd=self.workspace)
        if done.returncode:
            raise RuntimeError(f"{words}: exit {done.returncode}: {done.stderr.decode()[:400]}")
        return done.stdout

    def reports(self):
        """(key, command) of every built-in report."""
        rows = csv.DictReader(io.StringIO(self.run("report list -O csv").decode()))
        return [(row["report"], f"report run {row['report']} --as-of 2026-10-31 {PERIODS[row['period']]} {ABOUT[row['about']]}".strip())
                for row in rows if row["source"] == "built-in"]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", required=True)
    options.add_argument("--workspace", required=True)
    given = options.parse_args()
    load(Path(given.binary).resolve(), Path(given.workspace).resolve())
    return 0


if __name__ == "__main__":
    sys.exit(main())
