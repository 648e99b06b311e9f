#!/usr/bin/env python3
"""Every built-in report in every format: the same bytes in 28 environments, on other days and from rebuilt databases.

usage: same_bytes.py --binary SALESOPS --workspace FOLDER

Normally each report and format meets some of the environments, so that all of them are met in turn, and the rebuilt
databases meet every report; SALESOPS_LONG=1 runs the full product. The databases are the one of the workspace restored from a backup, one
vacuumed into other pages, and one loaded again with the files of each kind from the last to the first.
"""
import argparse
import concurrent.futures
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from company import Company, environment, load

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "faults"))
from environments import ENVIRONMENTS, FORMATS, run  # noqa: E402

# The period and the as-of are named, so that neither the clock nor the actor may show.
OTHERS = {**ENVIRONMENTS, "actor": {"SALESOPS_ACTOR": "somebody"},
          **{f"clock {day}": {"SALESOPS_NOW": f"{day}T23:59:59+08:00"} for day in ("2000-01-01", "2024-02-29", "2038-01-19", "2099-12-31")}}
LONG = os.environ.get("SALESOPS_LONG") == "1"


def rebuilt(binary, workspace, base):
    """-> names of folders under `base` with the same company in other databases."""
    names = []
    for name in ("restored", "vacuumed"):
        shutil.copytree(workspace, base / name, ignore=shutil.ignore_patterns("out", "*.db"))
        names.append(name)
    settings = environment(binary, base)
    for words in (["-C", str(workspace), "db", "backup", str(base / "copy.db")],
                  ["-C", str(base / "restored"), "db", "restore", str(base / "copy.db"), "--yes"]):
        done = subprocess.run([str(binary), *words], env=settings, capture_output=True, timeout=120)
        if done.returncode:
            raise SystemExit(f"{words}: exit {done.returncode}: {done.stderr.decode()}")
    source = next(Path(workspace).glob("*.db"))
    with sqlite3.connect(source) as database:
        database.execute("PRAGMA query_only = on")
        pages = sqlite3.connect(base / "vacuumed" / source.name)
        database.backup(pages)
    pages.execute("PRAGMA page_size = 1024")
    pages.execute("VACUUM")
    pages.close()
    load(binary, base / "backwards", backwards=True)
    return [*names, "backwards"]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", required=True)
    options.add_argument("--workspace", required=True)
    given = options.parse_args()
    company = Company(given.binary, given.workspace)
    base = Path(tempfile.mkdtemp(prefix="salesops-bytes-"))
    work = company.workspace.parent
    names, found, compared = list(OTHERS), [], 0
    try:
        databases = rebuilt(company.binary, company.workspace, base)

        def compare(job):
            number, (key, command), at, form = job
            words = f"{command} -O {form}"
            wanted = run(company.binary, work, words, {}, company.workspace.name)
            if wanted[0] or not wanted[1] and form == "json":
                return 1, [f"{words}: exit {wanted[0]}: {wanted[2].decode()[:300]}"]
            some = names if LONG else {names[(number * len(FORMATS) + at + step) % len(names)] for step in (0, 11, 22)}
            got = [(name, run(company.binary, work, words, OTHERS[name], company.workspace.name)) for name in some]
            those = databases if LONG or form in ("json", "xlsx") else [databases[(number + at) % len(databases)]]
            got += [(f"the {name} database", run(company.binary, base, words, {}, name)) for name in those]
            return len(got), [f"{words}: differs with {name}" for name, its in got if its != wanted]

        jobs = [(number, report, at, form) for number, report in enumerate(company.reports()) for at, form in enumerate(FORMATS)]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for count, its in pool.map(compare, jobs):
                compared += count
                found += its
    finally:
        shutil.rmtree(base, ignore_errors=True)
    print("\n".join(found[:40]))
    print(f"same bytes: {len(jobs)} reports and formats, {len(names) + 1} environments, {len(databases)} databases, {compared} comparisons, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
