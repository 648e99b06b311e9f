#pragma once
#include <string>

#include "salesops/document/document.hpp"

namespace salesops::document {

// A table as bytes that depend on its figures alone: a CSV of column keys, plain values and the total row,
// every field quoted. For snapshots and hashes.
std::string canonical(const Table& table, const money::Currency& currency);

}  // namespace salesops::document
