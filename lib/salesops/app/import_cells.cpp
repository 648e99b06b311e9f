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

std::string_view DocumentCells::currency(std::size_t field, std::size_t amount_field, money::Money& amount) {
  const money::Currency& own = run_.context.config.company.currency;
  if (!present(field) || at(field).text == own.code) return own.code;
  std::string code(at(field).text);
  if (code == "人民币" || code == "RMB" || code == "￥" || code == "¥") code = "CNY";
  try {
    const money::Currency known = money::currency(code);
    money::NumberFault fault;
    if (known.digits != own.digits &&
        !money::parse_money(at(amount_field).text, known.digits, amount, fault)) {
      report(amount_field, fault.code, fault.message, fault.help);
    }
  } catch (const base::Error& unknown) {
    report(field, "E2307", {"不是已知的币种", "is not a known currency"}, unknown.diagnostics().front().help);
  }
  return texts_->keep(code);
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
