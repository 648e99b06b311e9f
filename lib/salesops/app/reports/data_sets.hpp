#pragma once
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "salesops/app/context.hpp"
#include "salesops/document/document.hpp"
#include "salesops/report/definition.hpp"

namespace salesops::app {

// What a data set is asked for: the report's period and the parameters of the definition ("with").
struct DataRequest {
  calendar::Period period;                  // of the report
  std::map<std::string, std::string> with;  // parameters by name
  report::Spots spots{};                    // where the definition says so, for errors
  bool own = false;  // of a user's definition: a level that no node has is a fault; else it has no rows
};

// A named table that reports are made of. `parameters` lists the names that `with` may have, `scopes` what a
// report can be limited to with --where: "node", "customer", "promotion".
struct DataSet {
  const char* name;
  const char* zh;
  const char* en;
  std::vector<const char*> parameters;
  std::vector<const char*> scopes;
  document::Table (*table)(const Context& context, const DataRequest& request);
};

// In order of name. Every table has stable column keys and ties in itself.
std::span<const DataSet> data_sets();

// The table of a data set, of what context.where limits the report to. Error(configuration): E7103 for a name
// or a parameter that does not exist, E7104 for a parameter's value that cannot be used; Error(usage, E7113)
// when the data set cannot be limited that way.
document::Table fetch(const Context& context, const std::string& name, const DataRequest& request);

// "this-month", "next", "previous", "ytd", "last_year" or "" relative to the report's period.
calendar::Period relative_period(const Context& context, const DataRequest& request);
// Error(configuration, E7104): the parameter has a value that is not one of `known`.
[[noreturn]] void refuse_value(const DataRequest& request, const std::string& name, const std::string& value,
                               const std::vector<std::string>& known);
// Error(configuration, E7103): there is no such parameter.
[[noreturn]] void refuse_parameter(const DataRequest& request, const std::string& name,
                                   const std::vector<std::string>& known);
// What `make` gives. A fault without a place whose value stands in a parameter is one of the definition: it
// gets the place of that parameter, as Error(configuration).
document::Table placed_at_parameters(const DataRequest& request,
                                     const std::function<document::Table()>& make);
// The value of a parameter, or `fallback`.
std::string parameter(const DataRequest& request, const std::string& name, const std::string& fallback);

}  // namespace salesops::app
