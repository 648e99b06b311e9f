#include "salesops/base/text.hpp"
#include "salesops/calendar/terms.hpp"

namespace salesops::calendar {

namespace {

using base::Text;

Text base_title(TermsBase base) {
  switch (base) {
    case TermsBase::invoice_date:
      return {"开票日期", "the invoice date"};
    case TermsBase::delivery_date:
      return {"发货日期", "the delivery"};
    case TermsBase::received_date:
      return {"收票日期", "the arrival of the invoice"};
    case TermsBase::acceptance:
      return {"验收日期", "the acceptance"};
    case TermsBase::statement:
      break;
  }
  return {"对账日期", "the statement"};
}

std::string counted(int n, const std::string& unit) {
  return std::to_string(n) + " " + unit + (n == 1 ? "" : "s");
}

std::string ordinal(int n) {
  const int last = n / 10 % 10 == 1 ? 0 : n % 10;
  static constexpr const char* kEndings[] = {"th", "st", "nd", "rd"};
  return std::to_string(n) + kEndings[last <= 3 ? last : 0];
}
std::string ordinal(unsigned day) {
  return ordinal(static_cast<int>(day));
}

Text day_list(const std::vector<unsigned>& days) {
  Text list;
  for (const unsigned day : days) {
    list.zh += (list.zh.empty() ? "" : "或 ") + std::to_string(day) + " 日";
    list.en += (list.en.empty() ? "" : " or ") + ordinal(day);
  }
  return list;
}

// "N days after the end of …", or the end itself.
Text after_end(int n, const Text& end) {
  if (n == 0) return {end.zh, "at " + end.en};
  return {end.zh + "后 " + std::to_string(n) + " 天", counted(n, "day") + " after " + end.en};
}

Text month_title(const TermsPart& part, const Text& base) {
  if (part.n == 0) return {base.zh + "当月", "the month of " + base.en};
  return {base.zh + "后第 " + std::to_string(part.n) + " 个月",
          "the " + ordinal(part.n) + " month after that of " + base.en};
}

Text rule_text(const TermsPart& part, const Text& base) {
  const std::string n = std::to_string(part.n), day = std::to_string(part.day);
  switch (part.rule) {
    case TermsRule::net:
      return {base.zh + "后 " + n + " 天", counted(part.n, "day") + " after " + base.en};
    case TermsRule::eom_days:
      return after_end(part.n, {base.zh + "所在月月底", "the end of the month of " + base.en});
    case TermsRule::eom_months: {
      const Text month = month_title(part, base);
      return {month.zh + "月底", "at the end of " + month.en};
    }
    case TermsRule::same_day:
      return {base.zh + "后 " + n + " 个月同日",
              "on the same day " + counted(part.n, "month") + " after " + base.en};
    case TermsRule::fixed_day: {
      const Text month = month_title(part, base);
      return {month.zh + (part.n == 0 ? " " : "的 ") + day + " 日",
              "on the " + ordinal(part.day) + " of " + month.en};
    }
    case TermsRule::pay_days: {
      const Text days = day_list(part.days);
      return {base.zh + "起首个 " + days.zh, "on the first " + days.en + " from " + base.en + " on"};
    }
    case TermsRule::min_days:
      return {base.zh + "满 " + n + " 天后的首个 " + day + " 日", "on the first " + ordinal(part.day) +
                                                                      " that is " + counted(part.n, "day") +
                                                                      " or more after " + base.en};
    case TermsRule::half_month:
      return after_end(part.n, {base.zh + "所在半月末", "the end of the half-month of " + base.en});
    case TermsRule::weekly:
      return after_end(part.n, {base.zh + "所在周末", "the end of the week of " + base.en});
    case TermsRule::prepay:
    case TermsRule::cod:
      break;
  }
  const std::string plain = base.en.substr(4);
  return part.rule == TermsRule::prepay ? Text{"预付（" + base.zh + "）", "paid in advance (" + plain + ")"}
                                        : Text{"现结（" + base.zh + "）", "cash on the spot (" + plain + ")"};
}

}  // namespace

std::string share_text(const money::Rate& share) {
  constexpr int kDecimals = 6;
  const std::string decimals = money::decimal_text(share * money::Rate(100, 1), kDecimals);
  money::Rate back;
  money::NumberFault ignored;
  if (!money::parse_rate(decimals + "%", back, ignored) || back != share) {
    return std::to_string(share.numerator()) + "/" + std::to_string(share.denominator());
  }
  const std::size_t last = decimals.find_last_not_of('0');
  return decimals.substr(0, decimals[last] == '.' ? last : last + 1) + "%";
}

Text describe(const Terms& terms) {
  Text text;
  for (const TermsPart& part : terms.parts) {
    const Text rule = rule_text(part, base_title(part.base));
    const std::string share = terms.parts.size() > 1 ? share_text(part.share) + " " : "";
    text.zh += (text.zh.empty() ? "" : "；") + share + (part.retention ? "质保金 " : "") + rule.zh;
    text.en += (text.en.empty() ? "" : "; ") + share + (part.retention ? "retention " : "") + rule.en;
  }
  if (terms.cutoff != 0) {
    text.zh += "，" + std::to_string(terms.cutoff) + " 日后的并入次月";
    text.en += ", after the " + ordinal(terms.cutoff) + " counted in the next month";
  }
  for (const DiscountRule& discount : terms.discounts) {
    const std::string share = share_text(discount.share);
    text.zh += "，" + std::to_string(discount.days) + " 天内付款减 " + share;
    text.en += ", " + share + " off when paid within " + counted(discount.days, "day");
  }
  if (terms.adjust == DueAdjust::next_workday) {
    const bool named = !terms.holidays.empty();
    text.zh += "，遇节假日顺延" + (named ? "（日历 " + base::join(terms.holidays, "、") + "）" : "");
    text.en +=
        ", moved to the next working day" + (named ? " (of " + base::join(terms.holidays, ", ") + ")" : "");
  }
  if (terms.grace > 0) {
    text.zh += "，宽限 " + std::to_string(terms.grace) + " 天";
    text.en += ", " + counted(terms.grace, "day") + " of grace";
  }
  return text;
}

}  // namespace salesops::calendar
