#pragma once
#include "session.hpp"

namespace salesops::cli {

// Everything that the options, the environment and the clock say about a command, before the workspace is
// loaded.
app::ContextRequest context_request(const Session& session);

// Takes the language of the workspace for messages and reports of commands that do not need a whole context.
// A faulty or missing configuration leaves it as it is.
void learn_language(const Session& session);

// Absolute path of the running binary; "" when the system does not tell.
std::string program_path();

}  // namespace salesops::cli
