#pragma once
#include "salesops/app/reports/data_sets.hpp"

namespace salesops::app {

// Customers with sales in the period or the 365 days before it: state new (none before), silent (none in the
// 90 days up to the last day) or active, sales of the period and of the 365 days before, the last sale.
document::Table customer_moves_table(const Context& context, const DataRequest& request);
// The typed notes of the report's period: number, date, node, node_name, topic, author, text.
document::Table notes_table(const Context& context, const DataRequest& request);
// The same of one topic as paragraphs.
std::vector<base::Text> note_paragraphs(const Context& context, const calendar::Period& period,
                                        const std::string& topic);

}  // namespace salesops::app
