#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/app/import.hpp"
#include "salesops/app/import_references.hpp"
#include "salesops/app/import_rejects.hpp"
#include "salesops/app/import_source.hpp"

namespace salesops::app {

// Texts of the rows that wait to be stored. Views stay good until clear().
class TextArena {
 public:
  std::string_view keep(std::string_view text);
  void clear();

 private:
  static constexpr std::size_t kBlock = 1U << 20U;
  std::vector<std::unique_ptr<char[]>> blocks_{};
  std::size_t in_use_ = 0;  // blocks; the last of them is being filled
  std::size_t used_ = 0;    // bytes of that one
};

// Of the documents of one currency, in its minor units.
struct CurrencyTotal {
  std::size_t rows = 0;
  money::Money amount{};  // of the rows that are good, as the file states them
  money::Money net{};     // of receipts: less what goes back
};

struct Tally {
  std::size_t added = 0;
  std::size_t updated = 0;
  std::size_t unchanged = 0;
  std::size_t kept = 0;  // other content than stored, left as stored (--on-conflict skip)
  std::size_t rejected = 0;
  std::size_t locked = 0;                                     // of the rejected: dated in a closed period
  CurrencyTotal own{};                                        // the company's currency
  std::map<std::string, CurrencyTotal, std::less<>> other{};  // by code
  std::size_t good() const { return added + updated + unchanged + kept; }
  CurrencyTotal& of(std::string_view currency) {
    const auto found = other.find(currency);
    return found != other.end() ? found->second : other[std::string(currency)];
  }
};

// Where a waiting row came from.
struct Origin {
  std::size_t line = 0;
  std::int64_t amount = 0;  // as the file states it
  std::string cells{};      // the row as CSV, only with --partial
};

// One file on its way into the database.
class ImportRun {
 public:
  ImportRun(store::WriteTransaction& the_transaction, const Context& the_context,
            const ImportRequest& the_request, const ingest::Kind& the_kind, ImportSource& the_source,
            References& the_references, Rejects& the_rejects, base::Diagnostics& the_findings)
      : transaction(the_transaction),
        context(the_context),
        request(the_request),
        kind(the_kind),
        source(the_source),
        references(the_references),
        rejects(the_rejects),
        findings(the_findings) {}

  store::WriteTransaction& transaction;
  const Context& context;
  const ImportRequest& request;
  const ingest::Kind& kind;
  ImportSource& source;
  References& references;
  Rejects& rejects;
  base::Diagnostics& findings;
  std::optional<calendar::Date> closed_until{};
  std::int64_t batch = 0;
  Tally tally{};
  std::vector<bool> touched{};  // by the store's key of the customer

  Origin origin(std::int64_t amount) const;  // of the present row
  // The accounts of this customer have to be settled again.
  void touch(std::int64_t customer);
  // The present row, or a waiting one, is not loaded. `found` holds at least one finding.
  void reject(const Origin& from, const base::Diagnostics& found);
  void reject(const Origin& from, base::Diagnostic why);
  // A finding about a waiting row.
  base::Diagnostic at(const Origin& from, std::string code, std::string field, std::string value,
                      base::Text message, base::Text help) const;
  // E8201 when the day is closed.
  std::optional<base::Diagnostic> locked(const Origin& from, calendar::Date date) const;
  // What a conflict shows: "amount: 100.00 → 120.00".
  using Described = std::vector<std::pair<std::string, std::optional<std::string>>>;
  base::Diagnostic conflict(const Origin& from, const std::string& key, const std::string& stored,
                            const Described& now, std::string_view currency) const;
};

// Loads the rows of one file; the totals are in `run.tally`.
void load_masters(ImportRun& run);
void load_documents(ImportRun& run);

}  // namespace salesops::app
