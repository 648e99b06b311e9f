#include <CLI/App.hpp>
#include <memory>
#include <ostream>

#include "commands/commands.hpp"
#include "completion.hpp"

namespace salesops::cli {

void add_completion(CLI::App& app, Run& run, const Say& say) {
  auto shell = std::make_shared<std::string>();
  app.add_option("SHELL", *shell, say("bash、zsh 或 fish", "bash, zsh or fish"))
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  app.callback([&run, shell] {
    run = [shell](Session& session) {
      session.out << completion_script(*shell, describe_all(session.lang()),
                                       describe_global_flags(session.lang()));
      return 0;
    };
  });
}

}  // namespace salesops::cli
