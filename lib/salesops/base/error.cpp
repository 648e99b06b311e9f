#include "salesops/base/error.hpp"

#include <fmt/format.h>

namespace salesops::base {

const std::string& in(const Text& text, Lang lang) {
  const std::string& wanted = lang == Lang::zh ? text.zh : text.en;
  return wanted.empty() ? (lang == Lang::zh ? text.en : text.zh) : wanted;
}

std::string to_string(const Place& place) {
  if (place.file.empty()) return {};
  if (!place.cell.empty()) return fmt::format("{}[{}]!{}", place.file, place.sheet, place.cell);
  if (place.line == 0) return place.file;
  if (place.column == 0) return fmt::format("{}:{}", place.file, place.line);
  return fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

namespace {

std::string summary(const std::vector<Diagnostic>& diagnostics) {
  const Diagnostic& first = diagnostics.front();
  const std::string place = to_string(first.place);
  return fmt::format("{}{}{}: {}", place, place.empty() ? "" : ": ", first.code, in(first.message, Lang::en));
}

}  // namespace

Error::Error(Exit exit, Diagnostic diagnostic) : Error(exit, std::vector{std::move(diagnostic)}) {}

Error::Error(Exit exit, std::vector<Diagnostic> diagnostics, std::size_t total)
    : exit_(exit),
      diagnostics_(std::move(diagnostics)),
      total_(total == 0 ? diagnostics_.size() : total),
      what_(summary(diagnostics_)) {}

void Diagnostics::add(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::error) ++errors_;
  if (kept_.size() < kKept) kept_.push_back(std::move(diagnostic));
}

void Diagnostics::raise_if_any(Exit exit) const {
  if (errors_ > 0) throw Error(exit, kept_, errors_);
}

}  // namespace salesops::base
