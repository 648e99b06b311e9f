// SVG charts that can be read in black and white: series differ in lightness and in pattern, lines in dash
// and point, and every figure stands beside its mark. Text is placed by display width (a wide character is as
// wide as it is high), so that labels do not overlap in any viewer.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "salesops/base/text.hpp"
#include "salesops/render/chart.hpp"
#include "salesops/render/escape.hpp"

namespace salesops::render {

namespace {

constexpr double kWidth = 560;  // two side by side on a wide screen and on paper, readable on a phone
constexpr double kFont = 12;
constexpr double kColumn = kFont * 0.56;  // width of one display column
constexpr double kHead = 34;              // title and unit above the plot
constexpr double kLegendRow = 20;
constexpr double kMargin = 10;

// Lightness falls and rises so that neighbours differ; every second one has a pattern.
constexpr std::array<const char*, 8> kFill{"#1f4e79", "#9dc3e6", "#44688c", "#deebf7",
                                           "#2e2e2e", "#bfbfbf", "#8a8a8a", "#ffffff"};
constexpr std::array<const char*, 6> kDash{"", "7 4", "2 3", "10 3 2 3", "14 4", "4 2"};

std::string number(double value) {
  std::string text = fmt::format("{:.2f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string tick_label(double value) {
  const std::string plain = number(value);
  const bool negative = plain.front() == '-';
  const std::size_t point = std::min(plain.find('.'), plain.size());
  std::string text;
  for (std::size_t at = 0; at < plain.size(); ++at) {
    const std::size_t first = negative ? 1 : 0;
    if (at > first && at < point && (point - at) % 3 == 0) text += ',';
    text += plain[at];
  }
  return text;
}

double text_width(std::string_view text) {
  return static_cast<double>(base::display_width(text)) * kColumn;
}

// The drawing as it grows.
class Canvas {
 public:
  Canvas(std::string id, double height) : id_(std::move(id)), height_(height) {}

  void text(double x, double y, std::string_view words, const char* anchor = "start",
            const char* extra = "") {
    body_ +=
        fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"{}\"{}>", number(x), number(y), anchor, extra);
    append_html(body_, words);
    body_ += "</text>\n";
  }
  void line(double x1, double y1, double x2, double y2, const char* style) {
    body_ += fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" {}/>\n", number(x1), number(y1),
                         number(x2), number(y2), style);
  }
  void box(double x, double y, double width, double height, std::size_t series) {
    body_ += fmt::format(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\" stroke=\"#333\" "
        "stroke-width=\"0.7\"/>\n",
        number(x), number(y), number(std::max(width, 0.0)), number(std::max(height, 0.0)), fill(series));
  }
  void raw(const std::string& element) { body_ += element; }

  std::string fill(std::size_t series) const {
    if (series % 2 == 0) return kFill[series % kFill.size()];
    return fmt::format("url(#{}-p{})", id_, series % kFill.size());
  }

  std::string finish(const std::string& title) const {
    std::string svg = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" role=\"img\" "
        "aria-labelledby=\"{}-t\" "
        "font-size=\"{}\" fill=\"#222\">\n<title id=\"{}-t\">",
        number(kWidth), number(height_), id_, number(kFont), id_);
    append_html(svg, title);
    svg += "</title>\n<defs>\n";
    for (std::size_t at = 1; at < kFill.size(); at += 2) {
      svg += fmt::format(
          "<pattern id=\"{}-p{}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
          "patternTransform=\"rotate({})\">"
          "<rect width=\"6\" height=\"6\" fill=\"{}\"/><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" "
          "stroke=\"#333\" stroke-width=\"1.2\"/></pattern>\n",
          id_, at,
          at == 1   ? 45
          : at == 3 ? 135
                    : 90,
          kFill[at]);
    }
    svg += "</defs>\n";
    return svg + body_ + "</svg>\n";
  }

 private:
  std::string id_;
  double height_;
  std::string body_;
};

struct Scale {
  double low;
  double high;
  double from;
  double to;
  double at(double value) const { return from + (value - low) / (high - low) * (to - from); }
};

constexpr const char* kGrid = "stroke=\"#ddd\" stroke-width=\"0.8\"";
constexpr const char* kAxis = "stroke=\"#333\" stroke-width=\"1\"";
constexpr const char* kMark = "stroke=\"#c00000\" stroke-width=\"3\"";

