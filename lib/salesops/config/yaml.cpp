// The guarded way from bytes to a tree.
//
// libyaml delivers events; this file builds its own tree from them, counting as it goes. YAML describes
// graphs, not trees: an alias is a pointer, so a file of 400 bytes can stand for 10^9 nodes, and an alias
// inside its own anchor is a cycle that every walk follows for ever. Here an alias copies the subtree of its
// anchor; since the size of every anchored subtree is known when it is closed, the limit is checked before
// copying, and an alias to an anchor that is still open is the cycle. Memory and time are bounded by the node
// limit. What libyaml allows and a configuration should not have is refused as well: a second document, two
// equal keys, tags.
#include "salesops/config/yaml.hpp"

#include <fmt/format.h>
#include <yaml.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <new>
#include <optional>

#include "salesops/base/text.hpp"

namespace salesops::config {

namespace {

using base::Text;

// A place: line and column from 1, the column in characters; 0: none.
struct Spot {
  std::size_t line = 0;
  std::size_t column = 0;
};

Spot spot_of(const yaml_mark_t& mark) {
  return {mark.line + 1, mark.column + 1};
}

[[noreturn]] void refuse(const SourceFile& file, Spot spot, std::string code, Text message, Text help,
                         std::string value = {}) {
  base::Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.place = {.file = file.name, .line = spot.line, .column = spot.column};
  diagnostic.value = std::move(value);
  diagnostic.message = std::move(message);
  diagnostic.help = std::move(help);
  // Printable, so that the columns of a line with bad bytes can be counted.
  if (spot.line > 0) diagnostic.source = base::printable(file.line(spot.line));
  throw base::Error(base::Exit::configuration, std::move(diagnostic));
}

[[noreturn]] void refuse_syntax(const SourceFile& file, Spot spot, const std::string& reason) {
  refuse(file, spot, "E3001", {"YAML 语法错误（" + reason + "）", "this is not YAML: " + reason},
         {"检查缩进、冒号后的空格、引号和括号是否成对",
          "check the indentation, the blank after ':', and that quotes and brackets are closed"});
}

std::string_view text_of(const yaml_char_t* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

class TreeBuilder {
 public:
  explicit TreeBuilder(const SourceFile& file) : file_(file) {}

  Node take() { return std::move(root_); }

  void add(const yaml_event_t& event) {
    const Spot spot = spot_of(event.start_mark);
    switch (event.type) {
      case YAML_DOCUMENT_START_EVENT:
        return start_document(spot);
      case YAML_SCALAR_EVENT:
        return add_scalar(event.data.scalar, spot);
      case YAML_ALIAS_EVENT:
        return add_alias(text_of(event.data.alias.anchor), spot);
      case YAML_SEQUENCE_START_EVENT:
        return open(Node::Kind::list, spot, event.data.sequence_start.tag, event.data.sequence_start.anchor);
      case YAML_MAPPING_START_EVENT:
        return open(Node::Kind::map, spot, event.data.mapping_start.tag, event.data.mapping_start.anchor);
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        return close();
      default:
        return;
    }
  }

 private:
  struct Open {
    Node node;
    std::string anchor{};                       // "": none
    std::size_t before = 0;                     // nodes counted before this one
    std::optional<Node> key{};                  // of a map: a key that waits for its value
    std::map<std::string, std::size_t> keys{};  // key -> line
  };
  struct Anchored {
    Node node;
    std::size_t size = 0;  // 0: still open
  };

  void start_document(Spot spot) {
    if (documents_++ == 0) return;
    refuse(file_, spot, "E3007", {"文件里有第二个 YAML 文档", "the file holds a second YAML document"},
           {"一个文件只写一个文档，去掉第二个“---”", "keep one document per file: remove the second '---'"});
  }

  void add_scalar(const decltype(yaml_event_t::data.scalar)& scalar, Spot spot) {
    refuse_tag(spot, scalar.tag);
    const std::string_view value(reinterpret_cast<const char*>(scalar.value), scalar.length);
    const bool quoted = scalar.style != YAML_PLAIN_SCALAR_STYLE || scalar.tag != nullptr;
    static constexpr std::string_view kNull[] = {"", "~", "null", "Null", "NULL"};
    const bool null = !quoted && std::ranges::find(kNull, value) != std::end(kNull);
    Node node = make(null ? Node::Kind::null : Node::Kind::scalar, spot);
    if (!null) node.text = value;
    node.quoted = quoted;
    if (scalar.anchor != nullptr) anchors_[std::string(text_of(scalar.anchor))] = {node, 1};
    add(std::move(node), 1);
  }

  void add_alias(std::string_view anchor, Spot spot) {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) refuse_syntax(file_, spot, "the referenced anchor is not defined");
    if (found->second.size == 0) {
      refuse(file_, spot, "E3009",
             {"别名引用了包含它自己的锚点", "an alias refers to the anchor that contains it"},
             {"去掉这个循环引用，把内容写出来", "remove the cycle: write the content out"});
    }
    add(found->second.node, found->second.size, spot);
  }

  Node make(Node::Kind kind, Spot spot) const {
    Node node;
    node.kind = kind;
    node.file = &file_;
    node.line = spot.line;
    node.column = spot.column;
    return node;
  }

  // "!" alone says only that the value is a text.
  void refuse_tag(Spot spot, const yaml_char_t* tag) const {
    if (tag == nullptr || text_of(tag) == "!") return;
    refuse(file_, spot, "E3006", {"不支持 YAML 标签", "YAML tags are not supported"},
           {"去掉“!…”，直接写值", "remove the '!…' and write the value itself"}, std::string(text_of(tag)));
  }

  void count(std::size_t nodes, Spot at) {
    nodes_ += nodes;
    if (nodes_ <= kMaxNodes) return;
    refuse(file_, at, "E3005",
           {fmt::format("展开别名后超过 {} 个节点", kMaxNodes),
            fmt::format("more than {} nodes after aliases are expanded", kMaxNodes)},
           {"拆成几个文件，或不要让别名层层引用", "split the file, or do not nest aliases in aliases"});
  }

  void open(Node::Kind kind, Spot spot, const yaml_char_t* tag, const yaml_char_t* anchor) {
    refuse_tag(spot, tag);
    if (stack_.size() >= kMaxDepth) {
      refuse(
          file_, spot, "E3004",
          {fmt::format("嵌套超过 {} 层", kMaxDepth), fmt::format("nested deeper than {} levels", kMaxDepth)},
          {"减少嵌套层数", "nest less"});
    }
    Node node = make(kind, spot);
    refuse_complex_key(node);
    if (anchor != nullptr) anchors_[std::string(text_of(anchor))] = {};
    stack_.push_back({std::move(node), std::string(text_of(anchor)), nodes_});
    count(1, spot);
  }

  void close() {
    Open done = std::move(stack_.back());
    stack_.pop_back();
    if (!done.anchor.empty()) anchors_[done.anchor] = {done.node, nodes_ - done.before};
    attach(std::move(done.node));
  }

  void add(Node node, std::size_t size, const std::optional<Spot>& alias = std::nullopt) {
    const Spot at = alias.value_or(Spot{node.line, node.column});
    count(size, at);
    refuse_complex_key(node);
    if (alias && depth(node) + stack_.size() > kMaxDepth) {
      refuse(file_, at, "E3004",
             {fmt::format("展开别名后嵌套超过 {} 层", kMaxDepth),
              fmt::format("nested deeper than {} levels once aliases are expanded", kMaxDepth)},
             {"减少嵌套层数", "nest less"});
    }
    attach(std::move(node));
  }

  static std::size_t depth(const Node& node) {
    std::size_t deepest = 0;
    for (const Node& item : node.items) deepest = std::max(deepest, depth(item));
    for (const Node::Entry& entry : node.entries) deepest = std::max(deepest, depth(entry.value));
    return deepest + (node.kind == Node::Kind::list || node.kind == Node::Kind::map ? 1 : 0);
  }

  bool key_expected() const {
    return !stack_.empty() && stack_.back().node.kind == Node::Kind::map && !stack_.back().key.has_value();
  }

  void refuse_complex_key(const Node& node) const {
    if (!key_expected() || node.kind == Node::Kind::scalar) return;
    refuse(file_, {node.line, node.column}, "E3023",
           {"键必须是一段文字，不能是" + kind_name(node.kind).zh,
            "a key must be plain text, not " + kind_name(node.kind).en},
           {"写成“键: 值”", "write 'key: value'"});
  }

  void attach(Node node) {
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& parent = stack_.back();
    if (parent.node.kind == Node::Kind::list) {
      parent.node.items.push_back(std::move(node));
    } else if (!parent.key.has_value()) {
      take_key(parent, std::move(node));
    } else {
      if (node.kind == Node::Kind::null) {  // nothing is nowhere: show its key
        node.line = parent.key->line;
        node.column = parent.key->column;
      }
      parent.node.entries.push_back({std::move(*parent.key), std::move(node)});
      parent.key.reset();
    }
  }

  void take_key(Open& parent, Node key) {
    const Spot at{key.line, key.column};
    if (key.text == "<<" && !key.quoted) {
      refuse(file_, at, "E3023", {"不支持合并键“<<”", "merge keys '<<' are not supported"},
             {"把要合并的键逐个写出来", "write the merged keys out"}, key.text);
    }
    const auto [first, fresh] = parent.keys.emplace(key.text, key.line);
    if (!fresh) {
      refuse(file_, at, "E3008",
             {fmt::format("键“{}”重复，第一次在第 {} 行", base::printable(key.text), first->second),
              fmt::format("key '{}' is given twice, first on line {}", base::printable(key.text),
                          first->second)},
             {"只留一个", "keep one of them"}, key.text);
    }
    parent.key = std::move(key);
  }

  const SourceFile& file_;
  Node root_;
  std::vector<Open> stack_;
  std::map<std::string, Anchored, std::less<>> anchors_;
  std::size_t nodes_ = 0;
  std::size_t documents_ = 0;
};

void normalise_line_ends(std::string& text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\r') {
      out += text[at];
    } else if (at + 1 >= text.size() || text[at + 1] != '\n') {
      out += '\n';
    }
  }
  text = std::move(out);
}

