#include "salesops/ingest/xlsx_xml.hpp"

#include <expat.h>

#include <algorithm>

#include "salesops/base/error.hpp"

namespace salesops::ingest {

namespace {

constexpr int kBlock = 64 * 1024;

std::string_view local_name(const char* name) {
  const std::string_view text(name);
  const std::size_t colon = text.rfind(':');
  return colon == std::string_view::npos ? text : text.substr(colon + 1);
}

}  // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    const std::string_view full(pair[0]);
    const std::size_t prefix = full.size() - std::min(full.size(), name.size());
    if (full.substr(prefix) == name && (prefix == 0 || full[prefix - 1] == ':')) return pair[1];
  }
  return {};
}

// What expat calls. Nothing may be thrown through it, so failures are kept and the parser is stopped.
struct XmlStream::Callbacks {
  static void start(void* self, const XML_Char* name, const XML_Char** attributes) {
    guard(self, [&](XmlStream& stream) { stream.start(local_name(name), XmlAttributes(attributes)); });
  }
  static void end(void* self, const XML_Char* name) {
    guard(self, [&](XmlStream& stream) { stream.end(local_name(name)); });
  }
  static void text(void* self, const XML_Char* characters, int length) {
    guard(self, [&](XmlStream& stream) { stream.text({characters, static_cast<std::size_t>(length)}); });
  }
  static void doctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    guard(self, [](XmlStream& stream) { stream.fail(); });
  }
  template <class Work>
  static void guard(void* self, Work work) {
    auto& stream = *static_cast<XmlStream*>(self);
    if (stream.thrown_) return;
    try {
      work(stream);
    } catch (...) {
      stream.thrown_ = std::current_exception();
      XML_StopParser(stream.parser_, XML_FALSE);
    }
  }
};

XmlStream::XmlStream(ZipFile& zip) : zip_(zip), parser_(XML_ParserCreate("UTF-8")) {
  if (parser_ == nullptr) throw std::bad_alloc();
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, Callbacks::start, Callbacks::end);
  XML_SetCharacterDataHandler(parser_, Callbacks::text);
  XML_SetStartDoctypeDeclHandler(parser_, Callbacks::doctype);
}

XmlStream::~XmlStream() {
  XML_ParserFree(parser_);
}

void XmlStream::fail() const {
  throw base::Error(
      base::Exit::bad_data,
      {.code = "E2023",
       .place = {.file = zip_.name()},
       .message = {"XLSX 里的 XML 不合语法", "bad XML inside the XLSX file"},
       .help = {"用 Excel 或 WPS 打开后重新保存", "open it in a spreadsheet program and save it again"}});
}

void XmlStream::pause() {
  paused_ = true;
  XML_StopParser(parser_, XML_TRUE);
}

bool XmlStream::run() {
  while (true) {
    XML_Status status = XML_STATUS_OK;
    if (paused_) {
      paused_ = false;
      status = XML_ResumeParser(parser_);
    } else {
      if (done_) return false;
      void* block = XML_GetBuffer(parser_, kBlock);
      if (block == nullptr) throw std::bad_alloc();
      const std::size_t got = zip_.read(static_cast<char*>(block), kBlock);
      done_ = got == 0;
      status = XML_ParseBuffer(parser_, static_cast<int>(got), done_ ? 1 : 0);
    }
    if (thrown_) std::rethrow_exception(thrown_);
    if (status == XML_STATUS_ERROR) fail();
    if (paused_) return true;
  }
}

}  // namespace salesops::ingest
