#pragma once
#include <string>
#include <string_view>

namespace salesops::app {

// Writes a file below `folder`, whole or not at all, and creates the folders that are missing (mode 0700
// under the umask). `relative` has no "..", no empty part and no leading '/'. No symbolic link is followed
// from `folder` on, also not one that appears while this runs. Error(cannot_create, E7123) or, when the disk
// fails, Error(io, E1204).
void write_inside(const std::string& folder, const std::string& relative, std::string_view bytes);

}  // namespace salesops::app