// Title on the left, unit on the right.
void head(Canvas& canvas, const ChartData& data) {
  canvas.text(kMargin, 18, data.title, "start", " font-size=\"14\" font-weight=\"bold\"");
  if (!data.unit.empty()) canvas.text(kWidth - kMargin, 18, "[" + data.unit + "]", "end");
}

// Where the entries of the legend stand: as many in a row as fit. A single series needs none: the title names
// it.
struct Legend {
  struct Spot {
    double x;
    double y;
  };
  std::vector<Spot> spots{};  // of the series, then of the marker
  double top = kHead;         // where the plot begins
};

Legend legend_of(const ChartData& data) {
  Legend legend;
  if (data.series.size() == 1 && !data.marker) return legend;
  double x = kMargin;
  double y = kHead;
  const auto place = [&](const std::string& title) {
    const double width = 26 + text_width(title);
    if (x > kMargin && x + width > kWidth - kMargin) {
      x = kMargin;
      y += kLegendRow;
    }
    legend.spots.push_back({x, y});
    x += width + 22;
  };
  for (const ChartSeries& series : data.series) place(series.title);
  if (data.marker) place(data.marker->title);
  legend.top = y + kLegendRow + 4;
  return legend;
}

void draw_legend(Canvas& canvas, const ChartData& data, const Legend& legend, bool lines) {
  for (std::size_t at = 0; at < legend.spots.size(); ++at) {
    const auto [x, y] = legend.spots[at];
    if (at == data.series.size()) {
      canvas.line(x + 10, y - 7, x + 10, y + 9, kMark);
      canvas.text(x + 26, y + 6, data.marker->title);
      continue;
    }
    if (lines) {
      canvas.raw(
          fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"#1f4e79\" stroke-width=\"2\" "
                      "stroke-dasharray=\"{}\"/>\n",
                      number(x), number(y + 2), number(x + 22), number(y + 2), kDash[at % kDash.size()]));
    } else {
      canvas.box(x, y - 5, 20, 12, at);
    }
    canvas.text(x + 26, y + 6, data.series[at].title);
  }
}

void extend(double& low, double& high, const std::vector<std::optional<double>>& values) {
  for (const auto& value : values) {
    if (!value) continue;
    low = std::min(low, *value);
    high = std::max(high, *value);
  }
}

// Lowest and highest sum of a category when its series stand on one another.
void extend_stacked(double& low, double& high, const ChartData& data) {
  for (std::size_t category = 0; category < data.categories.size(); ++category) {
    double up = 0;
    double down = 0;
    for (const ChartSeries& series : data.series) {
      const double value = series.values[category].value_or(0);
      (value < 0 ? down : up) += value;
    }
    low = std::min(low, down);
    high = std::max(high, up);
  }
}

std::pair<double, double> range_of(const ChartData& data, bool stacked) {
  double low = 0;
  double high = 0;
  if (stacked) extend_stacked(low, high, data);
  for (const ChartSeries& series : data.series) {
    if (!stacked) extend(low, high, series.values);
  }
  if (data.marker) extend(low, high, data.marker->values);
  return {low, high};
}

// As many ticks as have room for their labels.
std::vector<double> ticks_between(double low, double high, double room) {
  for (int count = 5; count > 1; --count) {
    std::vector<double> marks = ticks(low, high, count);
    const double widest =
        std::max(text_width(tick_label(marks.front())), text_width(tick_label(marks.back())));
    if ((widest + 12) * static_cast<double>(marks.size() - 1) <= room) return marks;
  }
  return ticks(low, high, 1);
}

