// Text for a terminal or a mail: columns aligned by display width.
//
// Rows are walked twice, once for the widths and once to write, so that a table of any length needs no
// memory. When the table is wider than the terminal, columns marked wide_only go first, then the widest text
// columns shrink step by step; numbers are never cut. When that is not enough, the columns are written in
// several bands one under the other, each with the names of the rows.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "salesops/base/interrupt.hpp"
#include "salesops/base/text.hpp"
#include "salesops/render/people.hpp"
#include "salesops/render/select.hpp"
#include "salesops/render/writers.hpp"

namespace salesops::render {

namespace {

using document::Row;
using document::Table;

constexpr std::size_t kGap = 2;
constexpr std::size_t kNarrowest = 10;  // columns a text column keeps
constexpr const char* kBold = "\x1b[1m";
constexpr const char* kPlain = "\x1b[0m";

class TextTable {
 public:
  TextTable(const Table& table, const People& people, std::ostream& out)
      : table_(table), people_(people), out_(out), layout_(layout_of(table)), watch_(table, people) {
    measure();
    fit();
    fold();
  }

  void write() {
    for (const Band& band : bands_) {
      if (&band != &bands_.front()) out_ << '\n';
      write(band);
    }
    for (const auto& [label, value] : table_.facts)
      out_ << base::printable(people_.fact(label, value)) << '\n';
    const std::string rounding = watch_.note();
    if (!rounding.empty()) out_ << rounding << '\n';
    for (const base::Text& note : table_.notes) {
      out_ << people_.word("注：", "note: ") << base::printable(people_.text(note)) << '\n';
    }
  }

 private:
  using Band = std::vector<std::size_t>;  // positions of columns

  void write(const Band& band) {
    heading(band);
    rule(band);
    table_.rows.for_each([&](const Row& row) {
      base::check_interrupt();
      line(band, [&](std::size_t at) { return shown(row, at); });
    });
    if (table_.rows.size() == 0) out_ << people_.word("（没有数据）", "(no data)") << '\n';
    if (people_.options().total && table_.total) {
      rule(band);
      line(band, [&](std::size_t at) { return total(at); });
    }
  }

  const document::Column& column(std::size_t at) const { return table_.columns[layout_.shown[at]]; }

  std::string shown(const Row& row, std::size_t at) const {
    std::string text = base::printable(people_.cell(column(at), row[layout_.shown[at]]));
    return at == layout_.indent ? std::string(2 * layout_.depth(row), ' ') + text : text;
  }

  std::string total(std::size_t at) const {
    return base::printable(people_.total_cell(column(at), (*table_.total)[layout_.shown[at]], at == 0));
  }

  void widen(std::size_t at, const std::string& text) {
    width_[at] = std::max(width_[at], base::display_width(text));
  }

  void measure() {
    width_.assign(layout_.shown.size(), 1);
    for (std::size_t at = 0; at < width_.size(); ++at)
      widen(at, base::printable(people_.text(column(at).title)));
    table_.rows.for_each([&](const Row& row) {
      watch_.row(row);
      for (std::size_t at = 0; at < width_.size(); ++at) widen(at, shown(row, at));
    });
    if (!people_.options().total || !table_.total) return;
    for (std::size_t at = 0; at < width_.size(); ++at) widen(at, total(at));
  }

  std::size_t full_width() const {
    std::size_t sum = 0;
    for (const std::size_t width : width_) sum += width + kGap;
    return sum - std::min(sum, kGap);
  }

  void fit() {
    const std::size_t limit = people_.options().width;
    if (limit == 0) return;
    for (std::size_t at = width_.size(); at-- > 0 && full_width() > limit;) {
      if (column(at).wide_only) drop(at);
    }
    const std::vector<std::size_t> whole = width_;
    while (full_width() > limit && shrink()) continue;
    if (full_width() <= limit) return;
    // In bands there is room for names again.
    width_ = whole;
    for (std::size_t at = 0; at < width_.size(); ++at) {
      if (shrinks(at)) width_[at] = std::min(width_[at], std::max(limit / 3, kNarrowest));
    }
  }

  // Codes and dates say nothing when they are cut; text does.
  bool shrinks(std::size_t at) const {
    return column(at).type == document::Type::text && width_[at] > kNarrowest;
  }

  // Takes a column of the terminal from the widest text; false when there is none left to take from.
  bool shrink() {
    std::size_t widest = width_.size();
    for (std::size_t at = 0; at < width_.size(); ++at) {
      if (shrinks(at) && (widest == width_.size() || width_[at] > width_[widest])) widest = at;
    }
    if (widest == width_.size()) return false;
    --width_[widest];
    return true;
  }

