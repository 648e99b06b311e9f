#include "salesops/app/target_figure.hpp"

#include "salesops/app/target_plan_parts.hpp"
#include "salesops/base/text.hpp"

namespace salesops::app {

namespace {

using base::Text;

Text nearest_of(const std::string& given, const std::vector<std::string>& known) {
  if (const auto near = base::nearest(given, known))
    return {"是不是 " + *near + "？", "did you mean " + *near + "?"};
  if (known.size() > 20)
    return {"共有 " + std::to_string(known.size()) + " 个", std::to_string(known.size()) + " exist"};
  const std::string all = base::join(known, ", ");
  return {"可用：" + all, "known: " + all};
}

}  // namespace

const TargetPeople& FigureReader::people() {
  if (!people_) people_ = std::make_unique<TargetPeople>(database_, context_.as_of);
  return *people_;
}

bool FigureReader::read_bearer(const FigureText& text, const Report& report, target::Bearer& bearer) {
  struct Part {
    const char* field;
    const std::string& given;
    std::string& code;
    std::optional<std::string> (TargetPeople::*find)(std::string_view) const;
    std::vector<std::string> (TargetPeople::*known)() const;
    Text message;
  };
  const Part parts[] = {{"rep",
                         text.rep,
                         bearer.rep,
                         &TargetPeople::rep,
                         &TargetPeople::rep_codes,
                         {"没有这个业务员", "there is no such rep"}},
                        {"customer",
                         text.customer,
                         bearer.customer,
                         &TargetPeople::customer,
                         &TargetPeople::customer_codes,
                         {"没有这个客户", "there is no such customer"}},
                        {"product_group",
                         text.product_group,
                         bearer.product_group,
                         &TargetPeople::product_group,
                         &TargetPeople::product_groups,
                         {"没有这个产品组", "there is no such product group"}}};
  bool good = true;
  for (const Part& part : parts) {
    if (part.given.empty()) continue;
    if (const auto code = (people().*part.find)(part.given)) {
      part.code = *code;
    } else {
      report(part.field, "E4141", part.message, nearest_of(part.given, (people().*part.known)()));
      good = false;
    }
  }
  return good;
}

bool FigureReader::read_node(const FigureText& text, const Report& report, target::Value& value) {
  if (!text.node.empty()) {
    value.node = book_.find_node(text.node).value_or("");
  } else if (!value.bearer.empty()) {
    value.node = people().node_of(value.bearer, context_.config.calendar.month(value.month).first);
  }
  if (!value.node.empty()) return true;
  report("node", "E4111", {"没有这个节点", "there is no such node"}, nearest_of(text.node, book_.codes()));
  return false;
}

bool FigureReader::read_amount(const FigureText& text, const Report& report, const target::Metric& metric,
                               std::int64_t& amount) const {
  money::NumberFault fault;
  money::Money money;
  money::Rate rate;
  const bool read = metric.rate ? money::parse_rate(text.amount, rate, fault)
                                : money::parse_money(text.amount, 2, money, fault);
  if (!read) {
    report("amount", fault.code, fault.message, fault.help);
    return false;
  }
  if (metric.rate) {
    const money::Rate basis_points = rate * money::Rate(10'000, 1);
    amount = basis_points.numerator();
    if (basis_points.denominator() == 1 && amount >= 0 && amount <= 10'000) return true;
    report(
        "amount", "E4142",
        {"比率目标在 0% 与 100% 之间，至多两位小数", "a rate is between 0% and 100% with at most 2 decimals"},
        {"写成 12.5%", "write 12.5%"});
    return false;
  }
  amount = money.minor();
  if (amount >= 0) return true;
  report("amount", "E4115", {"目标不能为负", "a target is not negative"}, {});
  return false;
}

std::optional<target::Value> FigureReader::read(const FigureText& text, const Report& report) {
  target::Value value;
  const target::Metric* metric =
      text.metric.empty() ? target::find_metric("sales") : metric_named(text.metric);
  const auto month = calendar::parse_month(text.month);
  bool good = read_bearer(text, report, value.bearer);
  if (month) value.month = *month;
  if (good && (month || !text.node.empty())) good = read_node(text, report, value);
  if (metric == nullptr)
    report("metric", "E4112", {"没有这个指标", "there is no such metric"},
           nearest_of(text.metric, metric_ids()));
  if (!month) report("month", "E4113", {"不是月份", "not a month"}, {"写成 2026-01", "write 2026-01"});
  good = read_amount(text, report, metric == nullptr ? target::metrics().front() : *metric, value.amount) &&
         good;
  if (!good || metric == nullptr || !month) return std::nullopt;
  value.metric = metric->id;
  return value;
}

}  // namespace salesops::app
