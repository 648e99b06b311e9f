// Sales, expenses and drivers; the list of all documents.
#include <fmt/format.h>

#include <unordered_map>

#include "salesops/app/import_cells.hpp"
#include "salesops/app/import_credit.hpp"
#include "salesops/base/text.hpp"
#include "salesops/store/budgets.hpp"

namespace salesops::app {

namespace {

using calendar::Date;
using money::Money;
using store::CodeIndex;
using Described = ImportRun::Described;

// Categories of the configuration by id, name or alias; with none configured every text is one.
std::string_view category(ImportRun& run, DocumentCells& cells, std::size_t field, TextArena& texts) {
  const auto& known = run.context.config.budget.categories;
  const std::string_view text = cells.at(field).text;
  if (known.empty()) return texts.keep(text);
  if (const auto named = run.context.config.budget.category_named(text)) return texts.keep(*named);
  std::vector<std::string> names;
  for (const budget::Category& one : known) {
    names.push_back(one.id);
    names.push_back(one.name.zh);
  }
  base::Text help{"在配置的 budget.categories 里加上", "add it to budget.categories in the configuration"};
  if (const auto near = base::nearest(text, names)) {
    help = {fmt::format("是不是“{}”？{}", *near, help.zh),
            fmt::format("did you mean \"{}\"? {}", *near, help.en)};
  }
  cells.report(field, "E2208", {"不是配置里的费用科目", "is not a category of the configuration"}, help);
  return {};
}

// Requests that expenses settle: looked up once each.
class KnownRequests {
 public:
  explicit KnownRequests(store::Database& database) : database_(database) {}
  // The number as it stands; reported when there is no such request.
  std::string_view read(DocumentCells& cells, std::size_t field) {
    const std::string_view number = cells.text(field);
    if (number.empty() || exists(std::string(number))) return number;
    cells.report(field, "E6122", {"不是已有的申请单", "is not an existing request"},
                 {"查看 salesops budget show", "see salesops budget show"});
    return {};
  }

