#include "salesops/config/yaml.hpp"

#include <doctest/doctest.h>

#include <chrono>

namespace salesops::config {

namespace {

Node parsed(SourceFile& file) {
  return parse_yaml(file);
}

std::string code_of(std::string text) {
  SourceFile file{"t.yaml", std::move(text)};
  try {
    parse_yaml(file);
  } catch (const base::Error& error) {
    CHECK(error.exit() == base::Exit::configuration);
    return error.code() + "@" + std::to_string(error.diagnostics().front().place.line) + ":" +
           std::to_string(error.diagnostics().front().place.column);
  }
  return "accepted";
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("Hostile files are refused with code and place") {
  const struct {
    std::string text;
    std::string verdict;
  } cases[] = {
      {"a: [1", "E3001@1:4"},
      {"a: \"open", "E3001@1:4"},
      {"a: 'open\nb: 2\n", "E3001@1:4"},
      {"a: *nobody", "E3001@1:4"},
      {"a: 1\nb: \xff", "E3002@2:4"},
      {"a: \xc0\xaf", "E3002@1:4"},
      {std::string("a: \0b", 5), "E3002@1:4"},
      {"名: \x1b[31m", "E3002@1:4"},
      {repeated("[", 65) + repeated("]", 65), "E3004@1:65"},
      {"a: &x [" + repeated("[", 40) + repeated("]", 40) + "]\nb: " + repeated("[", 30) + "*x" +
           repeated("]", 30),
       "E3004@2:34"},
      {"a: !!int 1", "E3006@1:4"},
      {"a: !local {b: 1}", "E3006@1:4"},
      {"a: 1\n---\nb: 2", "E3007@2:1"},
      {"a: 1\nb: 2\na: 3", "E3008@3:1"},
      {"x: {a: 1, 'a': 2}", "E3008@1:11"},
      {"a: &a [*a]", "E3009@1:8"},
      {"a: &a {b: {c: *a}}", "E3009@1:15"},
      {"? [a]\n: 1", "E3023@1:3"},
      {"? {a: 1}\n: 1", "E3023@1:3"},
      {"~: 1", "E3023@1:1"},
      {"a: &a {b: 1}\nc:\n  <<: *a", "E3023@3:3"},
  };
  for (const auto& given : cases) {
    CAPTURE(given.text);
    CHECK(code_of(given.text) == given.verdict);
  }
}

TEST_CASE("Nesting of 64 levels and 100,000 nodes are accepted, one more is not") {
  CHECK(code_of(repeated("[", 64) + repeated("]", 64)) == "accepted");
  CHECK(code_of("[" + repeated("x,", kMaxNodes - 1) + "]") == "accepted");
  CHECK(code_of("[" + repeated("x,", kMaxNodes) + "]").starts_with("E3005"));
  CHECK(code_of(repeated("#", kMaxBytes)) == "accepted");
  CHECK(code_of(repeated("#", kMaxBytes + 1)) == "E3003@0:0");
}

TEST_CASE("A billion laughs and deep brackets end in milliseconds") {
  std::string laughs = "a: &a [" + repeated("x,", 10) + "]\n";
  for (char c = 'b'; c <= 'z'; ++c)
    laughs += std::string(1, c) + ": &" + c + " [" +
              repeated("*" + std::string(1, static_cast<char>(c - 1)) + ",", 10) + "]\n";
  const auto start = std::chrono::steady_clock::now();
  CHECK(code_of(laughs).starts_with("E3005"));
  CHECK(code_of(repeated("[", 100'000)).starts_with("E30"));
  CHECK(code_of(repeated("{a: ", 50'000)).starts_with("E30"));
  CHECK(code_of(repeated("- ", 100'000)).starts_with("E30"));
  CHECK(code_of("a: \"" + repeated("x", 300'000)).starts_with("E3001"));
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
}

TEST_CASE("BOM, CRLF and lone CR change neither values nor places") {
  SourceFile file{"t.yaml",
                  "\xEF\xBB\xBF"
                  "公司: 甲\r\nb:\r  - 1\r\n  - 乙 丙 # 注\r\n"};
  const Node root = parsed(file);
  REQUIRE(root.entries.size() == 2);
  CHECK(root.entries[0].key.text == "公司");
  CHECK(root.entries[0].value.text == "甲");
  CHECK(base::to_string(root.entries[0].value.place()) == "t.yaml:1:5");
  const Node* list = root.find("b");
  REQUIRE(list != nullptr);
  REQUIRE(list->items.size() == 2);
  CHECK(list->items[1].text == "乙 丙");
  CHECK(base::to_string(list->items[1].place()) == "t.yaml:4:5");
  CHECK(list->items[1].source_line() == "  - 乙 丙 # 注");
}

TEST_CASE("Scalars stay the text that is written") {
  SourceFile file{
      "t.yaml", "a: 010\nb: 1_000\nc: yes\nd: '~'\ne: 1e3\nf: 2026-02-30\ng: |\n  two\n  lines\nh: ~\ni:\n"};
  const Node root = parsed(file);
  const char* expected[] = {"010", "1_000", "yes", "~", "1e3", "2026-02-30", "two\nlines\n"};
  for (std::size_t at = 0; at < 7; ++at) CHECK(root.entries[at].value.text == expected[at]);
  CHECK(root.entries[7].value.kind == Node::Kind::null);
  CHECK(base::to_string(root.entries[8].value.place()) == "t.yaml:11:1");  // nothing is shown at its key
}

TEST_CASE("An alias is a copy of its anchor") {
  SourceFile file{"t.yaml", "a: &a {x: [1, 2]}\nb: *a\nc: [*a, *a]\n"};
  const Node root = parsed(file);
  CHECK(root.find("b")->find("x")->items[1].text == "2");
  CHECK(root.find("c")->items[1].find("x")->items[0].text == "1");
}

TEST_CASE("An empty file is an empty map") {
  for (const char* text : {"", "\n", "# nothing\n", "---\n", "---\n...\n"}) {
    CAPTURE(text);
    SourceFile file{"t.yaml", text};
    CHECK(parsed(file).kind == Node::Kind::map);
  }
}

}  // namespace salesops::config
