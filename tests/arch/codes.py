#!/usr/bin/env python3
"""Every error code in the sources stands in the catalogue, every catalogued code is used, and every configuration and
import error has a reproducer tests/cli/errors/E####.test that shows it.

usage: codes.py ROOT
"""
import re
import sys
from pathlib import Path

CODE = re.compile(r'"(E(?:\d{4}|_[A-Z0-9_]+))"')
# Codes that no command line can bring about, and why.
FAULTS_ONLY = {
    "E2015": "a disk that fails in the middle of a file",
    "E2016": "a C library without its conversion modules",
    "E3306": "rows that an import has refused before (E2101); guards the library, see unit/org",
}


def main():
    root = Path(sys.argv[1]).resolve()
    families = sorted((root / "lib/salesops/base/codes").glob("*.cpp"))
    catalogue = [code for family in families for code in CODE.findall(family.read_text(encoding="utf-8"))]
    used = set()
    for pattern in ("lib/**/*.[ch]pp", "cli/**/*.[ch]pp"):
        for file in root.glob(pattern):
            if file not in families:
                used |= set(CODE.findall(file.read_text(encoding="utf-8")))
    faults = [f"{code}: used but not in the catalogue" for code in sorted(used - set(catalogue))]
    faults += [f"{code}: in the catalogue but never used" for code in sorted(set(catalogue) - used)]
    faults += [f"{code}: twice in the catalogue" for code in sorted(set(catalogue)) if catalogue.count(code) > 1]
    for family in families:
        codes = CODE.findall(family.read_text(encoding="utf-8"))
        if codes != sorted(codes):
            faults.append(f"{family.relative_to(root)} is not sorted")
    for code in sorted(used):
        if code[1] in "23" and code not in FAULTS_ONLY:
            test = root / "tests/cli/errors" / f"{code}.test"
            if not test.exists():
                faults.append(f"{code}: no reproducer {test.relative_to(root)}")
            elif not re.search(rf"^[!|].*{code}\b", test.read_text(encoding="utf-8"), re.M):
                faults.append(f"{code}: its reproducer does not show it")
    print("\n".join(faults) if faults else f"error codes: {len(used)} used, all explained and reproduced")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
