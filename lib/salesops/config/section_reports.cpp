#include <fmt/format.h>

#include <filesystem>

#include "salesops/base/text.hpp"
#include "salesops/config/sections.hpp"

namespace salesops::config {

namespace fs = std::filesystem;

namespace {

constexpr Field kReports[] = {
    {.key = "folder",
     .type = Type::path,
     .fallback = "out",
     .zh = "报表写到哪个文件夹（相对工作区），不会写到它外面",
     .en = "folder reports are written to (from the workspace); nothing is written outside it"},
    {.key = "definitions",
     .type = Type::path,
     .shape = Shape::list,
     .zh = "自己的报表定义文件",
     .en = "report definition files of your own",
     .example = "[reports/my-report.yaml]"},
};

}  // namespace

std::span<const Field> reports_fields() {
  return kReports;
}

void read_reports(const Section& section, const std::string& folder, Reports& reports) {
  reports.folder = (fs::path(folder) / section.text("folder")).lexically_normal().string();
  const std::vector<std::string> names = section.texts("definitions");
  for (std::size_t at = 0; at < names.size(); ++at) {
    const std::string path = (fs::path(folder) / names[at]).lexically_normal().string();
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored)) {
      section.fault_at("definitions", at, "E3024",
                       {fmt::format("找不到文件“{}”", base::printable(names[at])),
                        fmt::format("there is no file '{}'", base::printable(names[at]))},
                       {"路径相对于 salesops.yaml", "the path is relative to salesops.yaml"});
    }
    reports.definitions.push_back(path);
  }
}

}  // namespace salesops::config
