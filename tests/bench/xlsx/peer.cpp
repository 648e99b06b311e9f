// The bare libraries: minizip and expat read, libxlsxwriter writes in constant memory.
// usage: peer read FILE | peer write FILE ROWS
#include <expat.h>
#include <minizip/unzip.h>
#include <xlsxwriter.h>

#include <iostream>
#include <string_view>
#include <vector>

#include "table.hpp"

namespace {

struct Reader {
  std::vector<std::string> shared;
  std::string value;
  bool is_shared = false;
  bool keep = false;
  std::uint64_t count = 0;
  std::uint64_t bytes = 0;
};

void parse(unzFile zip, const char* name, Reader& reader, XML_StartElementHandler start,
           XML_EndElementHandler end) {
  if (unzLocateFile(zip, name, 1) != UNZ_OK || unzOpenCurrentFile(zip) != UNZ_OK) return;
  XML_Parser parser = XML_ParserCreate(nullptr);
  XML_SetUserData(parser, &reader);
  XML_SetElementHandler(parser, start, end);
  XML_SetCharacterDataHandler(parser, [](void* self, const XML_Char* text, int size) {
    auto& to = *static_cast<Reader*>(self);
    if (to.keep) to.value.append(text, static_cast<std::size_t>(size));
  });
  for (int got = 1; got > 0;) {
    void* block = XML_GetBuffer(parser, 1 << 16);
    got = unzReadCurrentFile(zip, block, 1 << 16);
    XML_ParseBuffer(parser, got, got == 0);
  }
  XML_ParserFree(parser);
  unzCloseCurrentFile(zip);
}

void read(const char* path) {
  unzFile zip = unzOpen64(path);
  Reader reader;
  parse(
      zip, "xl/sharedStrings.xml", reader,
      [](void* self, const XML_Char* name, const XML_Char**) {
        auto& to = *static_cast<Reader*>(self);
        if (std::string_view(name) == "si") to.value.clear();
        to.keep = std::string_view(name) == "t";
      },
      [](void* self, const XML_Char* name) {
        auto& to = *static_cast<Reader*>(self);
        to.keep = false;
        if (std::string_view(name) == "si") to.shared.push_back(to.value);
      });
  parse(
      zip, "xl/worksheets/sheet1.xml", reader,
      [](void* self, const XML_Char* name, const XML_Char** attributes) {
        auto& to = *static_cast<Reader*>(self);
        const std::string_view element(name);
        if (element == "c") {
          to.value.clear();
          to.is_shared = false;
          for (const XML_Char** pair = attributes; *pair; pair += 2)
            if (std::string_view(pair[0]) == "t") to.is_shared = std::string_view(pair[1]) == "s";
        }
        to.keep = element == "v" || element == "t";
      },
      [](void* self, const XML_Char* name) {
        auto& to = *static_cast<Reader*>(self);
        to.keep = false;
        if (std::string_view(name) != "c") return;
        ++to.count;
        to.bytes += to.is_shared ? to.shared[std::stoul(to.value)].size() : to.value.size();
      });
  unzClose(zip);
  std::cout << reader.count << " cells " << reader.bytes << " bytes\n";
}

void write(const char* path, std::uint64_t count) {
  lxw_workbook_options options = {};
  options.constant_memory = LXW_TRUE;
  lxw_workbook* book = workbook_new_opt(path, &options);
  lxw_worksheet* sheet = workbook_add_worksheet(book, nullptr);
  const auto format = [&](const char* code) {
    lxw_format* made = workbook_add_format(book);
    format_set_num_format(made, code);
    return made;
  };
  lxw_format* money = format("#,##0.00");
  lxw_format* whole = format("#,##0");
  lxw_format* percent = format("0.0%");
  lxw_format* date = format("yyyy-mm-dd");
  for (std::uint64_t at = 0; at < count; ++at) {
    const Line one = line(at);
    const auto row = static_cast<lxw_row_t>(at);
    worksheet_write_string(sheet, row, 0, one.number.c_str(), nullptr);
    worksheet_write_string(sheet, row, 1, one.customer.c_str(), nullptr);
    worksheet_write_string(sheet, row, 2, one.city.c_str(), nullptr);
    worksheet_write_number(sheet, row, 3, 45'658 + one.day, date);
    worksheet_write_number(sheet, row, 4, static_cast<double>(one.amount) / 100, money);
    worksheet_write_number(sheet, row, 5, static_cast<double>(one.open) / 100, money);
    worksheet_write_number(sheet, row, 6, static_cast<double>(one.overdue_days), whole);
    worksheet_write_number(sheet, row, 7, static_cast<double>(one.share) / 10'000, percent);
  }
  workbook_close(book);
}

}  // namespace

int main(int, char** words) {
  if (std::string_view(words[1]) == "read") read(words[2]);
  if (std::string_view(words[1]) == "write") write(words[2], std::stoull(words[3]));
}
