#include "salesops/app/budget_request.hpp"

#include "salesops/app/approval.hpp"
#include "salesops/app/budget.hpp"
#include "salesops/base/text.hpp"
#include "salesops/store/journal.hpp"

namespace salesops::app {
namespace {

using base::Text;
using budget::Line;
using budget::RequestState;
using money::Money;
using store::BudgetRequest;

[[noreturn]] void refuse(base::Exit exit, const char* code, std::string value, Text message, Text help = {}) {
  base::Diagnostic diagnostic{.code = code, .value = std::move(value)};
  diagnostic.message = std::move(message);
  diagnostic.help = std::move(help);
  throw base::Error(exit, std::move(diagnostic));
}

BudgetRequest request_named(store::Database& database, const std::string& number) {
  if (auto request = store::find_request(database, number)) return *std::move(request);
  refuse(base::Exit::finding, "E6122", number, {"没有这张申请单：" + number, "no such request: " + number},
         {"查看 salesops budget show", "see salesops budget show"});
}

void require_state(const BudgetRequest& request, RequestState state) {
  if (request.state == state) return;
  const std::string is(budget::name_of(request.state));
  const std::string should(budget::name_of(state));
  refuse(base::Exit::finding, "E6137", request.number,
         {"申请单 " + request.number + " 的状态是 " + is + "，不是 " + should,
          "request " + request.number + " is " + is + ", not " + should});
}

void require_positive(const std::vector<Line>& lines) {
  for (const Line& line : lines) {
    if (line.amount > Money()) continue;
    refuse(base::Exit::usage, "E6126", money::to_decimal(line.amount),
           {"申请金额必须大于零", "the amount of a request must be above zero"});
  }
}

std::string grouped(const Context& context, Money amount) {
  return money::to_grouped(amount, context.config.company.currency.digits);
}

std::vector<Line> lines_of(const BudgetRequest& request) {
  std::vector<Line> lines;
  for (const auto& [cell, amount] : request.lines)
    lines.push_back({cell.node, cell.category, cell.month, amount});
  return lines;
}

// The node that all lines stand under at the lowest: where the matter belongs.
std::string common_node(const BudgetBook& book, const std::vector<Line>& lines) {
  for (const std::string& node : book.hierarchy().nodes.path(lines.front().node)) {
    bool all = true;
    for (const Line& line : lines) all = all && book.hierarchy().nodes.within(line.node, node);
    if (all) return node;
  }
  return "";
}

// The ledger before and after some moves, for the warnings of thresholds.
class Crossing {
 public:
  Crossing(const Context& context, const BudgetBook& book, store::Database& database)
      : context_(context), book_(book), database_(database), before_(all_balances(database)) {}
  void warn(Outcome& outcome) const {
    for (base::Diagnostic& warning : crossing_warnings(context_, book_, before_, all_balances(database_)))
      outcome.warnings.push_back(std::move(warning));
  }

