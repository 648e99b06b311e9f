#!/usr/bin/env python3
"""Reads the #include lines of the tree and fails on an arrow that the house does not allow.

usage: includes.py ROOT
"""
import re
import sys
from pathlib import Path

DOMAIN = {"target", "budget", "promotion", "receivable", "record"}
MAY = {
    "base": set(),
    "money": {"base"},
    "calendar": {"base", "money"},
    "org": {"base", "money", "calendar"},
    "document": {"base", "money", "calendar"},
    "render": {"base", "money", "calendar", "document"},
    "ingest": {"base", "money", "calendar", "org"},
}
for domain in DOMAIN:
    MAY[domain] = {"base", "money", "calendar", "org"}
MAY["report"] = {"base", "money", "calendar", "org", "document"} | DOMAIN
MAY["config"] = {"base", "money", "calendar", "org"} | DOMAIN
MAY["store"] = {"base", "money", "calendar", "org"} | DOMAIN
MAY["app"] = set(MAY) - {"render"}
# The command line sees use cases and renderers, and the values they are written in.
MAY["cli"] = {"app", "document", "render", "base", "money", "calendar"}

OWNERS = {  # third-party header -> the only places that may include it
    "yaml.h": ("lib/salesops/config/",),
    "SQLiteCpp/": ("lib/salesops/store/",),
    "sqlite3.h": ("lib/salesops/store/",),
    "CLI/": ("cli/",),
    "xlsxwriter": ("lib/salesops/render/xlsx",),
    "nlohmann/": ("lib/salesops/render/json", "tests/"),
    "minizip/": ("lib/salesops/ingest/xlsx",),
    "expat": ("lib/salesops/ingest/xlsx",),
    "utf8proc": ("lib/salesops/base/",),
    "openssl/": ("lib/salesops/base/",),
    "iconv": ("lib/salesops/ingest/",),
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def module_of(path):
    parts = path.parts
    return "cli" if parts[0] == "cli" else parts[2]


def faults(root):
    files = [p for pattern in ("lib/**/*.[ch]pp", "cli/**/*.[ch]pp") for p in sorted(root.glob(pattern))]
    for file in files:
        relative = file.relative_to(root)
        module = module_of(relative)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            found = INCLUDE.match(line)
            if not found:
                continue
            target = found.group(2)
            if target.startswith("salesops/"):
                other = target.split("/")[1]
                if other != module and other not in MAY.get(module, set()):
                    yield f"{relative}:{number}: {module} may not include {other} ({target})"
            for header, owners in OWNERS.items():
                if target.startswith(header) and not str(relative).startswith(owners):
                    yield f"{relative}:{number}: {header} belongs to {', '.join(owners)}"
    top = {"CMakeLists.txt", "cli", "lib", "examples", "tests", "README.md"}
    for entry in sorted(root.iterdir()):
        if entry.name not in top and not entry.name.startswith((".", "build")) and entry.name != "out":
            yield f"{entry.name}: not part of the agreed top level"


def main():
    found = list(faults(Path(sys.argv[1]).resolve()))
    print("\n".join(found) if found else "include directions: no fault")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
