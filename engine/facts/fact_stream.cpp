#include "engine/facts/fact_stream.h"

#include <algorithm>
#include <utility>

#include "engine/facts/fact_order.h"
#include "engine/facts/fact_source.h"
#include "engine/facts/read_facts.h"
#include "engine/facts/table_intake.h"

namespace mou {

namespace {

// A table that is read along with the roster.
struct Streamed {
  Streamed(FactSource& source, const std::string& called, const Table& table, Facts& facts, const Texts& texts)
      : name(called), findings(source.place(called), said), intake(table, findings, facts, texts) {
    if (!walk.open(source, name, findings)) return;
    const std::vector<std::string_view> names(walk.names().begin(), walk.names().end());
    sound = intake.heading(names);
    if (sound) walk.advance(findings);
  }

  void take() {
    sound = intake.row(walk.rows().number(), walk.rows().fields()) && sound;
    walk.advance(findings);
  }
  bool good() const { return sound && !findings.any_errors(); }

  std::string name;
  Diagnostics said;
  Findings findings;
  TableIntake intake;
  EmployeeWalk walk;
  bool sound = false;
};

void add_all(const Diagnostics& from, Diagnostics& to) {
  for (const Diagnostic& one : from.all()) to.add_at(one.code, one.where, one.message).help = one.help;
}

}  // namespace

struct FactStream::State {
  State(std::string facts_path, const Schema& the_schema, const Texts& the_texts, std::uint32_t batch_size)
      : path(std::move(facts_path)), schema(the_schema), texts(the_texts), size(std::max(batch_size, 1U)) {
    good = open();
    if (!good) fail();
  }

  std::string path;
  const Schema& schema;
  const Texts& texts;
  std::uint32_t size;

  std::unique_ptr<FactSource> source;
  // Of each table, what it is called and how it was at the start.
  std::vector<std::string> names;
  std::vector<std::string> states;
  std::uint64_t employees = 0;
  std::vector<std::string> notes;
  Diagnostics diagnostics;
  std::vector<FactsFile> files;
  // By table of the schema; null where the table is whole.
  std::vector<std::unique_ptr<Streamed>> streamed;
  // The tables that are whole and the outside values; of everybody when some table of employees is whole.
  Facts whole;
  // The batch that is being read.
  Facts batch;
  std::uint64_t done = 0;
  bool good = false;
  bool ended = false;

  bool open() {
    source = open_facts(path, schema, diagnostics);
    if (source == nullptr) return false;
    std::vector<Diagnostics> said(schema.tables.size() + 1);
    for (std::size_t i = 0; i < schema.tables.size(); ++i) names.push_back(source->choose(schema.tables[i], said[i]));
    for (const Diagnostics& one : said) {
      if (one.has_errors()) return false;
    }
    for (const std::string& name : names) states.push_back(source->state(name));
    const std::optional<FactOrder> order = find_order(*source, schema, names);
    if (!order) return false;
    employees = order->employees;
    open_tables(*order, said);
    read_outside(*source, schema, whole, texts, said.back());
    source->find_unread(said.back());
    for (std::size_t i = 0; i < said.size(); ++i) {
      add_all(said[i], diagnostics);
      if (i < streamed.size() && streamed[i] != nullptr) add_all(streamed[i]->said, diagnostics);
    }
    return employees > 0 && !diagnostics.has_errors() && all_good();
  }

  void open_tables(const FactOrder& order, std::vector<Diagnostics>& said) {
    streamed.resize(schema.tables.size());
    whole.tables.resize(schema.tables.size());
    if (!order.out_of_order.empty()) gather_employees();
    for (std::uint32_t i = 0; i < schema.tables.size(); ++i) {
      const Table& table = schema.tables[i];
      const OutOfOrder* trouble = order.of(i);
      if (trouble != nullptr) note(*trouble);
      if (names[i].empty() || table.subject == TableSubject::city_event || trouble != nullptr) {
        whole.tables[i] = read_table(*source, names[i], table, whole, texts, said[i]);
      } else {
        streamed[i] = std::make_unique<Streamed>(*source, names[i], table, batch, texts);
      }
    }
    // Rows of tables that are kept whole know their employees by number.
    whole.employee_ids = {};
    if (streamed[0] != nullptr) whole.employees = {};
  }

  // Everybody of the roster, where a table needs to be told apart from nobody's.
  void gather_employees() {
    Diagnostics unsaid;
    Findings findings("", unsaid);
    EmployeeWalk walk;
    if (!walk.open(*source, names[0], findings)) return;
    while (walk.advance(findings)) {
      if (walk.employee().empty()) continue;
      const auto number = static_cast<EmployeeId>(whole.employees.size());
      const auto [place, fresh] = whole.employee_ids.emplace(std::string(walk.employee()), number);
      if (fresh) whole.employees.push_back(place->first);
    }
  }

