#include "salesops/calendar/terms_check.hpp"

#include <algorithm>
#include <tuple>

namespace salesops::calendar {

namespace {

void check_shares(const Terms& terms) {
  money::Rate sum;
  for (const TermsPart& part : terms.parts) {
    if (part.share.zero() || part.share.negative()) {
      refuse("E5104", {"分期比例须大于 0", "has a share that is not positive"},
             {"删去该期或改正比例", "remove the part or mend its share"});
    }
    sum = sum + part.share;
  }
  if (sum == money::Rate(1, 1)) return;
  const std::string shown = money::percent_text(sum, 4);
  refuse("E5104",
         {"分期比例之和是 " + shown + "，不是 100%", "has shares that add up to " + shown + ", not 100 %"},
         {"改正比例，三等分写 1/3", "mend the shares; thirds are written 1/3"});
}

// Rules that say the same in other words become one of them: prepay, cod and, without a cutoff, same_day:0
// are net:0; eom_days:0 and day 31 of a month are its end; one pay day is the first after 0 days.
TermsPart plainest(TermsPart part, unsigned cutoff) {
  part.share = money::Rate(1, 1);
  const bool same_month = part.rule == TermsRule::same_day && part.n == 0 && cutoff == 0;
  if (part.rule == TermsRule::prepay || part.rule == TermsRule::cod || same_month) {
    part.rule = TermsRule::net;
  } else if ((part.rule == TermsRule::eom_days && part.n == 0) ||
             (part.rule == TermsRule::fixed_day && part.day == 31)) {
    part.rule = TermsRule::eom_months;
    part.day = 0;
  } else if (part.rule == TermsRule::pay_days && part.days.size() == 1) {
    part.rule = TermsRule::min_days;
    part.day = part.days.front();
    part.days.clear();
  }
  return part;
}

void check_days(const Terms& terms) {
  std::vector<TermsPart> parts;
  for (const TermsPart& part : terms.parts) {
    parts.push_back(plainest(part, terms.cutoff));
    const TermsPart& last = parts.back();
    const auto key = [](const TermsPart& one) {
      return std::tie(one.retention, one.base, one.rule, one.n, one.day, one.days);
    };
    const auto same =
        std::ranges::find_if(parts, [&](const TermsPart& one) { return key(one) == key(last); });
    if (&*same == &last) continue;
    const std::string first = std::to_string(same - parts.begin() + 1), second = std::to_string(parts.size());
    refuse("E5105",
           {"第 " + first + " 期和第 " + second + " 期同日到期",
            "has instalments " + first + " and " + second + ", which are due on the same day"},
           {"合并为一期，或改正日期；货到付款写 base:delivery_date cod",
            "make them one, or mend the day; on delivery is written base:delivery_date cod"});
  }
}

void check_retention(const Terms& terms) {
  if (terms.parts.size() > 1 || !terms.parts.front().retention) return;
  refuse("E5101", {"质保金是分期中的一期", "has a retention, which is one instalment of several"},
         {"写成 95% net:30; 5% retention same_day:12", "write 95% net:30; 5% retention same_day:12"});
}

// A discount is part of the amount; who pays later gets less of it.
void check_discounts(const Terms& terms) {
  if (terms.discounts.empty()) return;
  if (terms.parts.size() > 1)
    refuse("E5101", {"分期不写现金折扣", "gives a discount to instalments"},
           {"删去 discount 或分期", "remove the discount or the instalments"});
  const DiscountRule* before = nullptr;
  for (const DiscountRule& discount : terms.discounts) {
    const bool part =
        !discount.share.zero() && !discount.share.negative() && discount.share < money::Rate(1, 1);
    if (!part || (before && (before->days == discount.days || !(discount.share < before->share))))
      refuse("E5103",
             {"现金折扣须在 0 与 100% 之间，付得越晚折扣越小",
              "has discounts that are not within 0 and 100 %, or not less the later one pays"},
             {"例如 discount:2%,10 discount:1%,20", "for example discount:2%,10 discount:1%,20"});
    before = &discount;
  }
}

void check_holidays(const Terms& terms) {
  if (terms.holidays.empty() || terms.adjust == DueAdjust::next_workday) return;
  refuse("E5101", {"写了 holidays 而没有 adjust:next_workday", "gives holidays without adjust:next_workday"},
         {"加上 adjust:next_workday，或删去 holidays", "add adjust:next_workday, or remove holidays"});
}

void check_cutoff(const Terms& terms) {
  if (terms.cutoff == 0) return;
  const auto counts_months = [](const TermsPart& part) {
    switch (part.rule) {
      case TermsRule::eom_days:
      case TermsRule::eom_months:
      case TermsRule::same_day:
      case TermsRule::fixed_day:
      case TermsRule::pay_days:
      case TermsRule::min_days:
        return true;
      default:
        return false;
    }
  };
  if (std::ranges::any_of(terms.parts, counts_months)) return;
  refuse("E5101", {"cutoff 只用于按月计算的规则", "gives a cutoff to a rule that does not count months"},
         {"删去 cutoff，或用 eom_days、eom_months、same_day、fixed_day、pay_days、min_days",
          "remove cutoff, or use eom_days, eom_months, same_day, fixed_day, pay_days or min_days"});
}

}  // namespace

void refuse(std::string code, base::Text message, base::Text help) {
  throw TermsRefusal{{std::move(code), std::move(message), std::move(help)}};
}

void check_terms(const Terms& terms) {
  check_shares(terms);
  check_days(terms);
  check_retention(terms);
  check_discounts(terms);
  check_cutoff(terms);
  check_holidays(terms);
}

}  // namespace salesops::calendar
