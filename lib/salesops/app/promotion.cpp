#include "salesops/app/promotion.hpp"

#include <algorithm>

#include "salesops/app/approval.hpp"
#include "salesops/app/budget_request.hpp"
#include "salesops/app/promotion_parts.hpp"
#include "salesops/store/promotion_offers.hpp"

namespace salesops::app {
namespace {

using store::Promotion;

std::string grouped(const Context& context, money::Money amount) {
  return money::to_grouped(amount, context.config.company.currency.digits);
}

// Two lists of codes have something in common; an empty list stands for everything.
bool common(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return true;
  return std::ranges::any_of(a,
                             [&](const std::string& code) { return std::ranges::find(b, code) != b.end(); });
}

bool common_nodes(const budget::Tree& tree, const std::vector<std::string>& a,
                  const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return true;
  return std::ranges::any_of(a, [&](const std::string& one) {
    return std::ranges::any_of(
        b, [&](const std::string& other) { return tree.within(one, other) || tree.within(other, one); });
  });
}

std::string node_of(const BudgetBook& book, const Promotion& promotion) {
  if (promotion.nodes.size() == 1) return promotion.nodes.front();
  return promotion.nodes.empty() ? "" : book.hierarchy().nodes.parent(promotion.nodes.front());
}

// Makes room for a new version of a plan; what was submitted, approved or used is not altered.
void replace_draft(store::WriteTransaction& transaction, const Promotion& before) {
  if (!store::promotion_uses(transaction.database(), before.id).empty())
    refuse_promotion(base::Exit::finding, "E6161", before.code,
                     {"促销 " + before.code + " 已被使用，不能修改",
                      "the promotion " + before.code + " has been used and is not altered"},
                     {"另做一个促销", "make another promotion"});
  if (before.state != "draft" && before.state != "rejected")
    refuse_promotion(base::Exit::finding, "E6150", before.code,
                     {"促销 " + before.code + " 已存在（" + before.state + "）",
                      "the promotion " + before.code + " exists already (" + before.state + ")"},
                     {"换一个编号；草稿或被退回的才能修改",
                      "give it another id; only a draft or a rejected one can be changed"});
  store::delete_promotion(transaction, before);
}

Outcome said(std::string zh, std::string en) {
  Outcome outcome;
  outcome.messages = {{std::move(zh), std::move(en)}};
  return outcome;
}

}  // namespace

void refuse_promotion(base::Exit exit, const char* code, std::string value, base::Text message,
                      base::Text help) {
  base::Diagnostic diagnostic{.code = code, .value = std::move(value)};
  diagnostic.message = std::move(message);
  diagnostic.help = std::move(help);
  throw base::Error(exit, std::move(diagnostic));
}

Promotion promotion_named(store::Database& database, const std::string& code) {
  if (auto found = store::find_promotion(database, code)) return *std::move(found);
  refuse_promotion(base::Exit::finding, "E6154", code,
                   {"没有这个促销：" + code, "no such promotion: " + code},
                   {"查看 salesops promo list", "see salesops promo list"});
}

base::Text promotion_word(const std::string& word) {
  static constexpr std::pair<const char*, const char*> kWords[] = {
      {"promotion", "促销"},  {"event", "活动"},      {"draft", "草案"},     {"submitted", "待批"},
      {"approved", "已批准"}, {"rejected", "已退回"}, {"running", "执行中"}, {"closed", "已结束"}};
  for (const auto& [english, chinese] : kWords)
    if (word == english) return {chinese, english};
  return {word, word};
}
void require_promotion_state(const Promotion& promotion, std::string_view state) {
  if (promotion.state == state) return;
  const std::string should(state);
  refuse_promotion(base::Exit::finding, "E6158", promotion.code,
                   {"促销 " + promotion.code + " 的状态是 " + promotion.state + "，不是 " + should,
                    "promotion " + promotion.code + " is " + promotion.state + ", not " + should});
}

std::vector<budget::Line> cost_lines(const Promotion& promotion) {
  std::vector<budget::Line> lines;
  for (const auto& [cell, amount] : promotion.costs)
    lines.push_back({cell.node, cell.category, cell.month, amount});
  return lines;
}

std::vector<base::Diagnostic> overlap_warnings(store::Database& database, const BudgetBook& book,
                                               const Promotion& promotion) {
  std::vector<base::Diagnostic> warnings;
  for (const Promotion& other : store::promotions(database)) {
    const bool same_days = other.run.first <= promotion.run.last && promotion.run.first <= other.run.last;
    if (other.code == promotion.code || other.state == "rejected" || !same_days) continue;
    if (!common(promotion.products, other.products) || !common(promotion.customers, other.customers))
      continue;
    if (!common_nodes(book.hierarchy().nodes, promotion.nodes, other.nodes)) continue;
    const std::string days = calendar::to_string(std::max(promotion.run.first, other.run.first)) + ".." +
                             calendar::to_string(std::min(promotion.run.last, other.run.last));
    warnings.push_back(
        {.code = "E6151",
         .severity = base::Severity::warning,
         .field = promotion.code,
         .value = other.code,
         .message = {promotion.code + " 与 " + other.code + " 在 " + days + " 有相同的产品和客户",
                     promotion.code + " and " + other.code + " share products and customers on " + days}});
  }
  return warnings;
}

Outcome promo_plan(const Context& context, const PromoPlanOptions& options) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    store::Database& database = transaction.database();
    const BudgetBook book(context, database);
    Promotion plan = read_promotion(context, book, options.file);
    const auto before = store::find_promotion(database, plan.code);
    if (before) replace_draft(transaction, *before);
    outcome.warnings = overlap_warnings(database, book, plan);
    store::insert_promotion(transaction, plan);
    const std::string cost = grouped(context, plan.planned_cost());
    const base::Text done = before ? base::Text{"已修改", "changed"} : base::Text{"已录入", "entered"};
    outcome.messages = {
        {"促销 " + plan.code + "“" + plan.theme + "”" + done.zh + "，费用 " + cost,
         "promotion " + plan.code + " '" + plan.theme + "' is " + done.en + ", cost " + cost}};
  });
  return outcome;
}

