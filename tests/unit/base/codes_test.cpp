#include "salesops/base/codes.hpp"

#include <doctest/doctest.h>

#include <string>

namespace salesops::base {

TEST_CASE("the catalogue is in order, without doubles and complete in both languages") {
  const std::vector<CodeEntry> all = codes();
  for (std::size_t i = 0; i < all.size(); ++i) {
    CAPTURE(all[i].code);
    if (i > 0) CHECK(std::string(all[i - 1].code) < std::string(all[i].code));
    for (const char* text : {all[i].title_zh, all[i].title_en, all[i].text_zh, all[i].text_en}) {
      CHECK(std::string(text) != "");
    }
    CHECK(find_code(all[i].code) != nullptr);
  }
}

TEST_CASE("a code is found in either case and an unknown one is not") {
  REQUIRE(find_code("e2103") != nullptr);
  CHECK(std::string(find_code("e2103")->title_en) == "not a date");
  CHECK(find_code("E0000") == nullptr);
  CHECK(find_code("") == nullptr);
}

}  // namespace salesops::base
