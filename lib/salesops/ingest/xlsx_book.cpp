#include "salesops/ingest/xlsx_book.hpp"

#include <charconv>
#include <map>

#include "salesops/base/error.hpp"
#include "salesops/ingest/xlsx_xml.hpp"

namespace salesops::ingest {

namespace {

constexpr std::size_t kMaxShared = 256ULL << 20U;
constexpr std::size_t kMaxItems = 100'000;  // sheets, relations, styles

unsigned number_of(std::string_view text) {
  unsigned value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

[[noreturn]] void fail_large() {
  throw base::Error(base::Exit::bad_data,
                    {.code = "E2022",
                     .message = {"XLSX 里的文字或样式过多", "too many texts or styles in the XLSX file"},
                     .help = {"分成几个文件，或另存为 CSV", "split the file or save it as CSV"}});
}

class WorkbookXml : public XmlStream {
 public:
  explicit WorkbookXml(ZipFile& zip) : XmlStream(zip) {}
  struct Sheet {
    std::string name;
    std::string relation;
    bool hidden;
  };
  std::vector<Sheet> sheets{};
  bool from_1904 = false;

 protected:
  void start(std::string_view element, const XmlAttributes& attributes) override {
    if (element == "workbookPr")
      from_1904 = attributes["date1904"] == "1" || attributes["date1904"] == "true";
    if (element != "sheet") return;
    if (sheets.size() == kMaxItems) fail_large();
    const std::string_view state = attributes["state"];
    sheets.push_back({std::string(attributes["name"]), std::string(attributes["id"]),
                      state == "hidden" || state == "veryHidden"});
  }
  void end(std::string_view) override {}
};

class RelationsXml : public XmlStream {
 public:
  explicit RelationsXml(ZipFile& zip) : XmlStream(zip) {}
  std::map<std::string, std::string> targets{};

 protected:
  void start(std::string_view element, const XmlAttributes& attributes) override {
    if (element != "Relationship") return;
    if (targets.size() == kMaxItems) fail_large();
    std::string target(attributes["Target"]);
    target = target.starts_with('/') ? target.substr(1) : "xl/" + target;
    targets.emplace(attributes["Id"], std::move(target));
  }
  void end(std::string_view) override {}
};

class StylesXml : public XmlStream {
 public:
  explicit StylesXml(ZipFile& zip) : XmlStream(zip) {}
  std::vector<bool> dates{};

 protected:
  void start(std::string_view element, const XmlAttributes& attributes) override {
    if (element == "cellXfs") in_cells_ = true;
    if (element == "numFmt") codes_[number_of(attributes["numFmtId"])] = attributes["formatCode"];
    if (element != "xf" || !in_cells_) return;
    if (dates.size() == kMaxItems || codes_.size() > kMaxItems) fail_large();
    const unsigned id = number_of(attributes["numFmtId"]);
    const auto code = codes_.find(id);
    dates.push_back(is_date_format(id, code == codes_.end() ? "" : code->second));
  }
  void end(std::string_view element) override {
    if (element == "cellXfs") in_cells_ = false;
  }

 private:
  bool in_cells_ = false;
  std::map<unsigned, std::string> codes_{};
};

class SharedXml : public XmlStream {
 public:
  SharedXml(ZipFile& zip, std::string& texts, std::vector<std::size_t>& ends)
      : XmlStream(zip), texts_(texts), ends_(ends) {}

 protected:
  void start(std::string_view element, const XmlAttributes&) override {
    if (element == "t") in_text_ = !in_reading_;
    if (element == "rPh") in_reading_ = true;
  }
  void end(std::string_view element) override {
    if (element == "t") in_text_ = false;
    if (element == "rPh") in_reading_ = false;
    if (element == "si") ends_.push_back(texts_.size());
  }
  void text(std::string_view characters) override {
    if (!in_text_) return;
    if (texts_.size() + characters.size() + ends_.size() * sizeof(std::size_t) > kMaxShared) fail_large();
    texts_ += characters;
  }

 private:
  std::string& texts_;
  std::vector<std::size_t>& ends_;
  bool in_text_ = false;
  bool in_reading_ = false;  // phonetic guides are not part of the text
};

}  // namespace

bool is_date_format(unsigned id, std::string_view code) {
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58))
    return true;
  bool quoted = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '[') {
      i = std::min(code.find(']', i), code.size() - 1);
    } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D' || c == 'm' || c == 'M' || c == 'h' || c == 'H') {
      return true;
    }
  }
  return false;
}

XlsxBook::XlsxBook(const ByteFile& file) : zip_(file) {
  read_workbook();
  read_styles();
  read_shared_strings();
}

void XlsxBook::read_workbook() {
  if (!zip_.open("xl/workbook.xml")) zip_.fail_damaged();
  WorkbookXml workbook(zip_);
  workbook.run();
  dates_from_1904_ = workbook.from_1904;
  if (!zip_.open("xl/_rels/workbook.xml.rels")) zip_.fail_damaged();
  RelationsXml relations(zip_);
  relations.run();
  for (const WorkbookXml::Sheet& sheet : workbook.sheets) {
    const auto target = relations.targets.find(sheet.relation);
    if (target != relations.targets.end()) sheets_.push_back({sheet.name, target->second, sheet.hidden});
  }
}

void XlsxBook::read_styles() {
  if (!zip_.open("xl/styles.xml")) return;
  StylesXml styles(zip_);
  styles.run();
  date_styles_ = std::move(styles.dates);
}

void XlsxBook::read_shared_strings() {
  if (!zip_.open("xl/sharedStrings.xml")) return;
  SharedXml(zip_, texts_, ends_).run();
}

std::string_view XlsxBook::shared(std::size_t index) const {
  if (index >= ends_.size()) return {};
  const std::size_t from = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(texts_).substr(from, ends_[index] - from);
}

}  // namespace salesops::ingest
