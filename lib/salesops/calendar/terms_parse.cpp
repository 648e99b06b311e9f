// Reading payment terms: the text becomes lower-case half-width words; a word is a share, a base, an option
// or a rule. Chinese words that have one meaning stand for the words of the grammar.
#include <algorithm>
#include <charconv>
#include <optional>

#include "salesops/base/text.hpp"
#include "salesops/calendar/terms.hpp"
#include "salesops/calendar/terms_check.hpp"

namespace salesops::calendar {

namespace {

constexpr int kMaxDays = 3650, kMaxMonths = 120, kMaxGrace = 365, kLastDay = 31;

template <typename Value>
struct Name {
  std::string_view name;
  Value value;
};
constexpr Name<TermsBase> kBases[] = {{"invoice_date", TermsBase::invoice_date},
                                      {"delivery_date", TermsBase::delivery_date},
                                      {"received_date", TermsBase::received_date},
                                      {"acceptance", TermsBase::acceptance},
                                      {"statement", TermsBase::statement}};

// What stands after the colon of a rule.
enum class Takes { nothing, days, months, months_and_day, days_and_day, list_of_days, maybe_days };
struct RuleForm {
  std::string_view name;
  TermsRule rule;
  Takes takes;
  std::string_view example;
};
constexpr RuleForm kRules[] = {{"prepay", TermsRule::prepay, Takes::nothing, "prepay"},
                               {"cod", TermsRule::cod, Takes::nothing, "cod"},
                               {"net", TermsRule::net, Takes::days, "net:30"},
                               {"eom_days", TermsRule::eom_days, Takes::days, "eom_days:30"},
                               {"eom_months", TermsRule::eom_months, Takes::months, "eom_months:1"},
                               {"same_day", TermsRule::same_day, Takes::months, "same_day:1"},
                               {"fixed_day", TermsRule::fixed_day, Takes::months_and_day, "fixed_day:1,25"},
                               {"pay_days", TermsRule::pay_days, Takes::list_of_days, "pay_days:10,25"},
                               {"min_days", TermsRule::min_days, Takes::days_and_day, "min_days:31,15"},
                               {"half_month", TermsRule::half_month, Takes::maybe_days, "half_month:15"},
                               {"weekly", TermsRule::weekly, Takes::maybe_days, "weekly:7"}};

// `#` stands for a number, in the order of the spelling.
struct ChineseForm {
  std::string_view spelling;
  std::string_view words;
};
constexpr ChineseForm kChinese[] = {{"预付", "prepay"},
                                    {"预付款", "prepay"},
                                    {"款到发货", "prepay"},
                                    {"现结", "cod"},
                                    {"现款", "cod"},
                                    {"货到付款", "base:delivery_date cod"},
                                    {"滚动#天", "net:#"},
                                    {"票到#天", "base:received_date net:#"},
                                    {"票到后#天", "base:received_date net:#"},
                                    {"货到#天", "base:delivery_date net:#"},
                                    {"货到后#天", "base:delivery_date net:#"},
                                    {"验收#天", "base:acceptance net:#"},
                                    {"验收后#天", "base:acceptance net:#"},
                                    {"#个月", "same_day:#"},
                                    {"次月#日", "fixed_day:1,#"},
                                    {"次月#日付款", "fixed_day:1,#"},
                                    {"次月#号", "fixed_day:1,#"},
                                    {"满#天后#日", "min_days:#,#"},
                                    {"满#天后的#日", "min_days:#,#"},
                                    {"质保金", "retention"},
                                    {"半月结", "half_month"},
                                    {"周结", "weekly"}};

std::string rule_forms() {
  std::string forms;
  for (const RuleForm& form : kRules) forms.append(forms.empty() ? "" : ", ").append(form.example);
  return forms;
}

[[noreturn]] void unknown(const std::string& word) {
  std::vector<std::string> names{"base", "cutoff", "grace", "adjust", "holidays", "discount", "retention"};
  for (const RuleForm& form : kRules) names.emplace_back(form.name);
  const auto near = base::nearest(word.substr(0, word.find(':')), names);
  const std::string shown = base::printable(word);
  base::Text help{"可写：" + rule_forms(), "write one of: " + rule_forms()};
  if (near) help = {"是否想写 " + *near + "？" + help.zh, "did you mean " + *near + "? " + help.en};
  refuse("E5101", {"不认识的账期 " + shown, "has an unknown form of terms: " + shown}, help);
}

int number(std::string_view digits, int first, int last, std::string_view what) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool whole = base::all_digits(digits) && end == digits.data() + digits.size() && error == std::errc();
  if (whole && value >= first && value <= last) return value;
  const std::string limits = std::to_string(first) + "–" + std::to_string(last);
  const std::string shown = base::printable(digits);
  refuse("E5103",
         {std::string(what) + " 的值 " + shown + " 不在 " + limits + " 之内",
          "has " + std::string(what) + " " + shown + ", which is not within " + limits},
         {"写 " + limits + " 之间的整数", "write a whole number within " + limits});
}

// 月结 and its relatives: the readings that published sources give them, with a worked date.
[[noreturn]] void refuse_monthly(const std::string& word) {
  const std::size_t digits = word.find_first_of("0123456789");
  int days = 30;
  if (digits != std::string::npos) std::from_chars(word.data() + digits, word.data() + word.size(), days);
  days = std::clamp(days, 0, kMaxDays);
  const std::string n = std::to_string(days), k = std::to_string(std::max(1, days / 30));
  const Date example = Date::of(2025, 1, 15);
  std::string zh, en;
  const auto reading = [&](const std::string& form, const std::string& meaning_zh,
                           const std::string& meaning_en) {
    Terms terms;
    TermsFault ignored;
    parse_terms(form, terms, ignored);
    const std::string due = to_string(unmoved_due_date(terms.parts.front(), terms, example));
    zh += (zh.empty() ? "" : "；") + form + " " + meaning_zh + " → " + due;
    en += (en.empty() ? "" : "; ") + form + " " + meaning_en + " -> " + due;
  };
  reading("eom_days:" + n, "月底起 " + n + " 天", n + " days from the month's end");
  reading("eom_months:" + k, "其后第 " + k + " 个月月底", "the month's end, " + k + " month(s) later");
  reading("net:" + n, "单据日起 " + n + " 天", n + " days from the document");
  reading("same_day:" + k, k + " 个月后同日", "the same day, " + k + " month(s) later");
  reading("fixed_day:" + k + ",25", "其后第 " + k + " 个月 25 日", "the 25th, " + k + " month(s) later");
  refuse("E5102", {word + " 有多种理解", word + " has several readings"},
         {"请写明是哪一种（例：2025-01-15 的单据）：" + zh,
          "write which one is meant (example: a document of 2025-01-15): " + en});
}

// The words of the grammar that a Chinese spelling stands for.
std::optional<std::string> from_chinese(const std::string& word) {
  constexpr const char* kDigits = "0123456789";
  std::string pattern;
  std::vector<std::string> numbers;
  for (std::size_t at = 0; at < word.size();) {
    const std::size_t first = std::min(word.find_first_of(kDigits, at), word.size());
    pattern.append(word, at, first - at);
    at = std::min(word.find_first_not_of(kDigits, first), word.size());
    if (at == first) continue;
    pattern += '#';
    numbers.push_back(word.substr(first, at - first));
  }
  const auto* form = std::ranges::find(kChinese, pattern, &ChineseForm::spelling);
  if (form == std::end(kChinese)) return std::nullopt;
  std::string words(form->words);
  for (const std::string& digits : numbers) words.replace(words.find('#'), 1, digits);
  return words;
}

std::vector<std::string> words_of(std::string_view text) {
  const std::string lower = base::to_lower_ascii(base::half_width(text));
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (word.empty()) return;
    if (word.find("月结") != std::string::npos && word != "半月结") refuse_monthly(word);
    if (const auto plain = from_chinese(word)) {
      for (const std::string& part : base::split(*plain, ' ')) words.push_back(part);
    } else {
      words.push_back(word);
    }
    word.clear();
  };
  for (const char c : lower) {
    const bool gap = c == ' ' || c == ';' || c == '\t' || c == '\n' || c == '\r';
    if (gap) {
      finish();
    } else {
      word += c;
    }
  }
  finish();
  return words;
}