 private:
  bool exists(const std::string& number) {
    const auto [at, fresh] = known_.try_emplace(number, false);
    if (fresh) at->second = store::find_request(database_, number).has_value();
    return at->second;
  }
  store::Database& database_;
  std::unordered_map<std::string, bool> known_;
};

}  // namespace

void load_sales(ImportRun& run) {
  enum { doc_no, line, date, customer, rep, product, quantity, amount, tax, cost, promo, credit };
  RowTraits<store::SaleRow> traits{
      .key = [](const auto& row) { return fmt::format("{}/{}", row.number, row.line); },
      .date = [](const auto& row) { return std::optional(row.date); },
      .describe = [&run](const store::SaleRow& row) -> Described {
        return {{"date", calendar::to_string(row.date)},
                {"customer", code(run, CodeIndex::Of::customer, row.customer)},
                {"rep", code(run, CodeIndex::Of::rep, row.rep)},
                {"product", code(run, CodeIndex::Of::product, row.product)},
                {"quantity",
                 row.quantity ? std::optional(std::to_string(row.quantity->at_scale(6))) : std::nullopt},
                {"amount", minor(row.amount)},
                {"tax", minor(row.tax)},
                {"cost", minor(row.cost)},
                {"promo", text_or_nothing(row.promo)},
                {"credit", text_or_nothing(row.credit)}};
      }};
  DocumentLoader<store::SaleRow> loader(run, std::move(traits));
  std::unordered_map<std::string, std::int64_t> lines;  // of documents without line numbers, counted
  const bool numbered = run.source.has(line);
  load_rows(run, loader, [&](DocumentCells& cells, store::SaleRow& row) {
    row.number = cells.text(doc_no);
    row.line = cells.present(line) ? cells.at(line).number : numbered ? 1 : ++lines[std::string(row.number)];
    row.date = cells.date(date);
    row.customer = cells.reference(customer, References::Of::customer);
    row.rep = cells.reference(rep, References::Of::rep);
    row.product = cells.reference(product, References::Of::product);
    if (cells.present(quantity)) {
      const money::Decimal exact = cells.at(quantity).decimal.normalised();
      if (exact.scale() > 6) {
        cells.report(quantity, "E2110", {"小数超过 6 位", "has more than 6 decimals"},
                     {"在来源中先舍入", "round it in the source"});
      } else {
        row.quantity = exact;
      }
    }
    row.amount = cells.amount(amount);
    row.tax = cells.maybe_amount(tax);
    if (run.source.amounts_without_tax()) row.amount += row.tax.value_or(Money{});
    row.cost = cells.maybe_amount(cost);
    row.promo = cells.text(promo);
    row.credit = loader.texts().keep(read_credit(run, cells, credit));
  });
}

void load_expenses(ImportRun& run) {
  enum { number, line, date, node, category_field, amount, request, promo, payee, note };
  RowTraits<store::ExpenseRow> traits{
      .key = [](const auto& row) { return fmt::format("{}/{}", row.number, row.line); },
      .date = [](const auto& row) { return std::optional(row.date); },
      .describe = [&run](const store::ExpenseRow& row) -> Described {
        return {{"date", calendar::to_string(row.date)},   {"node", code(run, CodeIndex::Of::node, row.node)},
                {"category", std::string(row.category)},   {"amount", minor(row.amount)},
                {"request", text_or_nothing(row.request)}, {"promo", text_or_nothing(row.promo)},
                {"payee", text_or_nothing(row.payee)},     {"note", text_or_nothing(row.note)}};
      }};
  DocumentLoader<store::ExpenseRow> loader(run, std::move(traits));
  KnownRequests requests(run.transaction.database());
  std::unordered_map<std::string, std::int64_t> lines;
  const bool numbered = run.source.has(line);
  load_rows(run, loader, [&](DocumentCells& cells, store::ExpenseRow& row) {
    row.number = cells.text(number);
    row.line = cells.present(line) ? cells.at(line).number : numbered ? 1 : ++lines[std::string(row.number)];
    row.date = cells.date(date);
    row.node = cells.reference(node, References::Of::node);
    row.category = category(run, cells, category_field, loader.texts());
    row.amount = cells.amount(amount);
    row.request = requests.read(cells, request);
    row.promo = cells.text(promo);
    row.payee = cells.text(payee);
    row.note = cells.text(note);
  });
}

void load_drivers(ImportRun& run) {
  enum { node, driver, value, date };
  RowTraits<store::DriverRow> traits{
      .key =
          [&run](const store::DriverRow& row) {
            return fmt::format("{}/{}", code(run, CodeIndex::Of::node, row.node).value_or(""), row.driver);
          },
      .date = [](const auto&) { return std::optional<Date>(); },  // a driver is no document of a period
      .describe = [](const store::DriverRow& row) -> Described {
        return {{"value", std::string(row.value)}};
      }};
  DocumentLoader<store::DriverRow> loader(run, std::move(traits));
  load_rows(run, loader, [&](DocumentCells& cells, store::DriverRow& row) {
    row.node = cells.reference(node, References::Of::node);
    row.driver = cells.text(driver);
    row.value = loader.texts().keep(money::to_string(cells.at(value).decimal));
    row.date = cells.maybe_date(date);
  });
}

void load_documents(ImportRun& run) {
  static constexpr std::pair<std::string_view, void (*)(ImportRun&)> kLoaders[] = {
      {"sales", load_sales},     {"invoices", load_invoices}, {"receipts", load_receipts},
      {"matches", load_matches}, {"expenses", load_expenses}, {"drivers", load_drivers}};
  for (const auto& [kind, load_kind] : kLoaders) {
    if (kind == run.kind.name) load_kind(run);
  }
}

}  // namespace salesops::app
