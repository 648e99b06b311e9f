#pragma once
#include <xlsxwriter.h>

#include <cstddef>
#include <string_view>
#include <vector>

// The paper of a sheet: A4, lying. Widths of columns are in digits of the book's font, as spreadsheets count
// them; heights in lines, the rows of one line of text.
//
// A sheet is printed at a scale that is written into it and ends its pages where it says so: a program that
// fits a sheet to the width of the paper does not keep to page ends, and cuts charts. That takes a font whose
// digits are as wide everywhere: Arial, which every office program has or has the measures of.
namespace salesops::render::xlsx {

inline constexpr const char* kFont = "Arial";
inline constexpr double kFontSize = 10;
inline constexpr double kLineHeight = 15.75;  // points; 21 pixels
inline constexpr int kLinePixels = 21;

// The lines that text takes in a cell of that width. Words stay whole where they can; Chinese breaks
// anywhere.
std::vector<std::string_view> wrapped(std::string_view text, double digits);

class Page {
 public:
  // For a table with columns of these widths. A narrow one leaves room for columns beside it.
  explicit Page(std::vector<double> widths);

  int scale() const { return scale_; }  // percent; at least 40: what is wider takes more than one page
  std::size_t columns() const { return widths_.size(); }  // from the first, that stand on one page
  double digits(std::size_t first_column = 0) const;      // the width of those from `first_column`
  int pixels() const;                                     // of all of them
  std::size_t lines() const;                              // that a page holds
  // The share of a full-size page that one line takes here is smaller: so many stand for `lines` there.
  std::size_t lines_for(std::size_t lines) const;

  void set_up(lxw_worksheet* sheet) const;

 private:
  std::vector<double> widths_;
  int scale_ = 100;
};

// Where the pages of a sheet end, so that what must not be cut stands on one.
class Pages {
 public:
  // used: lines above the place that is taken next, from the top of the sheet. heading: lines that stand on
  // top of every page but the first; 0: none.
  Pages(const Page& page, std::size_t used, std::size_t heading);

  // Takes lines for something that begins in `row`, on the page that is begun when three quarters of what it
  // wants are left there, else on one of its own. Returns how many it got, no more than it wants.
  std::size_t take(std::size_t row, std::size_t wanted);
  void write(lxw_worksheet* sheet);

 private:
  std::size_t page_lines_;
  std::size_t heading_;
  std::size_t used_;  // of the page; more than it has: where it ends is not known
  std::vector<lxw_row_t> ends_;
};

}  // namespace salesops::render::xlsx