bool with_day(const RuleForm& form) {
  return form.takes == Takes::months_and_day || form.takes == Takes::days_and_day;
}

std::string part_text(const TermsPart& part) {
  const auto* base = std::ranges::find(kBases, part.base, &Name<TermsBase>::value);
  const auto* form = std::ranges::find(kRules, part.rule, &RuleForm::rule);
  std::string text;
  if (part.retention) text += "retention ";
  if (part.base != TermsBase::invoice_date) text.append("base:").append(base->name).append(" ");
  text += form->name;
  if (form->takes == Takes::list_of_days) {
    for (std::size_t i = 0; i < part.days.size(); ++i)
      text += (i == 0 ? ":" : ",") + std::to_string(part.days[i]);
  } else if (form->takes != Takes::nothing && (form->takes != Takes::maybe_days || part.n != 0)) {
    text += ":" + std::to_string(part.n);
  }
  if (with_day(*form)) text += "," + std::to_string(part.day);
  return text;
}

class Reader {
 public:
  explicit Reader(bool stored) : stored_(stored) {}

  Terms read(std::string_view text) {
    for (const std::string& word : words_of(text)) take(word);
    finish_part();
    if (terms_.parts.empty())
      refuse("E5101", {"为空", "is empty"}, {"可写：" + rule_forms(), "write one of: " + rule_forms()});
    std::ranges::stable_sort(terms_.discounts, {}, &DiscountRule::days);
    check_terms(terms_);
    terms_.text = terms_text(terms_);
    return std::move(terms_);
  }

