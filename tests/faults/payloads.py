#!/usr/bin/env python3
"""Names that are formulas, HTML, Markdown, terminal codes or paths, through every format: none of them does anything.

usage: payloads.py --binary SALESOPS

The names of customers, products, nodes and reps of the small company are replaced by payloads and every command that prints
names is run in every format. The bytes are read with the format's own rules: no formula, no markup, no control byte that
the program did not write itself, and the text of the payload is still there to be read.
"""
import argparse
import csv
import html.parser
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
import zipfile
from pathlib import Path

SMALL = Path(__file__).resolve().parent.parent / "cli" / "small"
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://e.example","x")', "＝1+1", "\t=1+1"]
MARKUP = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'onmouseover='alert(1)", "</td></table><h1>x", "<!--", "&lt;b&gt;",
          "]]><![CDATA[", "javascript:alert(1)", "</style><script>1</script>"]
MARKDOWN = ["[x](javascript:alert(1))", "![x](http://e.example/x.png)", "a|b|c", "`code`", "**bold**", "<http://e.example>", "# title", "1. item",
            "- item", "\\", "|", "[x]: http://e.example"]
TERMINAL = ["\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "a\rb", "a\x08b", "\x9b31m", "\u202eabc", "a\u2028b", "a\x7fb"]
PATHS = ["../../etc/passwd", "/etc/passwd", "$(touch pwned)", ";touch pwned", "`touch pwned`", "CON", "a/../b", "%s%n"]
FORMATS = ("table", "csv", "tsv", "json", "ndjson", "md", "html", "xlsx")
COMMANDS = ["receivables aging --as-of 2026-01-31", "receivables open --as-of 2026-01-31", "report run monthly --period 2026-01",
            "report run aging --as-of 2026-01-31", "target attain --period 2026-01", "show C1", "log",
            "query 'SELECT * FROM v_customers' --raw", "query 'SELECT * FROM v_customers'", "receivables statement C1 --as-of 2026-01-31"]
ALLOWED = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "ul", "li", "section", "p", "div", "figure", "table", "thead",
           "tbody", "tr", "th", "td", "svg", "defs", "pattern", "rect", "line", "text", "circle", "polyline", "path", "g", "br", "strong"}