Outcome promo_submit(const Context& context, const PromoOptions& options) {
  write(context, [&](store::WriteTransaction& transaction) {
    Promotion promotion = promotion_named(transaction.database(), options.code);
    require_promotion_state(promotion, "draft");
    const BudgetBook book(context, transaction.database());
    submit(context, transaction,
           {"promotion", promotion.code, promotion.planned_cost(), node_of(book, promotion)});
    store::set_promotion_state(transaction, promotion, "submitted");
  });
  return said("促销 " + options.code + " 已提交审批", "promotion " + options.code + " waits for approval");
}

Outcome promo_approve(const Context& context, const PromoOptions& options) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    Promotion promotion = promotion_named(transaction.database(), options.code);
    require_promotion_state(promotion, "submitted");
    approve(context, transaction, "promotion", promotion.code);
    std::string committed;
    if (!promotion.costs.empty()) {
      committed = commit_lines(context, transaction, cost_lines(promotion), promotion.theme, promotion.code,
                               options.override_control, outcome);
      store::set_promotion_request(transaction, promotion, committed);
    }
    store::set_promotion_state(transaction, promotion, "approved");
    const std::string cost = grouped(context, promotion.planned_cost());
    outcome.messages = {
        {"促销 " + promotion.code + " 已批准，占用 " + cost + "（" + committed + "）",
         "promotion " + promotion.code + " is approved, " + cost + " committed (" + committed + ")"}};
  });
  return outcome;
}

Outcome promo_reject(const Context& context, const PromoOptions& options) {
  write(context, [&](store::WriteTransaction& transaction) {
    Promotion promotion = promotion_named(transaction.database(), options.code);
    require_promotion_state(promotion, "submitted");
    reject(context, transaction, "promotion", promotion.code);
    store::set_promotion_state(transaction, promotion, "rejected");
  });
  return said("促销 " + options.code + " 已退回", "promotion " + options.code + " is rejected");
}

Outcome promo_start(const Context& context, const PromoOptions& options) {
  write(context, [&](store::WriteTransaction& transaction) {
    Promotion promotion = promotion_named(transaction.database(), options.code);
    require_promotion_state(promotion, "approved");
    store::set_promotion_state(transaction, promotion, "running");
  });
  return said("促销 " + options.code + " 已开始", "promotion " + options.code + " has started");
}

Outcome promo_close(const Context& context, const PromoOptions& options) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    store::Database& database = transaction.database();
    Promotion promotion = promotion_named(database, options.code);
    require_promotion_state(promotion, "running");
    require_open(database, context.as_of);
    money::Money released;
    const auto request = store::find_request(database, promotion.request);
    if (request && request->state == budget::RequestState::approved) {
      released = store::commitment_of(database, request->id).open();
      close_request(context, transaction, *request);
    }
    store::set_promotion_state(transaction, promotion, "closed");
    outcome.messages = {
        {"促销 " + promotion.code + " 已结案，释放 " + grouped(context, released),
         "promotion " + promotion.code + " is closed, " + grouped(context, released) + " released"}};
  });
  return outcome;
}

}  // namespace salesops::app
