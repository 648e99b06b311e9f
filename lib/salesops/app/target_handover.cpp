// Joiners, leavers and ramps: figures that pass on from a day.
#include "salesops/app/target_handover.hpp"

#include <algorithm>
#include <map>

#include "salesops/app/approval.hpp"
#include "salesops/app/target_change.hpp"
#include "salesops/app/target_people.hpp"
#include "salesops/app/target_plan_parts.hpp"
#include "salesops/base/checked.hpp"
#include "salesops/base/text.hpp"
#include "salesops/target/handover.hpp"

namespace salesops::app {

namespace {

using base::Exit;
using target::Value;

constexpr std::string_view kVacant = "vacant";

[[noreturn]] void refuse(Exit exit, const char* code, const char* field, const std::string& value,
                         base::Text message, base::Text help) {
  throw base::Error(
      exit,
      {.code = code, .field = field, .value = value, .message = std::move(message), .help = std::move(help)});
}

// Who gives or takes: a rep (or the vacancy one left), or a node.
struct Party {
  std::string rep{};   // "R1", "vacant:R1"
  std::string node{};  // when it is no rep
};

class Handing {
 public:
  Handing(const Context& context, store::Database& database, const TargetHandover& what, calendar::Date on,
          PlanChange& change)
      : what_(what), change_(change), people_(database, context.as_of) {
    handover_ = {on, change.from, context.config.calendar.month(change.from), {}};
    read_ramp();
    from_ = party("FROM", what.from);
    to_ = party("TO", what.to);
    if (from_.rep == to_.rep && from_.node == to_.node)
      refuse(Exit::usage, "E4123", "TO", what.to, {"交出和接手是同一个", "giver and taker are the same"},
             {"写接手的业务员或节点，或 vacant", "name a rep, a node or vacant"});
    if (!to_.node.empty()) require_charge(context, database, to_.node);
    if (!from_.node.empty()) require_charge(context, database, from_.node);
  }

  // What passes on, all metrics of money together.
  std::int64_t run() {
    std::int64_t sum = 0;
    std::vector<Value> moved;
    for (Value& value : change_.after.values) {
      if (!gives(value)) continue;
      const std::int64_t amount = target::passed_on(handover_, value.month, value.amount);
      if (amount == 0) continue;
      Value taken = taken_by(value);
      taken.amount = amount;
      value.amount = base::checked_sub(value.amount, amount);
      if (target::find_metric(value.metric)->money) sum = base::checked_add(sum, amount);
      moved.push_back(std::move(taken));
    }
    if (moved.empty())
      refuse(Exit::finding, "E4128", "FROM", what_.from,
             {what_.from + " 自 " + what_.on + " 起没有可交出的目标",
              what_.from + " carries nothing from " + what_.on + " on"},
             {"查看 salesops target diff 或 target attain --by rep", "see target attain --by rep"});
    for (Value& value : moved) add(std::move(value));
    std::sort(change_.after.values.begin(), change_.after.values.end());
    follow_shares();
    return sum;
  }
  std::string taker() const { return to_.rep.empty() ? to_.node : to_.rep; }

 private:
  void read_ramp() {
    if (what_.ramp.empty()) return;
    for (const std::string& part : base::split(what_.ramp, '/')) {
      money::Decimal percent;
      money::NumberFault fault;
      const bool number = money::parse_decimal(part, percent, fault);
      if (!number || percent.negative() || money::Rate::percent(percent) > money::Rate(1, 1))
        refuse(Exit::usage, "E4123", "--ramp", what_.ramp,
               {"爬坡写成 0 到 100 的百分数：0/25/50", "a ramp is per cents from 0 to 100: 0/25/50"},
               {"写成 --ramp 0/25/50", "write --ramp 0/25/50"});
      handover_.ramp.push_back(money::Rate::percent(percent));
    }
  }
  Party party(const char* field, const std::string& text) const {
    if (text == kVacant) return {.rep = vacancy()};
    if (text.starts_with(std::string(kVacant) + ":")) return {.rep = text};
    if (const auto rep = people_.rep(text)) return {.rep = *rep};
    if (const auto node = change_.book.find_node(text)) return {.node = *node};
    std::vector<std::string> known = people_.rep_codes();
    for (const std::string& code : change_.book.codes()) known.push_back(code);
    const auto near = base::nearest(text, known);
    refuse(Exit::usage, "E4111", field, text,
           {"没有业务员或节点“" + base::printable(text) + "”",
            "there is no rep or node \"" + base::printable(text) + "\""},
           near ? base::Text{"是不是 " + *near + "？", "did you mean " + *near + "?"}
                : base::Text{"先导入 reps 或 org", "import reps or org first"});
  }
  std::string vacancy() const {
    if (from_.rep.empty() || from_.rep.starts_with(kVacant))
      refuse(Exit::usage, "E4123", "TO", what_.to,
             {"只有业务员离开才留下空缺", "only a rep who leaves leaves a vacancy"},
             {"交出方写业务员编码", "name the rep who leaves"});
    return std::string(kVacant) + ":" + from_.rep;
  }
  bool gives(const Value& value) const {
    const target::Metric& metric = *target::find_metric(value.metric);
    if (metric.rate || (!what_.metric.empty() && &metric != &splittable_or_fail(what_.metric))) return false;
    if (!from_.rep.empty()) return value.bearer.rep == from_.rep;
    return value.node == from_.node && (to_.rep.empty() || value.bearer.rep.empty());
  }
  Value taken_by(const Value& value) const {
    Value taken = value;
    if (!to_.rep.empty()) {
      taken.bearer.rep = to_.rep;
      return taken;
    }
    taken.node = to_.node;
    if (!from_.rep.empty()) taken.bearer.rep.clear();
    return taken;
  }
  void add(Value value) {
    const auto same = std::ranges::find_if(change_.after.values,
                                           [&](const Value& other) { return other.key() == value.key(); });
    if (same == change_.after.values.end()) {
      change_.after.values.push_back(std::move(value));
    } else {
      same->amount = base::checked_add(same->amount, value.amount);
    }
  }
  // Totals of nodes move when figures go to another node; the records of the split follow.
  void follow_shares() {
    for (const target::Metric& metric : target::metrics()) {
      const PlanSheet after(change_.after, change_.book, metric);
      after.put(after.sheet.cells, change_.after);
    }
  }

  const TargetHandover& what_;
  PlanChange& change_;
  TargetPeople people_;
  target::Handover handover_;
  Party from_;
  Party to_;
};

calendar::Date day_or_fail(const std::string& text) {
  calendar::Date day;
  calendar::DateFault fault;
  if (calendar::parse_date(text, day, fault)) return day;
  refuse(Exit::usage, fault.code.c_str(), "--on", text,
         {"--on " + fault.message.zh, "--on " + fault.message.en}, fault.help);
}

}  // namespace

Outcome target_handover(const Context& context, const TargetHandover& what) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    const calendar::Date on = day_or_fail(what.on);
    const std::string from = calendar::to_string(context.config.calendar.month_of(on));
    PlanChange change(context, transaction.database(), what.code, from);
    Handing handing(context, transaction.database(), what, on, change);
    const std::string amount =
        money::to_grouped(money::Money::minor(handing.run()), context.config.company.currency.digits);
    outcome.messages.push_back({what.from + " → " + handing.taker() + "：" + amount,
                                what.from + " → " + handing.taker() + ": " + amount});
    finish_change(context, transaction, change, outcome);
  });
  return outcome;
}

}  // namespace salesops::app
