#pragma once
#include <functional>
#include <string>

#include "salesops/app/context.hpp"

namespace salesops::app {

// The statement of one customer for a period (default: last month): opening, lines, closing per currency,
// what is overdue, the closing in words, the slip to send back.
Outcome receivables_statement(const Context& context, const std::string& customer);

// The user's own layout (receivables.statement.template), when there is one: for the format of its extension.
struct StatementLayout {
  std::string path;  // .md or .html
  std::string text;
};
std::optional<StatementLayout> statement_layout(const Context& context);

// The statements of all customers that have something in the period, in byte order of their codes, one at a
// time: `sink` gets a name for the file ("C001-2026-10") and the document. With `sent` each is recorded as
// sent. Returns what the command says.
Outcome receivables_statements(
    const Context& context, bool sent,
    const std::function<void(const std::string& name, document::Document document)>& sink);

// Records what a customer answered to the statement that ends on context.as_of, or on the last day of
// --period; or lists what is known.
struct ConfirmRequest {
  std::string customer{};  // "": the list
  bool sent = false;
  bool agreed = false;
  std::string difference{};  // theirs less ours; needs --reason
  std::string currency{};    // default: the company's
  bool unanswered = false;   // list: only what waits for an answer
};
Outcome receivables_confirm(const Context& context, const ConfirmRequest& request);

}  // namespace salesops::app