// Horizontal bands, one per category.
class Bands {
 public:
  Bands(document::ChartKind kind, const ChartData& data, const std::string& id)
      : data_(data),
        stacked_(kind == document::ChartKind::stacked_bars),
        bar_(stacked_ || data.series.size() == 1 ? 16.0 : 14.0),
        band_((stacked_ ? 1.0 : static_cast<double>(data.series.size())) * bar_ + 10),
        legend_(legend_of(data)),
        bottom_(legend_.top + band_ * static_cast<double>(data.categories.size())),
        canvas_(id, bottom_ + 30) {
    const auto [low, high] = range_of(data, stacked_);
    double names = 0;
    for (const std::string& name : data.categories) names = std::max(names, text_width(short_name(name)));
    double figures = 0;
    for (const ChartSeries& series : data.series) {
      for (const std::string& label : series.labels) figures = std::max(figures, text_width(label));
    }
    const double left = kMargin + names + 10 + (low < 0 && !stacked_ ? figures + 8 : 0);
    const double right = kWidth - kMargin - (stacked_ ? 20 : figures + 14);
    ticks_ = ticks_between(low, high, right - left);
    scale_ = {ticks_.front(), ticks_.back(), left, right};
  }

  std::string draw() {
    head(canvas_, data_);
    draw_legend(canvas_, data_, legend_, false);
    axis();
    for (std::size_t category = 0; category < data_.categories.size(); ++category) band(category);
    canvas_.line(scale_.at(0), legend_.top, scale_.at(0), bottom_, kAxis);
    return canvas_.finish(data_.title);
  }

 private:
  void axis() {
    for (const double tick : ticks_) {
      canvas_.line(scale_.at(tick), legend_.top, scale_.at(tick), bottom_, kGrid);
      canvas_.text(scale_.at(tick), bottom_ + 18, tick_label(tick), "middle", " fill=\"#555\"");
    }
  }

  void band(std::size_t category) {
    const double top = legend_.top + band_ * static_cast<double>(category) + 5;
    canvas_.text(kMargin, top + (band_ - 10) / 2 + 4, short_name(data_.categories[category]));
    double up = 0;
    double down = 0;
    for (std::size_t at = 0; at < data_.series.size(); ++at) {
      const auto value = data_.series[at].values[category];
      if (!value) continue;
      double& base = *value < 0 ? down : up;
      const double from = stacked_ ? base : 0;
      if (stacked_) base += *value;
      const double x = scale_.at(std::min(from, from + *value));
      const double width = std::abs(scale_.at(from + *value) - scale_.at(from));
      const double y = stacked_ ? top : top + bar_ * static_cast<double>(at);
      canvas_.box(x, y, width, bar_ - 1, at);
      if (!stacked_) figure(at, category, *value, y);
    }
    if (data_.marker && data_.marker->values[category]) {
      const double x = scale_.at(*data_.marker->values[category]);
      canvas_.line(x, top - 3, x, top + band_ - 8, kMark);
    }
  }

  // Beyond the bar, and beyond a mark that would strike it through.
  void figure(std::size_t series, std::size_t category, double value, double y) {
    const std::string& label = data_.series[series].labels[category];
    if (value < 0) {
      canvas_.text(scale_.at(value) - 5, y + bar_ - 4, label, "end");
      return;
    }
    double x = scale_.at(value) + 5;
    if (data_.marker && data_.marker->values[category]) {
      const double mark = scale_.at(*data_.marker->values[category]);
      if (mark > x - 6 && mark < x + text_width(label)) x = mark + 6;
    }
    canvas_.text(std::min(x, kWidth - kMargin - text_width(label)), y + bar_ - 4, label);
  }

  const ChartData& data_;
  bool stacked_;
  double bar_;
  double band_;
  Legend legend_;
  double bottom_;
  Canvas canvas_;
  std::vector<double> ticks_;
  Scale scale_{};
};

constexpr double kPlotHeight = 220;

// What line and waterfall share: a vertical value axis and categories from left to right.
struct Upright {
  Scale y;
  double left;
  double step;
  double center(std::size_t category) const { return left + step * (static_cast<double>(category) + 0.5); }
};

