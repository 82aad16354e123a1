// A run as a SQLite database: amounts are text, exact; ticks are integers, so that they join and sort.
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "cli/loading.h"
#include "cli/output_file.h"
#include "cli/report_writers.h"

namespace mou {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* layout = R"(
CREATE TABLE manifest(json TEXT NOT NULL);
CREATE TABLE lines(line INTEGER PRIMARY KEY, name TEXT NOT NULL, title TEXT NOT NULL, unit TEXT NOT NULL,
  clock TEXT NOT NULL, outside TEXT NOT NULL);
CREATE TABLE clauses(clause INTEGER PRIMARY KEY, contract TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL,
  pages TEXT NOT NULL);
CREATE TABLE cells(employee TEXT NOT NULL, line INTEGER NOT NULL, tick INTEGER NOT NULL, first TEXT NOT NULL,
  last TEXT NOT NULL, "row" TEXT, value TEXT, clause INTEGER, more_clauses TEXT, problem TEXT);
CREATE TABLE findings(employee TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, tick INTEGER NOT NULL,
  first TEXT NOT NULL, last TEXT NOT NULL, amount TEXT NOT NULL, unit TEXT NOT NULL, clause INTEGER,
  words TEXT NOT NULL, witness TEXT NOT NULL);
CREATE TABLE orders("order" TEXT NOT NULL, day TEXT NOT NULL, "group" TEXT NOT NULL, place INTEGER NOT NULL,
  employee TEXT NOT NULL, "row" TEXT NOT NULL, "values" TEXT NOT NULL, clause INTEGER);
CREATE TABLE faults(employee TEXT NOT NULL, line INTEGER NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
  message TEXT NOT NULL);
CREATE TABLE hours_lost(employee TEXT NOT NULL, bank TEXT NOT NULL, day TEXT NOT NULL, amount TEXT NOT NULL,
  unit TEXT NOT NULL, clause INTEGER);
CREATE VIEW figures AS
  SELECT c.employee, l.name AS figure, l.unit, c.tick, c.first, c.last, c."row", c.value, k.id AS clause, k.contract,
    c.more_clauses, l.outside, c.problem
  FROM cells c JOIN lines l USING(line) LEFT JOIN clauses k ON k.clause = c.clause;
)";

// A prepared statement that is bound in order and run once for each row.
class Insert {
 public:
  Insert() = default;
  Insert(const Insert&) = delete;
  Insert& operator=(const Insert&) = delete;
  ~Insert() { finish(); }

  void finish() {
    sqlite3_finalize(statement_);
    statement_ = nullptr;
  }

  bool prepare(sqlite3* database, const char* text) {
    return sqlite3_prepare_v2(database, text, -1, &statement_, nullptr) == SQLITE_OK;
  }
  Insert& text(std::string_view value) {
    sqlite3_bind_text(statement_, ++at_, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
    return *this;
  }
  Insert& text_or_null(std::string_view value) { return value.empty() ? null() : text(value); }
  Insert& number(std::int64_t value) {
    sqlite3_bind_int64(statement_, ++at_, value);
    return *this;
  }
  Insert& clause(ClauseIndex value) { return value == no_id ? null() : number(value); }
  Insert& null() {
    sqlite3_bind_null(statement_, ++at_);
    return *this;
  }
  bool run() {
    const bool done = sqlite3_step(statement_) == SQLITE_DONE;
    sqlite3_reset(statement_);
    at_ = 0;
    if (done) ++rows_;
    return done;
  }
  // In the table, whose rows are numbered from 1.
  std::int64_t rows() const { return rows_; }
  void go_on_after(std::int64_t rows) { rows_ = rows; }

 private:
  sqlite3_stmt* statement_ = nullptr;
  int at_ = 0;
  std::int64_t rows_ = 0;
};

class SqliteWriter : public ReportWriter {
 public:
  explicit SqliteWriter(const ReportContext& context) : context_(context) {}
  ~SqliteWriter() override { close_database(); }

