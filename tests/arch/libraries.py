#!/usr/bin/env python3
"""The shared libraries that the program loads when it starts: each costs every command time.

usage: libraries.py SALESOPS
"""
import re
import subprocess
import sys

EXPECTED = {"c", "crypto", "expat", "m", "minizip", "sqlite3", "utf8proc", "xlsxwriter", "yaml-0", "z"}


def main():
    listed = subprocess.run(["ldd", sys.argv[1]], capture_output=True, text=True, check=True).stdout
    loaded = set(re.findall(r"^\s*lib(\S+?)\.so", listed, re.MULTILINE))
    if "asan" in loaded:  # the sanitizers bring the shared C++ library
        print("built with sanitizers: not looked at")
        return 0
    for name in sorted(loaded - EXPECTED):
        print(f"lib{name} is loaded: link it into the program, or name it here and say in the commit what it costs")
    for name in sorted(EXPECTED - loaded):
        print(f"lib{name} is no longer loaded: take it out of this list")
    return 0 if loaded == EXPECTED else 1


if __name__ == "__main__":
    sys.exit(main())