 private:
  const Context& context_;
  const BudgetBook& book_;
  store::Database& database_;
  budget::Balances before_;
};

void add(Outcome& outcome, std::vector<base::Diagnostic> warnings) {
  for (base::Diagnostic& warning : warnings) outcome.warnings.push_back(std::move(warning));
}

// Commits an existing request: the moves, the state, the warnings of thresholds.
void commit(const Context& context, const BudgetBook& book, store::WriteTransaction& transaction,
            BudgetRequest& request, Outcome& outcome) {
  store::Database& database = transaction.database();
  require_open(database, context.as_of);
  const Crossing crossing(context, book, database);
  store::BudgetWriter writer(database);
  for (const budget::Move& move : budget::commit_moves("request " + request.number, request.lines))
    writer.append(move, context.as_of, request.id);
  if (request.state != RequestState::approved)
    store::set_request_state(transaction, request, RequestState::approved);
  request.state = RequestState::approved;
  crossing.warn(outcome);
}

BudgetRequest new_request(const Context& context, store::Database& database, const std::vector<Line>& lines) {
  BudgetRequest request;
  request.number = store::next_request_number(database);
  request.date = context.as_of;
  request.made_by = context.actor.name();
  for (const Line& line : lines)
    request.lines.emplace_back(budget::Cell{line.node, line.category, line.month}, line.amount);
  return request;
}

Outcome approve_plan(const Context& context, store::WriteTransaction& transaction, const std::string& name,
                     bool approved) {
  const auto plan = store::latest_plan(transaction.database(), name, "submitted");
  if (!plan)
    refuse(base::Exit::finding, "E6129", name,
           {"没有待批的申请单或预算：" + name, "no request or plan of that name waits: " + name},
           {"查看 salesops approve list", "see salesops approve list"});
  const std::string object = name + " v" + std::to_string(plan->version);
  Outcome outcome;
  if (approved) {
    approve(context, transaction, "budget", object);
    post_plan(context, transaction, name, plan->version);
    outcome.messages = {
        {"预算 " + object + " 已批准并生效", "budget " + object + " is approved and in force"}};
  } else {
    reject(context, transaction, "budget", object);
    store::set_plan_state(transaction, *plan, "rejected");
    outcome.messages = {{"预算 " + object + " 已退回", "budget " + object + " is rejected"}};
  }
  return outcome;
}

}  // namespace

Outcome budget_check(const Context& context, const BudgetCheckOptions& options) {
  Outcome outcome;
  budget::Stage stage = budget::Stage::request;
  if (!budget::stage_named(options.stage, stage))
    refuse(base::Exit::usage, "E6138", options.stage,
           {"环节是 request 或 actual", "the stage is request or actual"});
  read(context, [&](store::Database& database) {
    const BudgetBook book(context, database);
    const std::vector<Line> lines = lines_of(context, book, options.want);
    Judgement judgement = judge(context, book, database, lines, stage);
    if (options.override_control) try_override(context, judgement);
    outcome.document = verdict_document(context, lines, judgement);
    if (const std::string foreign = foreign_text(context, options.want); !foreign.empty())
      outcome.document->facts.push_back({"foreign", {"原币", "foreign amount"}, {foreign, foreign}});
    add(outcome, control_messages(context, judgement, lines));
    if (judgement.stops()) outcome.exit = base::Exit::finding;
  });
  return outcome;
}

Outcome budget_request(const Context& context, const BudgetRequestOptions& options) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    store::Database& database = transaction.database();
    const BudgetBook book(context, database);
    const std::vector<Line> lines = lines_of(context, book, options.want);
    require_positive(lines);
    BudgetRequest request = new_request(context, database, lines);
    request.kind = options.advance ? budget::RequestKind::advance : budget::RequestKind::expense;
    request.purpose = options.purpose;
    request.promo = options.promo;
    request.foreign_total = foreign_text(context, options.want);
    Judgement judgement = judge(context, book, database, lines, budget::Stage::request);
    add(outcome, enforce(context, transaction, judgement, lines, options.override_control,
                         "request " + request.number));
    store::insert_request(transaction, request);
    const std::string amount = grouped(context, request.total());
    const bool automatic =
        request.total() <= context.config.budget.auto_approve && judgement.outcome == "pass";
    if (automatic) {
      commit(context, book, transaction, request, outcome);
      outcome.messages = {{"申请单 " + request.number + " 已批准（免审额度内），占用 " + amount,
                           "request " + request.number +
                               " is approved (within the limit without decision), " + amount + " committed"}};
      return;
    }
    submit(context, transaction, {"request", request.number, request.total(), common_node(book, lines)});
    outcome.messages = {{"申请单 " + request.number + " 已提交，金额 " + amount + "，等待审批",
                         "request " + request.number + " of " + amount + " waits for approval"}};
  });
  return outcome;
}

