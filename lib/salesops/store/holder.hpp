#pragma once
#include <string>

namespace salesops::store {

// Who holds SQLite's lock on the file, as far as the system tells: "pid 4711 (salesops)", several joined by
// ", ", or "" when it does not. Reads /proc/locks; never fails.
std::string lock_holder(const std::string& path);

}  // namespace salesops::store
