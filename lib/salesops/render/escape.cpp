#include "salesops/render/escape.hpp"

#include <algorithm>

#include "salesops/base/text.hpp"

namespace salesops::render {

namespace {

constexpr char kHex[] = "0123456789abcdef";

bool plain_json(char byte) {
  return static_cast<unsigned char>(byte) >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7f;
}

void append_json_byte(std::string& out, char byte) {
  switch (byte) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  const auto value = static_cast<unsigned char>(byte);
  out += "\\u00";
  out += kHex[value >> 4];
  out += kHex[value & 15];
}

// Text without control bytes and bad UTF-8; copies only when there are some.
template <typename Use>
void with_printable(std::string_view text, Use use) {
  const bool ascii_clean = std::ranges::all_of(text, [](char byte) { return byte >= 0x20 && byte < 0x7f; });
  if (ascii_clean) {
    use(text);
    return;
  }
  use(base::printable(text));
}

}  // namespace

std::size_t deceptive(std::string_view utf8, std::size_t at) {
  const auto byte = [&](std::size_t behind) {
    return at + behind < utf8.size() ? static_cast<unsigned char>(utf8[at + behind]) : 0U;
  };
  if (byte(0) == 0xC2) return byte(1) >= 0x80 && byte(1) <= 0x9F ? 2 : 0;
  if (byte(0) != 0xE2) return 0;
  const bool turns = byte(1) == 0x80 && byte(2) >= 0xA8 && byte(2) <= 0xAE;
  const bool isolates = byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9;
  return turns || isolates ? 3 : 0;
}

bool has_deceptive(std::string_view utf8) {
  for (std::size_t at = utf8.find_first_of("\xC2\xE2"); at != std::string_view::npos;
       at = utf8.find_first_of("\xC2\xE2", at + 1)) {
    if (deceptive(utf8, at) > 0) return true;
  }
  return false;
}

namespace {

// The character of `length` bytes, two or three, as \uNNNN.
void append_json_escape(std::string& out, std::string_view character) {
  const auto bits = [&](std::size_t at) {
    return static_cast<unsigned>(static_cast<unsigned char>(character[at]));
  };
  const unsigned point = character.size() == 2
                             ? (bits(0) & 0x1FU) << 6U | (bits(1) & 0x3FU)
                             : (bits(0) & 0x0FU) << 12U | (bits(1) & 0x3FU) << 6U | (bits(2) & 0x3FU);
  out += "\\u";
  for (const unsigned shift : {12U, 8U, 4U, 0U}) out += kHex[(point >> shift) & 15U];
}

}  // namespace

void append_json_string(std::string& out, std::string_view bytes) {
  if (base::first_invalid_utf8(bytes)) {
    append_json_string(out, base::printable(bytes));
    return;
  }
  out += '"';
  std::size_t from = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const std::size_t length = deceptive(bytes, at);
    if (length == 0 && plain_json(bytes[at])) continue;
    out.append(bytes, from, at - from);
    if (length > 0) {
      append_json_escape(out, bytes.substr(at, length));
      at += length - 1;
    } else {
      append_json_byte(out, bytes[at]);
    }
    from = at + 1;
  }
  out.append(bytes, from);
  out += '"';
}

void append_html(std::string& out, std::string_view text) {
  with_printable(text, [&](std::string_view clean) {
    for (const char byte : clean) {
      switch (byte) {
        case '&':
          out += "&amp;";
          break;
        case '<':
          out += "&lt;";
          break;
        case '>':
          out += "&gt;";
          break;
        case '"':
          out += "&quot;";
          break;
        case '\'':
          out += "&#39;";
          break;
        default:
          out += byte;
      }
    }
  });
}

namespace {

// "&name;" or "&#12;" would be read as a character reference.
bool starts_reference(std::string_view text) {
  const auto end =
      text.find_first_not_of("#abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 1);
  return end != std::string_view::npos && end > 1 && text[end] == ';';
}

}  // namespace

void append_markdown_line(std::string& out, std::string_view text) {
  const auto digits = text.find_first_not_of("0123456789");
  const bool item =
      digits != 0 && digits != std::string_view::npos && (text[digits] == '.' || text[digits] == ')');
  if (item) {
    out += text.substr(0, digits);
    out += '\\';
    text.remove_prefix(digits);
  } else if (!text.empty() && std::string_view("#+-=").find(text.front()) != std::string_view::npos) {
    out += '\\';
  }
  append_markdown(out, text);
}

void append_markdown(std::string& out, std::string_view text) {
  constexpr std::string_view kMarks = "\\`*_[]|";
  std::string flat(text);
  std::ranges::replace_if(
      flat, [](char byte) { return byte == '\n' || byte == '\r' || byte == '\t'; }, ' ');
  with_printable(flat, [&](std::string_view clean) {
    for (std::size_t at = 0; at < clean.size(); ++at) {
      const char byte = clean[at];
      if (byte == '<') {
        out += "&lt;";
      } else if (byte == '>') {
        out += "&gt;";
      } else if (byte == '&' && starts_reference(clean.substr(at))) {
        out += "&amp;";
      } else if (byte == ':' && base::to_lower_ascii(clean.substr(0, at)).ends_with("script")) {
        out += "&#58;";  // javascript: in a link that a viewer makes by itself
      } else {
        if (kMarks.find(byte) != std::string_view::npos) out += '\\';
        out += byte;
      }
    }
  });
}

}  // namespace salesops::render
