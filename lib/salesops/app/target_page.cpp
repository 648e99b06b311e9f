#include "salesops/app/target_page.hpp"

#include <fmt/format.h>

#include <functional>
#include <map>

#include "salesops/app/target_people.hpp"
#include "salesops/app/target_plan_parts.hpp"
#include "salesops/base/checked.hpp"

namespace salesops::app {

namespace {

using base::Text;
using document::Cell;
using document::Row;
using document::Table;
using document::Type;
using target::Metric;
using Counts = std::function<bool(const target::Value&)>;

// Whose page it is, and which figures are its own.
struct Subject {
  std::string code;
  std::string name;
  std::string node;  // "" for a rep or a customer
  Counts counts;
};

// Sums of one metric by month.
struct Sums {
  std::map<calendar::Month, std::int64_t> months{};
  std::int64_t all = 0;
};

class Page {
 public:
  Page(const Context& context, const target::Plan& plan, const TargetBook& book, const TargetPeople& people,
       Subject subject)
      : context_(context), plan_(plan), book_(book), people_(people), subject_(std::move(subject)) {
    for (const Metric& metric : target::metrics()) {
      Sums sums = sums_of(metric, subject_.counts);
      if (!sums.months.empty()) metrics_.emplace_back(&metric, std::move(sums));
    }
  }

  bool empty() const { return metrics_.empty(); }
  document::Section section() const {
    document::Section section{.key = "responsibility"};
    section.paragraphs.push_back(opening());
    if (plan_.state != target::State::approved) {
      section.paragraphs.push_back(
          {"【未批准】本版本尚未批准，不作签署依据。", "NOT APPROVED: this version is not to be signed."});
    }
    section.tables.push_back(targets());
    section.tables.push_back(by_month());
    if (Table below = handed_on(); !below.rows.stored.empty()) section.tables.push_back(std::move(below));
    section.tables.push_back(signatures());
    return section;
  }
  Text span() const {
    calendar::Month first = metrics_.front().second.months.begin()->first;
    calendar::Month last = first;
    for (const auto& [metric, sums] : metrics_) {
      first = std::min(first, sums.months.begin()->first);
      last = std::max(last, sums.months.rbegin()->first);
    }
    if (first == last) return {calendar::to_string(first), calendar::to_string(first)};
    return {calendar::to_string(first) + " 至 " + calendar::to_string(last),
            calendar::to_string(first) + " to " + calendar::to_string(last)};
  }

