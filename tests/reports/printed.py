#!/usr/bin/env python3
"""Every built-in report as XLSX on paper: what the file itself says about pages is read and followed.

usage: printed.py --binary SALESOPS --workspace FOLDER [--office] [REPORT...]     (FOLDER: made by company.py)

The file is laid out twice, with columns as wide as Excel makes them (whole pixels) and as wide as LibreOffice does
(fractions): every chart stands whole on one page, the columns of a table beside one another, prose in rows high enough
for it. --office also converts the books with LibreOffice, which must make as many pages as were counted here.
"""
import argparse
import math
import posixpath
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from company import Company
from formats import LINK, MAIN, Book, column_number, display_width

DRAW = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
A4 = (595.28, 841.89)          # points
LONG = """report: long
title: {zh: 长名称, en: Long names}
period: month
unit: wan
sections:
  - key: customers
    title: {zh: 客户, en: Customers}
    tables:
      - {key: some, title: {zh: 八家, en: Eight}, data: sales, with: {by: customer}, limit: 8}
      - {key: all, title: {zh: 所有, en: All}, data: sales, with: {by: customer}}
      - {key: aging, title: {zh: 账龄, en: Aging}, data: aging}
    charts:
      - {key: steps, title: {zh: 各家, en: One by one}, kind: waterfall, table: some, category: name, series: [amount]}
      - {key: bars, title: {zh: 各家, en: One by one}, kind: bars, table: some, category: name, series: [amount]}
      - {key: all_bars, title: {zh: 所有, en: All}, kind: bars, table: all, category: name, series: [amount]}
      - {key: all_line, title: {zh: 所有, en: All}, kind: line, table: all, category: name, series: [amount]}
      - {key: wide, title: {zh: 账龄, en: Aging}, kind: stacked_bars, table: aging, category: customer_name, series: [not_due, 'd*']}
"""


class Sheet:
    """One sheet laid out with columns as wide as a program makes them."""

    def __init__(self, book, name, path, number, office):
        root = book.part(path)
        self.name, self.office, self.book = name, office, book
        setup, margins = root.find(MAIN + "pageSetup"), root.find(MAIN + "pageMargins")
        fit = root.find(f"{MAIN}sheetPr/{MAIN}pageSetUpPr")
        self.fitted = fit is not None and fit.get("fitToPage") == "1"
        assert setup.get("paperSize") == "9" and setup.get("orientation") == "landscape", "A4, lying"
        self.scale = int(setup.get("scale", 100)) / 100
        inch = {side: float(margins.get(side)) * 72 for side in ("left", "right", "top", "bottom")}
        self.width = (A4[1] - inch["left"] - inch["right"]) / self.scale
        self.height = (A4[0] - inch["top"] - inch["bottom"]) / self.scale
        form = root.find(MAIN + "sheetFormatPr")
        assert form.get("customHeight") == "1", "rows are as high as the file says"
        self.line = float(form.get("defaultRowHeight"))
        self.widths = {at: float(col.get("width")) for col in root.iter(MAIN + "col") for at in range(int(col.get("min")) - 1, int(col.get("max")))}
        self.heights = {int(row.get("r")) - 1: float(row.get("ht")) for row in root.iter(MAIN + "row") if row.get("ht")}
        self.breaks = [int(one.get("id")) for one in root.findall(f"{MAIN}rowBreaks/{MAIN}brk")]
        self.merged = [self.corners(one.get("ref")) for one in root.iter(MAIN + "mergeCell")]
        self.grid = book.cells(path)
        self.last = (max(self.grid), max(max(row) for row in self.grid.values() if row))
        self.repeated = None
        for defined in book.part("xl/workbook.xml").iter(MAIN + "definedName"):
            if int(defined.get("localSheetId", -1)) != number:
                continue
            area = defined.text.rpartition("!")[2].replace("$", "")
            if defined.get("name") == "_xlnm.Print_Area":
                self.last = self.corners(area)[2:]
            elif defined.get("name") == "_xlnm.Print_Titles":
                self.repeated = int(area.split(":")[0]) - 1
        self.charts = self.anchors(root, path)

    @staticmethod
    def corners(area):
        (left, top), (right, bottom) = (re.fullmatch(r"([A-Z]+)(\d+)", one).groups() for one in (area if ":" in area else f"{area}:{area}").split(":"))
        return int(top) - 1, column_number(left), int(bottom) - 1, column_number(right)

    def anchors(self, root, path):
        drawing = root.find(MAIN + "drawing")
        if drawing is None:
            return []
        links = self.book.part(f"xl/worksheets/_rels/{posixpath.basename(path)}.rels")
        target = next(link.get("Target") for link in links if link.get("Id") == drawing.get(LINK))
        found = []
        for anchor in self.book.part(posixpath.normpath("xl/worksheets/" + target)).findall(DRAW + "twoCellAnchor"):
            ends = [{key: int(anchor.find(f"{DRAW}{end}/{DRAW}{key}").text) for key in ("col", "colOff", "row", "rowOff")} for end in ("from", "to")]
            found.append(tuple(ends))
        return found

    def column(self, at):
        """Points."""
        wide = self.widths.get(at, 9.140625)
        return wide * 10 * 0.5562 if self.office else math.floor(wide * 7 + 0.5) * 0.75

    def row(self, at):
        return self.heights.get(at, self.line)

    def pages(self):
        """The rows of every page, from 0."""
        pages, used = [[]], 0
        for row in range(self.last[0] + 1):
            if pages[-1] and (row in self.breaks or used + self.row(row) > self.height):
                pages.append([])
                used = self.row(self.repeated) if self.repeated is not None and self.repeated < row else 0
            pages[-1].append(row)
            used += self.row(row)
        return pages

    def faults(self):
        if self.fitted:
            yield "is fitted to the page: Excel does not keep to page ends then"
        across = sum(self.column(at) for at in range(self.last[1] + 1))
        if across > self.width and self.scale > 0.4:
            yield f"is {across:.0f} points wide, the page {self.width:.0f}"
        page_of = {row: at for at, rows in enumerate(self.pages()) for row in rows}
        for top, bottom in self.charts:
            if bottom["rowOff"] == 0:
                bottom["row"] -= 1
            if bottom["row"] not in page_of or page_of[top["row"]] != page_of[bottom["row"]]:
                yield f"chart from row {top['row']} to {bottom['row']} is not on one page"
            right = sum(self.column(at) for at in range(bottom["col"])) + bottom["colOff"] / 12700
            if right > self.width or bottom["col"] > self.last[1]:
                yield f"chart ends {right:.0f} points from the left, the page is {self.width:.0f} wide"
        for top, left, bottom, right in self.merged:
            text = self.grid[top][left].value or ""
            room = sum(self.column(at) for at in range(left, right + 1))
            if top == 0:
                continue
            # 10 points for a Chinese character, half of it for a letter: no row may be short of a whole line
            lines = math.ceil(display_width(text) * 5 / room) if text else 1
            if lines * self.line > self.row(top) + 0.01:
                yield f"row {top} has no room for {lines} lines"
        for row, line in self.grid.items():
            for at, cell in line.items() if row <= self.last[0] else ():
                alone = not any(top <= row <= bottom and left <= at <= right for top, left, bottom, right in self.merged)
                if cell.kind == "s" and alone and display_width(cell.value) * 4.5 > self.column(at) * round(self.row(row) / self.line):
                    yield f"{cell.value!r} is wider than its cell"


