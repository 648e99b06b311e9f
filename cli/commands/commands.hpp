#pragma once
#include <functional>
#include <string>
#include <vector>

#include "session.hpp"

namespace CLI {
class App;
}

namespace salesops::cli {

// One noun of the command line with all its verbs. `add` declares the sub-commands on the parser and returns
// nothing; a verb stores what is to be run in `run` when it is parsed.
using Run = std::function<int(Session&)>;
struct Noun {
  const char* name;
  const char* summary_zh;
  const char* summary_en;
  void (*add)(CLI::App& app, Run& run);
};

// The whole command line, in the order of `salesops --help`.
const std::vector<Noun>& nouns();

}  // namespace salesops::cli