class Safe(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.texts = [], []

    def handle_starttag(self, tag, attributes):
        if tag not in ALLOWED:
            self.found.append(f"<{tag}>")
        for name, value in attributes:
            if name.startswith("on") or name in ("href", "src", "action", "xlink:href") or "javascript" in (value or ""):
                self.found.append(f"<{tag} {name}={value!r}>")

    handle_startendtag = handle_starttag

    def handle_comment(self, data):
        self.found.append(f"a comment {data[:30]}")

    def handle_data(self, data):
        self.texts.append(data)


def controls(text, allowed="\n"):
    """Control bytes, C1 codes and characters that turn the direction or break the line."""
    return [hex(ord(char)) for char in text if char not in allowed and (ord(char) < 32 or 127 <= ord(char) < 160 or char in "\u202e\u202d\u2066\u2067\u2028\u2029")]


def check_html(data):
    page = Safe()
    page.feed(data.decode())
    return page.found, "".join(page.texts)


def check_markdown(data):
    found = []
    text = data.decode()
    bare = re.sub(r"\\.", "", text)
    for at, line in enumerate(bare.split("\n")):
        if re.search(r"<[^ ]|\[|`|\]\(", line):
            found.append(f"line {at + 1}: {line[:60]}")
        if line.startswith("|") and line.count("|") != previous_pipes(bare.split("\n"), at):
            found.append(f"line {at + 1} has another number of cells: {line[:60]}")
        if "javascript:" in line:
            found.append(f"line {at + 1}: a link: {line[:60]}")
    return found, html.unescape(re.sub(r"\\(.)", r"\1", text))


def previous_pipes(lines, at):
    while at > 0 and lines[at - 1].startswith("|"):
        at -= 1
    return lines[at].count("|")


def check_delimited(data, mark, raw):
    rows = list(csv.reader(io.StringIO(data.decode(), newline=""), delimiter=mark))
    found = [f"{len(row)} cells instead of {len(rows[0])}: {row[:3]}" for row in rows if len(row) != len(rows[0])]
    cells = [cell for row in rows for cell in row]
    if not raw:
        found += [f"a formula: {cell!r}" for cell in cells if re.match(r"[=+\-@\t\r＝＋－＠]", cell) and not re.fullmatch(r"-?\d+(\.\d+)?", cell)]
    return found, "\n".join(cells)


def check_json(data, lines):
    values = [json.loads(line) for line in data.decode().split("\n") if line] if lines else json.loads(data)
    return [], strings(values)


def strings(value):
    if isinstance(value, str):
        return value + "\n"
    if isinstance(value, dict):
        return "".join(strings(one) for one in value.values())
    return "".join(strings(one) for one in value) if isinstance(value, list) else ""


def check_xlsx(data):
    found, texts = [], []
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for name in book.namelist():
            tree = xml.fromstring(book.read(name))
            for element in tree.iter():
                tag = element.tag.rpartition("}")[2]
                if "worksheets/sheet" in name and tag in ("f", "hyperlink") or tag == "externalLink" or element.get("TargetMode"):
                    found.append(f"{name}: <{tag}>")
                if tag == "t" and element.text:
                    texts.append(element.text)
    return found, "\n".join(texts)


def check(form, data, raw):
    if form == "html":
        return check_html(data)
    if form == "md":
        return check_markdown(data)
    if form in ("csv", "tsv"):
        return check_delimited(data, "," if form == "csv" else "\t", raw)
    if form in ("json", "ndjson"):
        return check_json(data, form == "ndjson")
    if form == "xlsx":
        return check_xlsx(data)
    return [], data.decode()


def legible(payload, text):
    """The letters of the payload can be read in order, whatever stands for its control characters."""
    letters = re.sub(r"[\x00-\x20\x7f-\x9f\u200b-\u202f\ufe00-\ufe0f]|\\x?", "", payload)[:12]
    flat = re.sub(r"\s|\\(x[0-9a-fA-F]{2})?", "", text)
    return re.sub(r"[^\w]", "", letters) in re.sub(r"[^\w]", "", flat)


class Small:
    def __init__(self, binary):
        self.binary, self.base = binary, Path(tempfile.mkdtemp(prefix="salesops-payloads-"))
        shutil.copytree(SMALL, self.base / "small")
        self.run("sh small/load.sh")

    def run(self, words):
        done = subprocess.run(["sh", "-c", words], cwd=self.base, capture_output=True, timeout=120,
                              env={"PATH": f"{self.binary.parent}:/usr/bin:/bin", "HOME": str(self.base), "SALESOPS_ACTOR": "tester",
                                   "SALESOPS_NOW": "2026-11-02T06:00:00+08:00"})
        return done.returncode, done.stdout, done.stderr

    def name(self, payload):
        """Gives the payload to a customer, a product, a node and a rep; -> how many took it."""
        taken = 0
        for kind, columns, row in (("customers", ["id", "name", "node", "rep", "terms"], ["C1", payload, "BJ", "P1", "net:30"]),
                                   ("org", ["id", "name", "kind", "parent"], ["BJ", payload, "city", "A1"]),
                                   ("reps", ["id", "name", "node"], ["P1", payload, "BJ"]),
                                   ("products", ["id", "name"], ["X1", payload])):
            with open(self.base / "payload.csv", "w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows([columns, row])
            code, _, errors = self.run(f"salesops -C small import {kind} payload.csv --on-conflict update -q")
            if code not in (0, 65):
                raise SystemExit(f"import of {payload!r}: exit {code}: {errors.decode()}")
            if controls(errors.decode(), "\n"):
                raise SystemExit(f"import of {payload!r}: control bytes in the message: {errors!r}")
            taken += code == 0
        return taken


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", required=True)
    small = Small(Path(options.parse_args().binary).resolve())
    faults, checked, refused = [], 0, 0
    payloads = FORMULAS + MARKUP + MARKDOWN + TERMINAL + PATHS
    try:
        for number, payload in enumerate(payloads):
            if not small.name(payload):
                refused += 1
                continue
            for place, command in enumerate(COMMANDS):
                for at, form in enumerate(FORMATS):
                    # Each payload meets every format; each command every format, with one payload in six.
                    if place > 0 and (number + place + at) % 6:
                        continue
                    code, data, errors = small.run(f"salesops -C small {command} -O {form}")
                    where = f"{payload!r} in {command} -O {form}"
                    if code not in (0, 1):
                        faults.append(f"{where}: exit {code}: {errors.decode()[:200]}")
                        continue
                    checked += 1
                    found, text = check(form, data, "--raw" in command)
                    faults += [f"{where}: {one}" for one in found]
                    if form != "xlsx":
                        plain = data.decode()
                        mark = "\n\t" if form == "tsv" else "\n"
                        faults += [f"{where}: control {one}" for one in controls(plain, mark)[:1]]
                    if place == 0 and not legible(payload, text):
                        faults.append(f"{where}: the name is lost")
            if list(small.base.rglob("pwned")):
                faults.append(f"{payload!r}: ran")
    finally:
        shutil.rmtree(small.base, ignore_errors=True)
    print("\n".join(faults[:50]))
    print(f"payloads: {len(payloads)} names, {refused} refused on the way in, {checked} outputs, {len(faults)} faults")
    return 1 if faults or checked < 500 else 0


if __name__ == "__main__":
    sys.exit(main())
