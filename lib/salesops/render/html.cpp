// One HTML file that needs nothing else: style and charts inside, no script, no request. It reads on a wide
// screen, on a phone (cards wrap, wide tables scroll in their own frame) and on paper.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "salesops/base/interrupt.hpp"
#include "salesops/base/text.hpp"
#include "salesops/render/chart.hpp"
#include "salesops/render/escape.hpp"
#include "salesops/render/parts.hpp"
#include "salesops/render/people.hpp"
#include "salesops/render/select.hpp"
#include "salesops/render/writers.hpp"

namespace salesops::render {

namespace {

using document::Row;
using document::Table;

constexpr const char* kStyle = R"(
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1280px;padding:24px;color:#222;background:#fff;line-height:1.6;overflow-wrap:anywhere;
font-family:"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",Arial,sans-serif}
h1{font-size:24px;margin:0 0 8px}
h2{font-size:18px;margin:32px 0 12px;padding-bottom:4px;border-bottom:2px solid #1f4e79}
h3{font-size:15px;margin:20px 0 8px}
.facts{display:flex;flex-wrap:wrap;gap:2px 24px;margin:0 0 16px;padding:0;list-style:none;color:#444}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(160px,1fr));gap:12px;margin:12px 0}
.card{border:1px solid #bbb;border-left:4px solid #1f4e79;border-radius:4px;padding:10px 12px}
.card .name{color:#555;font-size:13px}
.card .figure{font-size:20px;font-weight:bold;font-variant-numeric:tabular-nums}
.card .note{color:#555;font-size:12px}
.frame{overflow-x:auto;margin:0 0 8px;background:linear-gradient(90deg,#fff 50%,#fff0) local 0 0/40px 100% no-repeat,
linear-gradient(270deg,#fff 50%,#fff0) local 100% 0/40px 100% no-repeat,
linear-gradient(90deg,#0003,#0000) 0 0/10px 100% no-repeat,linear-gradient(270deg,#0003,#0000) 100% 0/10px 100% no-repeat}
table{border-collapse:collapse;width:100%;font-size:13px}
th,td{padding:5px 9px;border-bottom:1px solid #ddd;text-align:left;vertical-align:top}
th{background:#eef3f8;border-bottom:2px solid #1f4e79;white-space:nowrap}
td.n,th.n{text-align:right}
td.n{font-variant-numeric:tabular-nums}
td.n,td.k{white-space:nowrap}
td.t{min-width:7em}
table.compact{font-size:12px}
table.dense{font-size:11px}
.compact th,.compact td{padding:5px 6px}
table.widest{font-size:10px}
.dense th,.dense td{padding:4px}
.widest th,.widest td{padding:4px 3px}
.widest td.t{min-width:5em}
.dense th,.widest th{white-space:normal;vertical-align:bottom}
tr.total td{font-weight:bold;border-top:2px solid #1f4e79;border-bottom:2px solid #1f4e79;background:#f6f8fa}
.below{margin:4px 0 12px;padding-left:1.2em;color:#555;font-size:12px}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,480px),1fr));gap:16px 32px;align-items:start;margin:16px 0}
figure{margin:0}
figure svg{display:block;width:100%;max-width:640px;height:auto}
.notes{margin-top:32px;border-top:1px solid #bbb;color:#555;font-size:12px}
@media (max-width:600px){body{padding:14px}
th:first-child,td:first-child{position:sticky;left:0}td:first-child{background:#fff}tr.total td:first-child{background:#f6f8fa}
.dense th,.widest th{white-space:nowrap}h1{font-size:20px}.cards{grid-template-columns:repeat(2,minmax(0,1fr))}.card .figure{font-size:16px}}
@page{size:A4 landscape;margin:12mm}
@media print{body{max-width:none;padding:0;font-size:10pt}.frame{overflow:visible;background:none}
.cards{grid-template-columns:repeat(auto-fill,minmax(40mm,1fr))}.card .figure{font-size:13pt}
table{font-size:8pt}table.compact{font-size:7.5pt}table.dense{font-size:6.8pt}table.widest{font-size:5.5pt}
th,td{padding:3px 5px}.compact th,.compact td{padding:3px 4px}.dense th,.dense td,.widest th,.widest td{padding:2px 3px}
thead{display:table-header-group}tr,.card,figure,.whole{break-inside:avoid}h2,h3{break-after:avoid}
.charts{grid-template-columns:1fr 1fr;gap:4mm 8mm;margin:4mm 0}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
)";

constexpr std::size_t kOnePage = 15;  // rows of a table that paper does not break

// How wide the columns of a table are, in columns of text, to choose type that lets it fit on the screen and
// the paper.
class Density {
 public:
  Density(const Table& table, const Layout& layout, const People& people) : widths_(layout.shown.size()) {
    const auto widen = [](std::size_t& width, std::string_view text) {
      width = std::max(width, base::display_width(text));
    };
    for (std::size_t at = 0; at < widths_.size(); ++at) {
      const document::Column& column = table.columns[layout.shown[at]];
      widths_[at].text = column.type == document::Type::text;
      widen(widths_[at].title, people.text(column.title));
    }
    std::size_t seen = 0;
    table.rows.for_each([&](const Row& row) {
      if (++seen > kLooked) return;
      for (std::size_t at = 0; at < widths_.size(); ++at) {
        const std::size_t source = layout.shown[at];
        widen(widths_[at].cells, people.cell(table.columns[source], row[source]));
      }
    });
    if (!table.total) return;
    for (std::size_t at = 0; at < widths_.size(); ++at) {
      const std::size_t source = layout.shown[at];
      widen(widths_[at].cells, people.total_cell(table.columns[source], (*table.total)[source], at == 0));
    }
  }

  // The class of the table: the largest type in which it fits into the page of the style above.
  const char* name() const {
    if (fits(7.8, 18, kWholeName, false)) return "";
    if (fits(7.2, 12, kWholeName, false)) return " class=\"compact\"";
    if (fits(6.6, 8, kWholeName, true) || fits(6.6, 8, kFoldedName, true)) return " class=\"dense\"";
    return " class=\"widest\"";
  }

 private:
  struct Width {
    std::size_t title = 0;
    std::size_t cells = 0;
    bool text = false;
  };
  static constexpr std::size_t kLooked = 5'000;  // rows that set the type of a long table
  static constexpr double kPage = 1230;          // pixels between the margins of a page at 1280
  static constexpr std::size_t kWholeName = 28;
  static constexpr std::size_t kFoldedName = 14;
  static constexpr std::size_t kFoldedTitle = 8;

  bool fits(double letter, double padding, std::size_t name, bool folded) const {
    double sum = 0;
    for (const Width& width : widths_) {
      const std::size_t cells = width.text ? std::min(width.cells, name) : width.cells;
      const std::size_t title = folded ? std::min(width.title, kFoldedTitle) : width.title;
      sum += static_cast<double>(std::max(cells, title)) * letter + padding;
    }
    return sum <= kPage;
  }

  std::vector<Width> widths_;
};

class Page {
 public:
  Page(const People& people, std::ostream& out) : people_(people), out_(out) {}

  void write_facts() {
    facts();
    flush(0);
  }

  void write_parts(const std::vector<Part>& parts) {
    for (const Part& part : parts) section(part);
    flush(0);
  }

  void write() {
    head();
    for (const Part& part : selected(people_.document(), people_.options().section)) section(part);
    const std::vector<base::Text>& notes = people_.document().notes;
    if (!notes.empty()) {
      buffer_ += "<div class=\"notes\">\n";
      for (const base::Text& note : notes) element("p", people_.text(note));
      buffer_ += "</div>\n";
    }
    buffer_ += "</main>\n</body>\n</html>\n";
    flush(0);
  }

 private:
  void element(const char* name, std::string_view text, const char* attributes = "") {
    buffer_ += fmt::format("<{}{}>", name, attributes);
    append_html(buffer_, text);
    buffer_ += fmt::format("</{}>\n", name);
  }

  void flush(std::size_t size = 1 << 16) {
    if (buffer_.size() < size) return;
    out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    buffer_.clear();
  }

  void head() {
    const std::string& title = people_.text(people_.document().title);
    buffer_ += fmt::format("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n",
                           people_.word("zh-CN", "en"));
    buffer_ +=
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n";
    element("title", title);
    buffer_ += fmt::format("<style>{}</style>\n</head>\n<body>\n<main>\n", kStyle);
    element("h1", title);
    facts();
  }

  void facts() {
    const std::vector<std::string> facts = people_.facts();
    if (facts.empty()) return;
    buffer_ += "<ul class=\"facts\">\n";
    for (const std::string& fact : facts) element("li", fact);
    buffer_ += "</ul>\n";
  }

  void section(const Part& part) {
    const document::Section& section = *part.section;
    buffer_ += "<section>\n";
    if (part.whole) {
      if (!section.title.empty()) element("h2", people_.text(section.title));
      for (const base::Text& paragraph : section.paragraphs) element("p", people_.text(paragraph));
      cards(section.kpis);
    }
    if (!part.charts.empty()) buffer_ += "<div class=\"charts\">\n";
    for (const document::Chart* one : part.charts) chart(*one);
    if (!part.charts.empty()) buffer_ += "</div>\n";
    for (const Table* one : part.tables) {
      const bool said =
          one->title.empty() || one->title == section.title || one->title == people_.document().title;
      if (!said) element("h3", people_.text(one->title));
      table(*one);
    }
    buffer_ += "</section>\n";
  }

  void cards(const std::vector<document::Kpi>& kpis) {
    if (kpis.empty()) return;
    buffer_ += "<div class=\"cards\">\n";
    for (const document::Kpi& kpi : kpis) {
      buffer_ += "<div class=\"card\">\n";
      element("div", people_.text(kpi.title), " class=\"name\"");
      element("div", people_.figure(kpi), " class=\"figure\"");
      if (!kpi.note.empty()) element("div", people_.text(kpi.note), " class=\"note\"");
      buffer_ += "</div>\n";
    }
    buffer_ += "</div>\n";
  }

  void chart(const document::Chart& chart) {
    const std::optional<ChartData> data = chart_data(chart, people_);
    if (!data) return;
    buffer_ += "<figure>\n";
    buffer_ += chart_svg(chart.kind, *data, fmt::format("c{}", ++charts_));
    buffer_ += "</figure>\n";
  }

  const char* class_of(const document::Column& column) const {
    if (is_number(column.type)) return " class=\"n\"";
    return column.type == document::Type::text ? " class=\"t\"" : " class=\"k\"";
  }

  void cell(const char* name, const char* attributes, std::string_view text, std::size_t depth = 0) {
    buffer_ += fmt::format("<{}{}", name, attributes);
    if (depth > 0) buffer_ += fmt::format(" style=\"padding-left:{}px\"", 9 + 16 * depth);
    buffer_ += '>';
    append_html(buffer_, text);
    buffer_ += fmt::format("</{}>", name);
  }

  void table(const Table& table) {
    const Layout layout = layout_of(table);
    RoundingWatch watch(table, people_);
    buffer_ +=
        fmt::format("<div class=\"frame{}\">\n<table{}>\n<thead><tr>",
                    table.rows.size() <= kOnePage ? " whole" : "", Density(table, layout, people_).name());
    for (const std::size_t at : layout.shown) {
      const document::Column& column = table.columns[at];
      cell("th", is_number(column.type) ? " class=\"n\"" : "", people_.text(column.title));
    }
    buffer_ += "</tr></thead>\n<tbody>\n";
    table.rows.for_each([&](const Row& row) {
      base::check_interrupt();
      watch.row(row);
      body_row(table, layout, row);
    });
    if (table.rows.size() == 0) {
      buffer_ += fmt::format("<tr><td colspan=\"{}\">{}</td></tr>\n", layout.shown.size(),
                             people_.word("（没有数据）", "(no data)"));
    }
    if (people_.options().total && table.total) total_row(table, layout);
    buffer_ += "</tbody>\n</table>\n</div>\n";
    below(table, watch.note());
  }

  void body_row(const Table& table, const Layout& layout, const Row& row) {
    buffer_ += "<tr>";
    for (std::size_t at = 0; at < layout.shown.size(); ++at) {
      const document::Column& column = table.columns[layout.shown[at]];
      cell("td", class_of(column), people_.cell(column, row[layout.shown[at]]),
           at == layout.indent ? layout.depth(row) : 0);
    }
    buffer_ += "</tr>\n";
    flush();
  }

  void total_row(const Table& table, const Layout& layout) {
    buffer_ += "<tr class=\"total\">";
    for (std::size_t at = 0; at < layout.shown.size(); ++at) {
      const document::Column& column = table.columns[layout.shown[at]];
      cell("td", class_of(column), people_.total_cell(column, (*table.total)[layout.shown[at]], at == 0));
    }
    buffer_ += "</tr>\n";
  }

  void below(const Table& table, const std::string& rounding) {
    if (table.facts.empty() && table.notes.empty() && rounding.empty()) return;
    buffer_ += "<ul class=\"below\">\n";
    for (const auto& [label, value] : table.facts) element("li", people_.fact(label, value));
    if (!rounding.empty()) element("li", rounding);
    for (const base::Text& note : table.notes) element("li", people_.text(note));
    buffer_ += "</ul>\n";
  }

  const People& people_;
  std::ostream& out_;
  std::string buffer_;
  int charts_ = 0;
};

}  // namespace

std::string html_style() {
  return kStyle;
}

void html_facts(const People& people, std::ostream& out) {
  Page(people, out).write_facts();
}

void html_parts(const People& people, const std::vector<Part>& parts, std::ostream& out) {
  Page(people, out).write_parts(parts);
}

void write_html(const document::Document& document, const Options& options, std::ostream& out) {
  const People people(document, options);
  Page(people, out).write();
}

}  // namespace salesops::render
