#!/usr/bin/env python3
"""Tables on the screen of a real terminal (tmux) of 80, 120 and 200 columns.

usage: terminal.py --binary SALESOPS --workspace FOLDER

A report run in a terminal takes its width by itself: the screen shows what --width writes to a pipe, no line is wider
than the screen, and the columns are aligned. The display width that the checks count with is the one of the terminal:
a mark written after each line stands where it should.
"""
import argparse
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from company import Company, environment
from formats import cut, display_width

WIDTHS = (80, 120, 200)
REPORTS = ("report run aging --as-of 2026-10-31 --color never", "report run monthly --period 2026-10 --color never",
           "report run monthly --period 2026-10 --lang en --color never")
LINES = 2000


class Terminal:
    def __init__(self, folder):
        self.folder, self.servers = Path(folder), 0

    def tmux(self, *words):
        return subprocess.run(["tmux", "-u", "-f", "/dev/null", "-S", f"{self.folder}/tmux-{self.servers}", *words], capture_output=True, timeout=60, check=True,
                              env={"PATH": "/usr/bin:/bin", "HOME": str(self.folder), "LANG": "C.UTF-8", "TERM": "xterm-256color"}).stdout.decode()

    def screen(self, width, command, settings):
        """What the screen shows after the command has run in a terminal `width` columns wide."""
        script = self.folder / "script"
        done = self.folder / "done"
        done.unlink(missing_ok=True)
        self.servers += 1  # a server that has been told to end may still hold its socket
        exports = "".join(f"export {name}={shlex.quote(value)}\n" for name, value in settings.items())
        script.write_text(f"{exports}unset COLUMNS LINES\n{command}\ntouch {done}\nsleep 60\n")
        self.tmux("new-session", "-d", "-s", "t", "-x", str(width), "-y", str(LINES), f"sh {script}")
        try:
            for _ in range(600):
                if done.exists():
                    time.sleep(0.3)
                    break
                time.sleep(0.1)
            return self.tmux("capture-pane", "-p", "-t", "t").rstrip("\n").split("\n")
        finally:
            self.tmux("kill-server")


def aligned(lines):
    """The lines under and above every rule keep to its columns; -> (tables, findings)."""
    found, tables = [], 0
    for at, line in enumerate(lines):
        if not re.fullmatch("-+(  -+)*", line):
            continue
        spans = [one.span() for one in re.finditer("-+", line)]
        tables += 1
        for near in [at - 1, *range(at + 1, len(lines))]:
            if not lines[near] or re.fullmatch("-+(  -+)*", lines[near]) or near > at and lines[near].startswith(("尾差", "Rounding", "注", "note", "（没有", "(no data")):
                break
            if "  " not in lines[near]:
                break
            try:
                cut(lines[near], spans)
            except AssertionError as error:
                found.append(str(error))
    return tables, found


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", required=True)
    options.add_argument("--workspace", required=True)
    given = options.parse_args()
    if not shutil.which("tmux"):
        raise SystemExit("terminal: no tmux; tests/run installs the package tmux")
    company = Company(given.binary, given.workspace)
    found, screens, tables = [], 0, 0
    with tempfile.TemporaryDirectory(prefix="salesops-terminal-") as folder:
        terminal = Terminal(folder)
        settings = environment(company.binary, folder, LANG="C.UTF-8")
        for width in WIDTHS:
            for words in REPORTS:
                shown = terminal.screen(width, f"{company.binary} -C {company.workspace} {words}", settings)
                wanted = company.run(f"{words} --width {width}").decode().rstrip("\n").split("\n")
                screens += 1
                prose = [line for line in wanted if display_width(line) > width and re.search(r"-{4}|\S  +\S", line)]
                found += [f"{words} at {width}: wider than the terminal: {line}" for line in prose]
                # Paragraphs are wrapped by the terminal; everything else must stand there line by line.
                missing = [line for line in wanted if display_width(line) <= width and line.rstrip() not in shown]
                found += [f"{words} at {width}: not on the screen: {line}" for line in missing]
                count, its = aligned(wanted)
                tables += count
                found += [f"{words} at {width}: {one}" for one in its]
        # Each line, then the cursor to where the display width says the line ends, and a mark.
        lines = [line for line in company.run(f"{REPORTS[0]} --width 200").decode().split("\n") if line]
        lines += ["ＡＢＣ全角 half-width ｶﾀｶﾅ", "AEON永旺（华北）商贸 Co.", "Café Müller 咖啡·天津", "￥1,234.50 “引号”—…"]
        (Path(folder) / "lines").write_text("".join(f"{line}\033[{display_width(line) + 1}G#\n" for line in lines))
        shown = terminal.screen(230, f"cat {folder}/lines", settings)
        found += [f"the terminal counts otherwise: {line!r}" for line, on in zip(lines, shown) if on.rstrip() != line + "#"]
    if tables < 20:
        found.append(f"only {tables} tables")
    print("\n".join(found[:40]))
    print(f"terminal: {screens} screens, {tables} tables, {len(lines)} lines marked, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
