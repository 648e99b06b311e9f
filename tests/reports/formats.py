"""Readers of the formats that reports are written in. Each is written from the format's own rules, not from the renderer.

A report is read into a Page: title, facts (list of text), sections as they come. Every table is a Table with the
heading, the rows and the total row as the text that a person sees; `depth` has the indentation of every row.
"""
import html
import html.parser
import io
import re
import unicodedata
import xml.etree.ElementTree as xml
import zipfile
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal


@dataclass
class Table:
    heading: list
    rows: list = field(default_factory=list)
    total: list = None
    depth: list = field(default_factory=list)   # of every row
    below: list = field(default_factory=list)   # lines under the table


@dataclass
class Page:
    title: str = ""
    facts: list = field(default_factory=list)
    headings: list = field(default_factory=list)   # of sections
    paragraphs: list = field(default_factory=list)
    kpis: list = field(default_factory=list)       # (title, figure, note)
    tables: list = field(default_factory=list)
    charts: list = field(default_factory=list)     # all texts of one


def display_width(text):
    """Columns that a terminal needs."""
    width = 0
    for char in text:
        if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn", "Me"):
            continue
        width += 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
    return width


# ---- Markdown

def plain_markdown(text):
    return html.unescape(re.sub(r"\\(.)", r"\1", text))


