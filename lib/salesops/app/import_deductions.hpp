#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "salesops/app/import_cells.hpp"

namespace salesops::app {

// The deductions that a file of receipts states beside them. They are collected while the rows are read and
// stored when the receipts are.
class ImportDeductions {
 public:
  struct Fields {
    std::size_t amount, reason, invoice;
  };
  ImportDeductions(ImportRun& run, Fields fields);
  bool stated() const { return stated_; }  // whether the file has such columns
  // Of the present row. Reports E2326 what is incomplete, E2327 an unknown reason, E2325 what differs from
  // the deduction of a receipt that was stored before.
  void read(DocumentCells& cells, const store::ReceiptRow& row);
  void store();  // after the last row

 private:
  struct Waiting {
    std::string receipt;
    std::int64_t invoice;
    money::Money amount;
    std::string reason;
    calendar::Date date;
  };
  void compare(DocumentCells& cells, const store::ReceiptRow& row, money::Money amount,
               std::string_view reason);

  ImportRun& run_;
  Fields fields_;
  bool stated_;
  std::vector<Waiting> waiting_{};
};

}  // namespace salesops::app
