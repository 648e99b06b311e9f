#include "paths.hpp"

namespace salesops::tests {

std::string source_folder() {
  return SALESOPS_SOURCE;
}

std::string data_folder() {
  return source_folder() + "/tests/data";
}

}  // namespace salesops::tests
