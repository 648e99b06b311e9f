#include "usage.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <vector>

#include "commands/commands.hpp"
#include "options.hpp"
#include "salesops/base/text.hpp"

namespace salesops::cli {

namespace {

using base::Error;
using base::Exit;
using base::Text;

Error usage(std::string code, std::string_view value, Text message, Text help) {
  return Error(Exit::usage, {.code = std::move(code),
                             .value = std::string(value),
                             .message = std::move(message),
                             .help = std::move(help)});
}

Text see_help(const std::string& command) {
  return {fmt::format("运行 `{} --help` 查看用法", command),
          fmt::format("`{} --help` shows how to use it", command)};
}

Text did_you_mean(std::string_view word, std::span<const std::string> candidates, Text otherwise) {
  const auto near = base::nearest(word, candidates);
  if (!near) return otherwise;
  return {fmt::format("是不是想用 `{}`？", *near), fmt::format("did you mean `{}`?", *near)};
}

const CLI::App& deepest(const CLI::App& root) {
  const CLI::App* app = &root;
  while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
  return *app;
}

std::string path_of(const CLI::App& app) {
  const CLI::App* parent = app.get_parent();
  return parent == nullptr ? app.get_name() : path_of(*parent) + ' ' + app.get_name();
}

std::vector<std::string> verbs_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* verb : app.get_subcommands(nullptr)) names.push_back(verb->get_name());
  return names;
}

std::vector<std::string> flags_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* at = &app; at != nullptr; at = at->get_parent()) {
    for (const CLI::Option* option : at->get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
      for (const std::string& name : option->get_snames()) names.push_back("-" + name);
    }
  }
  return names;
}

Error unknown_verb(const CLI::App& app, const std::string& word) {
  const std::vector<std::string> verbs = verbs_of(app);
  const std::string list = base::join(verbs, ", ");
  return usage("E1002", word,
               {fmt::format("{} 没有“{}”这个子命令", path_of(app), base::printable(word)),
                fmt::format("{} has no command \"{}\"", path_of(app), base::printable(word))},
               did_you_mean(word, verbs, {fmt::format("可用：{}", list), fmt::format("it has: {}", list)}));
}

Error extra_arguments(const CLI::App& app, const std::vector<std::string>& extras) {
  const auto flag = std::ranges::find_if(
      extras, [](const std::string& word) { return word.size() > 1 && word.front() == '-' && word != "--"; });
  if (flag != extras.end()) {
    const std::vector<std::string> flags = flags_of(app);
    const std::string name = flag->substr(0, flag->find('='));
    const std::string path = path_of(app);
    return usage("E1003", *flag,
                 {fmt::format("{} 没有 {} 这个选项", path, base::printable(name)),
                  fmt::format("{} has no option {}", path, base::printable(name))},
                 did_you_mean(name, flags, see_help(path)));
  }
  const std::string word = extras.empty() ? "" : extras.front();
  if (!verbs_of(app).empty()) return unknown_verb(app, word);
  return usage("E1004", word,
               {fmt::format("多余的参数“{}”", base::printable(word)),
                fmt::format("unexpected argument \"{}\"", base::printable(word))},
               see_help(path_of(app)));
}

Error missing(const CLI::App& app, const std::string& name) {
  const std::string path = path_of(app);
  if (name == "A subcommand") {
    const std::string list = base::join(verbs_of(app), ", ");
    return usage("E1006", "",
                 {fmt::format("{} 后面要有子命令", path), fmt::format("{} needs a command", path)},
                 {fmt::format("可用：{}", list), fmt::format("one of: {}", list)});
  }
  return usage("E1006", name, {fmt::format("{} 缺少 {}", path, name), fmt::format("{} needs {}", path, name)},
               see_help(path));
}

Error not_a_choice(const std::string& name, const std::string& value, const std::string& choices) {
  const std::vector<std::string> allowed = base::split(choices, ',');
  const std::string list = base::join(allowed, ", ");
  const std::string shown = base::printable(value);
  return usage(
      "E1005", value,
      {fmt::format("{} 没有“{}”这个值", name, shown), fmt::format("{} has no value \"{}\"", name, shown)},
      did_you_mean(value, allowed, {fmt::format("可用：{}", list), fmt::format("allowed: {}", list)}));
}

Error not_the_type(const CLI::App& app, const std::string& name, const std::string& value) {
  const std::string shown = base::printable(value);
  return usage("E1005", value,
               {fmt::format("{} 的值“{}”不是要求的类型", name, shown),
                fmt::format("\"{}\" is not a value of the type {} wants", shown, name)},
               see_help(path_of(app)));
}

