#!/usr/bin/env python3
"""Runs the commands that print figures under different environments and demands the same bytes.

usage: environments.py --binary SALESOPS

The reference has nothing in its environment but PATH, HOME, the clock and the actor (`env -i`). The others change the
locale, the time zone, the width of the terminal, the user's directories, memory, input and the umask; none of it may
show. The built-in reports are compared by tests/reports/same_bytes.py, which uses these environments too.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SMALL = Path(__file__).resolve().parent.parent / "cli" / "small"
FORMATS = ("table", "csv", "tsv", "json", "ndjson", "md", "html", "xlsx")
COMMANDS = [
    "receivables aging --as-of 2026-01-31", "receivables aging --as-of 2026-01-31 --by area", "receivables open",
    "receivables explain F0002", "target attain --period 2026-01", "target list", "target split 1000.01 --equal A,B,C",
    "budget status --period 2026-01", "budget show", "close status", "close check 2026-01 --as-of 2026-01-31",
    "report run daily --period 2026-01-20", "report run monthly --period 2026-01", "report run aging --as-of 2026-01-31",
    "report list", "log", "query 'SELECT * FROM v_invoices ORDER BY number'", "config show", "db info",
]
# 28 with the plain one: what the process inherits. "umask", "folder" and "stdin" are settings of the call.
ENVIRONMENTS = {
    **{f"again {time}": {} for time in (1, 2, 3, 4)},
    **{f"TZ={zone}": {"TZ": zone} for zone in ("UTC", "Asia/Shanghai", "America/New_York", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Pago_Pago")},
    **{f"LC_ALL={name}": {"LC_ALL": name, "LANG": name} for name in ("C", "C.UTF-8", "zh_CN.UTF-8", "zh_CN.GB18030", "de_DE.UTF-8", "tr_TR.UTF-8", "bogus")},
    "LC_NUMERIC": {"LC_NUMERIC": "de_DE.UTF-8", "LANG": "fr_FR.UTF-8"},
    "umask 022": {"umask": 0o022},
    "umask 0": {"umask": 0},
    "narrow": {"COLUMNS": "40", "TERM": "dumb", "NO_COLOR": "1"},
    "colours": {"TERM": "xterm-256color", "COLORTERM": "truecolor", "CLICOLOR_FORCE": "1"},
    "elsewhere": {"XDG_CONFIG_HOME": "/nonexistent", "HOME": "/nonexistent", "USER": "somebody", "LOGNAME": "somebody", "HOSTNAME": "other"},
    "no temporary folder": {"TMPDIR": "/nonexistent"},
    "dirty memory": {"MALLOC_PERTURB_": "165"},
    "folder": {"folder": "/"},
    "stdin": {"stdin": b"input that nobody asked for"},
}


def run(binary, work, words, extra, workspace="small"):
    """`extra`: one of ENVIRONMENTS, or more variables."""
    call = {"umask": 0o077, "folder": str(work), "stdin": b"", **extra}
    umask, folder, stdin = (call.pop(name) for name in ("umask", "folder", "stdin"))
    environment = {"PATH": f"{binary.parent}:/usr/bin:/bin", "HOME": str(work), "SALESOPS_ACTOR": "tester",
                   "SALESOPS_NOW": "2026-11-02T06:00:00+08:00", **call}
    done = subprocess.run(["sh", "-c", f"umask {umask:03o}; exec salesops -C {work}/{workspace} {words}"], cwd=folder, env=environment,
                          input=stdin, capture_output=True, timeout=120)
    return done.returncode, done.stdout, done.stderr


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", required=True)
    binary = Path(options.parse_args().binary).resolve()
    base = Path(tempfile.mkdtemp(prefix="salesops-environments-"))
    faults = compared = 0
    try:
        shutil.copytree(SMALL, base / "small")
        subprocess.run(["sh", "small/load.sh"], cwd=base, check=True, capture_output=True,
                       env={"PATH": f"{binary.parent}:/usr/bin:/bin", "HOME": str(base), "SALESOPS_ACTOR": "tester",
                            "SALESOPS_NOW": "2026-11-02T06:00:00+08:00"})
        names = list(ENVIRONMENTS)
        for number, command in enumerate(COMMANDS):
            for at, form in enumerate(FORMATS):
                words = f"{command} -O {form}"
                wanted = run(binary, base, words, {})
                if wanted[0] not in (0, 1) or not wanted[1]:
                    print(f"{words}: exit {wanted[0]}: {wanted[2].decode()[:200]}")
                    faults += 1
                # Every environment meets every command in some format, and every format in some command.
                for name in {names[(number + at) % len(names)], names[(number * 3 + at + 4) % len(names)], "LC_ALL=zh_CN.UTF-8"}:
                    compared += 1
                    if run(binary, base, words, ENVIRONMENTS[name]) != wanted:
                        print(f"{words}: differs under {name}")
                        faults += 1
    finally:
        shutil.rmtree(base, ignore_errors=True)
    print(f"environments: {compared} comparisons, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
