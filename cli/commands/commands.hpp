#pragma once
#include <functional>
#include <span>
#include <string>

#include "session.hpp"

namespace CLI {
class App;
}

namespace salesops::cli {

// Picks the wording of a description: say("把一个数拆开", "split a number").
struct Say {
  base::Lang lang = base::Lang::zh;
  const char* operator()(const char* zh, const char* en) const { return lang == base::Lang::zh ? zh : en; }
};

// One noun of the command line with all its verbs. `add` gets the noun's own parser (already named and
// described) and declares verbs on it with add_subcommand, or options when the noun is itself the command
// (`import`, `init`). A verb's callback stores what is to be run in `run`; the parser and what its callbacks
// own live until the command has run. What every command has (global flags before and after the verb, help,
// one value per occurrence of an option, a required verb) is added for the whole tree afterwards: do not
// declare it.
//
//   void add_target(CLI::App& app, Run& run, const Say& say) {
//     auto* split = app.add_subcommand("split", say("把一个数拆给多个单位", "split a number over units"));
//     auto given = std::make_shared<app::SplitRequest>();
//     split->add_option("TOTAL", given->total, say("总数", "the total"))->required();
//     split->callback([&run, given] {
//       run = [given](Session& session) { return session.finish(app::split(*given)); };
//     });
//   }
//
// Only the noun that was asked for is built, so that starting stays cheap.
using Run = std::function<int(Session&)>;
struct Noun {
  const char* name;
  const char* alias;  // "" if none
  const char* summary_zh;
  const char* summary_en;
  void (*add)(CLI::App& app, Run& run, const Say& say);
};

// The whole command line, in the order of `salesops --help`. One line per noun in commands.cpp.
std::span<const Noun> nouns();

void add_target(CLI::App& app, Run& run, const Say& say);
void add_init(CLI::App& app, Run& run, const Say& say);
void add_check(CLI::App& app, Run& run, const Say& say);
void add_doctor(CLI::App& app, Run& run, const Say& say);
void add_config(CLI::App& app, Run& run, const Say& say);
void add_import(CLI::App& app, Run& run, const Say& say);
void add_undo(CLI::App& app, Run& run, const Say& say);
void add_approve(CLI::App& app, Run& run, const Say& say);
void add_promo(CLI::App& app, Run& run, const Say& say);
void add_budget(CLI::App& app, Run& run, const Say& say);
void add_receivables(CLI::App& app, Run& run, const Say& say);
void add_db(CLI::App& app, Run& run, const Say& say);
void add_query(CLI::App& app, Run& run, const Say& say);
void add_log(CLI::App& app, Run& run, const Say& say);
void add_show(CLI::App& app, Run& run, const Say& say);
void add_record(CLI::App& app, Run& run, const Say& say);
void add_report(CLI::App& app, Run& run, const Say& say);
void add_close(CLI::App& app, Run& run, const Say& say);
void add_explain(CLI::App& app, Run& run, const Say& say);
void add_help(CLI::App& app, Run& run, const Say& say);
void add_completion(CLI::App& app, Run& run, const Say& say);

}  // namespace salesops::cli
