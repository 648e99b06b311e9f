#pragma once
#include <span>
#include <string>
#include <string_view>

#include "salesops/base/error.hpp"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace salesops::cli {

// What is wrong with a command line, said in both languages, with the nearest right word. All are
// Exit::usage.
base::Error unknown_command(std::string_view word);
base::Error unknown_flag(std::string_view word, std::span<const std::string> allowed);
base::Error missing_command();
base::Error unknown_extension(std::string_view path);
// The parser's complaint about the deepest command that was reached.
base::Error usage_error(const CLI::App& root, const CLI::ParseError& fault);

}  // namespace salesops::cli
