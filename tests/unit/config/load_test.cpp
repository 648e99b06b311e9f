#include "salesops/config/load.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "salesops/base/text.hpp"
#include "salesops/config/describe.hpp"
#include "salesops/config/schema.hpp"
#include "salesops/config/time_zone.hpp"
#include "salesops/config/value.hpp"

namespace salesops::config {

namespace fs = std::filesystem;

namespace {

constexpr const char* kCompany = "company: {name: 华东公司}\n";

// A folder that is removed at the end.
struct Folder {
  fs::path path;
  explicit Folder(const char* name) : path(fs::temp_directory_path() / (std::string("salesops-") + name)) {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path); }
  std::string write(const std::string& name, const std::string& text) const {
    fs::create_directories((path / name).parent_path());
    std::ofstream(path / name, std::ios::binary) << text;
    return (path / name).string();
  }
};

Effective effective(const Loaded& loaded, const std::string& path) {
  const auto found = std::ranges::find(loaded.values, path, &Effective::path);
  return found == loaded.values.end() ? Effective{} : *found;
}

std::vector<std::string> codes(const std::string& text) {
  std::vector<std::string> found;
  try {
    load_text(text);
  } catch (const base::Error& error) {
    for (const base::Diagnostic& diagnostic : error.diagnostics()) found.push_back(diagnostic.code);
  }
  return found;
}

// Checks every table below, and that each default is a value of its own type.
void check_table(std::span<const Field> fields, const std::string& before, std::size_t& keys) {
  std::vector<std::string> seen;
  for (const Field& field : fields) {
    const std::string path = before + field.key;
    CAPTURE(path);
    ++keys;
    CHECK(std::ranges::find(seen, field.key) == seen.end());
    seen.emplace_back(field.key);
    CHECK(std::string(field.zh) != "");
    CHECK(std::string(field.en) != "");
    CHECK((field.type == Type::choice) == (field.choices[0] != '\0'));
    CHECK((field.type == Type::record) == (field.fields != nullptr));
    if (field.type == Type::record) {
      check_table(field.fields(), path + ".", keys);
    } else if (field.fallback[0] != '\0') {
      const bool list = field.shape == Shape::list;
      for (const std::string& part :
           list ? base::split(field.fallback, ',') : std::vector<std::string>{field.fallback}) {
        ValueFault fault;
        CHECK_MESSAGE(check_value(field, base::trim_ascii(part), 2, fault), fault.code);
      }
    }
  }
}

}  // namespace

TEST_CASE("Every key is described in both languages, once, and its default is a valid value") {
  std::size_t keys = 0;
  check_table(root_fields(), "", keys);
  CHECK(keys > 60);
}

TEST_CASE("An empty configuration has the defaults of the typed settings") {
  const Config config = load_text(kCompany).config;
  const receivable::Settings receivables;
  CHECK(config.receivables.buckets == receivables.buckets);
  CHECK(config.receivables.basis == receivables.basis);
  CHECK(config.receivables.rules == receivables.rules);
  CHECK(config.receivables.match_date == receivables.match_date);
  CHECK(config.receivables.unapplied == receivables.unapplied);
  CHECK(config.receivables.auto_matching == receivables.auto_matching);
  const target::Settings targets;
  CHECK(config.targets.pace == targets.pace);
  CHECK(config.targets.green == targets.green);
  CHECK(config.targets.amber == targets.amber);
  CHECK(config.budget.warn_at == budget::Settings().warn_at);
  CHECK(config.company.currency == money::Currency());
  CHECK(config.company.utc_offset == Company().utc_offset);
  CHECK(config.close.unmatched_days == Close().unmatched_days);
  CHECK(config.calendar.cutoff() == 31);
  CHECK(config.working_days.knows(2026));
}

