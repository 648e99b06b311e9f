#include "salesops/app/target_fairness.hpp"

#include <algorithm>
#include <set>

#include "salesops/app/reports/kinds.hpp"
#include "salesops/app/target_change.hpp"
#include "salesops/app/target_plan_parts.hpp"
#include "salesops/base/checked.hpp"
#include "salesops/store/budget_inputs.hpp"
#include "salesops/store/target_actuals.hpp"
#include "salesops/target/fairness.hpp"

namespace salesops::app {

namespace {

using calendar::Month;
using document::Cell;
using document::Type;
using target::Burden;

// Subtree totals by position in the book.
class Burdens {
 public:
  Burdens(const Context& context, store::Database& database, const TargetBook& book, const target::Plan& plan,
          const target::Metric& metric, const std::string& potential)
      : context_(context),
        book_(book),
        n_(book.entries().size()),
        target_(n_, 0),
        due_(n_, 0),
        actual_(n_, 0),
        potential_(n_, 0),
        carries_(n_, false),
        below_(n_, false) {
    read_plan(plan, metric);
    for (const Month month : over_) {
      const auto actuals = store::target_actuals(database, metric.id, context.config.calendar.month(month));
      for (const auto& [node, amount] : actuals) {
        if (book.find(node) != nullptr) add(actual_, node, amount);
      }
    }
    for (std::size_t at = 0; at < n_; ++at) {
      potential_[at] =
          store::driver_of(database, book.entries()[at].code, potential, context.as_of).at_scale(6);
    }
    for (auto* column : {&target_, &due_, &actual_, &potential_}) book.roll_up(*column);
    for (std::size_t at = n_; at-- > 0;) {
      const std::size_t parent = book.entries()[at].parent;
      if (parent != at && (carries_[at] || below_[at])) below_[parent] = true;
    }
  }

  std::vector<Burden> list() const {
    std::vector<Burden> burdens;
    for (std::size_t at = 0; at < n_; ++at) {
      const TargetBook::Entry& entry = book_.entries()[at];
      const bool shown = context_.level.empty() ? carries_[at] && !below_[at] : entry.kind == context_.level;
      if (!shown || (!carries_[at] && !below_[at])) continue;
      burdens.push_back({entry.code, target_[at], potential_[at],
                         over_.empty() ? std::nullopt : std::optional<std::int64_t>(due_[at]), actual_[at]});
    }
    return burdens;
  }
  const std::set<Month>& over() const { return over_; }

 private:
  void add(std::vector<std::int64_t>& column, const std::string& node, std::int64_t amount) {
    std::int64_t& sum = column[book_.position(node)];
    sum = base::checked_add(sum, amount);
  }
  bool counts(Month month) const {
    if (context_.config.calendar.month(month).last > context_.as_of) return false;
    if (context_.period_text.empty()) return true;
    const std::vector<Month> months = context_.config.calendar.months_in(context_.period(""));
    return std::ranges::find(months, month) != months.end();
  }
  void read_plan(const target::Plan& plan, const target::Metric& metric) {
    for (const target::Value& value : plan.values) {
      if (value.metric != metric.id || book_.find(value.node) == nullptr) continue;
      carries_[book_.position(value.node)] = true;
      add(target_, value.node, value.amount);
      if (!counts(value.month)) continue;
      over_.insert(value.month);
      add(due_, value.node, value.amount);
    }
  }