Outcome budget_approve(const Context& context, const BudgetDecisionOptions& options) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    store::Database& database = transaction.database();
    auto request = store::find_request(database, options.object);
    if (!request) {
      outcome = approve_plan(context, transaction, options.object, true);
      return;
    }
    require_state(*request, RequestState::pending);
    approve(context, transaction, "request", request->number);
    const BudgetBook book(context, database);
    const std::vector<Line> lines = lines_of(*request);
    Judgement judgement = judge(context, book, database, lines, budget::Stage::request);
    add(outcome, enforce(context, transaction, judgement, lines, options.override_control,
                         "request " + request->number));
    commit(context, book, transaction, *request, outcome);
    outcome.messages = {{"申请单 " + request->number + " 已批准，占用 " + grouped(context, request->total()),
                         "request " + request->number + " is approved, " +
                             grouped(context, request->total()) + " committed"}};
  });
  return outcome;
}

Outcome budget_reject(const Context& context, const BudgetDecisionOptions& options) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    const auto request = store::find_request(transaction.database(), options.object);
    if (!request) {
      outcome = approve_plan(context, transaction, options.object, false);
      return;
    }
    require_state(*request, RequestState::pending);
    reject(context, transaction, "request", request->number);
    store::set_request_state(transaction, *request, RequestState::rejected);
    outcome.messages = {
        {"申请单 " + request->number + " 已退回", "request " + request->number + " is rejected"}};
  });
  return outcome;
}

void close_request(const Context& context, store::WriteTransaction& transaction,
                   const BudgetRequest& request) {
  store::BudgetWriter writer(transaction.database());
  const budget::Commitment held = store::commitment_of(transaction.database(), request.id);
  for (const budget::Move& move : budget::release_moves("request " + request.number, held, std::nullopt))
    writer.append(move, context.as_of, request.id);
  store::set_request_state(transaction, request, RequestState::closed);
}

Outcome budget_release(const Context& context, const BudgetReleaseOptions& options) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    store::Database& database = transaction.database();
    const BudgetRequest request = request_named(database, options.request);
    if (request.state == RequestState::pending && options.amount.empty()) {
      recall(context, transaction, "request", request.number);
      store::set_request_state(transaction, request, RequestState::cancelled);
      outcome.messages = {
          {"申请单 " + request.number + " 已撤回", "request " + request.number + " is cancelled"}};
      return;
    }
    require_state(request, RequestState::approved);
    require_open(database, context.as_of);
    const budget::Commitment held = store::commitment_of(database, request.id);
    if (options.amount.empty()) {
      close_request(context, transaction, request);
      outcome.messages = {
          {"申请单 " + request.number + " 已关闭，释放 " + grouped(context, held.open()),
           "request " + request.number + " is closed, " + grouped(context, held.open()) + " released"}};
      return;
    }
    const Money amount =
        money::parse_money_option(options.amount, context.config.company.currency.digits, "--amount");
    require_positive({Line{"", "", {}, amount}});
    store::BudgetWriter writer(database);
    for (const budget::Move& move : budget::release_moves("request " + request.number, held, amount))
      writer.append(move, context.as_of, request.id);
    store::append_journal(transaction, "request " + request.number, "",
                          store::Fields().set("released", amount.minor()).json());
    outcome.messages = {{"申请单 " + request.number + " 释放 " + grouped(context, amount) + "，仍占用 " +
                             grouped(context, held.open() - amount),
                         "request " + request.number + ": " + grouped(context, amount) + " released, " +
                             grouped(context, held.open() - amount) + " still held"}};
  });
  return outcome;
}

std::string commit_lines(const Context& context, store::WriteTransaction& transaction,
                         const std::vector<Line>& lines, const std::string& purpose, const std::string& promo,
                         bool override_control, Outcome& outcome) {
  store::Database& database = transaction.database();
  const BudgetBook book(context, database);
  BudgetRequest request = new_request(context, database, lines);
  request.purpose = purpose;
  request.promo = promo;
  request.state = RequestState::approved;
  Judgement judgement = judge(context, book, database, lines, budget::Stage::request);
  add(outcome, enforce(context, transaction, judgement, lines, override_control, "promotion " + promo));
  store::insert_request(transaction, request);
  commit(context, book, transaction, request, outcome);
  return request.number;
}

}  // namespace salesops::app
