#!/usr/bin/env python3
"""Runs the golden command files: tests/cli/**/*.test.

usage: run.py --binary SALESOPS [--update] [--jobs N] [FILE-OR-FOLDER...]

A file is a script of steps that share one fresh work folder:

    # a sentence that says what holds
    file sales.csv <<END          a file made in the work folder, up to the line END (\\t, \\xNN are not read)
    copy ../data/x.csv x.csv      a file copied from beside the test (path relative to the .test file)
    $ salesops import sales ...   a shell command; `salesops` is the program under test
    < text                        a line of its standard input (any number)
    | text                        an expected line of standard output (any number)
    ! text                        an expected line of standard error (any number)
    = 1                           the expected exit code (default 0)

Commands run with nothing in the environment but PATH, HOME, the fixed clock SALESOPS_NOW and SALESOPS_ACTOR=tester.
The work folder's path is shown as $WORK in outputs. --update rewrites the expectations with what happened.
"""
import argparse
import concurrent.futures
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
NOW = "2026-11-02T06:00:00+08:00"


def parse(path):
    """-> list of (kind, payload): ('text', line) kept as is, ('file', name, body, lines), ('copy', ...), ('step', dict)."""
    lines = path.read_text(encoding="utf-8").split("\n")
    if lines and lines[-1] == "":
        lines.pop()
    items, at = [], 0
    while at < len(lines):
        line = lines[at]
        if line.startswith("file ") and " <<" in line:
            name, end = line[5:].split(" <<", 1)
            stop = lines.index(end, at + 1)
            items.append(("file", name.strip(), lines[at + 1:stop], lines[at:stop + 1]))
            at = stop + 1
        elif line.startswith("copy "):
            items.append(("copy", line.split()[1:3], line))
            at += 1
        elif line.startswith("$ "):
            step = {"command": line[2:], "in": [], "out": [], "err": [], "code": 0, "line": at + 1}
            at += 1
            while at < len(lines) and lines[at][:1] in ("<", "|", "!", "="):
                mark, rest = lines[at][0], lines[at][2:]
                if mark == "=":
                    step["code"] = int(rest)
                else:
                    step[{"<": "in", "|": "out", "!": "err"}[mark]].append(rest)
                at += 1
            items.append(("step", step))
        else:
            items.append(("text", line))
            at += 1
    return items


def run_step(step, work, binary):
    environment = {"PATH": f"{binary.parent}:/usr/bin:/bin", "HOME": str(work), "SALESOPS_NOW": NOW,
                   "SALESOPS_ACTOR": "tester", "SOURCE": str(ROOT.parent.parent)}
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
        if name in os.environ:
            environment[name] = os.environ[name]
    done = subprocess.run(["/bin/sh", "-c", step["command"]], cwd=work, env=environment, timeout=300,
                          input="".join(l + "\n" for l in step["in"]).encode(), capture_output=True)

    def show(data):
        text = data.decode("utf-8", "backslashreplace").replace(str(work), "$WORK")
        if not text:
            return []
        ended = text.endswith("\n")
        shown = (text[:-1] if ended else text + "\\no newline").split("\n")
        return [l.replace("\r", "\\r") for l in shown]
    return show(done.stdout), show(done.stderr), done.returncode


def run_file(path, binary, update):
    items = parse(path)
    work = Path(tempfile.mkdtemp(prefix="salesops-test-")).resolve()
    faults, rewritten, steps = [], [], 0
    try:
        for item in items:
            if item[0] == "text":
                rewritten.append(item[1])
            elif item[0] == "file":
                target = work / item[1]
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text("".join(l + "\n" for l in item[2]), encoding="utf-8")
                rewritten += item[3]
            elif item[0] == "copy":
                source, name = path.parent / item[1][0], work / item[1][1]
                name.parent.mkdir(parents=True, exist_ok=True)
                if source.is_dir():
                    shutil.copytree(source, name, dirs_exist_ok=True)
                else:
                    shutil.copyfile(source, name)
                rewritten.append(item[2])
            else:
                step = item[1]
                steps += 1
                out, err, code = run_step(step, work, binary)
                rewritten.append("$ " + step["command"])
                for mark, rows in (("<", step["in"]), ("|", out), ("!", err)):
                    rewritten += [f"{mark} {row}".rstrip() if not row else f"{mark} {row}" for row in rows]
                if code:
                    rewritten.append(f"= {code}")
                for name, wanted, got in (("stdout", step["out"], out), ("stderr", step["err"], err),
                                          ("exit code", step["code"], code)):
                    if wanted != got:
                        faults.append(f"{path.relative_to(ROOT)}:{step['line']}: {name} of `{step['command']}`\n"
                                      f"{compare(wanted, got)}")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if update and faults:
        path.write_text("\n".join(rewritten) + "\n", encoding="utf-8")
    return steps, faults


def compare(wanted, got):
    if not isinstance(wanted, list):
        return f"  wanted {wanted}\n  got    {got}"
    import difflib
    return "\n".join("  " + l for l in list(difflib.unified_diff(wanted, got, "wanted", "got", lineterm="", n=1))[2:62])


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", required=True)
    options.add_argument("--update", action="store_true")
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("paths", nargs="*")
    given = options.parse_args()
    binary = Path(given.binary).resolve()
    files = []
    for path in [Path(p) for p in given.paths] or [ROOT]:
        files += sorted(path.rglob("*.test")) if path.is_dir() else [path]
    steps = failed = 0
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        for path, (count, faults) in zip(files, pool.map(lambda f: run_file(f.resolve(), binary, given.update), files)):
            steps += count
            failed += len({fault.split("`")[0] for fault in faults})
            for fault in faults:
                print(fault)
    print(f"golden: {len(files)} files, {steps} commands, {failed} {'rewritten' if given.update else 'wrong'}")
    return 1 if failed and not given.update else 0 if files else 1


if __name__ == "__main__":
    sys.exit(main())
