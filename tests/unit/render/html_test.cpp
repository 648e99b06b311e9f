#include <doctest/doctest.h>

#include <cmath>

#include "salesops/render/chart.hpp"
#include "unit/render/fixture.hpp"

using namespace salesops;
using namespace salesops::render_test;
using render::Format;

namespace {

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

// Tags that are opened must be closed in order; returns the first fault.
std::string unbalanced(const std::string& html) {
  std::vector<std::string> open;
  for (auto at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const auto end = html.find('>', at);
    const std::string tag = html.substr(at + 1, end - at - 1);
    const std::string name = tag.substr(0, tag.find_first_of(" \n"));
    if (tag.starts_with('!') || tag.ends_with('/') || name == "meta") continue;
    if (!tag.starts_with('/')) {
      open.push_back(name);
    } else if (open.empty() || open.back() != name.substr(1)) {
      return name;
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : open.back();
}

}  // namespace

TEST_CASE("a page needs nothing from outside and runs nothing") {
  const std::string html = rendered(report(), Format::html);
  for (const char* forbidden :
       {"<script", "<link", "<iframe", "<img", " src=", " href=", "javascript:", "@import", "onload"}) {
    CHECK(html.find(forbidden) == std::string::npos);
  }
  std::string without_namespace = html;
  for (auto at = without_namespace.find("http://www.w3.org/2000/svg"); at != std::string::npos;
       at = without_namespace.find("http://www.w3.org/2000/svg")) {
    without_namespace.erase(at, 26);
  }
  CHECK(without_namespace.find("http") == without_namespace.find("http-equiv"));
  CHECK(unbalanced(html) == "");
}

TEST_CASE("hostile text stays text") {
  const std::string html = rendered(report(), Format::html);
  CHECK(html.find("a|b,&quot;c&quot; &lt;b&gt;") != std::string::npos);
  CHECK(html.find("<b>") == std::string::npos);
  CHECK(html.find("本月 &lt;销售&gt; 上升 &amp; 回款下降。") != std::string::npos);
}

TEST_CASE("every chart is drawn with its title, its unit and the figures of its table") {
  const std::string html = rendered(report(), Format::html);
  CHECK(count(html, "<svg ") == 5);
  CHECK(count(html, "</title>") == 6);
  CHECK(count(html, ">[元]</text>") == 5);
  for (const char* text :
       {">达成与目标</text>", ">1,800,000.00</text>", ">-550,000.00</text>", ">期末</text>"}) {
    CHECK(html.find(text) != std::string::npos);
  }
}

TEST_CASE("a chart whose table or column is missing is left out") {
  auto document = report();
  document.sections[1].charts = {
      chart("x", {"x", "x"}, document::ChartKind::bars, "none", "region", {"actual"}),
      chart("y", {"y", "y"}, document::ChartKind::bars, "tree", "region", {"none"})};
  CHECK(rendered(document, Format::html).find("<svg ") == std::string::npos);
}

TEST_CASE("a chart of a tree draws the first level that has something to compare") {
  const auto document = report();
  const render::Options options;
  const render::People people(document, options);
  const auto data = render::chart_data(document.sections[1].charts[0], people);
  REQUIRE(data.has_value());
  CHECK(data->categories == std::vector<std::string>{"江苏", "上海"});
  CHECK(data->marker->values[0] == 2'000'000.0);
}

TEST_CASE("axis ticks are round, cover the range and include zero when the range does") {
  const struct {
    double low;
    double high;
    std::size_t most;
  } cases[] = {{0, 100, 7}, {0, 0, 7}, {-55, 90, 8}, {0, 0.03, 8}, {-3e9, 7e9, 8}, {0, 1234567, 8}};
  for (const auto& one : cases) {
    const std::vector<double> marks = render::ticks(one.low, one.high, 5);
    CHECK(marks.front() <= one.low);
    CHECK(marks.back() >= one.high);
    CHECK(marks.size() >= 2);
    CHECK(marks.size() <= one.most);
    CHECK(std::any_of(marks.begin(), marks.end(), [](double mark) { return mark == 0; }));
  }
}
