// Parses, runs and maps every failure to an exit code; nothing else.
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <iostream>
#include <new>

#include "command_line.hpp"
#include "diagnostics.hpp"
#include "salesops/base/interrupt.hpp"
#include "salesops/base/output.hpp"

namespace {

using namespace salesops;
using cli::Session;

// A file opened later must never become descriptor 0, 1 or 2. A closed one is filled so that writing to it
// fails.
void fill_closed_descriptors() {
  for (const int fd : {0, 1, 2}) {
    if (::fcntl(fd, F_GETFD) == -1 && errno == EBADF && ::open("/dev/null", O_RDONLY) != fd) return;
  }
}

std::size_t width_of_terminal(int fd) {
  struct winsize size = {};
  return ::isatty(fd) == 1 && ::ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

base::Error internal_error(const char* code, base::Text message) {
  return base::Error(
      base::Exit::internal,
      {.code = code,
       .message = std::move(message),
       .help = {"没有任何改动；请把命令和输入文件报告给维护者",
                "nothing was changed; please report the command and its input to the maintainers"}});
}

base::Error lost_output(int number) {
  const base::Text why = base::describe_errno(number);
  return base::Error(
      base::Exit::io,
      {.code = "E1205",
       .message = {"写标准输出失败：" + why.zh, "writing to standard output failed: " + why.en},
       .help = {"请检查输出的去向后重试", "check where the output goes and try again"}});
}

int report(const base::Error& error, const Session& session) {
  const render::Format format = session.format();
  const bool json = format == render::Format::json || format == render::Format::ndjson;
  cli::print(error, {session.lang(), session.color(session.err_is_terminal), json}, session.err);
  session.err.flush();
  return static_cast<int>(error.exit());
}

// Runs the command and flushes its output. A reader that has gone away (EPIPE) is not an error: it has had
// enough.
int run(const std::vector<std::string>& arguments, Session& session, base::FdBuffer& out) {
  const int status = cli::run_command_line(arguments, session);
  session.out.flush();
  session.err.flush();
  if (out.failure() != 0 && out.failure() != EPIPE) throw lost_output(out.failure());
  return status;
}

}  // namespace

int main(int count, char** words) {
  base::install_signal_handlers();
  fill_closed_descriptors();
  base::FdBuffer out_buffer(1);
  base::FdBuffer err_buffer(2, 1 << 12);
  std::ostream out(&out_buffer);
  std::ostream err(&err_buffer);
  Session session{.options = {}, .in = std::cin, .out = out, .err = err};
  session.out_is_terminal = ::isatty(1) == 1;
  session.err_is_terminal = ::isatty(2) == 1;
  session.terminal_width = width_of_terminal(1);
  const std::vector<std::string> arguments(words + 1, words + count);
  session.options.lang = cli::language_of(arguments) == base::Lang::en ? "en" : "";
  try {
    return run(arguments, session, out_buffer);
  } catch (const base::Interrupted& stop) {
    return 128 + stop.signal;
  } catch (const base::Error& error) {
    if (out_buffer.failure() == EPIPE) return 0;
    out.flush();
    return report(error, session);
  } catch (const std::bad_alloc&) {
    return report(internal_error("E1998", {"内存不足", "out of memory"}), session);
  } catch (...) {
    return report(internal_error("E1999", {"程序内部错误", "internal error"}), session);
  }
}
