#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "salesops/app/import_references.hpp"
#include "salesops/config/config.hpp"

namespace salesops::app {

struct Due {
  calendar::Date date;        // of the last part, where the terms have several
  std::string_view terms;     // canonical text; lives as long as the DueDates
  std::string moved_terms{};  // the same with how calendars moved the due dates; empty when they did not
};
struct DueFault {
  bool in_document = false;  // the document's own terms are at fault
  std::string code;
  base::Text message;
  base::Text help;
};

// Due dates of invoices that state none: by the terms of the document, else of the customer on the issue
// date, else of the customer's class, else the default of the configuration.
class DueDates {
 public:
  DueDates(const config::Config& config, References& references) : config_(config), references_(references) {}
  // Nothing and `fault`: E2303 no terms anywhere, E5101 … E5107 terms that cannot be read or worked out,
  // E2305 terms that count from a day which the document does not state.
  std::optional<Due> find(std::string_view document_terms, std::int64_t customer, calendar::Date issued,
                          std::optional<calendar::Date> base, DueFault& fault);
  // The terms that a document with a due date of its own states; nothing and `fault` when they cannot be
  // read, or are of instalments or a discount that count from a day which the document does not state. The
  // date is that of the terms.
  std::optional<Due> check(std::string_view document_terms, std::int64_t customer, calendar::Date issued,
                           std::optional<calendar::Date> base, DueFault& fault);

 private:
  const calendar::Terms* read(std::string_view text, DueFault& fault);
  // When the customer does not pay, as of the issue date; null: it always does. False and `fault` when a
  // calendar is not configured any more.
  bool customer_calendar(std::int64_t customer, calendar::Date issued,
                         const calendar::CustomerCalendar*& found, DueFault& fault);
  std::optional<Due> work_out(const calendar::Terms& terms, std::int64_t customer, calendar::Date issued,
                              std::optional<calendar::Date> base, DueFault& fault);

  const config::Config& config_;
  References& references_;
  std::map<std::string, calendar::Terms, std::less<>> known_{};
  std::optional<bool> any_calendar_{};  // whether any customer has one
  std::map<std::string, calendar::CustomerCalendar, std::less<>> calendars_{};  // by their text
};

}  // namespace salesops::app
