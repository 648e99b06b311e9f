#pragma once
#include <span>

#include "salesops/config/config.hpp"
#include "salesops/config/schema.hpp"
#include "salesops/config/section.hpp"

// One pair per section of the configuration: its table and the reader that fills the typed settings and
// reports rules across values. root.cpp lists them all.
namespace salesops::config {

std::span<const Field> company_fields();
void read_company(const Section& section, Company& company);

std::span<const Field> calendar_fields();
// `folder`: where a holiday file is looked for.
void read_calendar(const Section& section, const std::string& folder, Config& config);

std::span<const Field> org_fields();
void read_org(const Section& section, Organisation& organisation);

std::span<const Field> role_fields();
std::span<const Field> authority_fields();
void read_roles(const Section& root, Config& config);

std::span<const Field> terms_fields();
void read_terms(const Section& section, TermsTable& terms);

std::span<const Field> receivables_fields();
void read_receivables(const Section& section, const std::string& folder, receivable::Settings& settings);

std::span<const Field> targets_fields();
void read_targets(const Section& section, target::Settings& settings);

std::span<const Field> budget_fields();
void read_budget(const Section& section, budget::Settings& settings);

std::span<const Field> reports_fields();
void read_reports(const Section& section, const std::string& folder, Reports& reports);

std::span<const Field> schedule_fields();
void read_schedule(const Section& root, std::vector<ScheduledReport>& schedule);

std::span<const Field> imports_fields();
void read_imports(const Section& root, Config& config);

std::span<const Field> close_fields();
void read_close(const Section& section, Close& close);

// Everything, from the root of a checked tree. `config.folder` is set before.
void read_config(const Section& root, Config& config);

}  // namespace salesops::config
