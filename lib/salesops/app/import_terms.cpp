#include "salesops/app/import_terms.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace salesops::app {

namespace {

// Whether every part has its base date; `fault` says which terms have not.
bool has_base(const calendar::Terms& terms, bool stated, DueFault& fault) {
  const auto from_invoice = [](const calendar::TermsPart& part) {
    return part.base == calendar::TermsBase::invoice_date;
  };
  if (stated || std::ranges::all_of(terms.parts, from_invoice)) return true;
  fault.code = "E2305";
  fault.message = {fmt::format("为空：账期“{}”不从开票日期起算", terms.text),
                   fmt::format("is empty: the terms \"{}\" do not count from the issue date", terms.text)};
  fault.help = {"补上起算日 base_date", "give the day the terms count from in base_date"};
  return false;
}

}  // namespace

const calendar::Terms* DueDates::read(std::string_view text, DueFault& fault) {
  if (const auto known = known_.find(text); known != known_.end()) return &known->second;
  calendar::Terms terms;
  calendar::TermsFault why;
  if (!config_.terms.resolve(text, terms, why)) {
    const bool own = fault.in_document;
    fault = {
        .in_document = own,
        .code = why.code,
        .message = {own ? why.message.zh : fmt::format("为空，而客户的账期“{}”{}", text, why.message.zh),
                    own ? why.message.en
                        : fmt::format("is empty, and the customer's terms \"{}\" {}", text, why.message.en)},
        .help = why.help};
    return nullptr;
  }
  return &known_.emplace(std::string(text), std::move(terms)).first->second;
}

std::optional<Due> DueDates::find(std::string_view document_terms, std::int64_t customer,
                                  calendar::Date issued, std::optional<calendar::Date> base,
                                  DueFault& fault) {
  fault.in_document = !document_terms.empty();
  const calendar::Terms* terms = nullptr;
  const org::CustomerRow* state =
      document_terms.empty() ? references_.customer_at(customer, issued) : nullptr;
  if (!document_terms.empty()) {
    terms = read(document_terms, fault);
    if (terms == nullptr) return std::nullopt;
  } else if (state != nullptr && !state->terms.empty()) {
    terms = read(state->terms, fault);
    if (terms == nullptr) return std::nullopt;
  } else {
    terms = config_.terms.find(state != nullptr ? state->customer_class : "", issued);
  }
  if (terms == nullptr) {
    fault.code = "E2303";
    fault.message = {
        "为空，而且发票、客户、客户类别都没有账期，也没有默认账期",
        "is empty, and neither the invoice nor its customer, the customer's class or the default has terms"};
    fault.help = {"补上到期日或客户的账期，或在配置里写 terms.default",
                  "give the due date, the customer's terms, or terms.default in the configuration"};
    return std::nullopt;
  }
  if (!has_base(*terms, base.has_value(), fault)) return std::nullopt;
  return work_out(*terms, customer, issued, base, fault);
}

std::optional<Due> DueDates::check(std::string_view document_terms, std::int64_t customer,
                                   calendar::Date issued, std::optional<calendar::Date> base,
                                   DueFault& fault) {
  fault.in_document = true;
  const calendar::Terms* terms = read(document_terms, fault);
  if (terms == nullptr) return std::nullopt;
  const bool counted = terms->parts.size() > 1 || !terms->discounts.empty();
  if (!counted) return Due{issued, terms->text};
  if (!has_base(*terms, base.has_value(), fault)) return std::nullopt;
  return work_out(*terms, customer, issued, base, fault);
}

bool DueDates::customer_calendar(std::int64_t customer, calendar::Date issued,
                                 const calendar::CustomerCalendar*& found, DueFault& fault) {
  if (!any_calendar_) any_calendar_ = references_.any_customer_calendar();
  if (!*any_calendar_) return true;
  const org::CustomerRow* state = references_.customer_at(customer, issued);
  if (state == nullptr || state->calendar.empty()) return true;
  auto known = calendars_.find(state->calendar);
  if (known == calendars_.end()) {
    const calendar::NamedCalendars& named = config_.terms.calendars;
    calendar::CustomerCalendar read;
    std::string unknown;
    if (!calendar::parse_customer_calendar(state->calendar, named, read, unknown)) {
      fault.in_document = false;
      fault.code = "E5106";
      fault.message = {fmt::format("不能推算：客户 {} 的日历 {} 不在配置里", state->id, unknown),
                       fmt::format("cannot be worked out: the calendar {1} of customer {0} is not configured",
                                   state->id, unknown)};
      fault.help = calendar::unknown_calendar_help(unknown, named);
      return false;
    }
    known = calendars_.emplace(state->calendar, std::move(read)).first;
  }
  found = &known->second;
  return true;
}

std::optional<Due> DueDates::work_out(const calendar::Terms& terms, std::int64_t customer,
                                      calendar::Date issued, std::optional<calendar::Date> base,
                                      DueFault& fault) {
  calendar::PayCalendars calendars{&config_.working_days, &config_.terms.calendars, nullptr};
  if (!customer_calendar(customer, issued, calendars.customer, fault)) return std::nullopt;
  if (terms.parts.size() == 1 && terms.adjust == calendar::DueAdjust::none && calendars.customer == nullptr) {
    const calendar::TermsPart& part = terms.parts.front();
    return Due{calendar::unmoved_due_date(part, terms, calendar::base_date(part, terms, issued, base)),
               terms.text};
  }
  calendar::Terms moved = terms;
  Due due{issued, terms.text};
  std::optional<calendar::Date> last;
  try {
    for (calendar::TermsPart& part : moved.parts) {
      const calendar::Date from = calendar::base_date(part, terms, issued, base);
      const calendar::Date date = calendar::due_date(part, terms, from, calendars, &part.moves);
      last = last ? std::max(*last, date) : date;
      if (!part.moves.empty()) due.moved_terms = terms.text;
    }
  } catch (const base::Error& error) {
    if (error.code() != "E5107") throw;
    fault = {fault.in_document, error.code(), error.diagnostics().front().message,
             error.diagnostics().front().help};
    return std::nullopt;
  }
  due.date = last.value_or(issued);
  if (!due.moved_terms.empty()) due.moved_terms = calendar::terms_text(moved);
  return due;
}

}  // namespace salesops::app