TEST_CASE("Values are typed exactly") {
  const Config config = load_text(R"(
company: {name: 甲, currency: JPY, language: en, time_zone: "+05:30", units: yi}
calendar: {month: {cutoff: 25, label: start_month, year_end: rolling}, week: month_clipped, holidays: []}
receivables:
  aging: {basis: document, buckets: [1y, 2y], unapplied: own-date}
  matching: {mode: auto, rules: oldest_due, tolerance: 5, match_date: receipt}
targets: {pace: workdays, status: {green: 1/8, amber: -12.5%}}
budget: {warn_at: 85%, auto_approve: 1.2万}
roles: {b: {role: boss}, a: {role: clerk, node: X}}
authority: [{what: request, role: boss, up_to: 3万}, {what: close, role: clerk}]
terms: {default: 月底, named: {月底: eom_days:30}, classes: {店: 月底, 厂: net:60}}
close: {mode: soft, unmatched_days: 0, severities: {x: off}}
)")
                            .config;
  CHECK(config.company.currency.digits == 0);
  CHECK(config.company.utc_offset == 19800);
  CHECK(config.company.unit == DisplayUnit::yi);
  CHECK(config.calendar.cutoff() == 25);
  CHECK_FALSE(config.working_days.knows(2026));
  CHECK(config.receivables.buckets == std::vector<std::string>{"1y", "2y"});
  CHECK(config.receivables.unapplied == receivable::Unapplied::own_date);
  CHECK(config.receivables.rules == std::vector{receivable::MatchRule::oldest_due});
  CHECK(config.receivables.tolerance == money::Money::minor(5));
  CHECK(config.targets.green == money::Rate(1, 8));
  CHECK(config.targets.amber == money::Rate(-1, 8));
  CHECK(config.budget.warn_at == std::vector{money::Rate(17, 20)});
  CHECK(config.budget.auto_approve == money::Money::minor(12000));
  REQUIRE(config.roles.size() == 2);
  CHECK(config.roles[0].actor == "a");
  CHECK(config.authority[0].up_to == money::Money::minor(30000));
  CHECK_FALSE(config.authority[1].up_to.has_value());
  CHECK(config.terms.fallback->parts[0].rule == calendar::TermsRule::eom_days);
  CHECK(config.terms.by_class.at("厂").parts[0].n == 60);
  CHECK(config.close.severities.at("x") == Close::Level::off);
}

TEST_CASE("All findings of a file come at once, faults of type and of reference") {
  CHECK(codes("company: {nam: x}\nclose: {unmatched_days: x, mode: h}\nroles: [a]\n") ==
        std::vector<std::string>{"E3010", "E3013", "E3014", "E3018", "E3011"});
  CHECK(codes("company: {name: x}\norg: {nodes: [{id: A, name: A, kind: cty}, {id: A, name: B, kind: city, "
              "parent: Z}]}\n") == std::vector<std::string>{"E3022", "E3021", "E3021"});
}

TEST_CASE("A cycle of parents is reported once, where it starts in the file") {
  const std::string kinds = "org:\n  kinds: [{id: k, name: 级}]\n  nodes:\n";
  const std::vector<std::string> found =
      codes(kCompany + kinds +
            "    - {id: X, name: X, kind: k, parent: A}\n    - {id: A, name: A, kind: k, parent: B}\n    - "
            "{id: B, name: B, kind: k, parent: A}\n");
  CHECK(std::ranges::count(found, "E3035") == 1);
}

TEST_CASE("Layers override one another key by key, each value knows its origin") {
  const Folder folder("layers");
  const std::string user = folder.write(
      "user/config.yaml",
      "company: {language: en, units: wan}\nreceivables: {aging: {basis: document, buckets: [10]}}\n");
  const std::string workspace = folder.write(
      "w/salesops.yaml",
      "company: {name: 甲, units: yi}\nreceivables: {aging: {buckets: [30, 60]}}\ninclude: more/t.yaml\n");
  folder.write("w/more/t.yaml", "targets: {pace: workdays}\n");
  const Loaded loaded = load({.shown_from = folder.path.string(),
                              .workspace_file = workspace,
                              .user_file = user,
                              .environment = {{"SALESOPS_TARGETS__STATUS__GREEN", "2%"},
                                              {"SALESOPS_DB", "/e.db"},
                                              {"SALESOPS_ACTOR", "x"},
                                              {"SALESOPS_BUDGET__WARN_AT", "50%, 75%"}},
                              .flags = {{"database", "/f.db"}}});
  const struct {
    const char* path;
    std::string value;
    Origin origin;
    std::string place;
  } cases[] = {
      {"company.name", "甲", Origin::workspace, "w/salesops.yaml:1:17"},
      {"company.language", "en", Origin::user_file, "user/config.yaml:1:21"},
      {"company.units", "yi", Origin::workspace, "w/salesops.yaml:1:27"},
      {"receivables.aging.basis", "document", Origin::user_file, "user/config.yaml:2:30"},
      {"receivables.aging.buckets", "30, 60", Origin::workspace, "w/salesops.yaml:2:32"},
      {"targets.pace", "workdays", Origin::workspace, "w/more/t.yaml:1:17"},
      {"targets.status.green", "2%", Origin::environment, "SALESOPS_TARGETS__STATUS__GREEN"},
      {"budget.warn_at", "50%, 75%", Origin::environment, "SALESOPS_BUDGET__WARN_AT"},
      {"database", "/f.db", Origin::flag, "--db"},
      {"close.mode", "hard", Origin::fallback, ""},
  };
  for (const auto& wanted : cases) {
    CAPTURE(wanted.path);
    const Effective found = effective(loaded, wanted.path);
    CHECK(found.value == wanted.value);
    CHECK(found.origin == wanted.origin);
    CHECK(found.place == wanted.place);
  }
  CHECK(loaded.config.budget.warn_at == std::vector{money::Rate(1, 2), money::Rate(3, 4)});
  CHECK(loaded.config.folder == (folder.path / "w").string());
}

