// Building an Org from rows. Rows are sorted by id and first day, so that numbers follow the byte order of
// the ids and a row's span ends where the next row of its id begins. Then references are turned into numbers
// and checked day by day: a cycle that exists on some day exists on the first day of the youngest span in it,
// so walking up from every node on the first day of each of its spans finds all cycles.
#include <algorithm>
#include <set>

#include "salesops/base/text.hpp"
#include "salesops/org/org.hpp"

namespace salesops::org {

using calendar::Date;
using calendar::Span;

namespace {

constexpr Date kFirstDay = Date::of(1, 1, 1), kLastDay = Date::of(9999, 12, 31);

template <typename Row>
struct Dated {
  const Row* row;
  Span days;
};

std::string days_zh(const Span& days) {
  return (days.first == kFirstDay ? "最初" : to_string(days.first)) + " 至 " +
         (days.last == kLastDay ? "今后" : to_string(days.last));
}

std::string days_en(const Span& days) {
  return (days.first == kFirstDay ? "the beginning" : to_string(days.first)) + " to " +
         (days.last == kLastDay ? "the end" : to_string(days.last));
}

// The part of `days` that the spans of `number` do not cover, or nothing. Days before an open beginning are
// not asked for.
template <typename No, typename SpanType>
std::optional<Span> uncovered(const Register<No, SpanType>& reg, No number, Span days) {
  if (days.first == kFirstDay) days.first = std::max(days.first, reg.begin(number)->days.first);
  for (const SpanType* span = reg.begin(number); span != reg.end(number) && days.first <= days.last; ++span) {
    if (span->days.first > days.first) break;
    if (span->days.last >= days.first) {
      if (span->days.last >= days.last) return std::nullopt;
      days.first = span->days.last + 1;
    }
  }
  if (days.first > days.last) return std::nullopt;
  return days;
}

}  // namespace

class Builder {
 public:
  Builder(const Rows& rows, base::Diagnostics& findings) : rows_(rows), findings_(findings) {}

  Org build() {
    const auto nodes = lay_out(rows_.nodes, org_.nodes_);
    const auto reps = lay_out(rows_.reps, org_.reps_);
    const auto customers = lay_out(rows_.customers, org_.customers_);
    const auto products = lay_out(rows_.products, org_.products_);
    for (const auto& [row, days] : nodes) {
      require(*row, "kind", row->kind);
      org_.nodes_.spans_.push_back(
          {days, row->name, row->kind, refer(org_.nodes_, *row, "parent", row->parent)});
    }
    for (const auto& [row, days] : reps) {
      require(*row, "node", row->node);
      const auto node = refer(org_.nodes_, *row, "node", row->node);
      org_.reps_.spans_.push_back({days, row->name, node.value_or(NodeNo{})});
    }
    for (const auto& [row, days] : customers) {
      org_.customers_.spans_.push_back({days, row->name, refer(org_.nodes_, *row, "node", row->node),
                                        refer(org_.reps_, *row, "rep", row->rep), row->terms,
                                        row->credit_limit, row->grade, row->customer_class});
    }
    for (const auto& [row, days] : products) {
      org_.products_.spans_.push_back({days, row->name, row->group, row->uom, row->price, row->cost});
    }
    if (findings_.ok()) check_tree(nodes);
    if (!findings_.ok()) return {};
    warn_of_ended_owners(reps, customers);
    return std::move(org_);
  }

 private:
  template <typename Row>
  void report(const Row& row, const char* code, std::string field, std::string value, base::Text message,
              base::Text help, base::Severity severity = base::Severity::error) {
    findings_.add({.code = code,
                   .severity = severity,
                   .place = row.place,
                   .field = std::move(field),
                   .value = std::move(value),
                   .message = std::move(message),
                   .help = std::move(help)});
  }

  template <typename Row>
  void require(const Row& row, const char* field, const std::string& value) {
    if (!value.empty()) return;
    const std::string of = row.id.empty() ? "" : " " + base::printable(row.id);
    report(row, "E3306", field, "",
           {std::string(field) + " 为空" + (of.empty() ? "" : "：" + of),
            std::string(field) + " is empty" + (of.empty() ? "" : " for" + of)},
           {"填写 " + std::string(field), "fill in " + std::string(field)});
  }

  // Orders the rows, gives each its span and the register its ids and offsets. Faulty rows are reported and
  // left out.
  template <typename Row, typename No, typename SpanType>
  std::vector<Dated<Row>> lay_out(const std::vector<Row>& rows, Register<No, SpanType>& reg) {
    std::vector<Dated<Row>> dated;
    for (const Row& row : rows) {
      require(row, "id", row.id);
      require(row, "name", row.name);
      const Span days{row.valid.from.value_or(kFirstDay), row.valid.to.value_or(kLastDay)};
      if (days.last < days.first) {
        report(row, "E3304", "valid_to", to_string(days.last),
               {base::printable(row.id) + " 的有效期止于 " + to_string(days.last) + "，早于起始日 " +
                    to_string(days.first),
                base::printable(row.id) + " ends on " + to_string(days.last) + ", before it begins on " +
                    to_string(days.first)},
               {"交换或改正 valid_from 和 valid_to", "swap or mend valid_from and valid_to"});
      } else if (!row.id.empty()) {
        dated.push_back({&row, days});
      }
    }
    std::ranges::stable_sort(dated, [](const Dated<Row>& a, const Dated<Row>& b) {
      const int order = a.row->id.compare(b.row->id);
      return order != 0 ? order < 0 : a.days.first < b.days.first;
    });
    for (std::size_t i = 0; i < dated.size(); ++i) {
      if (i == 0 || dated[i].row->id != dated[i - 1].row->id) {
        reg.ids_.push_back(dated[i].row->id);
        reg.first_.push_back(reg.first_.back());
      } else {
        end_before(dated[i - 1], dated[i]);
      }
      ++reg.first_.back();
    }
    return dated;
  }

