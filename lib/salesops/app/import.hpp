#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "salesops/app/context.hpp"

namespace salesops::app {

enum class OnConflict { stop, update, skip };

// What `salesops import` is asked to do.
struct ImportRequest {
  std::string kind;
  std::vector<std::string> files{};  // "-": standard input
  std::string preset{};
  std::string sheet{};
  std::string encoding{};
  std::string delimiter{};
  OnConflict on_conflict = OnConflict::stop;
  bool partial = false;         // load the good rows, write the others to NAME.rejects.csv
  bool create_missing = false;  // add customers, nodes, reps and products that documents name
  std::optional<std::int64_t> expect_rows{};
  std::vector<std::string> expect_totals{};  // "1000.00" or "1000.00 USD", one a currency; empty: not checked
  bool with_document = false;                // the counts as a document too, for machine formats
};

// Loads files into the database in one transaction: one batch a file. Without `partial` any finding throws
// Error(bad_data) with all of them, or Error(not_permitted) when all are documents of closed periods.
Outcome import_files(const Context& context, const ImportRequest& request);

// The presets that can be named, as a document; `config` may be null (no workspace).
Outcome list_presets(const config::Config* config);
// The definition of one preset as YAML. Throws Error(usage, E2306).
std::string preset_text(const config::Config* config, const std::string& name);

// Takes back an import batch. Throws E2320…E2322, E8201 when there is no such batch, it is undone already,
// something depends on it (exit 1) or one of its documents lies in a closed period (77).
Outcome undo_batch(const Context& context, std::int64_t batch);

}  // namespace salesops::app
