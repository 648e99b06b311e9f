#include "salesops/app/receivables_deduction.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "salesops/app/receivables_settle.hpp"
#include "salesops/base/text.hpp"
#include "salesops/store/deductions.hpp"

namespace salesops::app {

using base::Text;
using receivable::Date;
using receivable::Deduction;
using receivable::DeductionState;
using receivable::Money;

namespace {

struct StateWord {
  const char* word;
  DeductionState state;
  Text title;
};
const StateWord kStates[] = {{"open", DeductionState::open, {"未处理", "open"}},
                             {"credited", DeductionState::credited, {"已开红字", "credited"}},
                             {"paid", DeductionState::paid, {"已补付", "paid"}},
                             {"rejected", DeductionState::rejected, {"已拒绝", "rejected"}},
                             {"withdrawn", DeductionState::withdrawn, {"收款退回", "receipt bounced"}}};

}  // namespace

Text title(DeductionState state) {
  return std::ranges::find(kStates, state, &StateWord::state)->title;
}

std::string_view word_of(DeductionState state) {
  return std::ranges::find(kStates, state, &StateWord::state)->word;
}

std::vector<std::string> deduction_words() {
  std::vector<std::string> words;
  for (const StateWord& state : kStates) words.emplace_back(state.word);
  return words;
}

Text deduction_title(const Context& context, const std::string& code) {
  const auto& reasons = context.config.receivables.deductions;
  const auto found = std::ranges::find(reasons, code, &receivable::DeductionReason::code);
  return found == reasons.end() ? Text{code, code} : found->name;
}

void for_each_deducting_account(const Context& context, store::Database& database, std::int64_t customer,
                                Date as_of, const std::function<void(const DeductingAccount&)>& sink) {
  for (store::CustomerAccount& account : store::load_accounts(database, customer)) {
    DeductingAccount one{.account = std::move(account), .deductions = {}, .standings = {}};
    one.deductions = store::deductions_of(database, one.account);
    if (one.deductions.empty()) continue;
    const auto spans = receivable::settle(one.account.account, settle_policy(context.config));
    one.standings = receivable::deductions_on(one.account.account, spans, one.deductions, as_of);
    sink(one);
  }
}

std::string deduction_number(std::int64_t id) {
  return "D" + std::to_string(id);
}

const receivable::DeductionReason* deduction_reason(const Context& context, std::string_view text) {
  const auto fold = [](std::string_view name) { return base::to_lower_ascii(base::fold_name(name)); };
  const std::string folded = fold(text);
  for (const receivable::DeductionReason& reason : context.config.receivables.deductions)
    for (const std::string& name : {reason.code, reason.name.zh, reason.name.en})
      if (fold(name) == folded) return &reason;
  return nullptr;
}

Text deduction_reasons(const Context& context) {
  Text list;
  for (const receivable::DeductionReason& reason : context.config.receivables.deductions) {
    const std::string comma = list.zh.empty() ? "" : ", ";
    list.zh += comma + reason.code + (reason.name.zh == reason.code ? "" : " " + reason.name.zh);
    list.en += comma + reason.code;
  }
  return list;
}

std::shared_ptr<const std::map<std::int64_t, Money>> flagged_deductions(const Context& context,
                                                                        store::Database& database,
                                                                        Date as_of) {
  if (!store::any_deduction(database)) return nullptr;
  auto flagged = std::make_shared<std::map<std::int64_t, Money>>();
  for (const std::int64_t customer : store::customers_with_deductions(database))
    for_each_deducting_account(context, database, customer, as_of, [&](const DeductingAccount& account) {
      for (std::size_t i = 0; i < account.deductions.size(); ++i)
        if (const Money amount = account.standings[i].flagged(); !amount.zero())
          (*flagged)[account.account.account.debits[account.deductions[i].debit].id] += amount;
    });
  return flagged;
}

receivable::AgingRule aging_rule(const Context& context, store::Database& database,
                                 const AgingRequest& request) {
  receivable::AgingRule rule = aging_rule(context, request);
  rule.deductions = flagged_deductions(context, database, rule.as_of);
  return rule;
}

std::vector<document::Fact> deduction_facts(const Context& context, store::Database& database,
                                            const store::CustomerAccount& account,
                                            const std::vector<receivable::Span>& spans, std::uint32_t debit) {
  std::vector<document::Fact> facts;
  const std::vector<Deduction> deductions = store::deductions_of(database, account);
  const auto standings = receivable::deductions_on(account.account, spans, deductions, context.as_of);
  const int digits = money::currency(account.currency).digits;
  for (std::size_t i = 0; i < deductions.size(); ++i) {
    const Deduction& one = deductions[i];
    if (one.debit != debit || one.date > context.as_of) continue;
    const std::string number = deduction_number(one.id), amount = money::to_grouped(one.amount, digits);
    const std::string since = calendar::to_string(standings[i].ended.value_or(one.date));
    const Text reason = deduction_title(context, one.reason), state = title(standings[i].state);
    facts.push_back({"deduction_" + number,
                     {"扣款 " + number, "deduction " + number},
                     {amount + " " + reason.zh + "，" + since + " " + state.zh,
                      amount + " " + reason.en + ", " + state.en + " since " + since}});
  }
  return facts;
}

}  // namespace salesops::app
