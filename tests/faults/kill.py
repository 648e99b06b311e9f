#!/usr/bin/env python3
"""Kills `salesops import` and `salesops close run` at random moments and shows that nothing is half done.

usage: kill.py --binary SALESOPS [--kills N] [--seconds S] [--seed N]

Each round starts from the same workspace, kills the command with SIGKILL after a random time, then demands: the
database verifies, it holds either none or all of the command's rows, and running the command again completes with
every row there exactly once. A close is open or closed, its pack absent or whole; closing again finishes it with the
bytes of a close that was never disturbed. Rounds end after N kills or S seconds, whichever comes first.
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

ROWS = 6000  # enough for rows to be stored on a second thread
CUSTOMERS = 100
SMALL = Path(__file__).resolve().parent.parent / "cli" / "small"
CLOSE = ("close", "run", "2026-01", "--as-of", "2026-01-31", "--accept", "all", "--reason", "kill", "--pack", "pack", "-q")

def make_workspace(run, work):
    run("init", ".", "-q")
    (work / "customers.csv").write_text("id,name\n" + "".join(f"C{i},Customer {i}\n" for i in range(CUSTOMERS)))
    for name, number, day in (("invoices", "invoice_no,customer_id,issue_date,due_date,amount", "2026-10-05,2026-11-04"),
                              ("receipts", "receipt_no,customer_id,date,amount", "2026-10-15")):
        rows = "".join(f"{name[0].upper()}{i:05d},C{i % CUSTOMERS},{day},{i + 1}.50\n" for i in range(ROWS))
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
        self.books = self.base / "books"
        self.make_books()

    def make_books(self):
        """A small company with a month ready to be closed, and the pack that closing it writes."""
        shutil.copytree(SMALL, self.books)
        environment = {"PATH": f"{Path(self.binary).parent}:/usr/bin:/bin", "HOME": str(self.books),
                       "SALESOPS_NOW": "2026-11-02T06:00:00+08:00", "SALESOPS_ACTOR": "tester"}
        subprocess.run(["sh", "load.sh"], cwd=self.books, env=environment, check=True, capture_output=True)
        self.fresh(self.books)
        begin = time.monotonic()
        self.run(self.work, *CLOSE, must=True)
        self.close_length = time.monotonic() - begin
        self.wanted_pack = self.pack()

    def pack(self):
        folder = self.work / "pack"
        return {f.name: f.read_bytes() for f in sorted(folder.iterdir())} if folder.exists() else {}

    def run(self, folder, *words, must=False):
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "SALESOPS_NOW": "2026-11-02T06:00:00+08:00",
                       "SALESOPS_ACTOR": "tester"}
        done = subprocess.run([self.binary, *words], cwd=folder, env=environment, capture_output=True, timeout=120)
        if must and done.returncode != 0:
            sys.exit(f"{' '.join(words)}: exit {done.returncode}: {done.stderr.decode()}")
        return done

    def fresh(self, origin=None):
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(origin or self.origin, self.work)

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

    def closings(self):
        done = self.run(self.work, "log", "--object", "period", "-O", "csv")
        return sum("period 2026-01" in line for line in done.stdout.decode().splitlines()) if done.returncode == 0 else -1

    def round_close(self):
        self.fresh(self.books)
        self.kills += self.kill_after(self.random.uniform(0, self.close_length * 1.1), *CLOSE)
        self.expect("verify after the kill", self.run(self.work, "db", "verify", "-q").returncode, 0)
        self.expect("closings after the kill", self.closings(), 0, 1)
        if self.pack() not in ({}, self.wanted_pack):
            self.faults.append("the pack after the kill is neither absent nor whole")
        self.expect("the second close", self.run(self.work, *CLOSE).returncode, 0)
        self.expect("closings at the end", self.closings(), 1)
        if self.pack() != self.wanted_pack:
            self.faults.append("the pack at the end is not that of an undisturbed close")
        self.expect("close verify", self.run(self.work, "close", "verify", "--pack", "pack", "-q").returncode, 0)

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
            if rounds % 3 == 2:
                trial.round_close()
            else:
                kind, view = kinds[rounds % 3]
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
