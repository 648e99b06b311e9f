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

// Where something of a definition is written: its place and the line as it stands there.
struct Spot {
  base::Place place{};
  std::string line{};
};
// The spots of a part by key: "data", "with.by", "columns[0]"; "" is the part itself.
class Spots {
 public:
  void set(std::string key, Spot spot) { by_key_.insert_or_assign(std::move(key), std::move(spot)); }
  // The spot of the key, else that of the part.
  const Spot& at(const std::string& key) const;

 private:
  std::map<std::string, Spot> by_key_;
};

// A named data set of the use cases with its parameters, or a read-only query over the views.
struct Source {
  std::string data{};                         // "attainment", "aging", …; empty when `sql` is given
  std::map<std::string, std::string> with{};  // parameters of the data set: {metric: sales, level: region}
  std::string sql{};
  Spots spots{};
};

// What is shown of a source's table.
struct View {
  std::vector<std::string> columns{};  // keys in order; empty = all
  std::vector<std::string> groups{};   // rows with the same values stand together under their subtotal
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

// `table` names a table of this report; a series "d*" stands for all its columns that begin with "d".
struct ChartPart {
  document::Chart chart{};
  Spots spots{};
};

struct SectionPart {
  std::string key{};
  Text title{};
  std::vector<Text> paragraphs{};    // fixed text
  std::vector<Source> narratives{};  // rule-based texts: `data` is the name
  std::vector<KpiPart> kpis{};
  std::vector<TablePart> tables{};
  std::vector<ChartPart> charts{};
  std::string notes{};  // topic of the typed notes included here; may be empty
};

struct Definition {
  std::string key{};
  bool own = false;  // the user's, not one of the binary
  Text title{};
  std::string period{};  // kind of period it covers: day, week, ten_days, month, quarter, year, as_of
  std::string unit = "yuan";
  std::string about = "company";  // or a node of it; node, customer, promotion: which one must be named
  std::vector<SectionPart> sections{};
};

}  // namespace salesops::report
