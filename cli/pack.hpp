#pragma once
#include <string>
#include <vector>

#include "session.hpp"

namespace salesops::cli {

// One file of a close pack. The same state of the books gives the same bytes.
struct PackFile {
  std::string name;  // "monthly.md", "aging.aging_by_region.csv"
  std::string bytes;
};

// Every report of a closed period in every format, one CSV per table, and manifest.json with a hash per file.
std::vector<PackFile> pack_files(const Session& session, const app::Context& context,
                                 const std::string& period);

// Puts the files into `folder`, all of them or none: they are written and synced beside it and take its place
// in one step. A folder that holds exactly these files stays as it is. Error(cannot_create, E8310) when
// something else stands there.
void write_pack(const std::vector<PackFile>& files, const std::string& folder);

// The names of files of `folder` that are missing, added or not what `files` says, in order.
std::vector<std::string> pack_differences(const std::vector<PackFile>& files, const std::string& folder);

}  // namespace salesops::cli
