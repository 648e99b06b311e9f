#include "manual.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>

#include "command_line.hpp"
#include "options.hpp"
#include "salesops/base/text.hpp"

namespace salesops::cli {

namespace {

// "{a,b,c}" as an IsMember check describes itself.
std::vector<std::string> choices_in(const std::string& type_name) {
  const auto open = type_name.find('{');
  if (open == std::string::npos || type_name.back() != '}') return {};
  return base::split(type_name.substr(open + 1, type_name.size() - open - 2), ',');
}

OptionInfo describe(const CLI::Option& option) {
  OptionInfo info;
  for (const std::string& name : option.get_snames()) info.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) info.names.push_back("--" + name);
  if (info.names.empty()) info.names.push_back(option.get_name(true));
  info.choices = choices_in(option.get_type_name());
  if (option.get_expected_max() > 0 && option.get_type_size_max() > 0) {
    const std::string type = option.get_type_name();
    info.value = type.substr(0, type.find_first_of(":{"));
    if (info.value.empty()) info.value = "VALUE";
  }
  info.description = option.get_description();
  info.required = option.get_required();
  return info;
}

std::string title(const OptionInfo& option) {
  std::string text = base::join(option.names, ", ");
  if (!option.value.empty() && option.names.front().starts_with('-')) text += " " + option.value;
  return text;
}

std::string described(const OptionInfo& option, base::Lang lang) {
  std::string text = option.description;
  if (!option.choices.empty()) text += fmt::format(" [{}]", base::join(option.choices, "|"));
  if (option.required) text += lang == base::Lang::zh ? "（必填）" : " (required)";
  return text;
}

// Two aligned columns; a long left side gets a line of its own.
std::string two_columns(const std::vector<std::pair<std::string, std::string>>& rows) {
  constexpr std::size_t kMost = 28;
  std::size_t width = 0;
  for (const auto& [left, right] : rows) {
    if (base::display_width(left) <= kMost) width = std::max(width, base::display_width(left));
  }
  std::string text;
  for (const auto& [left, right] : rows) {
    const bool fits = base::display_width(left) <= width;
    text += "  " + (fits ? base::pad_right(left, width) : left + "\n  " + std::string(width, ' ')) + "  " +
            right + "\n";
  }
  return text;
}

std::string option_block(const char* heading, const std::vector<OptionInfo>& options, base::Lang lang) {
  if (options.empty()) return {};
  std::vector<std::pair<std::string, std::string>> rows;
  for (const OptionInfo& option : options) rows.emplace_back(title(option), described(option, lang));
  return fmt::format("\n{}\n{}", heading, two_columns(rows));
}

std::string usage_line(const CommandInfo& command, const Say& say) {
  std::string line = fmt::format("{} {}", say("用法:", "Usage:"), command.path);
  if (!command.verbs.empty()) line += say(" 子命令", " COMMAND");
  for (const OptionInfo& argument : command.arguments) {
    const std::string& name = argument.names.front();
    line += argument.required ? fmt::format(" {}", name) : fmt::format(" [{}]", name);
  }
  return line + say(" [选项]", " [OPTIONS]");
}

std::string verb_block(const CommandInfo& command, const Say& say) {
  if (command.verbs.empty()) return {};
  std::vector<std::pair<std::string, std::string>> rows;
  for (const CommandInfo& verb : command.verbs)
    rows.emplace_back(verb.path.substr(command.path.size() + 1), verb.summary);
  return fmt::format("\n{}\n{}", say("子命令:", "Commands:"), two_columns(rows));
}

}  // namespace

CommandInfo describe(const CLI::App& app) {
  CommandInfo info;
  const CLI::App* parent = app.get_parent();
  info.path = app.get_name();
  for (; parent != nullptr; parent = parent->get_parent()) info.path = parent->get_name() + ' ' + info.path;
  info.summary = app.get_description();
  if (app.get_parent() != nullptr) {
    for (const CLI::Option* option : app.get_options()) {
      if (option == app.get_help_ptr()) continue;
      (option->nonpositional() ? info.options : info.arguments).push_back(describe(*option));
    }
  }
  for (const CLI::App* verb : app.get_subcommands(nullptr)) info.verbs.push_back(describe(*verb));
  return info;
}

CommandInfo describe_all(base::Lang lang) {
  GlobalOptions options;
  Run run;
  return describe(*build_parser(options, run, Say{lang}, ""));
}

std::vector<OptionInfo> describe_global_flags(base::Lang lang) {
  const Say say{lang};
  std::vector<OptionInfo> infos;
  for (const GlobalFlag& flag : global_flags()) {
    OptionInfo info;
    info.names = base::split(flag.names, ',');
    info.value = flag.value;
    if (*flag.choices != '\0') info.choices = base::split(flag.choices, '|');
    info.description = say(flag.zh, flag.en);
    if (!flag.commands.empty()) info.description += say("；部分命令可用", "; some commands only");
    infos.push_back(std::move(info));
  }
  infos.push_back({.names = {"-h", "--help"}, .description = say("显示帮助", "show help")});
  infos.push_back({.names = {"--version"}, .description = say("显示版本", "show the version")});
  return infos;
}

std::string overview(base::Lang lang) {
  const Say say{lang};
  std::string text = say(
      "salesops — 销售运营：目标、预算、应收、报表、月结\n\n用法: salesops 命令 [子命令] [选项]\n\n命令:\n",
      "salesops - sales operations: targets, budgets, receivables, reports, month close\n\n"
      "Usage: salesops COMMAND [VERB] [OPTIONS]\n\nCommands:\n");
  std::vector<std::pair<std::string, std::string>> rows;
  for (const Noun& noun : nouns()) {
    const std::string name = *noun.alias == '\0' ? noun.name : fmt::format("{}, {}", noun.name, noun.alias);
    rows.emplace_back(name, say(noun.summary_zh, noun.summary_en));
  }
  text += two_columns(rows);
  text +=
      option_block(say("通用选项（放在命令前后都可以）:", "Options of every command (before or after it):"),
                   describe_global_flags(lang), lang);
  text += say("\n`salesops 命令 --help` 查看一个命令，`salesops help 主题` 查看一个主题。\n",
              "\n`salesops COMMAND --help` shows one command, `salesops help TOPIC` a topic.\n");
  return text;
}

std::string help_text(const CommandInfo& command, base::Lang lang) {
  const Say say{lang};
  std::string text = fmt::format("{} — {}\n\n{}\n", command.path, command.summary, usage_line(command, say));
  text += verb_block(command, say);
  text += option_block(say("参数:", "Arguments:"), command.arguments, lang);
  text += option_block(say("选项:", "Options:"), command.options, lang);
  text += say("\n通用选项（-O、-o、--as-of、--unit、--lang…）见 `salesops help options`。\n",
              "\nOptions of every command (-O, -o, --as-of, --unit, --lang...): `salesops help options`.\n");
  return text;
}

std::string help_of(const CLI::App& root, base::Lang lang) {
  const CLI::App* app = &root;
  while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
  return app == &root ? overview(lang) : help_text(describe(*app), lang);
}

}  // namespace salesops::cli
