#include "command_line.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cstdlib>
#include <optional>
#include <ostream>

#include "manual.hpp"
#include "options.hpp"
#include "salesops/base/output.hpp"
#include "salesops/base/text.hpp"
#include "usage.hpp"

namespace salesops::cli {

namespace {

// What every command of the tree has, so that nouns need not say it.
void finish_tree(CLI::App& app) {
  app.fallthrough();
  const std::vector<CLI::App*> verbs = app.get_subcommands({});
  if (!verbs.empty()) app.require_subcommand(1);
  for (CLI::Option* option : app.get_options()) {
    if (option->nonpositional() && option->get_expected_max() > 1) option->allow_extra_args(false);
  }
  for (CLI::App* verb : verbs) finish_tree(*verb);
}

// The first argument that is neither a global flag nor its value. Throws for an unknown flag before it.
std::optional<std::string> noun_among(const std::vector<std::string>& arguments) {
  for (std::size_t at = 0; at < arguments.size(); ++at) {
    const std::string& word = arguments[at];
    if (word == "--") continue;
    if (word.size() < 2 || word.front() != '-') return word;
    if (word == "-h" || word == "--help" || word == "--version") continue;
    const FlagUse use = flag_use(word);
    if (!use.known) throw unknown_flag(word, {});
    if (use.takes_next) ++at;
  }
  return std::nullopt;
}

bool asks_for_version(const std::vector<std::string>& arguments) {
  return std::ranges::find(arguments, "--version") != arguments.end() ||
         (arguments.size() == 1 && arguments.front() == "-V");
}

std::string command_of(const CLI::App& root) {
  std::string command;
  const CLI::App* app = &root;
  while (!app->get_subcommands().empty()) {
    app = app->get_subcommands().front();
    command += (command.empty() ? "" : " ") + app->get_name();
  }
  return command;
}

// Opens -o before the command runs: a bad path or an unknown format must not leave a change behind.
std::unique_ptr<base::OutputFile> open_output(const GlobalOptions& options) {
  if (options.output.empty()) return nullptr;
  if (options.format.empty() && !render::format_of_file(options.output))
    throw unknown_extension(options.output);
  return std::make_unique<base::OutputFile>(options.output);
}

}  // namespace

const Noun* find_noun(std::string_view name) {
  const auto found = std::ranges::find_if(nouns(), [&](const Noun& noun) {
    return name == noun.name || (*noun.alias != '\0' && name == noun.alias);
  });
  return found == nouns().end() ? nullptr : &*found;
}

base::Lang language_of(const std::vector<std::string>& arguments) {
  const char* variable = std::getenv("SALESOPS_LANG");
  std::string named = variable == nullptr ? "" : variable;
  for (std::size_t at = 0; at < arguments.size(); ++at) {
    if (arguments[at] == "--") break;
    if (arguments[at] == "--lang" && at + 1 < arguments.size()) named = arguments[at + 1];
    if (arguments[at].starts_with("--lang=")) named = arguments[at].substr(7);
  }
  return named == "en" ? base::Lang::en : base::Lang::zh;
}

std::unique_ptr<CLI::App> build_parser(GlobalOptions& options, Run& run, const Say& say,
                                       std::string_view built) {
  auto root =
      std::make_unique<CLI::App>(say("销售运营：目标、预算、应收、报表、月结",
                                     "sales operations: targets, budgets, receivables, reports, month close"),
                                 "salesops");
  root->set_help_flag("-h,--help", say("显示帮助", "show help"));
  add_global_flags(*root, options, say);
  for (const Noun& noun : nouns()) {
    if (!built.empty() && built != noun.name) continue;
    CLI::App* app = root->add_subcommand(noun.name, say(noun.summary_zh, noun.summary_en));
    if (*noun.alias != '\0') app->alias(noun.alias);
    noun.add(*app, run, say);
  }
  finish_tree(*root);
  return root;
}

int run_command_line(const std::vector<std::string>& arguments, Session& session) {
  const Say say{language_of(arguments)};
  if (asks_for_version(arguments)) {
    session.out << "salesops " SALESOPS_VERSION "\n";
    return 0;
  }
  const std::optional<std::string> word = noun_among(arguments);
  const Noun* noun = word ? find_noun(*word) : nullptr;
  if (word && noun == nullptr) throw unknown_command(*word);
  if (!word) {
    const bool asked =
        std::ranges::any_of(arguments, [](const std::string& a) { return a == "-h" || a == "--help"; });
    if (!asked) throw missing_command();
    session.out << overview(say.lang);
    return 0;
  }

  Run run;
  const std::unique_ptr<CLI::App> root = build_parser(session.options, run, say, noun->name);
  try {
    root->parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    session.out << help_of(*root, say.lang);
    return 0;
  } catch (const CLI::ParseError& fault) {
    throw usage_error(*root, fault);
  }
  session.command = command_of(*root);
  check_global_options(session.options, session.command);
  const std::unique_ptr<base::OutputFile> file = open_output(session.options);
  session.file = file.get();
  return run(session);
}

}  // namespace salesops::cli
