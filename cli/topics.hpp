#pragma once
#include <span>
#include <string>
#include <string_view>

#include "salesops/base/error.hpp"

namespace salesops::cli {

// One page of `salesops help TOPIC`.
struct Topic {
  const char* name;
  const char* zh;  // what it is about, one line
  const char* en;
  std::string (*text)(base::Lang lang);
};
std::span<const Topic> topics();
const Topic* find_topic(std::string_view name);
std::string topic_list(base::Lang lang);

}  // namespace salesops::cli