 private:
  void take(const std::string& word) {
    const std::size_t colon = word.find(':');
    const std::string key = word.substr(0, colon);
    const std::string value = colon == std::string::npos ? "" : word.substr(colon + 1);
    if (colon == std::string::npos && word.find_first_of("%/") != std::string::npos) {
      take_share(word);
    } else if (word == "retention") {
      if (!has_share_ || has_base_ || has_rule_ || part_.retention) unknown(word);
      part_.retention = true;
    } else if (key == "base") {
      take_base(word, value);
    } else if (key == "discount") {
      take_discount(word, value);
    } else if (key == "moved" && stored_) {
      take_move(word, value);
    } else if (key == "cutoff" || key == "grace" || key == "adjust" || key == "holidays") {
      take_option(word, key, value);
    } else {
      take_rule(word, key, value, colon != std::string::npos);
    }
  }

  void take_share(const std::string& word) {
    if (!has_share_ && (has_rule_ || !terms_.parts.empty())) unknown(word);
    finish_part();
    money::NumberFault fault;
    if (!money::parse_rate(word, part_.share, fault)) unknown(word);
    has_share_ = true;
  }

  void take_base(const std::string& word, const std::string& value) {
    const auto* base = std::ranges::find(kBases, value, &Name<TermsBase>::name);
    if (base == std::end(kBases) || has_rule_ || has_base_) unknown(word);
    part_.base = base->value;
    has_base_ = true;
  }

  void take_discount(const std::string& word, const std::string& value) {
    const std::size_t comma = value.find(',');
    DiscountRule discount;
    money::NumberFault fault;
    if (comma == std::string::npos || value.find('%') > comma ||
        !money::parse_rate(value.substr(0, comma), discount.share, fault))
      refuse("E5101", {word + " 的写法不对", "has an incomplete discount: " + word},
             {"写成 discount:2%,10（10 天内付款减 2%）", "write discount:2%,10 (2 % off within 10 days)"});
    discount.days = number(value.substr(comma + 1), 0, kMaxDays, "discount");
    terms_.discounts.push_back(discount);
  }

  void take_move(const std::string& word, const std::string& value) {
    const std::size_t comma = value.find(',');
    const auto to = parse_iso_date(std::string_view(value).substr(0, comma));
    if (!to || !has_rule_ || comma == std::string::npos || comma + 1 == value.size()) unknown(word);
    part_.moves.push_back({*to, value.substr(comma + 1)});
  }

  void take_holidays(const std::string& word, const std::string& value) {
    for (const std::string& name : base::split(value, ',')) {
      const bool twice = std::ranges::find(terms_.holidays, name) != terms_.holidays.end();
      if (name.empty() || twice) unknown(word);
      terms_.holidays.push_back(name);
    }
  }

  void take_option(const std::string& word, const std::string& key, const std::string& value) {
    if (std::ranges::find(options_, key) != options_.end()) {
      refuse("E5101", {key + " 写了两次", "gives " + key + " twice"}, {"只写一次", "write it once"});
    }
    options_.push_back(key);
    if (key == "cutoff") {
      terms_.cutoff = static_cast<unsigned>(number(value, 1, kLastDay, key));
    } else if (key == "grace") {
      terms_.grace = number(value, 0, kMaxGrace, key);
    } else if (key == "holidays") {
      take_holidays(word, value);
    } else if (value == "next_workday") {
      terms_.adjust = DueAdjust::next_workday;
    } else if (value != "none") {
      unknown(word);
    }
  }

