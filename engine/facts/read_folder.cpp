#include "engine/facts/read_folder.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "engine/facts/csv_scanner.h"

namespace mou {

namespace {

namespace fs = std::filesystem;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

// The names of the CSV files there, in order.
std::set<std::string> csv_files(const std::string& folder) {
  std::set<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    if (name.ends_with(".csv")) names.insert(name);
  }
  return names;
}

bool holds_nothing(const std::string& folder) {
  std::error_code error;
  return fs::is_empty(folder, error) && !error;
}

std::string small(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// What may be meant for STEM.csv and is called otherwise: ROSTER.CSV, roster.xlsx. Empty when nothing is.
std::string called_otherwise(const std::string& folder, const std::vector<std::string>& stems) {
  std::set<std::string> found;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::error_code no_file;
    if (!it->is_regular_file(no_file)) continue;
    const std::string stem = small(it->path().stem().string());
    if (std::find(stems.begin(), stems.end(), stem) != stems.end()) found.insert(it->path().filename().string());
  }
  return found.empty() ? std::string() : *found.begin();
}

// "`receipt.csv` or `receipts.csv`"
std::string file_names(const std::vector<std::string>& stems) {
  std::string text;
  for (std::size_t i = 0; i < stems.size(); ++i) {
    if (i > 0) text += i + 1 == stems.size() ? " or " : ", ";
    text += "`" + stems[i] + ".csv`";
  }
  return text;
}

class FileRows : public TableRows {
 public:
  explicit FileRows(File file) : file_(std::move(file)), scanner_(file_.get(), digest_) {}

  bool heading(std::vector<std::string_view>& names, Findings& findings) override {
    switch (scanner_.next()) {
      case CsvScanner::Result::record:
        names = scanner_.fields();
        if (names.size() > 1 || !names[0].empty()) return true;
        [[fallthrough]];
      case CsvScanner::Result::end:
        findings.add(Code::facts_empty_file, 0, "", "the file has no heading",
                     "its first row names the columns; `mou facts CONTRACT --templates DIR` writes it");
        return false;
      case CsvScanner::Result::problem:
        say_problem(findings);
        return false;
    }
    return false;
  }

  Next next(Findings& findings) override {
    switch (scanner_.next()) {
      case CsvScanner::Result::end:
        break;
      case CsvScanner::Result::problem:
        say_problem(findings);
        return scanner_.fatal() ? Next::end : Next::unreadable;
      case CsvScanner::Result::record:
        fields_.clear();
        for (const std::string_view text : scanner_.fields()) fields_.push_back({text, FieldKind::text});
        number_ = scanner_.row();
        return Next::row;
    }
    return Next::end;
  }

  std::string digest() override { return digest_.text(); }

 private:
  void say_problem(Findings& findings) {
    findings.add(Code::facts_unreadable, scanner_.row(), "", scanner_.message(), scanner_.help());
  }

  File file_;
  Digest digest_;
  CsvScanner scanner_;
};

class Folder : public FactSource {
 public:
  Folder(std::string folder, const Schema& schema)
      : folder_(std::move(folder)), schema_(schema), unread_(csv_files(folder_)), bare_(holds_nothing(folder_)) {}

  std::string choose(const Table& table, Diagnostics& diagnostics) override {
    const std::vector<std::string> stems = file_stems(table);
    std::vector<std::string> there;
    for (const std::string& stem : stems) {
      if (unread_.erase(stem + ".csv") > 0) there.push_back(stem);
    }
    if (there.empty() && table.read) {
      no_file(stems, diagnostics);
    } else if (there.size() > 1) {
      diagnostics
          .add_at(Code::facts_twice, folder_,
                  "both " + file_names({there[0]}) + " and " + file_names({there[1]}) + " are there")
          .help = "keep one of them";
    }
    if (there.size() != 1) return {};
    chosen_.push_back(there.front() + ".csv");
    return chosen_.back();
  }

  bool has_outside() override {
    if (unread_.erase(outside_name()) == 0) return false;
    chosen_.push_back(outside_name());
    return true;
  }
  std::string outside_name() const override { return "outside.csv"; }
  std::string place(const std::string& name) const override { return name; }

  std::unique_ptr<TableRows> open(const std::string& name, Findings& findings) override {
    const std::string path = path_of(name);
    std::error_code error;
    File file(fs::is_regular_file(path, error) ? std::fopen(path.c_str(), "rb") : nullptr);
    if (file == nullptr) {
      findings.add(Code::facts_unreadable, 0, "", "`" + path + "` cannot be opened",
                   "it must be a file that you may read");
      return nullptr;
    }
    return std::make_unique<FileRows>(std::move(file));
  }

  void was_read(const std::string& name, TableRows& rows, std::uint64_t count) override {
    files_[name] = {path_of(name), rows.digest(), count};
  }

  void find_unread(Diagnostics& diagnostics) override {
    for (const std::string& name : unread_) unknown_file(name, diagnostics);
  }

  std::vector<FactsFile> files() override {
    std::vector<FactsFile> read;
    for (const std::string& name : chosen_) {
      if (const auto file = files_.find(name); file != files_.end()) read.push_back(file->second);
    }
    return read;
  }
  std::string state(const std::string& name) const override { return file_state(path_of(name)); }

 private:
  std::string path_of(const std::string& name) const { return (fs::path(folder_) / name).string(); }

  void no_file(const std::vector<std::string>& stems, Diagnostics& diagnostics) {
    if (bare_) {
      if (!bare_told_) {
        diagnostics.add_at(Code::facts_no_file, folder_, "no table is in the folder").help =
            "`mou facts CONTRACT --templates DIR` writes each of them, empty";
      }
      bare_told_ = true;
      return;
    }
    Diagnostic& said = diagnostics.add_at(Code::facts_no_file, folder_,
                                          "there is no " + file_names({stems.begin(), stems.begin() + 1}));
    const std::string other = called_otherwise(folder_, stems);
    if (small(other).ends_with(".csv")) {
      said.help = "`" + other + "` is there: call it `" + small(other) + "`";
    } else if (!other.empty()) {
      said.help = "`" + other + "` is there: save it as `CSV UTF-8`, as " + file_names({stems.front()});
    } else {
      said.help = std::string(stems.size() > 1 ? "it may also be called `" + stems[1] + ".csv`; " : "") +
                  "`mou facts CONTRACT --templates DIR` writes an empty one";
    }
  }

  void unknown_file(const std::string& name, Diagnostics& diagnostics) {
    const std::string stem = name.substr(0, name.size() - 4);
    std::vector<std::string> stems{"outside"};
    for (const Table& table : schema_.tables) {
      for (const std::string& known : file_stems(table)) stems.push_back(known);
    }
    const std::string_view near = nearest(stem, {stems.begin(), stems.end()});
    diagnostics.add_at(Code::facts_unknown_file, folder_, "nothing reads `" + name + "`").help =
        near.empty() ? "take it away, or declare its event" : "did you mean `" + std::string(near) + ".csv`?";
  }

  std::string folder_;
  const Schema& schema_;
  std::set<std::string> unread_;
  // Nothing that may be a table is there.
  bool bare_ = false;
  bool bare_told_ = false;
  // In the order in which they were asked for.
  std::vector<std::string> chosen_;
  std::map<std::string, FactsFile> files_;
};

}  // namespace

std::unique_ptr<FactSource> open_folder(const std::string& folder, const Schema& schema) {
  return std::make_unique<Folder>(folder, schema);
}

}  // namespace mou
