#pragma once
#include <string>

namespace salesops::config {

struct Config {
  std::string company;
};

}  // namespace salesops::config
