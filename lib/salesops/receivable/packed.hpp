#pragma once
#include <string>
#include <string_view>

#include "salesops/receivable/position.hpp"

namespace salesops::receivable {

// A settled account as bytes, a few per document: the database keeps one block per customer and currency
// beside the documents, so that the aging of any day is one pass over small blocks instead of a join over the
// history. It is a cache: always equal to pack(settled(account, settle(account, policy))), and checked
// against that by `db verify`.
std::string pack(const Settled& settled);
// The inverse; `settled` is overwritten and keeps its memory. Throws Error(bad_data, E5303) when the bytes
// are damaged.
void unpack(std::string_view bytes, Settled& settled);

}  // namespace salesops::receivable
