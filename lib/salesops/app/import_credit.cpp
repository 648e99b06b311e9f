#include "salesops/app/import_credit.hpp"

#include <map>

#include "salesops/base/text.hpp"
#include "salesops/store/journal.hpp"

namespace salesops::app {

namespace {

constexpr std::int64_t kWhole = 1'000'000;

// One separator of every kind, in ASCII.
std::string plain(std::string_view text) {
  std::string all(text);
  for (const char* from : {"；", "，", "、", ","}) {
    for (std::size_t at = 0; (at = all.find(from, at)) != std::string::npos; ++at)
      all.replace(at, std::string_view(from).size(), ";");
  }
  for (const char* from : {"：", "＝", ":"}) {
    for (std::size_t at = 0; (at = all.find(from, at)) != std::string::npos; ++at)
      all.replace(at, std::string_view(from).size(), "=");
  }
  return all;
}

// "60", "60%", "33.3333%" in millionths; nothing when it is not a share with at most 4 decimals.
std::optional<std::int64_t> share_of(std::string_view text) {
  text = base::trim(text);
  if (text.ends_with('%')) text.remove_suffix(1);
  money::Decimal percent;
  money::NumberFault fault;
  if (!money::parse_decimal(text, percent, fault)) return std::nullopt;
  percent = percent.normalised();
  if (percent.scale() > 4) return std::nullopt;
  const std::int64_t share = percent.at_scale(4);
  return share > 0 && share <= kWhole ? std::optional(share) : std::nullopt;
}

}  // namespace

std::string read_credit(ImportRun& run, DocumentCells& cells, std::size_t field) {
  if (!cells.present(field)) return {};
  const auto refuse = [&](base::Text message) {
    cells.report(field, "E2231", std::move(message),
                 {"写成 R1=60%; R2=40%，合计 100%", "write R1=60%; R2=40%, 100% in all"});
    return std::string();
  };
  std::map<std::string, std::int64_t> shares;
  std::int64_t sum = 0;
  for (const std::string& part : base::split(plain(cells.at(field).text), ';')) {
    if (base::trim(part).empty()) continue;
    const std::size_t equals = part.rfind('=');
    const auto share =
        equals == std::string::npos ? std::nullopt : share_of(std::string_view(part).substr(equals + 1));
    if (!share) return refuse({"不是业绩分成", "is not a split of credit"});
    ReferenceFault fault;
    const std::string_view name = base::trim(std::string_view(part).substr(0, equals));
    const std::int64_t rep = run.references.find(References::Of::rep, name, run.batch, fault);
    if (rep == 0) {
      cells.report(field, fault.code, fault.message, fault.help);
      return {};
    }
    if (!shares.emplace(*code(run, store::CodeIndex::Of::rep, rep), *share).second)
      return refuse({"同一业务员出现两次", "names a rep twice"});
    sum += *share;
  }
  if (sum != kWhole)
    return refuse({"各份合计 " + money::to_string(money::Decimal(sum, 4).normalised()) + "%，不是 100%",
                   "sums to " + money::to_string(money::Decimal(sum, 4).normalised()) + "%, not 100%"});
  store::Fields fields;
  for (const auto& [rep, share] : shares) fields.set(rep, share);
  return fields.json();
}

}  // namespace salesops::app
