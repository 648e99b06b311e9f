#include "salesops/base/interrupt.hpp"

#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cstring>

namespace salesops::base {

volatile std::sig_atomic_t pending_signal = 0;

namespace {

constexpr int kGraceSeconds = 2;

// A slot is in use while `used` is 1; the path is complete before that and untouched until it is 0 again.
struct Slot {
  volatile std::sig_atomic_t used = 0;
  char path[4096] = {};
};
std::array<Slot, 16> slots;

void end_at_once() {
  for (Slot& slot : slots) {
    if (slot.used != 0) ::unlink(slot.path);
  }
  ::_exit(128 + static_cast<int>(pending_signal));
}

extern "C" void on_stop_signal(int signal) {
  if (pending_signal != 0) end_at_once();
  pending_signal = signal;
  ::alarm(kGraceSeconds);
}

extern "C" void on_alarm(int) {
  end_at_once();
}

void handle(int signal, void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(signal, &action, nullptr);
}

}  // namespace

void install_signal_handlers() {
  handle(SIGPIPE, SIG_IGN);
  handle(SIGXFSZ, SIG_IGN);
  handle(SIGALRM, on_alarm);
  for (const int signal : {SIGINT, SIGTERM}) handle(signal, on_stop_signal);
}

void register_temporary(const std::string& path) {
  for (Slot& slot : slots) {
    if (slot.used != 0 || path.size() >= sizeof slot.path) continue;
    std::memcpy(slot.path, path.c_str(), path.size() + 1);
    slot.used = 1;
    return;
  }
}

void forget_temporary(const std::string& path) {
  for (Slot& slot : slots) {
    if (slot.used != 0 && path == slot.path) slot.used = 0;
  }
}

}  // namespace salesops::base
