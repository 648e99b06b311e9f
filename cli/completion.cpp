// Completion scripts hold the whole command tree as data, so that completing never runs the program. Each
// walks the words typed so far: words that are a known step of the tree extend the path, the values of
// options are skipped.
#include "completion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "salesops/base/text.hpp"

namespace salesops::cli {

namespace {

void for_each_command(const CommandInfo& command, const std::function<void(const CommandInfo&)>& visit) {
  visit(command);
  for (const CommandInfo& verb : command.verbs) for_each_command(verb, visit);
}

// "target split" of "salesops target split"; "" for the root.
std::string key_of(const CommandInfo& command) {
  const auto blank = command.path.find(' ');
  return blank == std::string::npos ? "" : command.path.substr(blank + 1);
}

std::string quoted(std::string_view text) {
  std::string result = "'";
  for (const char byte : text) {
    if (byte == '\'') {
      result += "'\\''";
    } else {
      result += byte;
    }
  }
  return result + "'";
}

std::string words_of(const CommandInfo& command, const std::vector<OptionInfo>& globals) {
  std::string words;
  for (const CommandInfo& verb : command.verbs) words += verb.path.substr(verb.path.rfind(' ') + 1) + ' ';
  for (const OptionInfo& argument : command.arguments) {
    for (const std::string& choice : argument.choices) words += choice + ' ';
  }
  for (const auto* options : {&command.options, &globals}) {
    for (const OptionInfo& option : *options) words += option.names.back() + ' ';
  }
  if (!words.empty()) words.pop_back();
  return words;
}

// One case branch per option with a fixed set of values, and one for those that take any value (a file).
std::string value_cases(const CommandInfo& root, const std::vector<OptionInfo>& globals,
                        std::string_view indent) {
  std::string cases;
  std::vector<std::string> seen;
  const auto add = [&](const OptionInfo& option) {
    if (option.value.empty()) return;
    const std::string names = base::join(option.names, "|");
    if (std::ranges::find(seen, names) != seen.end()) return;
    seen.push_back(names);
    cases +=
        fmt::format("{}{}) values={}; takes=1 ;;\n", indent, names, quoted(base::join(option.choices, " ")));
  };
  for (const OptionInfo& option : globals) add(option);
  for_each_command(root, [&](const CommandInfo& command) {
    for (const OptionInfo& option : command.options) add(option);
  });
  return cases;
}

std::string path_cases(const CommandInfo& root, const std::vector<OptionInfo>& globals,
                       std::string_view indent) {
  std::string cases;
  for_each_command(root, [&](const CommandInfo& command) {
    cases += fmt::format("{}{}) words={} ;;\n", indent, quoted(key_of(command)),
                         quoted(words_of(command, globals)));
  });
  return cases;
}

std::string known_paths(const CommandInfo& root) {
  std::string paths;
  for_each_command(root, [&](const CommandInfo& command) {
    if (!key_of(command).empty()) paths += (paths.empty() ? "" : "|") + quoted(key_of(command));
  });
  return paths;
}

std::string bash(const CommandInfo& root, const std::vector<OptionInfo>& globals) {
  return fmt::format(R"(# bash completion for salesops: source <(salesops completion bash)
_salesops_value() {{
  values= takes=
  case "$1" in
{}  esac
}}
_salesops() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} path= word words= values takes i
  _salesops_value "$previous"
  if [[ -n $takes ]]; then
    if [[ -n $values ]]; then COMPREPLY=($(compgen -W "$values" -- "$current")); else COMPREPLY=($(compgen -f -- "$current")); fi
    return
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${{COMP_WORDS[i]}}
    _salesops_value "$word"
    if [[ -n $takes ]]; then ((i++)); continue; fi
    case "${{path:+$path }}$word" in
      {}) path="${{path:+$path }}$word" ;;
    esac
  done
  case "$path" in
{}  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [[ $current != -* && ${{#COMPREPLY[@]}} -eq 0 ]]; then COMPREPLY=($(compgen -f -- "$current")); fi
}}
complete -F _salesops salesops
)",
                     value_cases(root, globals, "    "), known_paths(root),
                     path_cases(root, globals, "    "));
}

std::string zsh(const CommandInfo& root, const std::vector<OptionInfo>& globals) {
  return fmt::format(R"(#compdef salesops
# zsh completion for salesops: salesops completion zsh > ~/.zfunc/_salesops
_salesops_value() {{
  values= takes=
  case "$1" in
{}  esac
}}
_salesops() {{
  local trail= word words_here= values takes
  local -i i
  _salesops_value "${{words[CURRENT-1]}}"
  if [[ -n $takes ]]; then
    if [[ -n $values ]]; then compadd -- ${{=values}}; else _files; fi
    return
  fi
  for ((i = 2; i < CURRENT; i++)); do
    word=${{words[i]}}
    _salesops_value "$word"
    if [[ -n $takes ]]; then ((i++)); continue; fi
    case "${{trail:+$trail }}$word" in
      {}) trail="${{trail:+$trail }}$word" ;;
    esac
  done
  case "$trail" in
{}  esac
  compadd -- ${{=words_here}}
  [[ ${{words[CURRENT]}} == -* ]] || _files
}}
if [[ $funcstack[1] == _salesops ]]; then _salesops "$@"; else compdef _salesops salesops; fi
)",
                     value_cases(root, globals, "    "), known_paths(root), [&] {
                       std::string cases = path_cases(root, globals, "    ");
                       std::size_t at = 0;
                       while ((at = cases.find(") words=", at)) != std::string::npos)
                         cases.replace(at, 8, ") words_here=");
                       return cases;
                     }());
}

std::string fish_option(const OptionInfo& option, const std::string& condition) {
  std::string line = "complete -c salesops" + condition;
  for (const std::string& name : option.names) {
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (!option.value.empty()) line += " -r";
  if (!option.choices.empty()) line += " -f -a " + quoted(base::join(option.choices, " "));
  return line + " -d " + quoted(option.description) + "\n";
}

std::string fish(const CommandInfo& root, const std::vector<OptionInfo>& globals) {
  std::string script = "# fish completion for salesops: salesops completion fish | source\n";
  script +=
      "function __salesops_at\n  set -l typed (string match -v -- '-*' (commandline -opc))[2..-1]\n"
      "  set -l wanted (string split ' ' -- \"$argv[1]\")\n  test -z \"$argv[1]\"; and set wanted\n"
      "  test (count $typed) -ge (count $wanted); or return 1\n"
      "  for i in (seq (count $wanted))\n    test \"$typed[$i]\" = \"$wanted[$i]\"; or return 1\n  end\n"
      "  test \"$argv[2]\" != exact; or test (count $typed) -eq (count $wanted)\nend\n";
  for (const OptionInfo& option : globals) script += fish_option(option, "");
  for_each_command(root, [&](const CommandInfo& command) {
    const std::string key = quoted(key_of(command));
    for (const CommandInfo& verb : command.verbs) {
      script += fmt::format("complete -c salesops -f -n \"__salesops_at {} exact\" -a {} -d {}\n", key,
                            quoted(verb.path.substr(verb.path.rfind(' ') + 1)), quoted(verb.summary));
    }
    for (const OptionInfo& option : command.options) {
      script += fish_option(option, fmt::format(" -n \"__salesops_at {}\"", key));
    }
  });
  return script;
}

}  // namespace

std::string completion_script(std::string_view shell, const CommandInfo& root,
                              const std::vector<OptionInfo>& globals) {
  if (shell == "bash") return bash(root, globals);
  if (shell == "zsh") return zsh(root, globals);
  return fish(root, globals);
}

}  // namespace salesops::cli
