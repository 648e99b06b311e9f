#!/usr/bin/env python3
"""Kills `salesops import` at random moments and shows that nothing is half done.

usage: kill.py --binary SALESOPS [--kills N] [--seconds S] [--seed N]

Each round starts from the same workspace, kills the command with SIGKILL after a random time, then demands: the
database verifies, it holds either none or all of the command's rows, and running the command again completes with
every row there exactly once. Rounds end after N kills or S seconds, whichever comes first.
"""
import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = 400

def make_workspace(run, work):
    run("init", ".", "-q")
    (work / "customers.csv").write_text("id,name\n" + "".join(f"C{i},Customer {i}\n" for i in range(5)))
    for name, number, day in (("invoices", "invoice_no,customer_id,issue_date,due_date,amount", "2026-10-05,2026-11-04"),
                              ("receipts", "receipt_no,customer_id,date,amount", "2026-10-15")):
        rows = "".join(f"{name[0].upper()}{i:05d},C{i % 5},{day},{i + 1}.50\n" for i in range(ROWS))
        (work / f"{name}.csv").write_text(number + "\n" + rows)
    run("import", "customers", "customers.csv", "-q")

class Trial:
    def __init__(self, binary, seed):
        self.binary, self.random = binary, random.Random(seed)
        self.base = Path(tempfile.mkdtemp(prefix="salesops-kill-"))
        self.origin, self.work = self.base / "origin", self.base / "work"
        self.origin.mkdir()
        self.faults, self.kills = [], 0
        make_workspace(lambda *words: self.run(self.origin, *words, must=True), self.origin)

    def run(self, folder, *words, must=False):
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "SALESOPS_NOW": "2026-11-02T06:00:00+08:00",
                       "SALESOPS_ACTOR": "tester"}
        done = subprocess.run([self.binary, *words], cwd=folder, env=environment, capture_output=True, timeout=120)
        if must and done.returncode != 0:
            sys.exit(f"{' '.join(words)}: exit {done.returncode}: {done.stderr.decode()}")
        return done

    def fresh(self):
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.origin, self.work)

    def count(self, view):
        done = self.run(self.work, "query", f"SELECT count(*), count(DISTINCT number) FROM {view}", "-O", "csv")
        return done.stdout.decode().split("\n")[1] if done.returncode == 0 else f"exit {done.returncode}"

    def kill_after(self, delay, *words):
        """-> True when the command was still running."""
        process = subprocess.Popen([self.binary, *words], cwd=self.work, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL,
                                   env={"PATH": "/usr/bin:/bin", "HOME": str(self.work), "SALESOPS_ACTOR": "tester",
                                        "SALESOPS_NOW": "2026-11-02T06:00:00+08:00"})
        time.sleep(delay)
        running = process.poll() is None
        process.kill()
        process.wait()
        return running

    def expect(self, what, got, *wanted):
        if got not in wanted:
            self.faults.append(f"{what}: {got!r}, wanted one of {wanted}")

    def round(self, kind, view, length):
        words = ("import", kind, f"{kind}.csv", "-q")
        self.fresh()
        self.kills += self.kill_after(self.random.uniform(0, length * 1.1), *words)
        self.expect("verify after the kill", self.run(self.work, "db", "verify", "-q").returncode, 0)
        self.expect(f"{kind} after the kill", self.count(view), "0,0", f"{ROWS},{ROWS}")
        self.expect("the second run", self.run(self.work, *words).returncode, 0)
        self.expect(f"{kind} after the second run", self.count(view), f"{ROWS},{ROWS}")
        self.expect("verify at the end", self.run(self.work, "db", "verify", "-q").returncode, 0)

    def length_of(self, *words):
        self.fresh()
        begin = time.monotonic()
        self.run(self.work, *words, must=True)
        return time.monotonic() - begin

def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", required=True)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seconds", type=float, default=40)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    trial = Trial(os.path.abspath(given.binary), given.seed)
    try:
        kinds = [("invoices", "v_invoices"), ("receipts", "v_receipts")]
        lengths = {kind: trial.length_of("import", kind, f"{kind}.csv", "-q") for kind, _ in kinds}
        end, rounds = time.monotonic() + given.seconds, 0
        while trial.kills < given.kills and time.monotonic() < end and not trial.faults:
            kind, view = kinds[rounds % 2]
            trial.round(kind, view, lengths[kind])
            rounds += 1
        for fault in trial.faults:
            print(fault)
        print(f"kill: {rounds} rounds, {trial.kills} killed while running, {len(trial.faults)} faults")
        return 1 if trial.faults or trial.kills == 0 else 0
    finally:
        shutil.rmtree(trial.base, ignore_errors=True)

if __name__ == "__main__":
    sys.exit(main())
