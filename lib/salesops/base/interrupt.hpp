#pragma once
#include <csignal>
#include <string>

namespace salesops::base {

// Thrown when the user or the system asked the process to stop. Not a std::exception, so that nothing but
// `main` catches it by accident: destructors roll back and remove temporary files on the way.
struct Interrupted {
  int signal = 0;
};

// SIGINT and SIGTERM ask for an orderly stop (see check_interrupt); if the program does not come back within
// two seconds, or the signal comes again, temporary files are unlinked and the process ends at once with 128
// + signal (an open database transaction is then rolled back by the next opener). SIGPIPE and SIGXFSZ are
// ignored.
void install_signal_handlers();

extern volatile std::sig_atomic_t pending_signal;  // 0: none

// Throws Interrupted when a stop was asked for. Cheap enough for every row of a loop.
inline void check_interrupt() {
  if (pending_signal != 0) throw Interrupted{static_cast<int>(pending_signal)};
}

// Temporary files to be unlinked when the process has to end at once. At most 16 at a time; more are not an
// error, they are only not removed in that case.
void register_temporary(const std::string& path);
void forget_temporary(const std::string& path);

}  // namespace salesops::base
