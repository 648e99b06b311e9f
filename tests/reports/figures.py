#!/usr/bin/env python3
"""Compares every figure of every built-in report in every format, in both languages, on the sample company.

usage: figures.py --binary SALESOPS --workspace FOLDER [REPORT...]     (FOLDER: made by company.py)

JSON is the reference. CSV, TSV and NDJSON must say the same to the letter. XLSX must hold the same values, as numbers,
dates and text, up to its 15 digits; shown through their number formats they must read like Markdown; HTML and the
table must read like Markdown to the letter. What JSON says of amounts and counts is worded here a second time.
Reports are taken from `report list`, so that a new one is compared without a word here.
"""
import argparse
import concurrent.futures
import csv
import io
import json
import re
import sys
import zipfile
from decimal import Decimal

from company import Company
from formats import Book, as_displayed, display_width, half_up, read_html, read_markdown, read_table

NUMBERS = ("integer", "days", "money", "decimal", "percent", "points")
UNITS = {"元": 0, "万元": 4, "亿元": 8, "CNY": 0, "CNY 10,000": 4, "CNY 100 million": 8}
WORDS = {"zh": {"total": "合计", "yes": "是", "no": "否"}, "en": {"total": "Total", "yes": "yes", "no": "no"}}
# Machine formats do not change with the language: one of them shows it.
SPELLINGS = {"zh": ("csv", "tsv", "ndjson"), "en": ("csv",)}


class Findings:
    def __init__(self, where):
        self.where, self.found, self.compared = where, [], 0

    def equal(self, got, wanted, *place):
        self.compared += 1
        if got != wanted:
            self.found.append(f"{self.where}: {' '.join(str(one) for one in place)}: {got!r}, not {wanted!r}"[:400])


def grouped(number):
    return f"{number:,}"


def worded(value, kind, power, words):
    """A value of JSON as people read it; None where the number of decimals is the report's affair."""
    if value is None:
        return "—"
    if kind == "money":
        shown = half_up(Decimal(value).scaleb(-power), 2) if power else Decimal(value)
        return grouped(shown if shown else abs(shown))
    if kind in ("integer", "days"):
        return grouped(int(value))
    if kind == "decimal":
        return grouped(Decimal(value))
    if kind == "date":
        return value
    if kind == "boolean":
        return words["yes" if value else "no"]
    if kind in ("text", "id"):
        return value
    return None


def kind_of(value, kind):
    """The type of a column, or text where a total row names itself in a column of numbers."""
    return "text" if kind in NUMBERS and isinstance(value, str) and not re.fullmatch(r"-?\d+(\.\d+)?", value) else kind


def short_name(name):
    """A category's name as charts show it: at most 24 columns, the last of which says that it was cut."""
    if display_width(name) <= 24:
        return name
    while display_width(name) > 23:
        name = name[:-1]
    return name + "…"


