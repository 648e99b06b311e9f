#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "salesops/document/document.hpp"

// A report as a user writes it: which data, in which order, under which headings. Nothing here computes a
// figure.
namespace salesops::report {

using base::Text;

// A named data set of the use cases with its parameters, or a read-only query over the views.
struct Source {
  std::string data{};                         // "attainment", "aging", …; empty when `sql` is given
  std::map<std::string, std::string> with{};  // parameters of the data set: {metric: sales, level: region}
  std::string sql{};
  base::Place place{};
};

// What is shown of a source's table.
struct View {
  std::vector<std::string> columns{};          // keys in order; empty = all
  std::map<std::string, std::string> where{};  // rows whose column equals the text, or ">0", "<=0.8", "!=x"
  std::vector<std::string> sort{};  // column keys, "-" in front for descending; ties keep the source's order
  std::size_t limit = 0;            // first N rows after sorting; 0 = all
  bool total = true;
};

struct TablePart {
  std::string key{};
  Text title{};
  Source source{};
  View view{};
};

// One figure: a column of the total row, or of the first row that `where` selects.
struct KpiPart {
  std::string key{};
  Text title{};
  Source source{};
  std::map<std::string, std::string> where{};
  std::string column{};
  std::string note_column{};  // shown beside it; may be empty
};

struct SectionPart {
  std::string key{};
  Text title{};
  std::vector<Text> paragraphs{};         // fixed text
  std::vector<std::string> narratives{};  // names of rule-based texts
  std::vector<KpiPart> kpis{};
  std::vector<TablePart> tables{};
  std::vector<document::Chart> charts{};  // `table` names a table of this report
  std::string notes{};                    // topic of the typed notes included here; may be empty
};

struct Definition {
  std::string key{};
  Text title{};
  std::string period{};  // kind of period it covers: day, week, ten_days, month, quarter, year, as_of
  std::string unit = "yuan";
  std::string about = "company";  // company (or a node of it), customer, promotion: must be named then
  std::vector<SectionPart> sections{};
};

}  // namespace salesops::report
