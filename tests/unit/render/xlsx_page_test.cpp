#include "salesops/render/xlsx_page.hpp"

#include <doctest/doctest.h>

#include <string>

using salesops::render::xlsx::Page;
using salesops::render::xlsx::Pages;
using salesops::render::xlsx::wrapped;

namespace {

std::vector<std::string> lines_of(std::string_view text, double digits) {
  const auto lines = wrapped(text, digits);
  return {lines.begin(), lines.end()};
}

}  // namespace

TEST_CASE("text breaks between words and anywhere in Chinese") {
  using Lines = std::vector<std::string>;
  CHECK(lines_of("", 10) == Lines{""});
  CHECK(lines_of("one two three", 8) == Lines{"one two ", "three"});
  CHECK(lines_of("one two ", 7) == Lines{"one two "});
  CHECK(lines_of("一二三四五", 4) == Lines{"一二", "三四", "五"});
  CHECK(lines_of("本月 sales 上升", 8) == Lines{"本月 ", "sales 上", "升"});
  CHECK(lines_of("unbreakable", 4) == Lines{"unbr", "eaka", "ble"});
  CHECK(lines_of("a\nb", 10) == Lines{"a", "b"});
}

TEST_CASE("a table narrower than the page is printed at full size with room beside it, a wider one smaller") {
  const Page narrow({20, 20});
  CHECK(narrow.scale() == 100);
  CHECK(narrow.columns() == 12);
  CHECK(narrow.lines() == 31);
  const Page wide(std::vector<double>(20, 12));
  CHECK(wide.scale() == 54);
  CHECK(wide.columns() == 20);
  CHECK(wide.lines() == 58);
  CHECK(wide.lines_for(18) == 34);
}

TEST_CASE("a table too wide for any page is printed at 40 percent on several") {
  const Page huge(std::vector<double>(60, 12));
  CHECK(huge.scale() == 40);
  CHECK(huge.columns() == 27);
}

TEST_CASE("a page ends where less than three quarters of what is wanted are left on it") {
  struct Case {
    std::size_t used;
    std::size_t wanted;
    std::size_t taken;
  };
  // 31 lines on a page; 2 on top of every further one
  for (const Case& one : {Case{13, 18, 18}, Case{16, 18, 15}, Case{17, 18, 14}, Case{18, 18, 18},
                          Case{90, 18, 18}, Case{90, 40, 29}}) {
    Pages pages(Page({20}), one.used, 2);
    CHECK_MESSAGE(pages.take(50, one.wanted) == one.taken, one.used, " ", one.wanted);
  }
}
