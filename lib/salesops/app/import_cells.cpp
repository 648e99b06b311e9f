#include "salesops/app/import_cells.hpp"

#include "salesops/store/match_sides.hpp"

namespace salesops::app {

std::int64_t DocumentCells::reference(std::size_t field, References::Of of) {
  if (!values_[field].present) return 0;
  ReferenceFault fault;
  const std::int64_t key = run_.references.find(of, values_[field].text, run_.batch, fault);
  if (key == 0) report(field, fault.code, fault.message, fault.help);
  return key;
}

std::int64_t DocumentCells::document(std::size_t field, bool invoice) {
  if (!values_[field].present) return 0;
  ReferenceFault fault;
  const std::string_view number = values_[field].text;
  const std::int64_t key =
      invoice ? run_.references.invoice(number, fault) : run_.references.receipt(number, fault);
  if (key == 0) report(field, fault.code, fault.message, fault.help);
  return key;
}

std::string_view DocumentCells::currency(std::size_t field) {
  const std::string& own = run_.context.config.company.currency.code;
  if (!present(field) || at(field).text == own) return own;
  const std::string_view code = currency_code(at(field).text);
  if (code == own) return own;
  try {
    return texts_->keep(money::currency(code).code);
  } catch (const base::Error& unknown) {
    report(field, "E2307", {"不是已知的币种", "is not a known currency"}, unknown.diagnostics().front().help);
  }
  return own;
}

void DocumentCells::read_again(std::size_t field, const std::string& currency) {
  const int digits = money::currency(currency).digits;
  if (digits == run_.context.config.company.currency.digits) return;
  money::Money amount;
  money::NumberFault fault;
  if (money::parse_money(at(field).text, digits, amount, fault)) {
    values_[field].number = amount.minor();
  } else {
    report(field, fault.code, fault.message, fault.help);
  }
}

std::optional<std::string> text_or_nothing(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional<std::string>(text);
}
std::optional<std::string> day_or_nothing(const std::optional<calendar::Date>& date) {
  return date ? std::optional<std::string>(calendar::to_string(*date)) : std::nullopt;
}
std::optional<std::string> minor(const std::optional<money::Money>& amount) {
  return amount ? std::optional<std::string>(std::to_string(amount->minor())) : std::nullopt;
}

std::optional<std::string> code(ImportRun& run, store::CodeIndex::Of of, std::int64_t key) {
  return key == 0 ? std::nullopt : std::optional(store::code_of(run.transaction.database(), of, key));
}

}  // namespace salesops::app
