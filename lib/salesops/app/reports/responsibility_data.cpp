#include "salesops/app/reports/responsibility_data.hpp"

#include <algorithm>
#include <set>

#include "salesops/app/target_page.hpp"
#include "salesops/app/target_plan_parts.hpp"
#include "salesops/base/text.hpp"

namespace salesops::app {

namespace {

using document::Table;
using store::TargetVersion;

bool covers(const target::Plan& plan, const std::vector<calendar::Month>& months) {
  return std::ranges::any_of(plan.values, [&](const target::Value& value) {
    return std::ranges::find(months, value.month) != months.end();
  });
}

[[noreturn]] void nothing_planned(const calendar::Period& period) {
  throw base::Error(base::Exit::finding, {.code = "E4146",
                                          .value = period.label,
                                          .message = {"没有 " + period.label + " 的目标计划",
                                                      "there is no target plan for " + period.label},
                                          .help = {"查看 salesops target list", "see salesops target list"}});
}

[[noreturn]] void several_plans(const DataRequest& request, const std::vector<std::string>& codes) {
  const report::Spot& spot = request.spots.at("");
  const std::string all = base::join(codes, ", ");
  throw base::Error(base::Exit::configuration,
                    {.code = "E7104",
                     .place = spot.place,
                     .field = "plan",
                     .message = {"这一期间有几个目标计划：" + all,
                                 "several target plans have figures in the period: " + all},
                     .help = {"在定义的副本中写明：with: {plan: " + codes.front() + "}",
                              "name one in a copy of the definition: with: {plan: " + codes.front() + "}"},
                     .source = spot.line});
}

std::string plan_code(const Context& context, store::Database& database, const DataRequest& request) {
  const std::string given = parameter(request, "plan", "");
  if (!given.empty()) return given;
  const std::vector<calendar::Month> months = context.config.calendar.months_in(request.period);
  std::set<std::string> drafts, approved;
  for (const TargetVersion& version : store::target_versions(database)) drafts.insert(version.plan.code);
  for (const std::string& code : drafts) {
    const TargetVersion version = chosen_version(context, database, {code, ""});
    if (version.plan.state == target::State::approved &&
        covers(store::load_target_plan(database, version), months))
      approved.insert(code);
  }
  if (approved.empty()) {
    std::erase_if(drafts, [&](const std::string& code) {
      return !covers(store::load_target_plan(database, chosen_version(context, database, {code, ""})),
                     months);
    });
    approved = std::move(drafts);
  }
  if (approved.empty()) nothing_planned(request.period);
  if (approved.size() > 1) several_plans(request, {approved.begin(), approved.end()});
  return *approved.begin();
}

document::Document page(const Context& context, const DataRequest& request) {
  std::string subject;
  for (const auto& [key, value] : context.where) subject = value;
  if (subject.empty()) {
    throw base::Error(base::Exit::usage, {.code = "E7112",
                                          .field = "--where",
                                          .value = "node",
                                          .message = {"责任书须指明节点", "a page to sign is about one node"},
                                          .help = {"加上 --where node=编码", "add --where node=CODE"}});
  }
  document::Document made;
  read(context, [&](store::Database& database) {
    const TargetVersion version =
        chosen_version(context, database, {plan_code(context, database, request), ""});
    const target::Plan plan = store::load_target_plan(database, version);
    const TargetBook book(database, context.as_of);
    made = target_page(context, database, plan, version.hash, book, subject);
  });
  return made;
}

}  // namespace

Table responsibility_table(const Context& context, const DataRequest& request) {
  const std::vector<std::string> parts = {"targets", "months", "handed_on", "signatures"};
  const std::string part = parameter(request, "part", "targets");
  if (std::ranges::find(parts, part) == parts.end()) refuse_value(request, "part", part, parts);
  const std::string key = part == "targets" ? "responsibility" : part;
  document::Document made = page(context, request);
  for (Table& table : made.sections.front().tables)
    if (table.key == key) return std::move(table);
  Table none{.key = part, .title = {"下级分解", "Handed on"}};
  none.columns = {{.key = "node", .title = {"节点", "node"}, .type = document::Type::id},
                  {.key = "name", .title = {"名称", "name"}}};
  return none;
}

std::vector<base::Text> responsibility_text(const Context& context, const DataRequest& request) {
  const document::Document made = page(context, request);
  std::vector<base::Text> text = made.sections.front().paragraphs;
  base::Text facts;
  for (const document::Fact& fact : made.facts) {
    if (fact.key == "company" || fact.key == "node") continue;  // above the report
    facts.zh += (facts.zh.empty() ? "" : "；") + fact.title.zh + "：" + fact.value.zh;
    facts.en += (facts.en.empty() ? "" : "; ") + fact.title.en + ": " + fact.value.en;
  }
  text.push_back(facts);
  return text;
}

}  // namespace salesops::app
