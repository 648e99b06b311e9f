#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/app/context.hpp"

// Decisions: one mechanism for everything that somebody makes and somebody else decides on: targets, budgets,
// requests, promotions, credit limits, write-offs. Whoever submits is the maker. Whoever decides must have
// the authority for the matter up to its amount, at its node or above, and must not be the maker. With no
// `roles:` in the configuration everything is allowed and the journal still records the actor.
namespace salesops::app {

struct Matter {
  std::string what;  // as in `authority`: "request", "budget", "promotion", "target", "credit", "write_off" …
  std::string object;  // "R000001", "2026 v2": unique within `what` while it waits
  std::optional<money::Money> amount{};
  std::string node{};  // code; "" = the whole company
};

// Whether the matter needs a decision at all: the configuration has roles and its authority names `what`.
bool needs_decision(const Context& context, std::string_view what);
// Puts the matter on the list of what waits. Throws Error(finding, E8111) when it waits already.
void submit(const Context& context, store::WriteTransaction& transaction, const Matter& matter);
// Decides it: E8112 when nothing waits, E8103 when the actor is its maker, E8101/E8102/E8104 without
// authority, with too little or at another node. Journals "approval WHAT OBJECT" with the comment (the
// context's reason).
void approve(const Context& context, store::WriteTransaction& transaction, std::string_view what,
             std::string_view object);
void reject(const Context& context, store::WriteTransaction& transaction, std::string_view what,
            std::string_view object);
// Taken back by its maker (E8105 for others).
void recall(const Context& context, store::WriteTransaction& transaction, std::string_view what,
            std::string_view object);

// Refuses (77, E8104) an actor whose role is at a node that the given one is not under.
void require_charge(const Context& context, store::Database& database, const std::string& node);

// `approve list`: what waits, who may decide it; `approve show OBJECT`: every decision on it.
Outcome approve_list(const Context& context);
Outcome approve_show(const Context& context, const std::string& object);

}  // namespace salesops::app