Upright upright(Canvas& canvas, double top, const std::vector<double>& marks,
                const std::vector<std::string>& categories) {
  double labels = 0;
  for (const double tick : marks) labels = std::max(labels, text_width(tick_label(tick)));
  const double left = kMargin + labels + 10;
  const double bottom = top + kPlotHeight;
  const Upright frame{{marks.front(), marks.back(), bottom, top},
                      left,
                      (kWidth - kMargin - left) / static_cast<double>(categories.size())};
  for (const double tick : marks) {
    canvas.line(left, frame.y.at(tick), kWidth - kMargin, frame.y.at(tick), tick == 0 ? kAxis : kGrid);
    canvas.text(left - 6, frame.y.at(tick) + 4, tick_label(tick), "end", " fill=\"#555\"");
  }
  // As many names as fit: every n-th, each at most as wide as its share.
  double widest = 0;
  for (const std::string& name : categories) widest = std::max(widest, text_width(short_name(name)));
  const auto every =
      static_cast<std::size_t>(std::max(1.0, std::ceil((std::min(widest, 90.0) + 8) / frame.step)));
  const auto room = static_cast<std::size_t>((frame.step * static_cast<double>(every) - 6) / kColumn);
  for (std::size_t at = 0; at < categories.size(); at += every) {
    canvas.text(frame.center(at), bottom + 18, base::truncate_to_width(short_name(categories[at]), room),
                "middle");
  }
  return frame;
}

std::string lines(const ChartData& data, const std::string& id) {
  const Legend legend = legend_of(data);
  Canvas canvas(id, legend.top + kPlotHeight + 32);
  head(canvas, data);
  draw_legend(canvas, data, legend, true);
  auto [low, high] = range_of(data, false);
  const Upright frame = upright(canvas, legend.top, ticks(low, high, 5), data.categories);
  for (std::size_t at = 0; at < data.series.size(); ++at) {
    std::string points;
    std::string dots;
    for (std::size_t category = 0; category < data.categories.size(); ++category) {
      const auto value = data.series[at].values[category];
      if (!value) continue;
      const std::string x = number(frame.center(category));
      const std::string y = number(frame.y.at(*value));
      points += fmt::format("{}{},{}", points.empty() ? "" : " ", x, y);
      dots += at % 2 == 0
                  ? fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"3\" fill=\"{}\"/>\n", x, y, kFill[0])
                  : fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"3.5\" fill=\"#fff\" stroke=\"{}\"/>\n", x, y,
                                kFill[0]);
    }
    canvas.raw(fmt::format(
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\" stroke-dasharray=\"{}\"/>\n",
        points, kFill[0], kDash[at % kDash.size()]));
    canvas.raw(dots);
  }
  return canvas.finish(data.title);
}

std::string waterfall(const ChartData& data, const std::string& id) {
  constexpr double kTop = kHead + 12;  // room for the figure above the highest step
  Canvas canvas(id, kTop + kPlotHeight + 32);
  head(canvas, data);
  const ChartSeries& steps = data.series.front();
  const std::size_t last = steps.values.size() - 1;
  std::vector<std::pair<double, double>> spans;  // from, to
  double level = 0;
  double low = 0;
  double high = 0;
  for (std::size_t at = 0; at <= last; ++at) {
    const double value = steps.values[at].value_or(0);
    const bool stands = at == 0 || at == last;
    spans.emplace_back(stands ? 0 : level, stands ? value : level + value);
    level = spans.back().second;
    low = std::min(low, level);
    high = std::max(high, level);
  }
  const Upright frame = upright(canvas, kTop, ticks(low, high * 1.08, 5), data.categories);
  for (std::size_t at = 0; at <= last; ++at) {
    const auto [from, to] = spans[at];
    const double top = frame.y.at(std::max(from, to));
    const double width = std::min(frame.step * 0.6, 60.0);
    const bool stands = at == 0 || at == last;
    canvas.box(frame.center(at) - width / 2, top, width, std::abs(frame.y.at(from) - frame.y.at(to)),
               stands      ? 0
               : to < from ? 3
                           : 1);
    if (at < last) {
      canvas.line(frame.center(at) + width / 2, frame.y.at(to), frame.center(at + 1) - width / 2,
                  frame.y.at(to), "stroke=\"#777\" stroke-dasharray=\"3 3\"");
    }
    const auto room = static_cast<std::size_t>(frame.step / kColumn);
    canvas.text(frame.center(at), top - 5, base::truncate_to_width(steps.labels[at], room), "middle");
  }
  return canvas.finish(data.title);
}

}  // namespace

std::string chart_svg(document::ChartKind kind, const ChartData& data, const std::string& id) {
  if (kind == document::ChartKind::line) return lines(data, id);
  if (kind == document::ChartKind::waterfall) return waterfall(data, id);
  return Bands(kind, data, id).draw();
}

}  // namespace salesops::render
