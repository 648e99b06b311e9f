#include "salesops/base/text.hpp"

#include <doctest/doctest.h>

#include "salesops/base/checked.hpp"
#include "salesops/base/error.hpp"
#include "salesops/base/sha256.hpp"

namespace salesops::base {

TEST_CASE("display width counts columns of a terminal, not bytes or characters") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("上海") == 4);
  CHECK(display_width("（青岛）") == 8);
  CHECK(display_width("e\xCC\x81") == 1);      // combining accent
  CHECK(display_width("\x1b[31m") == 4 + 4);   // ESC is shown as \x1B
  CHECK(display_width("\xff") == 4);
}

TEST_CASE("cutting and padding keep to the width in columns") {
  CHECK(truncate_to_width("上海华联商贸", 7) == "上海华…");
  CHECK(truncate_to_width("上海", 4) == "上海");
  CHECK(pad_right("上海", 6) == "上海  ");
  CHECK(pad_left("1.00", 6) == "  1.00");
}

TEST_CASE("bytes that are not text are shown as numbers") {
  CHECK(printable("a\tb\x1b") == "a\\x09b\\x1B");
  CHECK(printable("\xc3\x28") == "\\xC3(");
  CHECK(first_invalid_utf8("上\xc0\xaf") == 3);
  CHECK(first_invalid_utf8("\xed\xa0\x80") == 0);  // a surrogate
  CHECK_FALSE(first_invalid_utf8("上海").has_value());
}

TEST_CASE("names compare after NFKC and white-space folding") {
  CHECK(fold_name("青岛（贸易）　公司 ") == fold_name("青岛(贸易) 公司"));
  CHECK(fold_name("ＡＢ１") == "AB1");
  CHECK(fold_name("甲 乙") != fold_name("甲乙"));
}

TEST_CASE("the nearest candidate is offered only when it is near") {
  const std::vector<std::string> names{"receivables", "report", "target", "budget"};
  CHECK(nearest("recievables", names) == "receivables");
  CHECK(nearest("taget", names) == "target");
  CHECK(nearest("BUDGET", names) == "budget");
  CHECK_FALSE(nearest("inventory", names).has_value());
}

TEST_CASE("checked integers throw instead of wrapping") {
  CHECK(checked_add(2, 3) == 5);
  CHECK_THROWS_AS(checked_add(INT64_MAX, 1), Error);
  CHECK_THROWS_AS(checked_mul(INT64_MAX / 2, 3), Error);
  CHECK_THROWS_AS(checked_sub(INT64_MIN, 1), Error);
}

TEST_CASE("rounding is half away from zero") {
  CHECK(divide_half_up(5, 2) == 3);
  CHECK(divide_half_up(-5, 2) == -3);
  CHECK(divide_half_up(4, 3) == 1);
  CHECK(divide_floor(-1, 100) == -1);
}

TEST_CASE("SHA-256 of the test vector of FIPS 180-2") {
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace salesops::base
