#include "salesops/config/presets.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace salesops;

TEST_CASE("Every built-in preset names its kind, its source and whether it was checked with an export") {
  const auto& presets = config::builtin_presets();
  REQUIRE(presets.size() == 8);
  CHECK(std::ranges::is_sorted(presets, {}, &config::ImportPreset::name));
  for (const config::ImportPreset& preset : presets) {
    CAPTURE(preset.name);
    CHECK_FALSE(preset.kind.empty());
    CHECK_FALSE(preset.source.empty());
    CHECK_FALSE(preset.title.zh.empty());
    CHECK_FALSE(preset.title.en.empty());
    CHECK_FALSE(preset.columns.empty());
    CHECK(preset.verified == !preset.name.starts_with("yonyou"));
  }
  const config::ImportPreset& tax = presets[1];
  CHECK(tax.name == "cn_tax_invoice");
  CHECK(tax.sum_lines);
  CHECK(tax.drop.front().first == "发票状态");
  CHECK(tax.columns.front().second == "数电票号码|数电发票号码|发票号码");
}