class Report:
    """One report in one language: everything is fetched first, then compared."""

    def __init__(self, company, key, command, lang):
        self.key, self.lang, self.words = key, lang, WORDS[lang]
        base = f"{command} --lang {lang}"
        self.bytes = {form: company.run(f"{base} -O {form}") for form in ("json", "md", "html", "table", "xlsx")}
        self.load()
        for table in self.tables:
            for form in SPELLINGS[lang]:
                self.bytes[form, table["key"]] = company.run(f"{base} --section {table['key']} -O {form}")

    def compare(self):
        self.findings = Findings(f"{self.key} {self.lang}")
        self.equal = self.findings.equal
        try:
            self.read()
            for compare in (self.machine, self.prose, self.people, self.sheets, self.pictures):
                compare()
        except (AssertionError, IndexError, KeyError, ValueError, TypeError, AttributeError, SyntaxError) as error:
            self.findings.found.append(f"{self.key} {self.lang}: cannot be read: {error!r}")
        return self.findings

    def load(self):
        self.json = json.loads(self.bytes["json"])
        self.tables = [table for section in self.json["sections"] for table in section["tables"]]

    def read(self):
        self.load()
        self.md = read_markdown(self.bytes["md"].decode())
        self.html = read_html(self.bytes["html"].decode())
        self.book = Book(self.bytes["xlsx"])
        self.text = read_table(self.bytes["table"].decode(), [(len(one["rows"]), one["total"] is not None) for one in self.tables])
        self.unit = next((re.split("：|: ", fact)[1] for fact in self.md.facts if fact.startswith(("单位", "unit"))), "")
        self.power = UNITS[self.unit] if self.unit else 0

    # ---- machine formats: to the letter

    def machine(self):
        for table in self.tables:
            keys = [column["key"] for column in table["columns"]]
            wanted = [[self.plain(row[key]) for key in keys] for row in table["rows"]]
            for form, mark in (("csv", ","), ("tsv", "\t")):
                if form not in SPELLINGS[self.lang]:
                    continue
                rows = list(csv.reader(io.StringIO(self.bytes[form, table["key"]].decode(), newline=""), delimiter=mark))
                self.equal(rows[0], keys, form, table["key"], "heading")
                self.equal(len(rows) - 1, len(wanted), form, table["key"], "rows")
                for at, (got, want) in enumerate(zip(rows[1:], wanted)):
                    got = [cell[1:] if re.match(r"'[=+\-@＝＋－＠]", cell) and not re.match(r"-?\d", cell) else cell for cell in got]
                    self.row(got, want, keys, form, table["key"], at)
            if "ndjson" not in SPELLINGS[self.lang]:
                continue
            lines = [json.loads(line) for line in self.bytes["ndjson", table["key"]].decode().split("\n") if line]
            self.equal(lines, table["rows"], "ndjson", table["key"])

    def row(self, got, wanted, keys, form, table, at):
        self.equal(len(got), len(wanted), form, table, f"row {at} cells")
        for one, other, key in zip(got, wanted, keys):
            self.equal(one, other, form, table, f"row {at}", key)

    @staticmethod
    def plain(value):
        if value is None:
            return ""
        return str(value).lower() if isinstance(value, bool) else str(value)

    # ---- prose and cards

    def prose(self):
        paragraphs = [text for section in self.json["sections"] for text in section["paragraphs"]] + self.json["notes"]
        for form, page in (("md", self.md), ("html", self.html)):
            self.equal(page.title, self.json["title"], form, "title")
            self.equal(page.facts, self.md.facts, form, "facts")
            self.equal(page.headings, [section["title"] for section in self.json["sections"] if section["title"]], form, "sections")
            self.equal(page.paragraphs, paragraphs, form, "paragraphs")
        for value in self.json["meta"].values():
            self.equal([value in fact for fact in self.md.facts].count(True) > 0, True, "md", "facts name", value)
        shown = self.bytes["table"].decode().split("\n")
        for text in paragraphs:
            self.equal(text in shown, True, "table", "has", text)
        kpis = [kpi for section in self.json["sections"] for kpi in section["kpis"]]
        for form, page in (("md", self.md), ("html", self.html)):
            self.equal(len(page.kpis), len(kpis), form, "cards")
            for kpi, (title, figure, note) in zip(kpis, page.kpis):
                self.equal((title, note), (kpi["title"], kpi["note"]), form, "card", kpi["key"])
                self.equal(figure, self.figure(kpi, figure), form, "card", kpi["key"])
        for title, figure, note in self.md.kpis:
            line = rf"  {re.escape(title)} +{re.escape(figure)}" + (f"  {re.escape(note)}" if note else "")
            self.equal(any(re.fullmatch(line, one) for one in shown), True, "table", "card", title, figure)

    def figure(self, kpi, shown):
        wanted = worded(kpi["value"], kpi["type"], self.power, self.words)
        if wanted is None:
            return self.rate(kpi["value"], kpi["type"], shown)
        if kpi["type"] != "money" or kpi["value"] is None:
            return wanted
        return f"{wanted} {'× ' if self.power and self.lang == 'en' else ''}{self.unit}"

    def rate(self, value, kind, shown):
        """`shown` itself if it is the percentage of the value, rounded to as many decimals as it has."""
        found = re.fullmatch(r"([+-]?[\d,]+(?:\.(\d+))?)( pp|%)", shown)
        if not found or (found[3] == " pp") != (kind == "points"):
            return f"a rate of {value}"
        step = Decimal(1).scaleb(-len(found[2] or ""))
        far = abs(Decimal(found[1].replace(",", "")) - Decimal(value) * 100)
        return shown if far <= step / 2 + Decimal("0.00005") else f"a rate of {value}"

    # ---- tables for people

    def shown_columns(self, table, heading):
        """Positions of the columns that people see: all but the one that only carries the depth of a tree."""
        titles = [column["title"] for column in table["columns"]]
        hidden = [at for at in range(len(titles)) if titles[:at] + titles[at + 1:] == heading]
        if titles == heading or not hidden:
            return list(range(len(titles))), None
        return [at for at in range(len(titles)) if at != hidden[0]], hidden[0]

    def people(self):
        for form, tables in (("html", self.html.tables), ("md", self.md.tables), ("table", self.text)):
            self.equal(len(tables), len(self.tables), form, "tables")
        for at, table in enumerate(self.tables):
            self.one_table(table, self.md.tables[at], self.html.tables[at], self.text[at])

    def one_table(self, table, md, page, text):
        shown, level = self.shown_columns(table, md.heading)
        columns = [table["columns"][at] for at in shown]
        self.equal(md.heading, [column["title"] for column in columns], "md", table["key"], "heading")
        self.equal(page.heading, md.heading, "html", table["key"], "heading")
        self.equal(page.below, md.below, "html", table["key"], "below")
        self.equal([cell.strip() for cell in text.heading], md.heading, "table", table["key"], "heading")
        keys = [column["key"] for column in columns]
        words = {}
        for form, rows in (("md", md.rows), ("html", page.rows), ("table", text.rows)):
            self.equal(len(rows), len(table["rows"]), form, table["key"], "rows")
        for at, (row, wanted) in enumerate(zip(md.rows, table["rows"])):
            for column, cell in zip(columns, row):
                self.cell(cell, wanted[column["key"]], column, words, table["key"], at)
            self.row(page.rows[at], row, keys, "html", table["key"], at)
            self.row([cell.strip() for cell in text.rows[at]], row, keys, "table", table["key"], at)
            depth = wanted[table["columns"][level]["key"]] if level is not None else 0
            self.equal((md.depth[at], page.depth[at]), (depth, depth), "md html", table["key"], f"row {at} depth")
        self.equal(md.total is None, table["total"] is None, "md", table["key"], "total")
        if table["total"] is not None:
            for at, (column, cell) in enumerate(zip(columns, md.total)):
                self.total(cell, table["total"][column["key"]], column, at == 0, words, table["key"])
            self.row(page.total, md.total, keys, "html", table["key"], "total")
            self.row([cell.strip() for cell in text.total], md.total, keys, "table", table["key"], "total")
        self.aligned(table["key"], columns, text)

    def cell(self, shown, value, column, words, table, at):
        kind = kind_of(value, column["type"])
        wanted = worded(value, kind, self.power, self.words)
        if wanted is None:
            wanted = self.rate(value, kind, shown)
        elif self.lang == "zh" and kind in ("text", "id") and value is not None:
            # Words that exist in two languages are English in machine formats: one word here for one word there.
            wanted = words.setdefault((column["key"], value), shown)
        self.equal(shown, wanted, "md", table, f"row {at}", column["key"])

    def total(self, shown, value, column, first, words, table):
        if value is not None:
            self.cell(shown, value, column, words, table, "total")
        else:
            wanted = self.words["total"] if first else "—" if column["type"] in NUMBERS else ""
            self.equal(shown, wanted, "md", table, "total", column["key"])

    def aligned(self, table, columns, text):
        """Numbers end where the column ends, text begins where it begins, and the widest cell fills the column."""
        lines = [text.heading] + text.rows + ([text.total] if text.total else [])
        for at, column in enumerate(columns):
            last = at == len(columns) - 1
            for line in lines:
                cell = line[at]
                edge = cell[-1:] if column["type"] in NUMBERS else cell[:1]
                self.equal(edge == " " and bool(cell.strip()) and not self.indented(cell, column), False, "table", table, column["key"], "aligned", cell)
            widest = max(display_width(line[at].rstrip() if last else line[at].strip()) for line in lines)
            self.equal(widest <= text.widths[at], True, "table", table, column["key"], "wide enough")

    @staticmethod
    def indented(cell, column):
        return column["type"] not in NUMBERS and (len(cell) - len(cell.lstrip(" "))) % 2 == 0

    # ---- XLSX

    def sheets(self):
        sheets = iter(self.book.sheets)
        tables = iter(self.md.tables)
        kpis = iter(self.md.kpis)
        self.grids = []
        for section in self.json["sections"]:
            if section["paragraphs"] or section["kpis"]:
                self.prose_sheet(section, self.book.cells(next(sheets)[1]), kpis)
            for table in section["tables"]:
                self.table_sheet(table, next(tables), self.book.cells(next(sheets)[1]))
        rest = list(sheets)
        self.equal(len(rest), 1 if self.json["notes"] else 0, "xlsx", "sheets left")
        if rest:
            grid = self.book.cells(rest[0][1])
            self.equal([grid[3 + at][0].value for at in range(len(self.json["notes"]))], self.json["notes"], "xlsx", "notes")

    def prose_sheet(self, section, grid, kpis):
        self.facts(grid)
        texts = [grid[3 + at][0].value for at in range(len(section["paragraphs"]))]
        self.equal(texts, section["paragraphs"], "xlsx", section["key"], "paragraphs")
        first = 3 + len(texts) + 1
        for at, kpi in enumerate(section["kpis"]):
            line, (title, figure, note) = grid[first + at], next(kpis)
            self.equal((line[0].value, line[2].value if 2 in line else ""), (title, note), "xlsx", "card", kpi["key"])
            self.value(line.get(1), kpi["value"], kpi["type"], figure.split(" ")[0] if kpi["type"] == "money" else figure, "card " + kpi["key"])
        self.equal(max(grid) < first + len(section["kpis"]), True, "xlsx", section["key"], "nothing else")

    def facts(self, grid):
        self.equal(grid[1][0].value, "   ".join(self.md.facts), "xlsx", "facts")

    def table_sheet(self, table, md, grid):
        self.facts(grid)
        shown, level = self.shown_columns(table, md.heading)
        columns = [table["columns"][at] for at in shown]
        self.equal([grid[3][at].value for at in range(len(columns))], md.heading, "xlsx", table["key"], "heading")
        row = 4
        for at, wanted in enumerate(table["rows"]):
            line = grid.get(row, {})
            self.equal(max(line, default=0) < len(columns), True, "xlsx", table["key"], f"row {at} is as wide as the heading")
            for place, column in enumerate(columns):
                self.value(line.get(place), wanted[column["key"]], column["type"], md.rows[at][place], table["key"], f"row {at}", column["key"])
            depth = wanted[table["columns"][level]["key"]] if level is not None else 0
            self.equal(max((cell.indent for cell in line.values()), default=0), depth, "xlsx", table["key"], f"row {at} depth")
            row += 1
        if table["total"] is not None:
            for place, column in enumerate(columns):
                value = table["total"][column["key"]]
                if value is None:
                    cell = grid[row].get(place)
                    wanted = self.words["total"] if place == 0 else None
                    self.equal(cell.value if cell else None, wanted, "xlsx", table["key"], "total", column["key"])
                else:
                    self.value(grid[row].get(place), value, column["type"], md.total[place], table["key"], "total", column["key"])
            row += 1
        below = [grid[row + 1 + at][0].value for at in range(len(md.below)) if row + 1 + at in grid]
        self.equal(below, md.below, "xlsx", table["key"], "below")
        self.grids.append((grid, row + 1 + len(below)))

    def value(self, cell, value, kind, shown, *place):
        """The cell of a sheet against the value of JSON and against what people read in Markdown."""
        if value is None or value == "":
            self.equal((cell.value if cell else None) or None, None, "xlsx", *place)
            return
        if cell is None:
            self.equal(None, value, "xlsx", *place)
            return
        kind = kind_of(value, kind)
        self.equal(cell.formula, False, "xlsx", *place, "formula")
        self.equal(cell.kind, {"text": "s", "id": "s", "boolean": "b"}.get(kind, "n"), "xlsx", *place, "kind of cell")
        if cell.kind == "n":
            self.equal(cell.form == "yyyy-mm-dd", kind == "date", "xlsx", *place, "number format")
            if kind != "date":
                number = Decimal(f"{float(cell.value):.14e}")
                power = self.power if kind == "money" else -2 if kind == "points" else 0
                decimals = 6 if kind in ("percent", "points") else len(str(value).partition(".")[2])
                far = abs(number.scaleb(power) - Decimal(str(value)))
                close = Decimal("0.00000050001") if decimals == 6 else abs(Decimal(str(value))) * Decimal("1e-14")
                self.equal(far <= close or f"{number} for {value}", True, "xlsx", *place, "value")
        displayed = as_displayed(cell, yes=self.words["yes"], no=self.words["no"])
        # Excel keeps the minus of a small amount that its format rounds to zero; text does not.
        self.equal(re.sub(r"^-(?=0\.0*%?$)", "", displayed), shown, "xlsx", *place, "as displayed")

    # ---- charts

    def pictures(self):
        charts = [chart for section in self.json["sections"] for chart in section["charts"]]
        drawn = [chart for chart in charts if self.table_of(chart)["rows"]]
        self.equal(len(self.html.charts), len(drawn), "html", "charts")
        for chart, texts in zip(drawn, self.html.charts):
            self.equal(texts[:2], [chart["title"]] * 2, "html", chart["key"], "title")
            self.equal(re.fullmatch(r"\[.+\]", texts[2]) is not None, True, "html", chart["key"], "unit", texts[2])
            if chart["kind"] in ("bars", "grouped_bars", "bullet"):
                self.bars(chart, texts)
        natives = sum(name.startswith("xl/charts/chart") for name in self.book.zip.namelist())
        self.equal(natives, len([one for one in drawn if len(self.table_of(one)["rows"]) <= 500]), "xlsx", "charts")
        for table, (grid, below) in zip(self.tables, self.grids):
            for chart in (one for one in drawn if one["table"] == table["key"]):
                self.chart_cells(chart, table, grid, below)

    def table_of(self, chart):
        return next(table for table in self.tables if table["key"] == chart["table"])

    def column_of(self, table, key, md):
        titles = [column["title"] for column in table["columns"] if column["key"] == key]
        return md.heading.index(titles[0])

    def bars(self, chart, texts):
        """The figure beside every bar is that of the table."""
        table = self.table_of(chart)
        md = self.md.tables[self.tables.index(table)]
        figures = {(row[self.column_of(table, key, md)]) for row in md.rows for key in chart["series"]}
        names = [row[self.column_of(table, chart["category"], md)] for row in md.rows]
        known = [text for text in texts if text in figures]
        drawn = [text for text in texts if text in names or any(text.endswith("…") and name.startswith(text[:-1]) for name in names)]
        values = sum(row[key] is not None for row, md_row in zip(table["rows"], md.rows) for key in chart["series"]
                     if md_row[self.column_of(table, chart["category"], md)] in drawn)
        self.equal(bool(drawn), True, "html", chart["key"], "names")
        self.equal(len(known) >= values, True, "html", chart["key"], f"{len(known)} figures beside {values} bars")

    def chart_cells(self, chart, table, grid, below):
        md = self.md.tables[self.tables.index(table)]
        series = chart["series"] + ([chart["marker"]] if chart["marker"] else [])
        titles = [next(column["title"] for column in table["columns"] if column["key"] == key) for key in series]
        if chart["kind"] == "waterfall":
            return
        heads = [row for row in sorted(grid) if row > below - 1 and
                 [grid[row][at].value for at in range(1, len(titles) + 1) if at in grid[row]] == titles and len(grid[row]) == len(titles) + 1]
        self.equal(len(heads) > 0, True, "xlsx", chart["key"], "figures of the chart", titles)
        name, at = self.column_of(table, chart["category"], md), heads[0] + 1 if heads else 0
        kinds = {column["key"]: column["type"] for column in table["columns"]}
        rows = {}
        for line, shown in zip(table["rows"], md.rows):
            rows.setdefault(short_name(shown[name]), line)
        while heads and at in grid and grid[at][0].kind == "s" and grid[at][0].value in rows:
            line = rows[grid[at][0].value]
            for place, key in enumerate(series, 1):
                value = grid[at][place].value if place in grid[at] else None
                power = self.power if kinds[key] == "money" else -2 if kinds[key] in ("percent", "points") else 0
                same = line[key] is None if value is None else \
                    line[key] is not None and abs(Decimal(value).scaleb(power) - Decimal(str(line[key]))) <= Decimal("0.000001") + abs(Decimal(str(line[key]))) * Decimal("1e-13")
                self.equal(same or f"{value} for {line[key]}", True, "xlsx", chart["key"], grid[at][0].value, key)
            at += 1
        self.equal(heads and at - heads[0] > 1, True, "xlsx", chart["key"], "rows of the chart")


