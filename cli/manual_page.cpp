// The manual page (troff) and the command table of README.md, both made from the command tree.
#include <fmt/format.h>

#include <functional>

#include "commands/commands.hpp"
#include "manual.hpp"
#include "salesops/base/text.hpp"
#include "topics.hpp"

namespace salesops::cli {

namespace {

// Backslashes and hyphens as troff wants them; a line must not start with a request.
std::string troff(std::string_view text) {
  std::string escaped;
  for (const char byte : text) {
    if (byte == '\\') {
      escaped += "\\e";
    } else if (byte == '-') {
      escaped += "\\-";
    } else {
      if ((byte == '.' || byte == '\'') && (escaped.empty() || escaped.back() == '\n')) escaped += "\\&";
      escaped += byte;
    }
  }
  return escaped;
}

std::string option_entry(const OptionInfo& option) {
  std::string entry = ".TP\n\\fB" + troff(base::join(option.names, ", ")) + "\\fR";
  if (!option.value.empty() && option.names.front().starts_with('-'))
    entry += " \\fI" + troff(option.value) + "\\fR";
  std::string about = option.description;
  if (!option.choices.empty()) about += " [" + base::join(option.choices, "|") + "]";
  return entry + "\n" + troff(about) + "\n";
}

std::string command_entry(const CommandInfo& command) {
  std::string entry = fmt::format(".SS {}\n{}\n", troff(command.path), troff(command.summary));
  for (const OptionInfo& option : command.arguments) entry += option_entry(option);
  for (const OptionInfo& option : command.options) entry += option_entry(option);
  for (const CommandInfo& verb : command.verbs) entry += command_entry(verb);
  return entry;
}

}  // namespace

std::string manual_page(base::Lang lang) {
  const Say say{lang};
  const CommandInfo root = describe_all(lang);
  std::string page = fmt::format(".TH SALESOPS 1 \"\" \"salesops {}\" \"\"\n", SALESOPS_VERSION);
  page += fmt::format(".SH {}\nsalesops \\- {}\n", say("名称", "NAME"), troff(root.summary));
  page += fmt::format(".SH {}\n\\fBsalesops\\fR \\fI{}\\fR\n", say("用法", "SYNOPSIS"),
                      say("命令 [子命令] [选项]", "COMMAND [VERB] [OPTIONS]"));
  page += fmt::format(".SH {}\n", say("通用选项", "OPTIONS OF EVERY COMMAND"));
  for (const OptionInfo& option : describe_global_flags(lang)) page += option_entry(option);
  page += fmt::format(".SH {}\n", say("命令", "COMMANDS"));
  for (const CommandInfo& noun : root.verbs) page += command_entry(noun);
  for (const Topic& topic : topics()) {
    const std::string_view name = topic.name;
    if (name == "commands" || name == "options") continue;
    page += fmt::format(".SH {}\n.nf\n{}.fi\n", troff(say(topic.zh, topic.en)), troff(topic.text(lang)));
  }
  return page;
}

std::string command_table(base::Lang lang) {
  const Say say{lang};
  std::string table = say("| 命令 | 作用 |\n| --- | --- |\n", "| command | what it does |\n| --- | --- |\n");
  const CommandInfo root = describe_all(lang);
  for (const CommandInfo& noun : root.verbs) {
    if (noun.verbs.empty()) table += fmt::format("| `{}` | {} |\n", noun.path, noun.summary);
    for (const CommandInfo& verb : noun.verbs)
      table += fmt::format("| `{}` | {} |\n", verb.path, verb.summary);
  }
  return table;
}

}  // namespace salesops::cli