  void take_rule(const std::string& word, const std::string& key, const std::string& value, bool has_value) {
    const auto* form = std::ranges::find(kRules, key, &RuleForm::name);
    if (form == std::end(kRules)) unknown(word);
    if (has_rule_) {
      refuse("E5101", {"一期只能有一条规则，多了 " + word, "has more than one rule: " + word},
             {"分期写成 30% prepay; 70% net:30", "write instalments as 30% prepay; 70% net:30"});
    }
    const bool wants = form->takes != Takes::nothing && form->takes != Takes::maybe_days;
    if ((has_value && form->takes == Takes::nothing) || (!has_value && wants)) {
      const std::string example(form->example);
      refuse("E5101", {word + " 的写法不对", "has an incomplete rule: " + word},
             {"写成 " + example, "write " + example});
    }
    part_.rule = form->rule;
    if (has_value) take_numbers(*form, value);
    has_rule_ = true;
  }

  void take_numbers(const RuleForm& form, const std::string& value) {
    const std::vector<std::string> numbers = base::split(value, ',');
    if (form.takes == Takes::list_of_days) {
      for (const std::string& day : numbers) {
        part_.days.push_back(static_cast<unsigned>(number(day, 1, kLastDay, form.name)));
      }
      std::ranges::sort(part_.days);
      part_.days.erase(std::unique(part_.days.begin(), part_.days.end()), part_.days.end());
      return;
    }
    const bool months = form.takes == Takes::months || form.takes == Takes::months_and_day;
    const std::size_t expected = with_day(form) ? 2 : 1;
    if (numbers.size() != expected) {
      const std::string example(form.example);
      refuse("E5101", {value + " 的个数不对", "has the wrong count of numbers: " + value},
             {"写成 " + example, "write " + example});
    }
    part_.n = number(numbers.front(), 0, months ? kMaxMonths : kMaxDays, form.name);
    if (expected == 2) part_.day = static_cast<unsigned>(number(numbers.back(), 1, kLastDay, form.name));
  }

  void finish_part() {
    if (has_rule_) {
      terms_.parts.push_back(part_);
    } else if (has_share_ || has_base_) {
      refuse("E5101", {"缺少规则", "has no rule"},
             {"可写：" + rule_forms(), "write one of: " + rule_forms()});
    }
    part_ = {};
    has_rule_ = has_base_ = false;
  }

  Terms terms_;
  TermsPart part_;
  std::vector<std::string> options_;
  bool stored_;
  bool has_share_ = false, has_base_ = false, has_rule_ = false;
};

bool read_terms(std::string_view text, bool stored, Terms& terms, TermsFault& fault) {
  try {
    terms = Reader(stored).read(text);
    return true;
  } catch (const TermsRefusal& refusal) {
    fault = refusal.fault;
    return false;
  }
}

}  // namespace

bool parse_terms(std::string_view text, Terms& terms, TermsFault& fault) {
  return read_terms(text, false, terms, fault);
}

bool parse_stored_terms(std::string_view text, Terms& terms, TermsFault& fault) {
  return read_terms(text, true, terms, fault);
}

std::string terms_text(const Terms& terms) {
  std::string text;
  for (const TermsPart& part : terms.parts) {
    if (!text.empty()) text += "; ";
    if (terms.parts.size() > 1) text += share_text(part.share) + " ";
    text += part_text(part);
    for (const DueMove& move : part.moves) text += " moved:" + to_string(move.to) + "," + move.calendar;
  }
  if (terms.cutoff != 0) text += " cutoff:" + std::to_string(terms.cutoff);
  for (const DiscountRule& discount : terms.discounts)
    text += " discount:" + share_text(discount.share) + "," + std::to_string(discount.days);
  if (terms.grace != 0) text += " grace:" + std::to_string(terms.grace);
  if (terms.adjust == DueAdjust::next_workday) text += " adjust:next_workday";
  if (!terms.holidays.empty()) text += " holidays:" + base::join(terms.holidays, ",");
  return text;
}

bool check_calendars(const Terms& terms, const NamedCalendars& named, TermsFault& fault) {
  for (const std::string& name : terms.holidays) {
    if (name == kWorkdays || named.contains(name)) continue;
    fault = {"E5106",
             {"引用了没有的日历 " + name, "names the calendar " + name + ", which does not exist"},
             unknown_calendar_help(name, named)};
    return false;
  }
  return true;
}

}  // namespace salesops::calendar
