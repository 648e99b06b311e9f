#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "salesops/receivable/position.hpp"

namespace salesops::receivable {

// A settled account as bytes, a few per document: the database keeps one block per customer and currency
// beside the documents, so that the aging of any day is one pass over small blocks instead of a join over the
// history. It is a cache: always equal to pack(settled(account, settle(account, policy))), and checked
// against that by `db verify`.
std::string pack(const Settled& settled);
// The inverse, without the documents that are dated after `until`; `settled` is overwritten and keeps its
// memory. Cost O(documents up to `until`, with all that happened to them). Throws Error(bad_data, E5303) when
// the bytes that were read are damaged.
void unpack(std::string_view bytes, Settled& settled, Date until = forever());

// position_at of a packed account: `settled` and `position` are overwritten and keep their memory; `settled`
// holds what `position` points into.
void packed_position(std::string_view bytes, Date date, std::optional<Money> balance, Settled& settled,
                     Position& position);

}  // namespace salesops::receivable
