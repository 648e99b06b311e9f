#!/usr/bin/env python3
"""Fails when the command table of README.md is not what `salesops help commands` says; --update writes it there.

usage: readme.py README SALESOPS [--update]
"""
import re
import subprocess
import sys
from pathlib import Path

TABLE = re.compile(r"^\| command \| what it does \|\n(?:\|.*\n)+", re.MULTILINE)


def main():
    readme, binary = Path(sys.argv[1]), sys.argv[2]
    wanted = subprocess.run([binary, "help", "commands", "--lang", "en"], capture_output=True, text=True, check=True).stdout
    text = readme.read_text(encoding="utf-8")
    found = TABLE.search(text)
    if not found:
        sys.exit("README.md has no command table")
    if found.group(0) == wanted:
        return
    if "--update" in sys.argv:
        readme.write_text(text[:found.start()] + wanted + text[found.end():], encoding="utf-8")
        return
    ours, theirs = set(found.group(0).splitlines()), set(wanted.splitlines())
    print("\n".join(["in README.md only: " + row for row in sorted(ours - theirs)] +
                    ["missing in README.md: " + row for row in sorted(theirs - ours)] or ["the rows are in another order"]))
    sys.exit("run tests/arch/readme.py README.md build/cli/salesops --update")


main()