def changed(data):
    """One digit of one figure changed: the last of the last number with two decimals or more."""
    found = list(re.finditer(rb"(?<=[>|,\t\" *])-?[\d,]*\d\.\d+(\d)(?=%?[<|,\t\n\" *])", data))[-1]
    digit = b"%d" % ((int(found[1]) + 1) % 10)
    return data[:found.start(1)] + digit + data[found.end(1):]


def changed_book(data):
    """The same in the cells of the last sheet with such a number."""
    read, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    last = max((name for name in read.namelist() if "/sheet" in name and re.search(rb"<v>-?\d+\.\d{2,}</v></c><", read.read(name))),
               key=lambda name: int(re.search(r"\d+", name)[0]))
    with zipfile.ZipFile(out, "w") as written:
        for name in read.namelist():
            part = read.read(name)
            if name == last:
                found = re.search(rb"<v>-?\d+\.(\d)\d+</v>", part)
                part = part[:found.start(1)] + b"%d" % ((int(found[1]) + 1) % 10) + part[found.end(1):]
            written.writestr(name, part)
    return out.getvalue()


def not_noticed(report):
    """Formats in which one changed digit is not noticed: there must be none."""
    missed, table = [], report.tables[0]["key"]
    for form in ("json", "md", "html", "table", "xlsx", ("csv", table), ("tsv", table), ("ndjson", table)):
        kept = report.bytes[form]
        report.bytes[form] = changed_book(kept) if form == "xlsx" else changed(kept)
        if not report.compare().found:
            missed.append(f"{report.key}: a digit changed in {form} is not noticed")
        report.bytes[form] = kept
    return missed


def one(company, key, command, lang):
    report = Report(company, key, command, lang)
    findings = report.compare()
    missed = not_noticed(report) if (key, lang) == ("monthly", "zh") and not findings.found else []
    return key, findings.compared, findings.found + missed, len(report.tables)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", required=True)
    options.add_argument("--workspace", required=True)
    options.add_argument("reports", nargs="*")
    given = options.parse_args()
    company = Company(given.binary, given.workspace)
    work = [(key, command, lang) for key, command in company.reports() if not given.reports or key in given.reports for lang in ("zh", "en")]
    compared, found = 0, []
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for key, count, its, tables in pool.map(lambda job: one(company, *job), work):
            compared += count
            found += its
            if not tables and count < 10:
                found.append(f"{key}: only {count} figures")
    print("\n".join(found[:60]))
    print(f"figures: {len(work)} reports and languages, {compared} comparisons, {len(found)} faults")
    return 1 if found or compared < 10_000 and not given.reports else 0


if __name__ == "__main__":
    sys.exit(main())
