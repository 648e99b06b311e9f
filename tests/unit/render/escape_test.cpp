#include "salesops/render/escape.hpp"

#include <doctest/doctest.h>

using namespace salesops;

namespace {

using Escape = void (*)(std::string&, std::string_view);

struct Case {
  const char* text;
  const char* wanted;
};

void check_all(Escape escape, std::initializer_list<Case> cases) {
  for (const Case& one : cases) {
    std::string out;
    escape(out, one.text);
    CHECK(out == one.wanted);
  }
}

}  // namespace

TEST_CASE("JSON strings escape quotes and control bytes and keep UTF-8") {
  check_all(render::append_json_string, {{"上海", "\"上海\""},
                                         {"a\"b\\c", R"("a\"b\\c")"},
                                         {"a\nb\tc\r", R"("a\nb\tc\r")"},
                                         {"\x01\x7f", R"("\u0001\u007f")"},
                                         {"\xff!", R"("\\xFF!")"}});
}

TEST_CASE("Invisible characters that turn or break text are written so that nobody is deceived") {
  check_all(render::append_json_string, {{"a\u202Eb", R"("a\u202eb")"},
                                         {"\u2028", R"("\u2028")"},
                                         {"\u2069x", R"("\u2069x")"},
                                         {"\u009B31m", R"("\u009b31m")"},
                                         {"\u2014 \u201Cq\u201D \u00B7", "\"\u2014 \u201Cq\u201D \u00B7\""}});
  check_all(render::append_html, {{"a\u202Eb", "a\\xE2\\x80\\xAEb"}, {"\u2029", "\\xE2\\x80\\xA9"}});
  CHECK(render::has_deceptive("x\u2066"));
  CHECK_FALSE(render::has_deceptive("\u2014\u2065\u00A0\u20AC"));
}

TEST_CASE("HTML text cannot become an element, an attribute or a reference") {
  check_all(render::append_html, {{"<script>", "&lt;script&gt;"},
                                  {"a&lt;\"'", "a&amp;lt;&quot;&#39;"},
                                  {"\x1b[31m", "\\x1B[31m"},
                                  {"华东", "华东"}});
}

TEST_CASE("Markdown cells cannot break the table or carry mark-up") {
  check_all(render::append_markdown, {{"a|b", "a\\|b"},
                                      {"**x** [y](z)", "\\*\\*x\\*\\* \\[y\\](z)"},
                                      {"<b>&amp;", "&lt;b&gt;&amp;amp;"},
                                      {"P&G", "P&G"},
                                      {"two\nlines", "two lines"},
                                      {"javascript:x", "javascript&#58;x"},
                                      {"-5", "-5"}});
}

TEST_CASE("a Markdown line does not start a heading or a list by accident") {
  check_all(render::append_markdown_line,
            {{"# x", "\\# x"}, {"- x", "\\- x"}, {"1. x", "1\\. x"}, {"2026 年", "2026 年"}, {"x", "x"}});
}