TEST_CASE("An include that leaves the workspace through a symbolic link is refused") {
  const Folder folder("links");
  folder.write("out.yaml", "targets: {pace: plan}\n");
  const std::string workspace =
      folder.write("w/salesops.yaml", std::string(kCompany) + "include: [in.yaml]\n");
  fs::create_symlink(folder.path / "out.yaml", folder.path / "w/in.yaml");
  try {
    load({.shown_from = "", .workspace_file = workspace, .user_file = "", .environment = {}, .flags = {}});
    FAIL("accepted");
  } catch (const base::Error& error) {
    CHECK(error.code() == "E3026");
  }
}

TEST_CASE("A holiday file adds a year to the built-in lists") {
  const Folder folder("holidays");
  const std::string workspace =
      folder.write("salesops.yaml", std::string(kCompany) + "calendar: {holidays: [cn, y.yaml]}\n");
  folder.write("y.yaml", "\"2027\": {holidays: [01-01..01-03, 05-03], makeup_workdays: [01-09]}\n");
  const Config config =
      load({.shown_from = "", .workspace_file = workspace, .user_file = "", .environment = {}, .flags = {}})
          .config;
  const struct {
    int month;
    int day;
    bool works;
  } cases[] = {{1, 1, false}, {1, 4, true}, {1, 9, true}, {1, 10, false}, {5, 3, false}, {5, 4, true}};
  for (const auto& given : cases) {
    CAPTURE(given.month * 100 + given.day);
    const calendar::Date date =
        calendar::Date::of(2027, static_cast<unsigned>(given.month), static_cast<unsigned>(given.day));
    CHECK(config.working_days.is_working_day(date) == given.works);
  }
  CHECK(config.working_days.knows(2026));
}

TEST_CASE("The commented file of init runs, with all its lines commented in as well") {
  for (const base::Lang lang : {base::Lang::zh, base::Lang::en}) {
    const std::string text = commented_file("“甲”: \"乙\" \\ # 丙", "x.db", lang);
    CHECK(load_text(text).config.company.name == "“甲”: \"乙\" \\ # 丙");
    std::string all;
    for (const std::string& line : base::split(text, '\n')) {
      const std::size_t colon = line.find(':');
      const std::string key = colon == std::string::npos || !line.starts_with("# ")
                                  ? ""
                                  : std::string(base::trim_ascii(line.substr(2, colon - 2)));
      const bool option =
          !key.empty() && std::ranges::all_of(key, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
      const bool file = key == "include" || key == "definitions" || key == "nodes" || key == "template";
      all += (option && !file ? line.substr(2) : line) + "\n";
    }
    const Config config = load_text(all).config;
    CHECK(config.roles.size() == 1);
    CHECK(config.budget.control.size() == 1);
    CHECK(config.terms.named.size() == 2);
    CHECK(config.imports.size() == 1);
  }
}

TEST_CASE("Zones without summer time have their offset without tzdata") {
  const struct {
    const char* zone;
    int minutes;
  } cases[] = {{"Asia/Shanghai", 480}, {"UTC", 0},      {"Asia/Kolkata", 330},
               {"Asia/Tokyo", 540},    {"+08:00", 480}, {"-03:30", -210}};
  for (const auto& given : cases) CHECK(utc_offset(given.zone) == given.minutes * 60);
  for (const char* unknown :
       {"", "Asia/Beijing", "Europe/Berlin", "+8", "+15:00", "+08:60", "asia/shanghai"}) {
    CAPTURE(unknown);
    CHECK_FALSE(known_time_zone(unknown));
  }
  CHECK(std::ranges::is_sorted(time_zone_names()));
}

}  // namespace salesops::config
