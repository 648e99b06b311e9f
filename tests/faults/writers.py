#!/usr/bin/env python3
"""Sixteen processes write to one database at once while others read: every write is there exactly once.

usage: writers.py --binary SALESOPS [--processes N] [--turns N]
"""
import argparse
import concurrent.futures
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", required=True)
    options.add_argument("--processes", type=int, default=16)
    options.add_argument("--turns", type=int, default=3)
    given = options.parse_args()
    binary, work = os.path.abspath(given.binary), Path(tempfile.mkdtemp(prefix="salesops-writers-"))

    def run(*words):
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(work), "SALESOPS_ACTOR": "tester",
                       "SALESOPS_NOW": "2026-11-02T06:00:00+08:00"}
        return subprocess.run([binary, *words], cwd=work, env=environment, capture_output=True, timeout=300)

    def write(process):
        refused = []
        for turn in range(given.turns):
            name = f"c{process}-{turn}"
            (work / f"{name}.csv").write_text(f"id,name\n{name},Customer {name}\n")
            done = run("import", "customers", f"{name}.csv", "-q", "--lock-timeout", "60")
            if done.returncode != 0:
                refused.append(f"{name}: exit {done.returncode}: {done.stderr.decode()}")
            if turn == 1 and run("db", "info", "-O", "csv").returncode != 0:
                refused.append(f"{name}: a reader was refused")
        return refused

    try:
        run("init", ".", "-q")
        with concurrent.futures.ThreadPoolExecutor(given.processes) as pool:
            faults = [fault for refused in pool.map(write, range(given.processes)) for fault in refused]
        wanted = given.processes * given.turns
        rows = run("query", "SELECT count(*), count(DISTINCT code) FROM v_customers", "-O", "csv").stdout.decode()
        if rows.split("\n")[1] != f"{wanted},{wanted}":
            faults.append(f"customers stored: {rows!r}, wanted {wanted}")
        if run("db", "verify", "-q").returncode != 0:
            faults.append("the database does not verify")
        for fault in faults:
            print(fault)
        print(f"writers: {wanted} writes by {given.processes} processes, {len(faults)} faults")
        return 1 if faults else 0
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
