#!/usr/bin/env python3
"""The small company loaded from XLSX files is the one loaded from CSV files: every kind of import and both plan files.

usage: xlsx_twin.py SALESOPS

Each CSV file of tests/cli/small is written as a workbook in three ways that spreadsheet programs use: shared or inline
strings, days as serial numbers of 1900 or 1904 in a date format, amounts as numbers or as the stored values of formulas,
a merged title above the header, merged cells below the table's end, a hidden sheet with the same header and other figures.
"""
import csv
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

SMALL = Path(__file__).resolve().parent.parent / "cli" / "small"
SPACE = ('xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
         'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"')
QUESTIONS = ["receivables aging --as-of 2026-01-31", "receivables open --as-of 2026-01-31", "report run monthly --period 2026-01",
             "report run aging --as-of 2026-01-31", "target attain --period 2026-01", "target show 2026", "budget status --period 2026-01",
             "budget show", "query 'SELECT * FROM v_sales ORDER BY 1, 2'", "query 'SELECT * FROM v_invoices ORDER BY number'",
             "query 'SELECT * FROM v_customers ORDER BY 1'"]


class Workbook:
    def __init__(self, variant):
        self.shared, self.from_1904, self.formulas = variant != 1, variant == 2, variant == 1
        self.texts = {}

    def cell(self, reference, text):
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            start = date(1904, 1, 1) if self.from_1904 else date(1899, 12, 30)
            return f'<c r="{reference}" s="1"><v>{(date.fromisoformat(text) - start).days}</v></c>'
        if re.fullmatch(r"-?\d+\.\d+", text):
            formula = "<f>SUM(A1,1)</f>" if self.formulas else ""
            return f'<c r="{reference}" s="2">{formula}<v>{float(text)!r}</v></c>'
        if self.shared:
            return f'<c r="{reference}" t="s"><v>{self.texts.setdefault(text, len(self.texts))}</v></c>'
        return f'<c r="{reference}" t="inlineStr"><is><r><t>{escape(text[:1])}</t></r><r><t>{escape(text[1:])}</t></r></is></c>'

    def sheet(self, rows, title):
        """The rows from line 3 on, below a title merged over the whole width."""
        lines = [f'<row r="1">{self.cell("A1", title)}</row>']
        for at, row in enumerate(rows, 3):
            cells = "".join(self.cell(f"{chr(65 + place)}{at}", text) for place, text in enumerate(row) if text)
            lines.append(f'<row r="{at}">{cells}</row>')
        width = chr(64 + len(rows[0]))
        return (f'<worksheet {SPACE}><sheetData>{"".join(lines)}</sheetData>'
                f'<mergeCells count="2"><mergeCell ref="A1:{width}1"/><mergeCell ref="A{len(rows) + 9}:B{len(rows) + 9}"/></mergeCells></worksheet>')

    def write(self, path, rows):
        other = [rows[0]] + [["999.99" if re.fullmatch(r"-?\d+\.\d+", text) else text for text in row] for row in rows[1:]]
        sheets = [self.sheet(other, "旧数据"), self.sheet(rows, path.stem)]
        parts = {
            "xl/workbook.xml": f'<workbook {SPACE}><workbookPr date1904="{int(self.from_1904)}"/><sheets><sheet name="旧" sheetId="1" state="hidden" r:id="a"/>'
                               '<sheet name="数据" sheetId="2" r:id="b"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/>'
                                          '<Relationship Id="b" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
            "xl/styles.xml": f'<styleSheet {SPACE}><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d"/></numFmts>'
                             f'<cellXfs><xf numFmtId="0"/><xf numFmtId="{170 if self.shared else 14}"/><xf numFmtId="4"/></cellXfs></styleSheet>',
            "xl/worksheets/sheet1.xml": sheets[0], "xl/worksheets/sheet2.xml": sheets[1],
            "xl/sharedStrings.xml": f'<sst {SPACE}>{"".join(f"<si><t>{escape(text)}</t></si>" for text in self.texts)}</sst>',
        }
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
            for name, text in parts.items():
                book.writestr(name, text)


def main():
    binary = Path(sys.argv[1]).resolve()
    base = Path(tempfile.mkdtemp(prefix="salesops-twin-"))

    def run(folder, words):
        done = subprocess.run(["sh", "-c", words], cwd=base / folder, capture_output=True, timeout=120,
                              env={"PATH": f"{binary.parent}:/usr/bin:/bin", "HOME": str(base), "SALESOPS_ACTOR": "tester",
                                   "SALESOPS_NOW": "2026-11-02T06:00:00+08:00"})
        if done.returncode:
            raise SystemExit(f"{folder}: {words}: exit {done.returncode}: {done.stderr.decode()}")
        return done.stdout

    faults, compared = [], 0
    try:
        wanted = {}
        for variant in (None, 0, 1, 2):
            folder = "csv" if variant is None else f"xlsx{variant}"
            shutil.copytree(SMALL, base / folder)
            for path in sorted((base / folder).glob("*.csv")) if variant is not None else ():
                with open(path, encoding="utf-8", newline="") as file:
                    Workbook(variant).write(path.with_suffix(".xlsx"), list(csv.reader(file)))
                path.unlink()
            for name in ("load.sh", "targets.yaml") if variant is not None else ():
                path = base / folder / name
                path.write_text(path.read_text().replace(".csv", ".xlsx"))
            run(folder, "sh load.sh")
            for question in QUESTIONS:
                got = run(folder, f"salesops {question} -O json")
                compared += variant is not None
                if wanted.setdefault(question, got) != got:
                    faults.append(f"{folder}: {question} differs:\n  {got.decode()[:600]}\n  {wanted[question].decode()[:600]}")
    finally:
        shutil.rmtree(base, ignore_errors=True)
    print("\n".join(faults))
    print(f"xlsx twin: {compared} comparisons, {len(faults)} faults")
    return 1 if faults or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
