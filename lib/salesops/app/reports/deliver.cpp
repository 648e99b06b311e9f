#include "salesops/app/reports/deliver.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>

#include "salesops/base/error.hpp"
#include "salesops/base/interrupt.hpp"
#include "salesops/base/output.hpp"
#include "salesops/base/text.hpp"

namespace salesops::app {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::minutes kPatience{5};

[[noreturn]] void failed(const std::vector<std::string>& command, const base::Text& why) {
  throw base::Error(base::Exit::finding,
                    {.code = "E7124",
                     .field = "deliver",
                     .value = command.front(),
                     .message = {"报送程序“" + base::printable(command.front()) + "”" + why.zh,
                                 "the program '" + base::printable(command.front()) + "' " + why.en},
                     .help = {"文件已生成；改好后再运行 report due 会重新报送",
                              "the file has been made; mend the cause and `report due` delivers it again"}});
}

// The child in a process group of its own, killed unless it has ended when this goes out of scope.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (ended_) return;
    ::kill(-pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  // True when it has ended; `status` is then its wait status.
  bool ended(int& status) {
    const pid_t found = ::waitpid(pid_, &status, WNOHANG);
    ended_ = found == pid_ || (found < 0 && errno != EINTR);
    return ended_;
  }

 private:
  pid_t pid_;
  bool ended_ = false;
};

struct SpawnSettings {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  SpawnSettings() {
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, 2, 1);
    sigset_t ignored_here;  // signals that this program ignores, and that others do not expect to be
    sigemptyset(&ignored_here);
    sigaddset(&ignored_here, SIGPIPE);
    sigaddset(&ignored_here, SIGXFSZ);
    posix_spawnattr_setsigdefault(&attributes, &ignored_here);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, static_cast<short>(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP));
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
  }
};

pid_t start(const std::vector<std::string>& command, const std::string& file) {
  std::vector<std::string> words = command;
  words.push_back(file);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const SpawnSettings settings;
  pid_t pid = 0;
  const int number = ::posix_spawnp(&pid, arguments.front(), &settings.files, &settings.attributes,
                                    arguments.data(), ::environ);
  if (number != 0) {
    const base::Text why = number == ENOENT ? base::Text{"没有这个程序", "there is no such program"}
                                            : base::describe_errno(number);
    failed(command, {"不能启动：" + why.zh, "cannot be started: " + why.en});
  }
  return pid;
}

}  // namespace

void deliver(const std::vector<std::string>& command, const std::string& file) {
  Child child(start(command, file));
  const Clock::time_point limit = Clock::now() + kPatience;
  int status = 0;
  while (!child.ended(status)) {
    base::check_interrupt();
    if (Clock::now() > limit) failed(command, {"五分钟没有结束", "did not end within five minutes"});
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  const std::string number = std::to_string(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  failed(command, {"失败，退出码 " + number, "failed with status " + number});
}

}  // namespace salesops::app
