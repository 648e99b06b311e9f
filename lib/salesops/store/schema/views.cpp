#include "salesops/store/schema.hpp"

namespace salesops::store {

namespace {

constexpr std::string_view kStatements[] = {
    R"sql(CREATE VIEW v_journal(sequence, time, actor, command, reason, batch, object, before, after, hash) AS
SELECT sequence, strftime('%Y-%m-%dT%H:%M:%SZ', time, 'unixepoch'), actor, command, reason, batch, object, before, after, hash
FROM journal)sql",
};

}  // namespace

Ddl ddl_views() {
  return kStatements;
}

}  // namespace salesops::store
