#pragma once
#include <string>

namespace salesops::tests {

// Folders of the source tree, for tests that read files. Only paths.cpp is compiled with their names, so that
// the objects of all other tests do not depend on where the tree stands.
std::string source_folder();
std::string data_folder();  // tests/data

}  // namespace salesops::tests