 private:
  Sums sums_of(const Metric& metric, const Counts& counts) const {
    Sums sums;
    for (const target::Value& value : plan_.values) {
      const bool own = !metric.rate || (value.node == subject_.node && value.bearer.empty());
      if (value.metric != metric.id || !own || !counts(value)) continue;
      std::int64_t& month = sums.months[value.month];
      month = base::checked_add(month, value.amount);
      sums.all = metric.rate ? value.amount : base::checked_add(sums.all, value.amount);
    }
    return sums;
  }
  Text opening() const {
    const std::string& company = context_.config.company.name;
    const Text period = span();
    return {
        fmt::format("为完成“{}”，授权人（甲方）{}与责任人（乙方）{}就 {} "
                    "的以下目标达成一致，共同遵守。达成率一律按目标计算，挑战目标不计入。",
                    plan_.name, company, subject_.name, period.zh),
        fmt::format("{} (authorised) and {} (responsible) agree on the targets below for {}, as part of plan "
                    "\"{}\". Attainment is measured against the target; a stretch target does not count.",
                    company, subject_.name, period.en, plan_.name)};
  }
  Cell words(const Metric& metric, std::int64_t amount) const {
    if (!metric.money) return {};
    const money::Money whole = money::Money::minor(amount);
    const money::Currency& currency = context_.config.company.currency;
    if (currency.code == "CNY")
      return Text{money::to_chinese_capitals(whole), money::to_english_words(whole, "yuan", "fen")};
    const std::string said = money::to_english_words(whole, currency.code, "cents", currency.digits);
    return Text{said, said};
  }
  Table targets() const {
    Table table{.key = "responsibility", .title = {"目标", "Targets"}};
    table.columns = {{.key = "metric", .title = {"指标", "metric"}, .type = Type::text},
                     {.key = "target", .title = {"目标", "target"}, .type = Type::money},
                     {.key = "words", .title = {"大写", "in words"}, .type = Type::text},
                     {.key = "stretch", .title = {"挑战目标", "stretch"}, .type = Type::money}};
    bool stretched = false;
    for (const auto& [metric, sums] : metrics_) {
      const Cell more = stretch(*metric);
      stretched = stretched || more != Cell();
      table.rows.stored.push_back({metric->title, figure(*metric, sums.all), words(*metric, sums.all), more});
    }
    if (stretched) return table;
    table.columns.pop_back();
    for (Row& row : table.rows.stored) row.pop_back();
    return table;
  }
  Cell stretch(const Metric& metric) const {
    for (const target::Share& share : plan_.shares)
      if (share.node == subject_.node && share.metric == metric.id && share.stretch)
        return figure(metric, *share.stretch);
    return {};
  }
  Table by_month() const {
    Table table{.key = "months", .title = {"按月", "By month"}};
    table.columns = {{.key = "month", .title = {"月份", "month"}, .type = Type::text}};
    std::map<calendar::Month, Row> rows;
    for (const auto& [metric, sums] : metrics_) {
      for (const auto& [month, amount] : sums.months)
        rows.try_emplace(month, Row{calendar::to_string(month)});
    }
    Row total{Text{"合计", "total"}};
    for (const auto& [metric, sums] : metrics_) {
      table.columns.push_back({.key = metric->id, .title = metric->title, .type = Type::money});
      for (auto& [month, row] : rows) {
        const auto found = sums.months.find(month);
        row.push_back(found == sums.months.end() ? Cell() : figure(*metric, found->second));
      }
      total.push_back(metric->rate ? Cell() : figure(*metric, sums.all));
    }
    for (auto& [month, row] : rows) table.rows.stored.push_back(std::move(row));
    table.total = std::move(total);
    return table;
  }
  // The nodes right below, the reps and customers of the node, and what stays with the node itself.
  Table handed_on() const {
    Table table{.key = "handed_on", .title = {"下级分解", "Handed on"}};
    if (subject_.node.empty()) return table;
    table.columns = {{.key = "node", .title = {"节点", "node"}, .type = Type::id},
                     {.key = "name", .title = {"名称", "name"}, .type = Type::text}};
    std::vector<const Metric*> shown;
    for (const auto& [metric, sums] : metrics_) {
      if (metric->rate) continue;
      shown.push_back(metric);
      table.columns.push_back({.key = metric->id, .title = metric->title, .type = Type::money});
    }
    const std::size_t at = book_.position(subject_.node);
    for (std::size_t below = at + 1; below < book_.entries()[at].end; ++below) {
      if (book_.entries()[below].parent == at) add_below(table, shown, below);
    }
    for (const auto& [code, counts] : bearers()) add_row(table, shown, {code.first, code.second}, counts);
    if (table.rows.stored.empty()) return table;
    Row own{subject_.code, Text{"（本级直管）", "(kept)"}};
    Row total{Text{"合计", "total"}, Cell()};
    bool keeps = false;
    for (const Metric* metric : shown) {
      const Sums kept = sums_of(*metric, [&](const target::Value& v) {
        return v.node == subject_.node && v.bearer.rep.empty() && v.bearer.customer.empty();
      });
      keeps = keeps || kept.all != 0;
      own.push_back(figure(*metric, kept.all));
      total.push_back(figure(*metric, sums_of(*metric, subject_.counts).all));
    }
    if (keeps) table.rows.stored.push_back(std::move(own));
    table.total = std::move(total);
    return table;
  }
  void add_below(Table& table, const std::vector<const Metric*>& shown, std::size_t below) const {
    const TargetBook::Entry& entry = book_.entries()[below];
    add_row(table, shown, {entry.code, entry.name}, [&, this](const target::Value& value) {
      if (book_.find(value.node) == nullptr) return false;
      const std::size_t at = book_.position(value.node);
      return below <= at && at < entry.end;
    });
  }
  // The reps, and the customers without a rep, that carry parts of the node's own targets.
  std::map<std::pair<std::string, std::string>, Counts> bearers() const {
    std::map<std::pair<std::string, std::string>, Counts> found;
    for (const target::Value& value : plan_.values) {
      const target::Bearer& bearer = value.bearer;
      if (value.node != subject_.node || (bearer.rep.empty() && bearer.customer.empty())) continue;
      const bool rep = !bearer.rep.empty();
      const std::string& code = rep ? bearer.rep : bearer.customer;
      const std::string name =
          people_.title(rep ? target::Bearer{.rep = code} : target::Bearer{.customer = code});
      found.try_emplace({code, name}, [this, rep, code](const target::Value& v) {
        return v.node == subject_.node &&
               (rep ? v.bearer.rep == code : v.bearer.rep.empty() && v.bearer.customer == code);
      });
    }
    return found;
  }
  void add_row(Table& table, const std::vector<const Metric*>& shown, Row row, const Counts& counts) const {
    bool any = false;
    for (const Metric* metric : shown) {
      const Sums sums = sums_of(*metric, counts);
      any = any || sums.all != 0;
      row.push_back(figure(*metric, sums.all));
    }
    if (any) table.rows.stored.push_back(std::move(row));
  }
  Table signatures() const {
    Table table{.key = "signatures", .title = {"签署", "Signatures"}};
    table.columns = {{.key = "party", .title = {"双方", "party"}, .type = Type::text},
                     {.key = "name", .title = {"单位或姓名", "name"}, .type = Type::text},
                     {.key = "signature", .title = {"签字（盖章）", "signature"}, .type = Type::text},
                     {.key = "date", .title = {"日期", "date"}, .type = Type::text}};
    const Text line{"____________________", "____________________"};
    const Text date{"______年____月____日", "____-____-____"};
    table.rows.stored.push_back(
        {Text{"授权人（甲方）", "authorised"}, context_.config.company.name, line, date});
    table.rows.stored.push_back({Text{"责任人（乙方）", "responsible"}, subject_.name, line, date});
    return table;
  }