def markdown_cells(line):
    return [cell.strip(" ") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def read_markdown(text):
    page, state = Page(), "facts"
    for line in text.split("\n"):
        if line.startswith("# "):
            page.title = plain_markdown(line[2:])
        elif line.startswith("## "):
            page.headings.append(plain_markdown(line[3:]))
            state = "section"
        elif line.startswith("### "):
            state = "section"
        elif line.startswith("|"):
            cells = markdown_cells(line)
            if state != "table":
                page.tables.append(Table([plain_markdown(cell) for cell in cells]))
                state = "table"
            elif not all(re.fullmatch(r"---:?", cell) for cell in cells):
                markdown_row(page.tables[-1], cells)
        elif line.startswith("- **") and state != "below":
            found = re.fullmatch(r"- \*\*(.*?)\*\* (.*?)(?:（(.*)）| \((.*)\))?", line)
            page.kpis.append((plain_markdown(found[1]), plain_markdown(found[2]), plain_markdown(found[3] or found[4] or "")))
            state = "section"
        elif line.startswith("- "):
            (page.facts if state == "facts" else page.tables[-1].below).append(plain_markdown(line[2:]))
        elif line:
            page.paragraphs.append(plain_markdown(line))
            state = "section" if state == "facts" else state
        elif state == "table":
            state = "below"
    return page


def markdown_row(table, cells):
    bold = [cell for cell in cells if cell.startswith("**")]
    if bold and all(not cell or cell.startswith("**") and cell.endswith("**") for cell in cells):
        table.total = [plain_markdown(cell.strip("*")) for cell in cells]
        return
    indented = max((len(cell) - len(cell.lstrip("　")) for cell in cells), default=0)
    table.depth.append(indented)
    table.rows.append([plain_markdown(cell.lstrip("　")) for cell in cells])


# ---- HTML

class HtmlReader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.page, self.stack, self.text = Page(), [], []
        self.row = self.card = self.indent = None

    def handle_starttag(self, tag, attributes):
        names = dict(attributes)
        kind = names.get("class", "") or ""
        if tag in ("meta", "br", "rect", "line", "circle", "polyline", "path"):
            return
        self.stack.append((tag, kind))
        self.text = []
        if tag == "table":
            self.page.tables.append(Table([]))
        elif tag == "tr":
            self.row, self.indent = ([], kind, []), 0
        elif tag == "td":
            padding = re.search(r"padding-left:(\d+)px", names.get("style") or "")
            self.indent = max(self.indent, (int(padding[1]) - 9) // 16 if padding else 0)
            self.row[2].append(int(names.get("colspan", 1)))
        elif kind == "card":
            self.card = {}
        elif tag == "svg":
            self.page.charts.append([])

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_data(self, data):
        self.text.append(data)

    def inside(self, tag, kind=None):
        return any(one == tag and (kind is None or its == kind) for one, its in self.stack)

    def handle_endtag(self, tag):
        text, (name, kind) = "".join(self.text), self.stack.pop()
        assert name == tag, f"<{name}> closed by </{tag}>"
        self.text = []
        page = self.page
        if tag == "h1":
            page.title = text
        elif tag == "h2":
            page.headings.append(text)
        elif tag == "li":
            (page.facts if self.inside("ul", "facts") else page.tables[-1].below).append(text)
        elif tag == "p":
            page.paragraphs.append(text)
        elif tag in ("td", "th"):
            self.row[0].append(text)
        elif tag == "tr":
            self.end_row(page.tables[-1])
        elif kind in ("name", "figure", "note") and self.card is not None:
            self.card[kind] = text
        elif kind == "card":
            page.kpis.append((self.card["name"], self.card["figure"], self.card.get("note", "")))
        elif tag in ("text", "title") and self.inside("svg"):
            page.charts[-1].append(text)

    def end_row(self, table):
        cells, kind, spans = self.row
        if self.inside("thead"):
            table.heading = cells
        elif kind == "total":
            table.total = cells
        elif spans != [len(table.heading)] or len(table.heading) == 1:  # else "no data"
            table.rows.append(cells)
            table.depth.append(self.indent)


def read_html(text):
    reader = HtmlReader()
    reader.feed(text)
    reader.close()
    assert not reader.stack, f"open elements: {reader.stack}"
    return reader.page


# ---- table, as on a terminal

def cut(line, spans):
    """The cells of a line under a rule: by display columns. An overlap with a gap is an error of alignment."""
    owner, column = [], 0
    for char in line:
        wide = display_width(char)
        owner.append((column, char))
        column += wide
    cells = ["".join(char for at, char in owner if start <= at < end) for start, end in spans]
    outside = [char for at, char in owner if char != " " and not any(start <= at < end for start, end in spans)]
    assert not outside, f"outside of the columns: {outside} in {line!r}"
    straddles = [char for at, char in owner for start, end in spans if start <= at < end < at + display_width(char)]
    assert not straddles, f"over the edge of a column: {straddles} in {line!r}"
    return cells


def read_table(text, sizes):
    """The tables only, one for each (rows, has a total) of `sizes`. Their cells keep the blanks of their alignment."""
    tables, lines, at = [], text.split("\n"), 0
    for count, has_total in sizes:
        while not re.fullmatch("-+(  -+)*", lines[at]):
            at += 1
        spans = [found.span() for found in re.finditer("-+", lines[at])]
        table = Table(cut(lines[at - 1], spans))
        table.rows = [cut(line, spans) for line in lines[at + 1:at + 1 + count]]
        at += 1 + count + (count == 0)
        if has_total:
            assert re.fullmatch("-+(  -+)*", lines[at]), f"no rule above the total: {lines[at]!r}"
            table.total = cut(lines[at + 1], spans)
            at += 2
        table.widths = [end - start for start, end in spans]
        tables.append(table)
    return tables


# ---- XLSX

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class Cell:
    kind: str        # "n" number, "s" text, "b" yes or no, "" blank
    value: object
    form: str        # number format
    indent: int = 0
    formula: bool = False


def column_number(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


class Book:
    def __init__(self, data):
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        assert self.zip.testzip() is None
        strings = self.part("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in self.zip.namelist() else None
        self.strings = ["".join(t.text or "" for t in item.iter(MAIN + "t")) for item in strings] if strings is not None else []
        styles = self.part("xl/styles.xml")
        forms = {int(form.get("numFmtId")): form.get("formatCode") for form in styles.iter(MAIN + "numFmt")}
        forms.update({0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy-mm-dd"})
        self.looks = []
        for look in styles.find(MAIN + "cellXfs"):
            alignment = look.find(MAIN + "alignment")
            self.looks.append((forms[int(look.get("numFmtId"))], int(alignment.get("indent", 0)) if alignment is not None else 0))
        links = {link.get("Id"): link.get("Target") for link in self.part("xl/_rels/workbook.xml.rels")}
        sheets = self.part("xl/workbook.xml").find(MAIN + "sheets")
        self.sheets = [(sheet.get("name"), "xl/" + links[sheet.get(LINK)]) for sheet in sheets]

    def part(self, name):
        return xml.fromstring(self.zip.read(name))

    def cells(self, path):
        """{row: {column: Cell}} from 0."""
        grid = {}
        for row in self.part(path).iter(MAIN + "row"):
            line = grid.setdefault(int(row.get("r")) - 1, {})
            for cell in row:
                form, indent = self.looks[int(cell.get("s", 0))]
                value, kind = cell.find(MAIN + "v"), cell.get("t", "n")
                column = column_number(re.match("[A-Z]+", cell.get("r"))[0])
                formula = cell.find(MAIN + "f") is not None
                if kind == "s":
                    line[column] = Cell("s", self.strings[int(value.text)], form, indent, formula)
                elif kind == "inlineStr":
                    line[column] = Cell("s", "".join(t.text or "" for t in cell.iter(MAIN + "t")), form, indent, formula)
                elif value is None:
                    line[column] = Cell("", None, form, indent, formula)
                else:
                    line[column] = Cell(kind, value.text, form, indent, formula)
        return grid


def half_up(value, decimals):
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def as_displayed(cell, yes="yes", no="no"):
    """What Excel shows for a cell: 15 significant digits, then the number format."""
    if cell.kind == "s":
        return cell.value
    if cell.kind == "b":
        return yes if cell.value == "1" else no
    if cell.kind == "":
        return ""
    value = Decimal(f"{float(cell.value):.14e}")
    if cell.form == "yyyy-mm-dd":
        return serial_date(int(value))
    sections = cell.form.split(";")
    form = sections[1] if value < 0 and len(sections) > 1 else sections[2] if value == 0 and len(sections) > 2 else sections[0]
    own_sign = value < 0 and len(sections) > 1
    quoted = "".join(re.findall(r'"([^"]*)"', form))
    bare = re.sub(r'"[^"]*"', "", form)
    percent = bare.endswith("%")
    decimals = len(bare.rstrip("%").partition(".")[2])
    shown = half_up(value * 100 if percent else value, decimals)
    text = f"{abs(shown):,}" if "#,##" in bare else str(abs(shown))
    sign = "" if own_sign or shown >= 0 and not shown.is_signed() else "-"
    lead = re.match(r"[+-]?", bare)[0]
    return f"{lead or sign}{text}{'%' if percent else ''}{quoted}"


def serial_date(days):
    import datetime
    return (datetime.date(1899, 12, 30) + datetime.timedelta(days)).isoformat()