  void note(const OutOfOrder& trouble) {
    const std::string place = source->place(names[trouble.table]) + ", row " + std::to_string(trouble.row) + ": ";
    notes.push_back(place + (trouble.table == 0 ? "another row of employee `" + trouble.employee +
                                                      "` stands apart from it; the roster is kept in memory whole; put "
                                                      "the rows of an employee together to read it piece by piece"
                                                : "the row of employee `" + trouble.employee +
                                                      "` is not in the order of the roster; the table is kept in "
                                                      "memory whole; sort it as the roster is to read it piece by "
                                                      "piece"));
  }

  bool all_good() const {
    return std::all_of(streamed.begin(), streamed.end(),
                       [](const auto& table) { return table == nullptr || table->good(); });
  }

  // Says all that is wrong, in the words and the order of a reading of everything.
  void fail() {
    good = false;
    ended = true;
    employees = 0;
    // A database is closed only after all that reads it.
    streamed.clear();
    source.reset();
    whole = {};
    batch = {};
    diagnostics = {};
    files = read_facts(path, schema, texts, diagnostics, KeepRows::none).files;
    if (diagnostics.has_errors()) return;
    diagnostics.add_at(Code::facts_unreadable, path, "the facts changed while they were read").help =
        "run again when nobody is writing them";
  }

  std::optional<FactsBatch> next() {
    if (ended) return std::nullopt;
    if (done == employees) {
      finish();
      return std::nullopt;
    }
    batch = {};
    const auto count = static_cast<std::uint32_t>(std::min<std::uint64_t>(size, employees - done));
    take_roster(count);
    if (batch.employees.size() != count) {
      fail();
      return std::nullopt;
    }
    for (std::uint32_t i = 1; i < streamed.size(); ++i) {
      if (streamed[i] != nullptr) take_events(*streamed[i]);
    }
    if (!all_good()) {
      fail();
      return std::nullopt;
    }
    return give(count);
  }

  void take_roster(std::uint32_t count) {
    if (streamed[0] == nullptr) {
      for (std::uint32_t i = 0; i < count; ++i) {
        const std::string& employee = whole.employees[done + i];
        batch.employee_ids.emplace(employee, i);
        batch.employees.push_back(employee);
      }
      return;
    }
    Streamed& roster = *streamed[0];
    while (roster.walk.at_row() && roster.good()) {
      const std::string_view employee = roster.walk.employee();
      const bool another = batch.employees.empty() || batch.employees.back() != employee;
      if (another && batch.employees.size() == count && !employee.empty()) return;
      roster.take();
    }
  }

  // The rows of the employees of the batch, in whose order the table is.
  void take_events(Streamed& table) const {
    for (const std::string& employee : batch.employees) {
      while (table.walk.at_row() && table.good() &&
             (table.walk.employee() == employee || table.walk.employee().empty())) {
        table.take();
      }
    }
  }

  std::optional<FactsBatch> give(std::uint32_t count) {
    for (std::uint32_t i = 0; i < schema.tables.size(); ++i) {
      if (streamed[i] != nullptr) {
        batch.tables.push_back(streamed[i]->intake.finish());
      } else if (schema.tables[i].subject == TableSubject::city_event) {
        batch.tables.push_back(whole.tables[i]);
      } else if (names[i].empty()) {
        batch.tables.push_back(whole.tables[i]);
        batch.tables.back().first.assign(std::size_t{count} + 1, 0);
      } else {
        batch.tables.push_back(rows_of_some(whole.tables[i], static_cast<EmployeeId>(done), count));
      }
    }
    // Two rows of the roster that hold from the same day are found only when the rows are in order.
    if (!all_good()) {
      fail();
      return std::nullopt;
    }
    batch.outside = whole.outside;
    batch.outside_source = whole.outside_source;
    FactsBatch given{std::move(batch), done};
    batch = {};
    done += count;
    return given;
  }

  // Rows that remain are nobody's, or were not there before.
  void finish() {
    for (std::uint32_t i = 0; i < streamed.size(); ++i) {
      if (streamed[i] == nullptr) continue;
      Streamed& table = *streamed[i];
      while (table.walk.at_row() && table.good() && table.walk.employee().empty()) table.take();
      if (!table.good() || table.walk.at_row() || states[i] != source->state(table.name)) {
        fail();
        return;
      }
    }
    ended = true;
    for (const auto& table : streamed) {
      if (table != nullptr) source->was_read(table->name, table->walk.rows(), table->intake.rows());
    }
    files = source->files();
  }
};

FactStream::FactStream(const std::string& path, const Schema& schema, const Texts& texts, std::uint32_t size)
    : state_(std::make_unique<State>(path, schema, texts, size)) {}
FactStream::~FactStream() = default;

std::uint64_t FactStream::employees() const {
  return state_->employees;
}
const std::vector<std::string>& FactStream::notes() const {
  return state_->notes;
}
std::optional<FactsBatch> FactStream::next() {
  return state_->next();
}
const Diagnostics& FactStream::diagnostics() const {
  return state_->diagnostics;
}
const std::vector<FactsFile>& FactStream::files() const {
  return state_->files;
}

}  // namespace mou
