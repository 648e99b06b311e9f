#pragma once
#include <iosfwd>

#include "salesops/render/render.hpp"

// One function per format; see render.hpp for the contract. Only render.cpp calls them.
namespace salesops::render {

void write_table(const document::Document& document, const Options& options, std::ostream& out);
void write_markdown(const document::Document& document, const Options& options, std::ostream& out);
void write_delimited(const document::Document& document, char separator, const Options& options,
                     std::ostream& out);
void write_json(const document::Document& document, const Options& options, std::ostream& out);
void write_ndjson(const document::Document& document, const Options& options, std::ostream& out);
void write_html(const document::Document& document, const Options& options, std::ostream& out);
void write_xlsx(const document::Document& document, const Options& options, std::ostream& out);

}  // namespace salesops::render
