#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace salesops::base {

// Columns a terminal needs for valid UTF-8 text: wide characters count 2, combining marks 0.
// Bytes that are not UTF-8 and control characters count as the 4 columns of their \xNN form.
std::size_t display_width(std::string_view utf8);

// Cuts text to at most `width` columns, the last one being "…" when something was cut.
std::string truncate_to_width(std::string_view utf8, std::size_t width);

// Pads with blanks to `width` columns; longer text is returned unchanged.
std::string pad_right(std::string_view utf8, std::size_t width);
std::string pad_left(std::string_view utf8, std::size_t width);

// Text that is safe to show: control bytes and bytes that are not UTF-8 become \xNN.
std::string printable(std::string_view bytes);

// Offset of the first byte that is not valid UTF-8 (overlong forms, surrogates, > U+10FFFF are not), or
// nothing.
std::optional<std::size_t> first_invalid_utf8(std::string_view bytes);

// Number of code points of valid UTF-8.
std::size_t code_points(std::string_view utf8);

// Key for comparing names: NFKC, white space folded to single blanks and trimmed, case kept.
// Full-width brackets, digits and letters become half-width. Throws nothing; bad UTF-8 is compared as bytes.
std::string fold_name(std::string_view utf8);

// NFKC only (full-width digits and punctuation to half-width).
std::string nfkc(std::string_view utf8);

bool ascii(std::string_view bytes);  // no byte above 0x7F
// Full-width ASCII (U+FF01…U+FF5E), ￥, the minus sign U+2212 and wide blanks in their narrow forms; ￥
// becomes ¥. For reading numbers and dates: NFKC would turn 10² into 102.
std::string half_width(std::string_view text);

std::string_view trim(std::string_view text);        // ASCII blanks, U+3000 and U+00A0 at both ends
std::string_view trim_ascii(std::string_view text);  // blanks, tabs, CR, LF at both ends
std::vector<std::string> split(std::string_view text, char separator);  // "" gives one empty part
std::string join(std::span<const std::string> parts, std::string_view separator);
std::string to_lower_ascii(std::string_view text);
bool all_digits(std::string_view text);  // at least one, all '0'…'9'

// Optimal string alignment distance (insert, delete, replace, swap of neighbours) in code points.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The candidate nearest to `word` when it is near enough to be a typing error (distance <= 1 + length / 4,
// equal after case folding counts as 0); ties go to the first in byte order. Cost O(candidates × |word|²).
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

}  // namespace salesops::base