  const Context& context_;
  const TargetBook& book_;
  std::size_t n_;
  std::vector<std::int64_t> target_;
  std::vector<std::int64_t> due_;
  std::vector<std::int64_t> actual_;
  std::vector<std::int64_t> potential_;
  std::vector<bool> carries_;
  std::vector<bool> below_;
  std::set<Month> over_;
};

base::Text band_title(std::size_t band) {
  static const base::Text kTitles[] = {{"50% 以下", "below 50 %"},
                                       {"50%–80%", "50–80 %"},
                                       {"80%–100%", "80–100 %"},
                                       {"100%–120%", "100–120 %"},
                                       {"120% 及以上", "120 % and more"}};
  return kTitles[band];
}

Cell ratio(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? Cell(money::Rate(part, whole)) : Cell();
}

Cell maybe(const std::optional<money::Rate>& rate) {
  return rate ? Cell(*rate) : Cell();
}

document::Section section_of(document::Table table) {
  document::Section section{.key = table.key, .title = table.title};
  table.title = {};
  section.tables.push_back(std::move(table));
  return section;
}

document::Table nodes_table(const TargetBook& book, const target::Metric& metric,
                            const std::vector<Burden>& burdens, const target::Fairness& all) {
  document::Table table{.key = "nodes", .title = {"各节点的负担", "burden by node"}};
  table.columns = {
      {.key = "node", .title = {"节点", "node"}, .type = Type::id},
      {.key = "name", .title = {"名称", "name"}, .type = Type::text},
      {.key = "target", .title = {"目标", "target"}, .type = Type::money},
      {.key = "potential", .title = {"潜力", "potential"}, .type = Type::decimal},
      {.key = "index", .title = {"负担（平均 = 100%）", "burden (average = 100 %)"}, .type = Type::percent},
      {.key = "due", .title = {"已过月份目标", "target of past months"}, .type = Type::money},
      {.key = "actual", .title = {"实际", "actual"}, .type = Type::money},
      {.key = "attainment", .title = {"达成率", "attainment"}, .type = Type::percent},
      {.key = "band", .title = {"档", "band"}, .type = Type::text}};
  for (const Burden& burden : burdens) {
    const auto band = target::band_of(burden);
    table.rows.stored.push_back(
        {burden.node, book.find(burden.node)->name, figure(metric, burden.target),
         burden.potential > 0 ? Cell(money::Decimal(burden.potential, 6).normalised()) : Cell(),
         maybe(target::burden_index(burden, all)), burden.due ? figure(metric, *burden.due) : Cell(),
         burden.due ? figure(metric, burden.actual) : Cell(), ratio(burden.actual, burden.due.value_or(0)),
         band ? Cell(band_title(*band)) : Cell()});
  }
  return table;
}

document::Table summary_table(const std::vector<Burden>& burdens, const target::Fairness& all) {
  document::Table table{.key = "summary", .title = {"公平性", "fairness"}};
  table.columns = {
      {.key = "nodes", .title = {"节点数", "nodes"}, .type = Type::integer},
      {.key = "ratio", .title = {"目标÷潜力", "target ÷ potential"}, .type = Type::decimal},
      {.key = "variation", .title = {"变异系数", "coefficient of variation"}, .type = Type::percent},
      {.key = "judged", .title = {"有达成率的", "with attainment"}, .type = Type::integer},
      {.key = "reached", .title = {"达成的", "at 100 % or more"}, .type = Type::integer},
      {.key = "reached_share", .title = {"达成面", "share of them"}, .type = Type::percent},
      {.key = "correlation",
       .title = {"达成率与目标大小的相关", "correlation of attainment with size"},
       .type = Type::decimal}};
  const auto decimal = [](const std::optional<money::Rate>& rate) {
    if (!rate) return Cell();
    const base::Wide millionths = base::Wide{rate->numerator()} * 1'000'000;
    return Cell(
        money::Decimal(base::narrow(base::divide_half_up(millionths, rate->denominator())), 6).normalised());
  };
  table.rows.stored.push_back(
      {static_cast<std::int64_t>(burdens.size()), decimal(all.ratio), maybe(all.variation),
       static_cast<std::int64_t>(all.judged), static_cast<std::int64_t>(all.reached),
       ratio(static_cast<std::int64_t>(all.reached), static_cast<std::int64_t>(all.judged)),
       decimal(all.correlation)});
  return table;
}

document::Table bands_table(const target::Fairness& all) {
  document::Table table{.key = "bands", .title = {"达成率分布", "bands of attainment"}};
  table.columns = {{.key = "band", .title = {"档", "band"}, .type = Type::text},
                   {.key = "nodes", .title = {"节点数", "nodes"}, .type = Type::integer},
                   {.key = "share", .title = {"占比", "share"}, .type = Type::percent}};
  for (std::size_t band = 0; band < all.by_band.size(); ++band) {
    const auto count = static_cast<std::int64_t>(all.by_band[band]);
    table.rows.stored.push_back(
        {band_title(band), count, ratio(count, static_cast<std::int64_t>(all.judged))});
  }
  return table;
}

document::Table sizes_table(const target::Metric& metric, const std::vector<Burden>& burdens) {
  document::Table table{.key = "sizes", .title = {"按目标大小的达成率", "attainment by size of target"}};
  table.columns = {{.key = "size", .title = {"目标大小", "size"}, .type = Type::text},
                   {.key = "nodes", .title = {"节点数", "nodes"}, .type = Type::integer},
                   {.key = "target", .title = {"目标", "target"}, .type = Type::money},
                   {.key = "due", .title = {"已过月份目标", "target of past months"}, .type = Type::money},
                   {.key = "actual", .title = {"实际", "actual"}, .type = Type::money},
                   {.key = "attainment", .title = {"达成率", "attainment"}, .type = Type::percent}};
  static const base::Text kSizes[] = {{"小", "small"}, {"中", "medium"}, {"大", "large"}};
  const std::vector<std::size_t> third = target::thirds(burdens);
  for (std::size_t size = 0; size < 3; ++size) {
    std::int64_t count = 0;
    Burden sum;
    for (std::size_t k = 0; k < burdens.size(); ++k) {
      if (third[k] != size) continue;
      ++count;
      sum.target = base::checked_add(sum.target, burdens[k].target);
      sum.actual = base::checked_add(sum.actual, burdens[k].actual);
      sum.due = base::checked_add(sum.due.value_or(0), burdens[k].due.value_or(0));
    }
    if (count == 0) continue;
    table.rows.stored.push_back({kSizes[size], count, figure(metric, sum.target), figure(metric, *sum.due),
                                 figure(metric, sum.actual), ratio(sum.actual, *sum.due)});
  }
  return table;
}

document::Fact months_fact(const std::set<Month>& over) {
  if (over.empty()) return {"months", {"已过月份", "past months"}, {"无", "none"}};
  const std::string span = calendar::to_string(*over.begin()) + ".." + calendar::to_string(*over.rbegin());
  return {"months", {"已过月份", "past months"}, {span, span}};
}

}  // namespace

Outcome target_fairness(const Context& context, const TargetFairness& what) {
  const target::Metric& metric = splittable_or_fail(what.metric);
  Outcome outcome;
  read(context, [&](store::Database& database) {
    check_level(context, database);
    const target::Plan plan =
        store::load_target_plan(database, chosen_version(context, database, {what.code, "", what.version}));
    const TargetBook book(database, context.as_of);
    const Burdens figures(context, database, book, plan, metric, what.potential);
    const std::vector<Burden> burdens = figures.list();
    const target::Fairness all = target::judge(burdens);
    const std::string label = plan.code + " v" + std::to_string(plan.version);
    document::Document document{.key = "target_fairness", .title = {"目标公平性", "fairness of targets"}};
    document.currency = context.config.company.currency;
    document.facts = {fact_company(context),
                      {"plan", {"计划", "plan"}, {label, label}},
                      {"metric", {"指标", "metric"}, metric.title},
                      months_fact(figures.over()),
                      fact_as_of(context)};
    document.sections.push_back(section_of(summary_table(burdens, all)));
    document.sections.push_back(section_of(nodes_table(book, metric, burdens, all)));
    document.sections.push_back(section_of(bands_table(all)));
    document.sections.push_back(section_of(sizes_table(metric, burdens)));
    outcome.document = std::move(document);
    const bool unknown = std::ranges::any_of(burdens, [](const Burden& b) { return b.potential <= 0; });
    if (unknown)
      outcome.messages.push_back(
          {"有节点没有指标数据“" + what.potential + "”，未计入目标÷潜力；先导入 drivers",
           "some nodes have no driver \"" + what.potential +
               "\" and are left out of target ÷ potential; import drivers"});
  });
  return outcome;
}

}  // namespace salesops::app
