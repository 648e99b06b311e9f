#pragma once
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/config/node.hpp"
#include "salesops/config/schema.hpp"

namespace salesops::config {

// The files and variables of one load and the tree they make together. Nodes point into `files`.
class Layers {
 public:
  // Names in messages are relative to `shown_from` for files inside it.
  explicit Layers(std::string shown_from) : shown_from_(std::move(shown_from)) {}

  // Reads a file and what it includes, as one tree in which every key may stand once. Faults of the files
  // themselves (E3001…E3009, E3023…E3027) are collected in `faults`; the tree of a faulty file is left out.
  Node read(const std::string& path, Origin origin);
  Node parse(std::string text, std::string name, Origin origin);
  // Puts `above` over `below`: records and maps key by key, everything else whole.
  static void overlay(Node& below, Node above, std::span<const Field> fields);
  // Sets the value at "receivables.aging.basis" as if it stood in a file; lists are separated by commas.
  // An unknown path is reported as E3028 with the nearest one.
  void set(Node& root, const std::string& path, const std::string& value, const std::string& source,
           Origin origin);

  base::Diagnostics faults;
  std::vector<std::string> file_names() const;  // in the order they were read

 private:
  struct Visit {
    std::vector<std::string> open;  // canonical paths from the first file to the present one
    std::string folder;             // of the first file; includes stay inside
  };
  Node read_one(const std::string& path, Origin origin, Visit& visit);
  void include(Node& root, const Node& named, const std::string& from, Origin origin, Visit& visit);
  void include_one(Node& root, const Node& name, const std::string& from, Origin origin, Visit& visit);
  void merge(Node& into, Node from, std::span<const Field> fields, const std::string& path);
  void fault(const Node& at, std::string code, base::Text message, base::Text help);
  std::string shown(const std::string& path) const;

  std::string shown_from_;
  std::deque<SourceFile> files_;
  std::vector<std::string> read_;  // canonical paths
  std::vector<std::string> names_;
};

// Dotted paths of all scalar keys, in table order: "company.name" …
std::vector<std::string> scalar_paths();

}  // namespace salesops::config
