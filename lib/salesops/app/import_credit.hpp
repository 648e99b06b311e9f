#pragma once
#include <string>

#include "salesops/app/import_cells.hpp"

namespace salesops::app {

// The credit of an order as somebody wrote it, "R1=60%; R2=40%" (reps by code or name; = or :, parted by ; 、
// or a comma, also full-width), as it is stored: {"R1":600000,"R2":400000}, reps in byte order. Reports E2203
// for an unknown rep, E2231 for anything that is not such a list or does not sum to 100 %. "" for an empty
// cell or a fault.
std::string read_credit(ImportRun& run, DocumentCells& cells, std::size_t field);

}  // namespace salesops::app
