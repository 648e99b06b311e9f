#pragma once
#include <functional>

#include "salesops/report/definition.hpp"

namespace salesops::report {

// Gives the table of a source; called once per distinct source (same data, same parameters) of a report.
using FetchTable = std::function<document::Table(const Source&)>;
// Gives the sentences of a named narrative.
using FetchText = std::function<std::vector<Text>(const Source& narrative)>;
// Gives the paragraphs of a topic of typed notes.
using FetchNotes = std::function<std::vector<Text>(const std::string& topic)>;

// Puts a report together. Columns, filters, groups, sort keys and series that a table does not have are
// Error(configuration, E7105) where they are written, with the columns that exist; a chart of a table that
// the report does not have is E7106.
document::Document build(const Definition& definition, const FetchTable& table, const FetchText& narrative,
                         const FetchNotes& notes);

// The rows and columns a view selects. The total row is kept only when no row was left out, so that a total
// never stands under rows it does not belong to. With groups the rows stand by the groups' values, each group
// under a row with the sums of its amounts, quantities and counts (rates, days and dates have no sum), and a
// column `level` tells them apart: 0 the outermost subtotal … the number of groups: a row.
document::Table apply_view(const document::Table& table, const View& view, const Spots& spots);

}  // namespace salesops::report
