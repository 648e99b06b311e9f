#pragma once
#include <iosfwd>
#include <string>
#include <vector>

#include "salesops/render/people.hpp"
#include "salesops/render/select.hpp"

// Pieces of a document in the two formats that a layout of the user's own can be written in.
namespace salesops::render {

std::string html_style();  // the content of <style>
void html_facts(const People& people, std::ostream& out);
void html_parts(const People& people, const std::vector<Part>& parts, std::ostream& out);
void markdown_facts(const People& people, std::ostream& out);
void markdown_parts(const People& people, const std::vector<Part>& parts, std::ostream& out);

}  // namespace salesops::render