Spot spot_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  const auto lines = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  return {lines + 1, base::code_points(before.substr(start)) + 1};
}

void refuse_bad_bytes(const SourceFile& file) {
  if (const auto bad = base::first_invalid_utf8(file.text)) {
    refuse(file, spot_at(file.text, *bad), "E3002",
           {fmt::format("第 {} 个字节不是 UTF-8", *bad + 1), fmt::format("byte {} is not UTF-8", *bad + 1)},
           {"把文件另存为 UTF-8（GBK 文件：iconv -f GB18030 -t UTF-8）",
            "save the file as UTF-8 (a GBK file: iconv -f GB18030 -t UTF-8)"});
  }
  const auto control = [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
  };
  const auto found = std::find_if(file.text.begin(), file.text.end(), control);
  if (found == file.text.end()) return;
  refuse(file, spot_at(file.text, static_cast<std::size_t>(found - file.text.begin())), "E3002",
         {fmt::format("控制字符 {} 不能出现在配置里", base::printable(std::string(1, *found))),
          fmt::format("control character {} is not allowed", base::printable(std::string(1, *found)))},
         {"删掉这个字符", "remove the character"});
}

struct Parser {
  yaml_parser_t parser;
  Parser() {
    if (yaml_parser_initialize(&parser) == 0) throw std::bad_alloc();
  }
  ~Parser() { yaml_parser_delete(&parser); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
};

struct Event {
  yaml_event_t event;
  explicit Event(yaml_parser_t& parser) : read(yaml_parser_parse(&parser, &event) != 0) {}
  ~Event() {
    if (read) yaml_event_delete(&event);
  }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  bool read;
};

[[noreturn]] void refuse_syntax(const SourceFile& file, const yaml_parser_t& parser) {
  if (parser.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
  if (parser.error == YAML_READER_ERROR)
    refuse_syntax(file, spot_at(file.text, parser.problem_offset), parser.problem);
  Spot at = spot_of(parser.problem_mark);
  std::string reason = parser.problem;
  if (parser.context != nullptr) {
    reason += fmt::format(" {} that begins in line {}", parser.context, parser.context_mark.line + 1);
    const bool at_the_end = parser.problem_mark.index >= base::code_points(file.text);
    if (at_the_end) at = spot_of(parser.context_mark);  // what was not closed says more than the last line
  }
  refuse_syntax(file, at, reason);
}

void run_parser(const SourceFile& file, TreeBuilder& builder) {
  Parser of;
  yaml_parser_set_encoding(&of.parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&of.parser, reinterpret_cast<const unsigned char*>(file.text.data()),
                               file.text.size());
  for (bool more = true; more;) {
    const Event next(of.parser);
    if (!next.read) refuse_syntax(file, of.parser);
    builder.add(next.event);
    more = next.event.type != YAML_STREAM_END_EVENT;
  }
}

}  // namespace

Node parse_yaml(SourceFile& file) {
  if (file.text.size() > kMaxBytes) {
    refuse(file, {}, "E3003",
           {fmt::format("文件有 {} 字节，上限 4 MiB", file.text.size()),
            fmt::format("the file has {} bytes, at most 4 MiB are read", file.text.size())},
           {"用 include: 拆成几个文件", "split it with include:"});
  }
  if (file.text.starts_with("\xEF\xBB\xBF")) file.text.erase(0, 3);
  normalise_line_ends(file.text);
  refuse_bad_bytes(file);
  TreeBuilder builder(file);
  run_parser(file, builder);
  Node root = builder.take();
  if (root.kind == Node::Kind::null) {
    root.kind = Node::Kind::map;
    root.file = &file;
  }
  return root;
}

std::string read_file(const std::string& path, const std::string& shown) {
  std::ifstream in(path, std::ios::binary);
  std::string text;
  if (in) {
    // Block by block, up to one byte more than is allowed: most files are small.
    std::array<char, 16 * 1024> block{};
    while (text.size() <= kMaxBytes && (in.read(block.data(), block.size()) || in.gcount() > 0))
      text.append(block.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (!in && !in.eof()) {
    base::Diagnostic diagnostic{.code = "E3031", .place = {.file = shown.empty() ? path : shown}};
    diagnostic.message = {"配置文件不存在或读不了", "the configuration file is missing or cannot be read"};
    diagnostic.help = {"检查路径和权限，或运行 salesops init 建一个工作区",
                       "check path and permissions, or make a workspace with 'salesops init'"};
    throw base::Error(base::Exit::no_input, std::move(diagnostic));
  }
  return text;
}

}  // namespace salesops::config
