#pragma once
#include <exception>
#include <memory>
#include <string_view>

#include "salesops/ingest/xlsx_zip.hpp"

struct XML_ParserStruct;

namespace salesops::ingest {

// The attributes of one element; names without namespace prefix.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  std::string_view operator[](std::string_view name) const;  // "" when absent

 private:
  const char** pairs_;
};

// Parses the open entry of a ZIP file piece by piece. Document types are refused, so that no entity can
// expand.
class XmlStream {
 public:
  explicit XmlStream(ZipFile& zip);
  virtual ~XmlStream();
  XmlStream(const XmlStream&) = delete;
  XmlStream& operator=(const XmlStream&) = delete;

  // Parses until pause() was called (true) or the entry ends (false). Throws Error(bad_data, E2023) for bad
  // XML and what the handlers throw.
  bool run();

 protected:
  virtual void start(std::string_view element, const XmlAttributes& attributes) = 0;
  virtual void end(std::string_view element) = 0;
  virtual void text(std::string_view) {}
  void pause();

 private:
  struct Callbacks;
  [[noreturn]] void fail() const;
  ZipFile& zip_;
  XML_ParserStruct* parser_;
  bool paused_ = false;
  bool done_ = false;
  std::exception_ptr thrown_;
};

}  // namespace salesops::ingest