def measured(report, data, office):
    """(faults, pages, charts) of a book."""
    found, pages, charts = [], 0, 0
    book = Book(data)
    for number, (name, path) in enumerate(book.sheets):
        sheet = Sheet(book, name, path, number, office)
        found += [f"{report} {'LibreOffice' if office else 'Excel'} {name}: {fault}" for fault in sheet.faults()]
        pages += len(sheet.pages())
        charts += len(sheet.charts)
    return found, pages, charts


def printed(data):
    """Pages that LibreOffice makes of a book."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "book.xlsx").write_bytes(data)
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf", "--outdir", folder,
                        f"{folder}/book.xlsx"], check=True, capture_output=True, timeout=300)
        told = subprocess.run(["pdfinfo", f"{folder}/book.pdf"], check=True, capture_output=True).stdout.decode()
    return int(re.search(r"Pages: +(\d+)", told)[1])


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", required=True)
    options.add_argument("--workspace", required=True)
    options.add_argument("--office", action="store_true")
    options.add_argument("reports", nargs="*")
    given = options.parse_args()
    company = Company(given.binary, given.workspace)
    found, books, charts = [], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder, "long.yaml")
        own.write_text(LONG, encoding="utf-8")
        work = [(key, command) for key, command in company.reports() + [("long", f"report run {own} --period 2026-10")] if not given.reports or key in given.reports]
        for key, command in work:
            for lang in ("zh", "en"):
                data = company.run(f"{command} --lang {lang} -O xlsx")
                for office in (False, True):
                    faults, pages, drawn = measured(f"{key} {lang}", data, office)
                    found += faults
                books, charts = books + 1, charts + drawn
                if given.office and printed(data) != pages:
                    found.append(f"{key} {lang}: LibreOffice makes {printed(data)} pages, not {pages}")
    print("\n".join(found[:60]))
    print(f"printed: {books} books, {charts} charts, {len(found)} faults")
    return 1 if found or charts < 40 and not given.reports else 0


if __name__ == "__main__":
    sys.exit(main())
