#include <algorithm>
#include <filesystem>

#include "salesops/app/import.hpp"
#include "salesops/config/load.hpp"
#include "salesops/store/closings.hpp"
#include "salesops/store/documents.hpp"
#include "unit/ingest/scratch.hpp"

using namespace salesops;
using ingest_tests::failure_of;
using ingest_tests::ScratchFile;

namespace {

// A workspace with a database of its own and one customer.
struct Workspace {
  Workspace() : database_file("", ".db") {
    std::filesystem::remove(database_file.path());
    store::Database::create(database_file.path());
    context.config = config::load_text("company: {name: 公司}\nterms: {default: net:30}\n").config;
    context.database_path = database_file.path();
    context.actor = std::string("tester");
    import("customers", "id,name\nC1,客户\n");
  }
  ~Workspace() = default;

  app::Outcome import(const std::string& kind, const std::string& text,
                      app::OnConflict on_conflict = app::OnConflict::stop, bool partial = false) {
    const ScratchFile file(text);
    app::ImportRequest request{
        .kind = kind, .files = {file.path()}, .on_conflict = on_conflict, .partial = partial};
    const app::Outcome outcome = app::import_files(context, request);
    std::filesystem::remove(std::filesystem::path(file.path()).replace_extension(".rejects.csv"));
    return outcome;
  }
  void close(calendar::Month month) {
    app::write(context, [&](store::WriteTransaction& transaction) {
      store::record_closing(transaction, calendar::FiscalCalendar().month_period(month),
                            store::CloseState::closed, {});
    });
  }
  std::int64_t invoices() {
    store::Database database = store::Database::open_read(context.database_path);
    return store::count_rows(database, store::CodeIndex::Of::invoice);
  }

  ScratchFile database_file;
  app::Context context;
};

const std::string kHead = "invoice_no,customer_id,issue_date,amount\n";

}  // namespace

TEST_CASE("Documents of a closed month are refused with exit 77 and nothing is stored") {
  Workspace workspace;
  workspace.import("invoices", kHead + "F1,C1,2026-01-05,5\n");
  workspace.close(calendar::Month::of(2026, 1));

  const std::string late = kHead + "F2,C1,2026-01-31,6\nF3,C1,2026-02-01,7\nF4,C1,2025-12-31,8\n";
  try {
    workspace.import("invoices", late);
    FAIL("the import must be refused");
  } catch (const base::Error& error) {
    CHECK(error.exit() == base::Exit::not_permitted);
    REQUIRE(error.diagnostics().size() == 2);
    CHECK(error.diagnostics()[0].code == "E8201");
    CHECK(error.diagnostics()[0].place.line == 2);
    CHECK(error.diagnostics()[1].place.line == 4);
  }
  CHECK(workspace.invoices() == 1);

  const app::Outcome partial = workspace.import("invoices", late, app::OnConflict::stop, true);
  CHECK(partial.exit == base::Exit::finding);
  CHECK(workspace.invoices() == 2);
}

TEST_CASE("A closed month is neither changed nor taken back, but the same file again is no change") {
  Workspace workspace;
  workspace.import("invoices", kHead + "F1,C1,2026-01-05,5\n");
  workspace.close(calendar::Month::of(2026, 1));

  const app::Outcome again = workspace.import("invoices", kHead + "F1,C1,2026-01-05,5\n");
  CHECK(again.exit == base::Exit::ok);
  CHECK(again.messages.front().en.ends_with("0 new, 1 unchanged; amount 5.00 CNY; nothing changed"));
  const std::string changed = kHead + "F1,C1,2026-01-05,9\n";
  CHECK(failure_of([&] { workspace.import("invoices", changed, app::OnConflict::update); }).code == "E8201");
  CHECK(failure_of([&] { app::undo_batch(workspace.context, 2); }).code == "E8201");
  CHECK(workspace.invoices() == 1);
}

TEST_CASE("A document is not moved out of a closed month by an update") {
  Workspace workspace;
  workspace.import("invoices", kHead + "F1,C1,2026-01-05,5\n");
  workspace.close(calendar::Month::of(2026, 1));
  const std::string moved = kHead + "F1,C1,2026-02-05,5\n";
  CHECK(failure_of([&] { workspace.import("invoices", moved, app::OnConflict::update); }).code == "E8201");
}
