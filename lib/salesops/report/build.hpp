#pragma once
#include <functional>

#include "salesops/report/definition.hpp"

namespace salesops::report {

// Gives the table of a source; called once per distinct source (same data, same parameters) of a report.
using FetchTable = std::function<document::Table(const Source&)>;
// Gives the sentences of a named narrative.
using FetchText = std::function<std::vector<Text>(const std::string& name)>;

// Puts a report together. `notes` gives the paragraphs of a topic of typed notes. Columns, filters and sort
// keys that a source does not have are Error(configuration, E7105/E7106) at the source's place, with the
// columns that exist.
document::Document build(const Definition& definition, const FetchTable& table, const FetchText& narrative,
                         const FetchText& notes);

// The rows and columns a view selects. The total row is kept only when no row was left out, so that a total
// never stands under rows it does not belong to.
document::Table apply_view(const document::Table& table, const View& view, const base::Place& place);

}  // namespace salesops::report
