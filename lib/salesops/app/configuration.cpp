#include "salesops/app/setup.hpp"
#include "salesops/config/describe.hpp"
#include "salesops/config/load.hpp"
#include "salesops/config/schema.hpp"

namespace salesops::app {

namespace {

const char* origin_name(config::Origin origin) {
  switch (origin) {
    case config::Origin::fallback:
      return "default";
    case config::Origin::user_file:
      return "user";
    case config::Origin::workspace:
      return "workspace";
    case config::Origin::environment:
      return "environment";
    case config::Origin::flag:
      return "flag";
  }
  return "";
}

}  // namespace

Outcome show_configuration(const ContextRequest& request, bool origin) {
  const config::Loaded loaded = config::load(sources_of(request));
  document::Table table;
  table.key = "config";
  table.title = {"生效的配置", "effective configuration"};
  table.columns = {{.key = "key", .title = {"键", "key"}, .type = document::Type::id},
                   {.key = "value", .title = {"值", "value"}, .type = document::Type::id}};
  if (origin) {
    table.columns.push_back({.key = "origin", .title = {"来自", "origin"}, .type = document::Type::id});
    table.columns.push_back({.key = "place", .title = {"位置", "place"}, .type = document::Type::id});
  }
  for (const config::Effective& value : loaded.values) {
    document::Row row{value.path, value.value};
    if (origin) {
      row.emplace_back(std::string(origin_name(value.origin)));
      row.emplace_back(value.place.empty() ? document::Cell() : document::Cell(value.place));
    }
    table.rows.stored.push_back(std::move(row));
  }
  Outcome outcome;
  outcome.document =
      document::single_table("config", {"生效的配置", "effective configuration"}, std::move(table));
  outcome.document->currency = loaded.config.company.currency;
  return outcome;
}

std::string configuration_schema() {
  return config::json_schema();
}
std::string configuration_reference(base::Lang lang) {
  return config::key_reference(lang);
}

}  // namespace salesops::app