  const Context& context_;
  const target::Plan& plan_;
  const TargetBook& book_;
  const TargetPeople& people_;
  Subject subject_;
  std::vector<std::pair<const Metric*, Sums>> metrics_;
};

Subject subject_of(const TargetPeople& people, const TargetBook& book, const std::string& text) {
  if (const auto code = book.find_node(text)) {
    const std::size_t at = book.position(*code);
    const TargetBook::Entry& entry = book.entries()[at];
    return {*code, entry.name, *code, [&book, at, end = entry.end](const target::Value& value) {
              if (book.find(value.node) == nullptr) return false;
              const std::size_t node = book.position(value.node);
              return at <= node && node < end;
            }};
  }
  if (const auto rep = people.rep(text))
    return {*rep, people.title({.rep = *rep}), "",
            [rep = *rep](const target::Value& value) { return value.bearer.rep == rep; }};
  if (const auto customer = people.customer(text))
    return {*customer, people.title({.customer = *customer}), "",
            [customer = *customer](const target::Value& value) { return value.bearer.customer == customer; }};
  const std::string none = book.node(text);  // throws with the nearest
  return {none, none, none, [](const target::Value&) { return false; }};
}

}  // namespace

document::Document target_page(const Context& context, store::Database& database, const target::Plan& plan,
                               const std::string& hash, const TargetBook& book, const std::string& text) {
  const TargetPeople people(database, context.as_of);
  Subject subject = subject_of(people, book, text);
  const std::string code = subject.code;
  const std::string name = subject.name;
  const Page page(context, plan, book, people, std::move(subject));
  if (page.empty()) {
    throw base::Error(base::Exit::finding, {.code = "E4146",
                                            .value = code,
                                            .message = {"计划 " + plan.code + " 里没有 " + code + " 的目标",
                                                        "plan " + plan.code + " has no target for " + code},
                                            .help = {"查看 salesops target show " + plan.code,
                                                     "see salesops target show " + plan.code}});
  }
  document::Document document{.key = "target_page",
                              .title = {"目标责任书：" + name, "Statement of targets: " + name}};
  document.currency = context.config.company.currency;
  const std::string version = plan.code + " v" + std::to_string(plan.version);
  const std::string short_hash = hash.substr(0, 12);
  document.facts = {fact_company(context),
                    {"node", {"责任单位（人）", "responsible"}, {code + " " + name, code + " " + name}},
                    {"months", {"考核期", "period"}, page.span()},
                    {"plan", {"计划", "plan"}, {version, version}},
                    {"state", {"状态", "state"}, target::state_title(plan.state)},
                    {"hash", {"校验码", "check"}, {short_hash, short_hash}}};
  document.sections.push_back(page.section());
  return document;
}

}  // namespace salesops::app
