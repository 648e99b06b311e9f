#pragma once
#include <functional>
#include <string>

#include "salesops/app/context.hpp"

namespace salesops::app {

// The bytes of a report in a format given by its extension ("html", "xlsx", …).
// `language` is zh, en or "" (the company's).
using RenderReport = std::function<std::string(const document::Document&, const std::string& format,
                                               const std::string& language)>;

// Makes every report of the schedule that is due and not done, in order of due time, and writes it below
// reports.folder. One process at a time does this per database: others wait up to context.lock_timeout, then
// Error(busy, E7125); what they find done they leave alone. A report that fails is noted with its error, does
// not stop the others and makes the exit code 1 (finding); the next call makes it again. With
// context.dry_run the reports that would be made, and nothing is written.
Outcome report_due(const Context& context, const RenderReport& render);

}  // namespace salesops::app