  // The bands: all columns in one when they fit, else as many as fit beside the names of the rows, which are
  // the text columns at the front as long as they take no more than half of the width.
  void fold() {
    const std::size_t limit = people_.options().width;
    Band names;
    std::size_t used = 0;
    for (std::size_t at = 0; at < width_.size() && !is_number(column(at).type); ++at) {
      if (used + width_[at] + kGap > limit / 2) break;
      used += width_[at] + kGap;
      names.push_back(at);
    }
    bands_.assign(1, names);
    std::size_t room = used;
    for (std::size_t at = names.size(); at < width_.size(); ++at) {
      if (limit != 0 && room + width_[at] > limit && bands_.back().size() > names.size()) {
        bands_.push_back(names);
        room = used;
      }
      bands_.back().push_back(at);
      room += width_[at] + kGap;
    }
  }

  void drop(std::size_t at) {
    width_.erase(width_.begin() + static_cast<std::ptrdiff_t>(at));
    layout_.shown.erase(layout_.shown.begin() + static_cast<std::ptrdiff_t>(at));
    if (layout_.indent == Layout::npos) return;
    if (layout_.indent == at) {
      layout_.indent = Layout::npos;
    } else if (layout_.indent > at) {
      --layout_.indent;
    }
  }

  void heading(const Band& band) {
    if (people_.options().color) out_ << kBold;
    line(band, [&](std::size_t at) { return base::printable(people_.text(column(at).title)); });
    if (people_.options().color) out_ << kPlain;
  }

  void rule(const Band& band) {
    std::string text;
    for (const std::size_t at : band) text += std::string(width_[at], '-') + std::string(kGap, ' ');
    text.resize(text.size() - std::min(text.size(), kGap));
    out_ << text << '\n';
  }

  template <typename Cell>
  void line(const Band& band, Cell cell) {
    buffer_.clear();
    for (const std::size_t at : band) {
      const std::string text = base::truncate_to_width(cell(at), width_[at]);
      buffer_ +=
          is_number(column(at).type) ? base::pad_left(text, width_[at]) : base::pad_right(text, width_[at]);
      buffer_.append(kGap, ' ');
    }
    buffer_.resize(buffer_.find_last_not_of(' ') + 1);
    buffer_ += '\n';
    out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  }

  const Table& table_;
  const People& people_;
  std::ostream& out_;
  Layout layout_;
  RoundingWatch watch_;
  std::vector<std::size_t> width_;
  std::vector<Band> bands_;
  std::string buffer_;
};

void write_title(const std::string& title, const People& people, std::ostream& out) {
  if (title.empty()) return;
  if (people.options().color) {
    out << kBold << base::printable(title) << kPlain << '\n';
  } else {
    out << base::printable(title) << '\n';
  }
}

// The facts on as few lines as the width allows.
void write_facts(const People& people, std::ostream& out) {
  const std::size_t limit = people.options().width == 0 ? 100 : people.options().width;
  std::string line;
  for (const std::string& raw : people.facts()) {
    const std::string fact = base::printable(raw);
    if (!line.empty() && base::display_width(line) + base::display_width(fact) + 3 > limit) {
      out << line << '\n';
      line.clear();
    }
    line += (line.empty() ? "" : "   ") + fact;
  }
  if (!line.empty()) out << line << '\n';
}

void write_kpis(const std::vector<document::Kpi>& kpis, const People& people, std::ostream& out) {
  std::size_t titles = 0;
  std::size_t values = 0;
  for (const document::Kpi& kpi : kpis) {
    titles = std::max(titles, base::display_width(people.text(kpi.title)));
    values = std::max(values, base::display_width(people.figure(kpi)));
  }
  for (const document::Kpi& kpi : kpis) {
    out << "  " << base::pad_right(base::printable(people.text(kpi.title)), titles) << "  "
        << base::pad_left(base::printable(people.figure(kpi)), values);
    if (!kpi.note.empty()) out << "  " << base::printable(people.text(kpi.note));
    out << '\n';
  }
}

void write_part(const Part& part, const People& people, std::ostream& out) {
  const document::Section& section = *part.section;
  if (part.whole) {
    if (!section.title.empty()) out << '\n';
    write_title(people.text(section.title), people, out);
    for (const base::Text& paragraph : section.paragraphs)
      out << base::printable(people.text(paragraph)) << '\n';
    if (!section.kpis.empty()) out << '\n';
    write_kpis(section.kpis, people, out);
  }
  for (const Table* table : part.tables) {
    out << '\n';
    const bool said = table->title == section.title || table->title == people.document().title;
    if (!said) write_title(people.text(table->title), people, out);
    TextTable(*table, people, out).write();
  }
}

}  // namespace

void write_table(const document::Document& document, const Options& options, std::ostream& out) {
  const People people(document, options);
  write_title(people.text(document.title), people, out);
  write_facts(people, out);
  for (const Part& part : selected(document, options.section)) write_part(part, people, out);
  if (!document.notes.empty()) out << '\n';
  for (const base::Text& note : document.notes) out << base::printable(people.text(note)) << '\n';
}

}  // namespace salesops::render
