#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "salesops/document/document.hpp"
#include "salesops/render/render.hpp"

// What the formats for people share: how a value is worded, which columns are shown, the header facts.
namespace salesops::render {

// Stands for "no value" in a cell.
inline constexpr std::string_view kNoValue = "—";

bool is_number(document::Type type);  // right-aligned, summed, charted

class People {
 public:
  People(const document::Document& document, const Options& options)
      : document_(document), options_(options) {}

  const std::string& text(const base::Text& text) const { return base::in(text, options_.lang); }
  // Thousands separators, the display unit, percentages, 是/否; kNoValue for no value.
  std::string value(const document::Cell& cell, document::Type type, int decimals = 1) const;
  std::string cell(const document::Column& column, const document::Cell& cell) const {
    return value(cell, column.type, column.decimals);
  }
  // The same for the total row: the first text cell without a value says "Total", others stay empty.
  std::string total_cell(const document::Column& column, const document::Cell& cell, bool first) const;

  std::string figure(const document::Kpi& kpi) const;  // a card's value; amounts with their unit
  std::string unit() const;                            // "万元", "CNY"
  bool has_money() const;                              // whether the document shows an amount at all
  const char* word(const char* zh, const char* en) const { return options_.lang == base::Lang::zh ? zh : en; }
  // "label: value" of the facts, with the unit when there are amounts.
  std::vector<std::string> facts() const;
  std::string fact(const base::Text& label, const base::Text& value) const;

  const Options& options() const { return options_; }
  const document::Document& document() const { return document_; }

 private:
  const document::Document& document_;
  const Options& options_;
};

// The columns of a table that people see: all but the one that only carries the depth of a tree.
// indent: position in `shown` of the column to indent (npos: none), level: position in the row of its depth.
struct Layout {
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
  std::vector<std::size_t> shown;
  std::size_t indent = npos;
  std::size_t level = npos;

  std::size_t depth(const document::Row& row) const;
};
Layout layout_of(const document::Table& table);

// Adds up what is displayed of each money column, to find columns whose total is right but whose displayed
// figures do not add up to it (尾差). Only units of 万 and 亿 round, so for 元 it never finds any.
class RoundingWatch {
 public:
  RoundingWatch(const document::Table& table, const People& people);
  void row(const document::Row& row);
  // The note for people, or nothing when all is well or there is no total.
  std::string note() const;

 private:
  const document::Table& table_;
  const People& people_;
  std::int64_t step_;  // minor units of one displayed step
  std::vector<std::int64_t> exact_;
  std::vector<std::int64_t> displayed_;
};

}  // namespace salesops::render
