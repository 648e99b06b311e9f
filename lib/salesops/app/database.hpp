#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "salesops/app/context.hpp"

namespace salesops::app {

// Care of the database file.
Outcome database_info(const Context& context);
// Exit::finding when something does not hold. `head`: a hash of the journal kept elsewhere, or empty.
Outcome database_verify(const Context& context, const std::string& head);
Outcome database_backup(const Context& context, const std::string& to);
Outcome database_restore(const Context& context, const std::string& from);
Outcome database_migrate(const Context& context);

struct QueryRequest {
  std::string sql;
  int timeout = 30;  // seconds
};
// Rows of up to 50,000 are held; more come straight from the database while they are written.
Outcome query(const Context& context, const QueryRequest& request);

struct LogRequest {
  std::optional<std::int64_t> batch;
  std::string by;      // actor
  std::string object;  // beginning of the object's name
  std::size_t limit = 0;
  bool seals = false;  // also the technical entries
};
Outcome log(const Context& context, const LogRequest& request);

struct ShowRequest {
  std::string id;
  std::string kind;  // table; empty: all
};
// Exit::finding with E9303 when nothing has that code or number.
Outcome show(const Context& context, const ShowRequest& request);

}  // namespace salesops::app
