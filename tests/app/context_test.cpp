#include "salesops/app/context.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "salesops/config/load.hpp"

namespace salesops::app {

namespace fs = std::filesystem;

namespace {

Context context_with(const std::string& text, const std::string& actor) {
  Context context;
  context.config = config::load_text("company: {name: 甲}\n" + text).config;
  context.actor = actor;
  return context;
}

std::string refusal(const Context& context, std::string_view what, std::optional<money::Money> amount) {
  try {
    require_authority(context, what, amount);
  } catch (const base::Error& error) {
    CHECK(error.exit() == base::Exit::not_permitted);
    return error.code();
  }
  return "allowed";
}

money::Money yuan(std::int64_t amount) {
  return money::Money::minor(amount * 100);
}

}  // namespace

TEST_CASE("Without roles everything is allowed, with roles only what the authority says") {
  CHECK(refusal(context_with("", "anyone"), "close", std::nullopt) == "allowed");
  const std::string text =
      "roles: {a: {role: clerk}, b: {role: boss}}\n"
      "authority: [{what: request, role: clerk, up_to: 500}, {what: request, role: boss, up_to: 5000}, "
      "{what: request, role: boss, up_to: 9000}, {what: close, role: boss}]\n";
  const struct {
    const char* actor;
    const char* what;
    std::optional<money::Money> amount;
    std::string verdict;
  } cases[] = {
      {"a", "request", yuan(500), "allowed"},  {"a", "request", money::Money::minor(50001), "E8102"},
      {"a", "request", -yuan(501), "E8102"},   {"a", "close", std::nullopt, "E8101"},
      {"b", "request", yuan(9000), "allowed"}, {"b", "request", money::Money::minor(900001), "E8102"},
      {"b", "close", std::nullopt, "allowed"}, {"b", "reopen", std::nullopt, "E8101"},
      {"c", "close", std::nullopt, "E8101"},
  };
  for (const auto& given : cases) {
    CAPTURE(given.actor);
    CAPTURE(given.what);
    CHECK(refusal(context_with(text, given.actor), given.what, given.amount) == given.verdict);
  }
}

TEST_CASE("An instant is read with its offset, anything else is not one") {
  const struct {
    const char* text;
    std::int64_t seconds;
  } cases[] = {{"1970-01-01T00:00:00Z", 0},
               {"2026-11-02T06:00:00+08:00", 1793570400},
               {"2026-11-01T22:00Z", 1793570400},
               {"2026-11-02 03:30:00+05:30", 1793570400},
               {"1969-12-31T23:59:59Z", -1}};
  for (const auto& given : cases) {
    CAPTURE(given.text);
    CHECK(parse_instant(given.text) == given.seconds);
  }
  for (const char* bad : {"", "2026-11-02", "2026-11-02T06:00:00", "2026-02-30T06:00:00Z",
                          "2026-11-02T24:00:00Z", "2026-11-02T06:00:00+8", "2026-11-02T06:00:00Zx"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_instant(bad).has_value());
  }
}

TEST_CASE("Today is the day in the company's time zone") {
  CHECK(day_of(1793570400, 8 * 3600) == calendar::Date::of(2026, 11, 2));
  CHECK(day_of(1793570400, 0) == calendar::Date::of(2026, 11, 1));
  CHECK(day_of(-1, 0) == calendar::Date::of(1969, 12, 31));
  CHECK(day_of(-86400, 0) == calendar::Date::of(1969, 12, 31));
}

TEST_CASE("The workspace is the named one or the nearest above") {
  const fs::path root = fs::temp_directory_path() / "salesops-find";
  fs::remove_all(root);
  fs::create_directories(root / "a/b/c");
  std::ofstream(root / "a/salesops.yaml") << "company: {name: 甲}\n";
  const std::string file = (root / "a/salesops.yaml").string();
  CHECK(find_workspace("", (root / "a/b/c").string()) == file);
  CHECK(find_workspace("", (root / "a").string()) == file);
  CHECK(find_workspace("..", (root / "a/b").string()) == file);
  CHECK(find_workspace("other.yaml", (root / "a").string()) == (root / "a/other.yaml").string());
  fs::remove_all(root);
}

}  // namespace salesops::app