  std::string open() override {
    std::string problem = file_.open(context_.path);
    if (!problem.empty()) return problem;
    if (file_.in_place()) return fmt::format("cannot write `{}`: a database needs a file of its own", context_.path);
    if (sqlite3_open_v2(file_.working_path().c_str(), &database_, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK) {
      return trouble();
    }
    // The file is not seen before it is whole, so that nothing needs to be undone or waited for.
    const bool ready =
        run("PRAGMA journal_mode=OFF;") && run(settings) && run("BEGIN;") && run(layout) && prepare() && put_static();
    return ready ? "" : trouble();
  }

  // What comes after a mark can be undone.
  std::optional<std::string> mark() override {
    good_ = good_ && run("COMMIT; PRAGMA journal_mode=DELETE; BEGIN;");
    if (!good_) return std::nullopt;
    const auto file = file_.mark();
    if (!file) return std::nullopt;
    Json rows = Json::object();
    for (const auto& [table, insert] : inserts()) rows[table] = insert->rows();
    return Json{{"suffix", file->suffix}, {"rows", rows}}.dump();
  }

  std::string take_up(const std::string& mark) override {
    const Json json = Json::parse(mark);
    std::string problem = file_.take_up(context_.path, {json.at("suffix").get<std::string>(), 0}, false);
    if (!problem.empty()) return problem;
    if (sqlite3_open_v2(file_.working_path().c_str(), &database_, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK) {
      return trouble();
    }
    bool ready = run(settings) && run("BEGIN;") && prepare();
    for (const auto& [table, insert] : inserts()) {
      insert->go_on_after(json.at("rows").at(table).get<std::int64_t>());
      ready = ready && run(fmt::format("DELETE FROM {} WHERE rowid > {};", table, insert->rows()).c_str());
    }
    return ready ? "" : trouble();
  }

  bool cell(const Cell& cell) override {
    const std::string first = date_text(cell.tick.first);
    const std::string last = date_text(cell.tick.last);
    const std::int64_t line = cell.line - context_.request.lines.data();
    const std::vector<ClauseIndex> more(cell.clauses.begin() + (cell.clauses.empty() ? 0 : 1), cell.clauses.end());
    cell_.text(cell.employee).number(line).number(cell.tick.index).text(first).text(last).text_or_null(cell.place);
    if (cell.value.is_fault()) {
      cell_.null();
    } else {
      cell_.text(cell.text);
    }
    cell_.clause(cell.clauses.empty() ? no_id : cell.clauses.front());
    cell_.text_or_null(clause_ids(context_.graph, more)).text_or_null(problem_text(cell));
    good_ = good_ && cell_.run();
    if (cell.value.is_fault() && !cell.no_rule) {
      good_ = good_ && fault_.text(cell.employee).number(line).text(first).text(last).text(cell.fault).run();
    }
    return good_;
  }

  bool finding(const Finding& finding) override {
    finding_.text(finding.employee).text(finding_text(finding.kind)).text(finding.name);
    finding_.number(finding.tick.index).text(date_text(finding.tick.first)).text(date_text(finding.tick.last));
    good_ = good_ && finding_.text(finding.amount)
                         .text(finding.unit)
                         .clause(finding.clause)
                         .text(finding.words)
                         .text(finding.witness)
                         .run();
    return good_;
  }

  bool lost(const LostHours& lost) override {
    lost_.text(lost.employee).text(context_.graph.banks[lost.bank].name);
    good_ = good_ && lost_.text(date_text(lost.day)).text(lost.amount).text(lost.unit).clause(lost.clause).run();
    return good_;
  }

  bool ranked(const Ranked& ranked) override {
    order_.text(ranked.order->name).text(date_text(ranked.day)).text(ranked.group);
    order_.number(static_cast<std::int64_t>(ranked.place)).text(ranked.employee);
    order_.text(ranked.row).text(fmt::format("{}", fmt::join(ranked.values, "; ")));
    good_ = good_ && order_.clause(ranked.order->clause).run();
    return good_;
  }

  std::string close(const RunSummary&) override {
    if (!good_ || !run("CREATE INDEX cells_by_employee ON cells(employee, line); COMMIT;")) return trouble();
    close_database();
    return file_.commit();
  }

 private:
  static constexpr const char* settings = "PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;";

  std::vector<std::pair<const char*, Insert*>> inserts() {
    return {
        {"cells", &cell_}, {"faults", &fault_}, {"findings", &finding_}, {"hours_lost", &lost_}, {"orders", &order_}};
  }

  bool run(const char* text) { return sqlite3_exec(database_, text, nullptr, nullptr, nullptr) == SQLITE_OK; }

  bool prepare() {
    return cell_.prepare(database_, "INSERT INTO cells VALUES(?,?,?,?,?,?,?,?,?,?)") &&
           fault_.prepare(database_, "INSERT INTO faults VALUES(?,?,?,?,?)") &&
           finding_.prepare(database_, "INSERT INTO findings VALUES(?,?,?,?,?,?,?,?,?,?,?)") &&
           order_.prepare(database_, "INSERT INTO orders VALUES(?,?,?,?,?,?,?,?)") &&
           lost_.prepare(database_, "INSERT INTO hours_lost VALUES(?,?,?,?,?,?)");
  }

  // What is known before anything is computed.
  bool put_static() {
    Insert manifest;
    Insert line;
    Insert clause;
    bool good = manifest.prepare(database_, "INSERT INTO manifest VALUES(?)") &&
                line.prepare(database_, "INSERT INTO lines VALUES(?,?,?,?,?,?)") &&
                clause.prepare(database_, "INSERT INTO clauses VALUES(?,?,?,?,?)");
    good = good && manifest.text(manifest_json(context_.manifest)).run();
    for (std::size_t i = 0; i < context_.request.lines.size() && good; ++i) {
      const ReportLine& one = context_.request.lines[i];
      const std::string& clock = one.clock != no_id   ? context_.graph.clocks[one.clock].name
                                 : one.event != no_id ? context_.graph.events[one.event].name
                                                      : std::string();
      good = line.number(static_cast<std::int64_t>(i))
                 .text(one.name)
                 .text(one.title)
                 .text(one.unit)
                 .text(clock)
                 .text(one.rests_on_outside ? "yes" : "no")
                 .run();
    }
    for (ClauseIndex i = 0; i < context_.graph.clauses.size() && good; ++i) {
      const ClauseInfo& one = context_.graph.clauses[i];
      good = clause.number(i).text(one.contract).text(one.id).text(one.title).text(one.pages).run();
    }
    return good;
  }

  std::string trouble() const {
    return fmt::format("cannot write `{}`: {}", context_.path,
                       database_ == nullptr ? "no memory" : sqlite3_errmsg(database_));
  }

  void close_database() {
    for (const auto& [table, insert] : inserts()) insert->finish();
    sqlite3_close(database_);
    database_ = nullptr;
  }

  ReportContext context_;
  OutputFile file_;
  sqlite3* database_ = nullptr;
  Insert cell_;
  Insert fault_;
  Insert finding_;
  Insert lost_;
  Insert order_;
  bool good_ = true;
};

}  // namespace

std::unique_ptr<ReportWriter> sqlite_writer(const ReportContext& context) {
  return std::make_unique<SqliteWriter>(context);
}

}  // namespace mou