// The parser says "NAME: 5 not in {a,b}", "Could not convert: NAME = x" or what a check of our own says.
Error bad_value(const CLI::App& app, const std::string& complaint) {
  constexpr std::string_view kMember = " not in {";
  constexpr std::string_view kConvert = "Could not convert: ";
  const auto colon = complaint.find(": ");
  const auto member = complaint.find(kMember);
  if (member != std::string::npos && colon < member && complaint.ends_with('}')) {
    const auto choices = member + kMember.size();
    return not_a_choice(complaint.substr(0, colon), complaint.substr(colon + 2, member - colon - 2),
                        complaint.substr(choices, complaint.size() - choices - 1));
  }
  const auto equals = complaint.find(" = ");
  if (complaint.starts_with(kConvert) && equals != std::string::npos) {
    return not_the_type(app, complaint.substr(kConvert.size(), equals - kConvert.size()),
                        complaint.substr(equals + 3));
  }
  const std::string shown = base::printable(complaint);
  return usage("E1005", "", {fmt::format("选项的值不可用：{}", shown), shown}, see_help(path_of(app)));
}

Error wrong_count(const CLI::App& app, const std::string& complaint) {
  const std::string name = complaint.substr(0, complaint.find(':'));
  const bool repeated = complaint.find("At Most") != std::string::npos;
  const Text message =
      repeated ? Text{fmt::format("{} 只能给一次", name), fmt::format("{} may be given only once", name)}
               : Text{fmt::format("{} 缺少值", name), fmt::format("{} needs a value", name)};
  return usage("E1007", name, message, see_help(path_of(app)));
}

Error pair_error(const CLI::App& app, const std::string& complaint) {
  const bool needs = complaint.find(" requires ") != std::string::npos;
  const std::string joint = needs ? " requires " : " excludes ";
  const auto at = complaint.find(joint);
  const std::string first = complaint.substr(0, at);
  const std::string second = complaint.substr(at + joint.size());
  const Text message =
      needs ? Text{fmt::format("{} 要和 {} 一起用", first, second), fmt::format("{} needs {}", first, second)}
            : Text{fmt::format("{} 和 {} 不能同时用", first, second),
                   fmt::format("{} and {} exclude each other", first, second)};
  return usage("E1008", first, message, see_help(path_of(app)));
}

}  // namespace

Error unknown_command(std::string_view word) {
  std::vector<std::string> names;
  for (const Noun& noun : nouns()) {
    names.emplace_back(noun.name);
    if (*noun.alias != '\0') names.emplace_back(noun.alias);
  }
  return usage("E1001", word,
               {fmt::format("没有“{}”这个命令", base::printable(word)),
                fmt::format("unknown command \"{}\"", base::printable(word))},
               did_you_mean(word, names, see_help("salesops")));
}

Error unknown_flag(std::string_view word, std::span<const std::string> allowed) {
  std::vector<std::string> names(allowed.begin(), allowed.end());
  for (const GlobalFlag& flag : global_flags()) {
    for (const std::string& name : base::split(flag.names, ',')) names.push_back(name);
  }
  const std::string name(word.substr(0, word.find('=')));
  return usage("E1003", word,
               {fmt::format("没有 {} 这个选项", base::printable(name)),
                fmt::format("unknown option {}", base::printable(name))},
               did_you_mean(name, names, see_help("salesops")));
}

Error missing_command() {
  return usage("E1006", "", {"要给出一个命令", "a command is needed"}, see_help("salesops"));
}

Error unknown_extension(std::string_view path) {
  return usage("E1009", path,
               {fmt::format("看不出文件“{}”的格式", base::printable(path)),
                fmt::format("the format of the file \"{}\" is not clear", base::printable(path))},
               {"用 -O 给出格式，或用扩展名 .csv .tsv .json .ndjson .md .html .xlsx .txt",
                "give -O FORMAT, or one of the extensions .csv .tsv .json .ndjson .md .html .xlsx .txt"});
}

Error usage_error(const CLI::App& root, const CLI::ParseError& fault) {
  const CLI::App& app = deepest(root);
  const std::string complaint = fault.what();
  if (dynamic_cast<const CLI::ExtrasError*>(&fault) != nullptr)
    return extra_arguments(app, root.remaining(true));
  if (dynamic_cast<const CLI::RequiredError*>(&fault) != nullptr) {
    const std::vector<std::string> extras = root.remaining(true);
    const std::string name = complaint.substr(0, complaint.find(" is required"));
    return extras.empty() ? missing(app, name) : extra_arguments(app, extras);
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&fault) != nullptr) return wrong_count(app, complaint);
  if (dynamic_cast<const CLI::RequiresError*>(&fault) != nullptr) return pair_error(app, complaint);
  if (dynamic_cast<const CLI::ExcludesError*>(&fault) != nullptr) return pair_error(app, complaint);
  return bad_value(app, complaint);
}

}  // namespace salesops::cli
