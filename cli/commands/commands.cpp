#include "commands/commands.hpp"

namespace salesops::cli {

std::span<const Noun> nouns() {
  static constexpr Noun kNouns[] = {
      {"completion", "", "生成命令行补全脚本（bash、zsh、fish）",
       "print a completion script (bash, zsh, fish)", add_completion},
      {"help", "", "帮助：命令、主题、手册页", "help: commands, topics, the manual page", add_help},
      {"explain", "", "解释一个错误代码", "explain an error code", add_explain},
  };
  return kNouns;
}

}  // namespace salesops::cli
