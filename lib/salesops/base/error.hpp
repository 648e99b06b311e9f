#pragma once
#include <cstddef>
#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace salesops::base {

// The two languages every message for people exists in. `zh` and `en` say the same thing.
struct Text {
  std::string zh;
  std::string en;
  bool empty() const { return zh.empty() && en.empty(); }
  friend bool operator==(const Text&, const Text&) = default;
};
enum class Lang { zh, en };
const std::string& in(const Text& text, Lang lang);

// The documented exit codes. `main` is the only place that turns them into a process status.
enum class Exit : int {
  ok = 0,
  finding = 1,
  usage = 2,
  bad_data = 65,
  no_input = 66,
  internal = 70,
  cannot_create = 73,
  io = 74,
  busy = 75,
  not_permitted = 77,
  configuration = 78,
};

// Where something stands in an input. Empty file: no place. line and column count from 1, 0 = unknown;
// columns count characters (code points). `cell` replaces line and column in spreadsheets ("D17").
struct Place {
  std::string file{};
  std::size_t line = 0;
  std::size_t column = 0;
  std::string sheet{};
  std::string cell{};
  friend bool operator==(const Place&, const Place&) = default;
};
// "file:3:18", "file.xlsx[sheet]!D17" or "" when there is no place.
std::string to_string(const Place& place);

enum class Severity { error, warning, note };

// One message with everything a person or a program needs to act on it.
struct Diagnostic {
  std::string code;  // stable: "E2103"; the catalogue in codes.cpp explains each
  Severity severity = Severity::error;
  Place place{};
  std::string field{};   // column, configuration key or option
  std::string value{};   // the offending text as it stands in the input
  Text message{};        // what is wrong
  Text help{};           // one way to mend it
  std::string source{};  // the source line, shown under the message with a caret; may be empty
  std::string label{};   // what stands behind the caret, when it is more than `field`
};

// A failure that ends the command. Carries one or more diagnostics (never none) and the exit code.
class Error : public std::exception {
 public:
  Error(Exit exit, Diagnostic diagnostic);
  // `total` counts all findings when `diagnostics` holds only the first ones. Must not be empty.
  Error(Exit exit, std::vector<Diagnostic> diagnostics, std::size_t total = 0);

  const char* what() const noexcept override { return what_.c_str(); }
  Exit exit() const noexcept { return exit_; }
  const std::vector<Diagnostic>& diagnostics() const noexcept { return diagnostics_; }
  std::size_t total() const noexcept { return total_; }
  const std::string& code() const noexcept { return diagnostics_.front().code; }

 private:
  Exit exit_;
  std::vector<Diagnostic> diagnostics_;
  std::size_t total_;
  std::string what_;
};

// Collects the findings of one input so that all of them are shown at once. Keeps the first `kKept`, counts all.
class Diagnostics {
 public:
  static constexpr std::size_t kKept = 50;

  void add(Diagnostic diagnostic);
  std::size_t errors() const { return errors_; }
  bool ok() const { return errors_ == 0; }
  const std::vector<Diagnostic>& kept() const { return kept_; }
  // Throws Error(exit, kept, errors) when an error was added; does nothing otherwise.
  void raise_if_any(Exit exit) const;

 private:
  std::vector<Diagnostic> kept_;
  std::size_t errors_ = 0;
};

// What `salesops explain CODE` prints and what the tests compare with the sources.
struct CodeEntry {
  const char* code;
  const char* title_zh;
  const char* title_en;
  const char* text_zh;
  const char* text_en;
};

}  // namespace salesops::base
