#!/usr/bin/env python3
"""The HTML of reports in a real browser: nothing overflows, nothing is fetched, charts can be read.

usage: browser.py --binary SALESOPS --workspace FOLDER [--keep FOLDER] [REPORT...]     (default: monthly, aging; `all`)

Each report is shown in a frame as wide as a desk screen, a phone and a sheet of A4 (with the style for print), measured
by measure.html, and printed to PDF. A proxy sees every request that the browser makes: there must be none but for the
report itself. A page with known faults shows that each of these is noticed. --keep leaves screenshots and PDFs there.
"""
import argparse
import html
import http.server
import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from company import Company

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FAULTY = """<!DOCTYPE html><html><body><div style="width:2000px">wide</div><table><tr><td>123 456</td></tr></table>
<table style="width:20px;table-layout:fixed"><tr><td>12345678901</td></tr></table><img src="http://elsewhere.example/x.png">
<svg viewBox="0 0 100 100"><text x="1" y="20">one</text><text x="2" y="21">two</text><text x="90" y="50">outside</text></svg></body></html>"""
FAULTS = ("the page is", "text leaves its cell", "without a title", "without a unit", "without text", "an empty chart", "one over two",
          "outside of the chart", "<DIV> to")


class Pages(http.server.ThreadingHTTPServer):
    """Serves the pages given to it, as a proxy for every host, and remembers who asked for what."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.pages, self.asked = {}, []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def address(self, name):
        return f"http://127.0.0.1:{self.server_port}/{name}"


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path = re.sub(r"^http://127\.0\.0\.1:\d+", "", self.path)
        self.server.asked.append(path)
        page = self.server.pages.get(path.lstrip("/"))
        self.send_response(200 if page is not None else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page or b"")

    do_POST = do_HEAD = do_GET

    def do_CONNECT(self):
        self.server.asked.append(f"https://{self.path}")
        self.send_error(502)

    def log_message(self, *_):
        pass


class Browser:
    def __init__(self, server, folder):
        self.program = next((shutil.which(name) for name in BROWSERS if shutil.which(name)), None)
        if not self.program:
            raise SystemExit("browser: no Chromium; tests/run installs the package chromium")
        self.server, self.folder, self.runs = server, folder, 0

    def run(self, address, *words):
        """-> (standard output, the requests made). A fresh profile each time."""
        self.runs += 1
        profile = Path(self.folder) / f"profile-{self.runs}"
        self.server.asked.clear()
        command = [self.program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                   "--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-dev-shm-usage", "--hide-scrollbars",
                   f"--user-data-dir={profile}", f"--proxy-server=http://127.0.0.1:{self.server.server_port}", "--proxy-bypass-list=<-loopback>",
                   *words, address]
        done = subprocess.run(command, capture_output=True, timeout=180, env={"PATH": "/usr/bin:/bin", "HOME": str(self.folder), "LANG": "C.UTF-8"})
        shutil.rmtree(profile, ignore_errors=True)
        if done.returncode:
            raise SystemExit(f"browser: exit {done.returncode}: {done.stderr.decode()[-500:]}")
        return done.stdout, list(self.server.asked)

    def measure(self, name):
        """-> (the findings of each view, the requests made)."""
        template = (Path(__file__).parent / "measure.html").read_text()
        self.server.pages["measure"] = template.replace("@PAGE@", self.server.address(name)).encode()
        out, asked = self.run(self.server.address("measure"), "--dump-dom", "--window-size=1300,2800")
        result = re.search(r'<pre id="result">(.*?)</pre>', out.decode(), re.S)
        return json.loads(html.unescape(result[1])), asked

    def strangers(self, asked, name):
        """Requests for anything but the pages under test. Those of the browser's own services go to its makers' hosts."""
        own = re.compile(r"^(https?://)?[\w.-]*\.?(google|googleapis|gvt1|gstatic)\.com")
        return [one for one in asked if one not in ("/measure", f"/{name}") and not own.match(one)]


def faulty(browser):
    """The measures notice a page that has every fault."""
    browser.server.pages["faulty"] = FAULTY.encode()
    views, asked = browser.measure("faulty")
    missed = [f"{fault} ({view['view']})" for view in views for fault in FAULTS if not any(fault in one for one in view["found"])]
    if not any("elsewhere.example" in one for one in browser.strangers(asked, "faulty")):
        missed.append("a request to another host")
    return [f"not noticed in a faulty page: {one}" for one in missed]


def look(browser, name, page, keep):
    found = []
    browser.server.pages[name] = page
    views, asked = browser.measure(name)
    found += [f"{name} asked for {one}" for one in browser.strangers(asked, name)]
    for view in views:
        found += [f"{name} {view['view']}: {one}" for one in view["found"]]
        if not view["texts"] or view["strange"]:
            found.append(f"{name} {view['view']}: {view}")
    for width in (1280, 420) if keep else ():
        browser.run(browser.server.address(name), f"--screenshot={keep}/{name}-{width}.png", f"--window-size={width},4000")
    pdf = Path(keep or browser.folder) / f"{name}.pdf"
    browser.run(browser.server.address(name), "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf.read_bytes())
    if not boxes or any(not float(wide) > float(high) > 590 for wide, high in boxes):
        found.append(f"{name} print: pages are not A4 landscape: {boxes[:2]}")
    return found


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", required=True)
    options.add_argument("--workspace", required=True)
    options.add_argument("--keep")
    options.add_argument("reports", nargs="*")
    given = options.parse_args()
    company = Company(given.binary, given.workspace)
    wanted = given.reports or ["monthly", "aging"]
    folder = tempfile.mkdtemp(prefix="salesops-browser-")
    try:
        browser = Browser(Pages(), folder)
        found = faulty(browser)
        for key, command in company.reports():
            for lang in ("zh", "en"):
                if key in wanted or wanted == ["all"]:
                    found += look(browser, f"{key}-{lang}", company.run(f"{command} --lang {lang} -O html"), given.keep)
        runs = browser.runs
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("\n".join(found[:60]))
    print(f"browser: {runs} pages shown, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
