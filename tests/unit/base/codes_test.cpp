#include "salesops/base/codes.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "paths.hpp"

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

TEST_CASE("every code that the sources use stands in the catalogue") {
  namespace fs = std::filesystem;
  const std::regex code("\"(E[0-9]{4}|E_[A-Z_]+)\"");
  std::set<std::string> missing;
  for (const char* folder : {"lib", "cli"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(tests::source_folder()) / folder)) {
      if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
      std::ifstream file(entry.path());
      const std::string text((std::istreambuf_iterator<char>(file)), {});
      for (std::sregex_iterator hit(text.begin(), text.end(), code), end; hit != end; ++hit) {
        const std::string used = (*hit)[1];
        if (find_code(used) == nullptr) missing.insert(used + " in " + entry.path().filename().string());
      }
    }
  }
  std::string shown;
  for (const std::string& one : missing) shown += one + "\n";
  CHECK(shown == "");
}

}  // namespace salesops::base