  // `next` opens a new span of the same thing: the one before ends the day before.
  template <typename Row>
  void end_before(Dated<Row>& before, const Dated<Row>& next) {
    const bool overlap = next.days.first == before.days.first ||
                         (before.row->valid.to && *before.row->valid.to >= next.days.first);
    if (overlap) {
      const std::string id = base::printable(next.row->id), first = days_en(before.days),
                        second = days_en(next.days);
      report(*next.row, "E3303", "valid_from", next.row->valid.from ? to_string(*next.row->valid.from) : "",
             {id + " 的两个有效期重叠：" + days_zh(before.days) + "，" + days_zh(next.days),
              id + " has overlapping spans: " + first + ", and " + second},
             {"每行写不同的 valid_from；前一行的 valid_to 须早于它或留空",
              "give each row another valid_from; the valid_to of the row before must be earlier or empty"});
      return;
    }
    before.days.last = std::min(before.days.last, next.days.first - 1);
  }

  template <typename Row, typename No, typename SpanType>
  std::optional<No> refer(const Register<No, SpanType>& reg, const Row& row, const char* field,
                          const std::string& id) {
    if (id.empty()) return std::nullopt;
    if (const auto found = reg.find(id)) return found;
    base::Text help{"先定义它，或改正编码", "define it first, or mend the id"};
    if (findings_.errors() < base::Diagnostics::kKept) {
      if (const auto near = base::nearest(id, reg.ids()))
        help = {"是否想写 " + *near + "？", "did you mean " + *near + "?"};
    }
    const std::string shown = base::printable(id);
    report(row, "E3301", field, id,
           {base::printable(row.id) + " 的 " + field + " " + shown + " 不存在",
            std::string(field) + " " + shown + " of " + base::printable(row.id) + " does not exist"},
           help);
    return std::nullopt;
  }

  void check_tree(const std::vector<Dated<NodeRow>>& nodes) {
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const NodeSpan& span = org_.nodes_.spans_[i];
      if (!span.parent) continue;
      if (const auto gap = uncovered(org_.nodes_, *span.parent, span.days)) {
        const NodeRow& row = *nodes[i].row;
        report(row, "E3305", "parent", row.parent,
               {"上级 " + row.parent + " 在 " + days_zh(*gap) + " 无效，而 " + row.id + " 仍属于它",
                "parent " + row.parent + " is not valid from " + days_en(*gap) + " while " + row.id +
                    " belongs to it"},
               {"给 " + row.id + " 加一行新的上级，或改正有效期",
                "add a row with another parent for " + row.id + ", or mend the dates"});
      }
    }
    for (std::size_t i = 0; i < nodes.size(); ++i)
      check_cycle(*nodes[i].row, org_.nodes_.spans_[i].days.first);
  }

  // Walks up from the node of `row` on a day. Every cycle is reported once, by the ids in it.
  void check_cycle(const NodeRow& row, Date date) {
    const NodeNo start = *org_.nodes_.find(row.id);
    std::vector<NodeNo> walked{start};
    std::set<NodeNo> seen{start};
    for (auto at = org_.parent(start, date); at && *at != start; at = org_.parent(*at, date)) {
      if (!seen.insert(*at).second) return;  // a cycle further up, found from its own nodes
      walked.push_back(*at);
    }
    if (!org_.parent(walked.back(), date) || !cycles_.insert(seen).second) return;
    std::string shown;
    for (const NodeNo node : walked) shown += org_.nodes_.id(node) + " -> ";
    shown += row.id;
    report(row, "E3302", "parent", row.parent, {"上下级成环：" + shown, "the tree has a cycle: " + shown},
           {"改正其中一个上级", "mend one of the parents"});
  }

  // A rep or customer that stays with a node or rep after its end: its figures stand at a node outside the
  // tree.
  void warn_of_ended_owners(const std::vector<Dated<RepRow>>& reps,
                            const std::vector<Dated<CustomerRow>>& customers) {
    for (std::size_t i = 0; i < reps.size(); ++i) {
      warn(*reps[i].row, "node", reps[i].row->node,
           uncovered(org_.nodes_, org_.reps_.spans_[i].node, reps[i].days));
    }
    for (std::size_t i = 0; i < customers.size(); ++i) {
      const CustomerSpan& span = org_.customers_.spans_[i];
      const CustomerRow& row = *customers[i].row;
      if (span.node) warn(row, "node", row.node, uncovered(org_.nodes_, *span.node, span.days));
      if (span.rep) warn(row, "rep", row.rep, uncovered(org_.reps_, *span.rep, span.days));
    }
  }

  template <typename Row>
  void warn(const Row& row, const char* field, const std::string& owner, const std::optional<Span>& gap) {
    if (!gap) return;
    report(row, "E3305", field, owner,
           {row.id + " 属于 " + owner + "，但它在 " + days_zh(*gap) + " 无效",
            row.id + " belongs to " + owner + ", which is not valid from " + days_en(*gap)},
           {"给 " + row.id + " 加一行新的归属", "add a row with another owner for " + row.id},
           base::Severity::warning);
  }

  const Rows& rows_;
  base::Diagnostics& findings_;
  Org org_;
  std::set<std::set<NodeNo>> cycles_;
};

Org Org::build(const Rows& rows, base::Diagnostics& findings) {
  return Builder(rows, findings).build();
}

}  // namespace salesops::org
