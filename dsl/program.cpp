#include "dsl/program.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "dsl/check/lists.h"
#include "dsl/syntax/parse.h"

namespace mou {

namespace {

constexpr int folders_above = 4;

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash);
}

// "a/../b/./c" as "b/c": a file that is named in two ways is read once.
std::string lexically_normal(const std::string& path) {
  return std::filesystem::path(path).lexically_normal().generic_string();
}

class Loader {
 public:
  Loader(Program& program, std::optional<Date> as_known_on, const ReadFile& read)
      : program_(program), as_known_on_(as_known_on), read_(read) {}

  // Whether a file that another one uses is not there.
  bool lacks_names() const { return lacks_names_; }

  // Adds the file and what it rests on; false when it cannot be read.
  bool load(const std::string& path, Span asked_at) {
    if (!loaded_.insert(path).second) {
      return true;
    }
    auto text = read_(path);
    if (!text) {
      return false;
    }
    const std::uint32_t source = program_.sources.add(path, std::move(*text));
    // The header says what must be read before the file itself.
    const ast::Header header = parse_header(program_.sources, source);
    for (const ast::Word& used : header.uses) {
      need(path, used, "uses");
    }
    if (!header.amends.empty()) {
      need(path, header.amends, "amends");
    }
    if (!header.succeeds.empty() && !find(path, header.succeeds)) {
      auto& missing = program_.diagnostics.add(
          Code::no_predecessor, header.succeeds.span,
          fmt::format("the predecessor `{}` is not at hand: the years before this contract have no rules",
                      header.succeeds.text));
      missing.help = fmt::format("put {}.mou beside this file", header.succeeds.text);
    }
    if (as_known_on_ && header.approved && *as_known_on_ < *header.approved) {
      if (header.succeeds.empty() && header.amends.empty()) {
        program_.diagnostics
            .add(Code::not_yet_approved, header.approved_span.known() ? header.approved_span : asked_at,
                 fmt::format("`{}` was approved on {}, after {}, and names no predecessor that goes on",
                             header.name.text, date_text(*header.approved), date_text(*as_known_on_)))
            .help = "ask for a later day, or name the contract before it in the header: `succeeds NAME`";
      }
      return true;
    }
    in_order_.push_back(source);
    return true;
  }

  // All that was loaded, what others rest on first.
  void parse_all() {
    std::size_t bytes = 0;
    for (const std::uint32_t source : in_order_) bytes += program_.sources.text(source).size();
    reserve_for(program_.tree, bytes);
    for (const std::uint32_t source : in_order_) {
      parse(program_.sources, source, program_.tree, program_.diagnostics);
    }
  }

 private:
  void need(const std::string& path, const ast::Word& name, std::string_view verb) {
    if (!find(path, name)) {
      lacks_names_ = true;
      program_.diagnostics
          .add(Code::unknown_contract, name.span,
               fmt::format("`{}` names `{}` and no {}.mou is there", verb, name.text, name.text))
          .help = fmt::format("put {}.mou beside this file or in a folder above it", name.text);
    }
  }

  bool find(const std::string& from, const ast::Word& name) {
    std::string folder = folder_of(from);
    for (int up = 0; up <= folders_above; ++up) {
      const std::string path = lexically_normal(fmt::format("{}/{}.mou", folder, name.text));
      if (load(path, name.span)) {
        return true;
      }
      loaded_.erase(path);
      const std::size_t slash = folder.rfind('/');
      const bool named = slash != std::string::npos && folder.substr(slash + 1) != "..";
      folder = named ? folder.substr(0, slash) : folder == "." ? ".." : folder + "/..";
    }
    return false;
  }

  Program& program_;
  std::optional<Date> as_known_on_;
  const ReadFile& read_;
  std::set<std::string> loaded_;
  std::vector<std::uint32_t> in_order_;
  bool lacks_names_ = false;
};

// A file whose header has a mistake.
bool headless(const ast::File& file) {
  return !file.whole && file.header.kind.text.empty();
}

// A line that was not read to its end says less than its author wrote: what else is said of it is an echo.
void drop_echoes(const Sources& sources, Diagnostics& diagnostics) {
  const auto line_of = [&](const Diagnostic& each) {
    return std::pair(each.at.file, sources.position(each.at.file, each.at.begin).line);
  };
  std::set<std::pair<std::uint32_t, std::uint32_t>> broken;
  for (const Diagnostic& each : diagnostics.all()) {
    if (each.code == Code::syntax && each.at.known()) broken.insert(line_of(each));
  }
  if (broken.empty()) return;
  diagnostics.drop_if([&](const Diagnostic& each) {
    return each.code != Code::syntax && each.at.known() && broken.contains(line_of(each));
  });
}

}  // namespace

Program compile(const std::string& path, std::optional<Date> as_known_on, const ReadFile& read,
                const std::vector<std::string>& with, NumberBounds bounds) {
  Program program;
  Loader loader(program, as_known_on, read);
  std::vector<std::string> asked = {path};
  asked.insert(asked.end(), with.begin(), with.end());
  for (const std::string& each : asked) {
    if (loader.load(lexically_normal(each), {})) continue;
    program.diagnostics.add_at(Code::unreadable_file, each, "the file cannot be read").help =
        "name a .mou file that is there and that you may read";
    return program;
  }
  loader.parse_all();
  if (program.tree.files.empty()) {
    return program;
  }
  // Without the names of the header, or those of the files that it uses, hardly a word in it means anything.
  if (loader.lacks_names() || std::any_of(program.tree.files.begin(), program.tree.files.end(), headless)) {
    program.diagnostics.sort();
    return program;
  }
  program.checked = check(program.tree, program.sources, program.diagnostics);
  if (!program.diagnostics.has_errors()) {
    const ReadTable read_table = [&](std::uint32_t source, const std::string& name) {
      return read(folder_of(program.sources.path(source)) + "/" + name);
    };
    check_lists(program.tree, program.sources, program.checked, read_table, program.diagnostics);
    Graph graph = lower(program.tree, program.checked, read_table, program.diagnostics, bounds);
    if (!program.diagnostics.has_errors()) {
      program.graph = std::move(graph);
    }
  }
  drop_echoes(program.sources, program.diagnostics);
  program.diagnostics.sort();
  return program;
}

}  // namespace mou
