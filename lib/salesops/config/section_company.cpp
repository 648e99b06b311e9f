#include "salesops/config/sections.hpp"
#include "salesops/config/time_zone.hpp"

namespace salesops::config {

namespace {

constexpr Field kCompany[] = {
    {.key = "name",
     .zh = "公司名称，写在每份报表上",
     .en = "company name, on top of every report",
     .required = true,
     .example = "某某有限公司"},
    {.key = "currency",
     .type = Type::currency,
     .fallback = "CNY",
     .zh = "记账币种",
     .en = "currency the books are kept in"},
    {.key = "language",
     .type = Type::choice,
     .fallback = "zh",
     .zh = "报表和提示的语言",
     .en = "language of reports and messages",
     .choices = "zh|en"},
    {.key = "time_zone",
     .type = Type::time_zone,
     .fallback = "Asia/Shanghai",
     .zh = "“今天”按哪个时区算",
     .en = "whose day 'today' is"},
    {.key = "units",
     .type = Type::choice,
     .fallback = "yuan",
     .zh = "给人看的报表用元、万元还是亿元；对账单和逐单列出的清单总用元",
     .en = "display unit of people's formats; statements and lists of documents keep the whole amounts",
     .choices = "yuan|wan|yi"},
};

DisplayUnit unit_of(const std::string& name) {
  if (name == "wan") return DisplayUnit::wan;
  return name == "yi" ? DisplayUnit::yi : DisplayUnit::yuan;
}

}  // namespace

std::span<const Field> company_fields() {
  return kCompany;
}

void read_company(const Section& section, Company& company) {
  company.name = section.text("name");
  company.currency = money::currency(section.text("currency"));
  company.language = section.text("language") == "en" ? base::Lang::en : base::Lang::zh;
  company.time_zone = section.text("time_zone");
  company.utc_offset = utc_offset(company.time_zone).value_or(0);
  company.unit = unit_of(section.text("units"));
}

}  // namespace salesops::config
