#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "salesops/calendar/date.hpp"

namespace salesops::config {

// One report that is due again and again. Times are minutes of the day in the company's time zone.
struct ScheduledReport {
  enum class Rhythm { daily, weekly, monthly, workday };
  std::string name;    // of this entry, unique; the register keeps it
  std::string report;  // key or definition file
  Rhythm rhythm = Rhythm::daily;
  int day = 0;  // weekly: 1 Monday … 7; monthly: day 1…31 (the last day of shorter months); workday: 1…23
  int minute = 0;         // 0…1439
  bool so_far = false;    // the period that runs, up to the day before; else the last one that is complete
  std::string recipient;  // for whom
  std::vector<std::pair<std::string, std::string>> where{};  // what it is limited to: {node, EAST}
  std::string each{};                // kind of node, or "customer": made for every one of them; "": once
  std::string language{};            // zh, en; "": the company's
  std::string path;                  // below reports.folder, with placeholders
  std::vector<std::string> formats;  // extensions: "html", "xlsx", …
  std::optional<int> hand_in{};      // minutes after 00:00 of the due day
  std::vector<std::string> deliver;  // program and its arguments; the file's path comes last
  std::optional<calendar::Date> since{};
};

// A file that both entries would write, "" when there is none. Periods tell entries of different reports
// apart, and what runs from what has ended; the files of `each` are those of none by name.
std::string shared_file(const ScheduledReport& a, const ScheduledReport& b);

}  // namespace salesops::config
