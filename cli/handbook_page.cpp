#include "cli/handbook_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cli/handbook_style.h"
#include "cli/html.h"

namespace mou {

namespace {

// More conditions than these stand in a list.
constexpr std::size_t most_in_line = 2;
// A table of more columns than these may be wider than a narrow screen.
constexpr std::size_t most_columns = 4;

std::string html(const Sentence& sentence) {
  std::string out;
  for (const Piece& piece : sentence.pieces) {
    out += piece.target.empty() ? html_text(piece.text)
                                : fmt::format("<a href=\"#{}\">{}</a>", piece.target, html_text(piece.text));
  }
  return out;
}

std::string html(const std::vector<Piece>& pieces) {
  std::vector<std::string> links;
  for (const Piece& piece : pieces) links.push_back(html(Sentence{{piece}}));
  return fmt::format("{}", fmt::join(links, ", "));
}

std::string id_text(const std::string& anchor) {
  return anchor.empty() ? "" : fmt::format(" id=\"{}\"", anchor);
}

std::string ended(const std::string& text) {
  return text.ends_with(".") || text.ends_with("?") ? text : text + ".";
}

class Page {
 public:
  explicit Page(const Handbook& book) : book_(book) {}

  std::string text(const Manifest& manifest) {
    out_ = html_head("Handbook: " + book_.title, handbook_style);
    out_ += "<a class=\"skip\" href=\"#text\">Skip to the text</a>\n";
    cover();
    contents();
    out_ += "<main id=\"text\">\n";
    for (const HandbookClause& one : book_.clauses) clause(one);
    elsewhere();
    questions();
    facts();
    index();
    out_ += "</main>\n" + html_footer(manifest) + "</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  // ---- The front

  void cover() {
    out_ += fmt::format("<header class=\"cover\">\n<p class=\"kind\">{}</p>\n<h1>{}</h1>\n<dl>\n",
                        html_text(book_.kind), html_text(book_.title));
    for (const auto& [what, text] : book_.particulars) {
      out_ += fmt::format("<dt>{}</dt><dd>{}</dd>\n", html_text(what), html_text(text));
    }
    std::map<ClauseState, std::size_t> counts;
    for (const HandbookClause& one : book_.clauses) ++counts[one.state];
    out_ += fmt::format("<dt>Clauses</dt><dd>{}: {} computed, {} in words</dd>\n</dl>\n", book_.clauses.size(),
                        counts[ClauseState::computed], counts[ClauseState::prose]);
    out_ +=
        "<p>What each clause says, in our own words, and how its amounts are computed. The signed document decides; "
        "page "
        "numbers are its own. Underlined names lead to where they are explained.</p>\n</header>\n";
  }

  void contents() {
    out_ += "<nav aria-label=\"Contents\">\n<h2>Contents</h2>\n<ol>\n";
    for (const HandbookClause& one : book_.clauses) {
      out_ += fmt::format("<li class=\"d{}\"><a href=\"#{}\">{} {}</a></li>\n", std::min(one.depth, 3), one.anchor,
                          html_text(one.id), html_text(one.title));
    }
    const auto part = [&](bool there, std::string_view anchor, std::string_view title) {
      if (there) out_ += fmt::format("<li class=\"d0\"><a href=\"#{}\">{}</a></li>\n", anchor, title);
    };
    part(!book_.elsewhere.empty(), "elsewhere", "Said elsewhere");
    part(!book_.questions.empty(), "questions", "Questions of reading");
    part(!book_.facts.empty(), "facts", "Facts it asks for");
    part(!book_.index.empty(), "index", "Index of figures");
    out_ += "</ol>\n</nav>\n";
  }

  // ---- Clauses

  static std::string state_words(ClauseState state) {
    switch (state) {
      case ClauseState::computed:
        return "computed";
      case ClauseState::prose:
        return "in words";
      case ClauseState::outside:
        return "from outside";
      case ClauseState::example:
        return "example";
      case ClauseState::heading:
      case ClauseState::untouched:
        break;
    }
    return "";
  }

  void clause(const HandbookClause& clause) {
    const int level = std::min(clause.depth, 3);
    out_ += fmt::format("<section class=\"clause d{}\" id=\"{}\">\n<div class=\"head\"><h{}>{} {}</h{}>", level,
                        clause.anchor, level + 2, html_text(clause.id), html_text(clause.title), level + 2);
    std::vector<std::string> meta;
    if (!clause.pages.empty()) meta.push_back("page " + html_text(clause.pages));
    if (const std::string state = state_words(clause.state); !state.empty()) meta.push_back(state);
    if (!meta.empty()) out_ += fmt::format("<p class=\"meta\">{}</p>", fmt::join(meta, " · "));
    out_ += "</div>\n";
    if (!clause.scope.empty() || !clause.conditions.empty()) {
      // The sentence begins with the comma that joins it to a rule.
      std::string scope = "The whole clause holds" + html(clause.scope);
      if (const std::size_t comma = scope.find(", "); comma != std::string::npos) scope.erase(comma, 1);
      out_ += fmt::format("<p class=\"scope\">{}{}.</p>\n", scope, when(clause.conditions));
    }
    for (const Block& each : clause.blocks) block(each);
    out_ += "</section>\n";
  }

  // ", when a and b".
  static std::string when(const std::vector<Sentence>& conditions) {
    std::string out;
    for (const Sentence& one : conditions) out += (out.empty() ? ", when " : " and ") + html(one);
    return out;
  }

  // The rule without a full stop at its end, unless it ends with a list.
  static std::string rule(const RuleText& rule) {
    std::string out = html(rule.text);
    if (rule.otherwise) out += ", otherwise";
    if (rule.conditions.size() > most_in_line) {
      out += ", when all of these hold:" + tag(rule) + "<ul>";
      for (const Sentence& one : rule.conditions) out += fmt::format("<li>{}</li>", html(one));
      return out + "</ul>";
    }
    return out + when(rule.conditions) + tag(rule);
  }

  static std::string tag(const RuleText& rule) {
    return rule.other_reading ? " <span class=\"tag\">another answer</span>" : "";
  }

  void block(const Block& block) {
    std::visit([&](const auto& one) { write(one); }, block);
  }

  void write(const Prose& prose) { out_ += fmt::format("<p>{}</p>\n", html_text(prose.text)); }

  void write(const Cited& cited) { out_ += fmt::format("<p class=\"meta\">See {}</p>\n", html(cited.clauses)); }

  void write(const Definition& definition) {
    out_ += fmt::format("<div class=\"def\"{}>", id_text(definition.anchor));
    const auto is_grid = [](const RuleText& one) { return one.grid.has_value(); };
    const bool grids = std::any_of(definition.rules.begin(), definition.rules.end(), is_grid);
    const std::string name = fmt::format("<dfn>{}</dfn>", html_text(definition.title));
    if (grids) {
      out_ += fmt::format("<p>{}:</p>\n", name);
      for (const RuleText& one : definition.rules) {
        if (one.grid) {
          grid(one);
        } else {
          out_ += fmt::format("<ul><li>{}</li></ul>\n", rule(one));
        }
      }
    } else if (definition.rules.size() == 1) {
      const RuleText& only = definition.rules.front();
      const bool list = only.conditions.size() > most_in_line;
      // A list may not stand in a paragraph.
      out_ += list ? fmt::format("<div>{} is {}</div>\n", name, rule(only))
                   : fmt::format("<p>{} is {}.</p>\n", name, rule(only));
    } else {
      out_ += fmt::format("<p>{} is</p>\n<ul>\n", name);
      for (const RuleText& one : definition.rules) {
        out_ += fmt::format("<li{}>{}</li>\n", one.other_reading ? " class=\"other\"" : "", rule(one));
      }
      out_ += "</ul>\n";
    }
    out_ += fmt::format("<p class=\"about\">{}", html(definition.about));
    if (!definition.used_in.empty()) out_ += " · read in " + html(definition.used_in);
    out_ += "</p></div>\n";
  }

  void grid(const RuleText& rule) {
    const Grid& grid = *rule.grid;
    const bool wide = grid.down.size() + grid.across.size() > most_columns;
    std::string caption = html(grid.caption) + when(rule.conditions);
    if (rule.otherwise) caption += ", otherwise";
    caption += tag(rule);
    if (wide) {
      out_ += fmt::format("<div class=\"scroll wide\" tabindex=\"0\" role=\"group\" aria-label=\"{}\">\n",
                          html_text(plain_text(grid.caption)));
    }
    const char* kind = grid.numbers ? " class=\"number\"" : "";
    out_ += fmt::format("<table>\n<caption>{}</caption>\n<thead><tr>", caption);
    for (const std::string& title : grid.down) out_ += fmt::format("<th scope=\"col\">{}</th>", html_text(title));
    for (const std::string& title : grid.across) {
      out_ += fmt::format("<th scope=\"col\"{}>{}</th>", kind, html_text(title));
    }
    out_ += "</tr></thead>\n<tbody>\n";
    for (const Grid::Row& row : grid.rows) {
      out_ += "<tr>";
      for (const std::string& key : row.keys) out_ += fmt::format("<th scope=\"row\">{}</th>", html_text(key));
      for (const Sentence& value : row.values) out_ += fmt::format("<td{}>{}</td>", kind, html(value));
      out_ += "</tr>\n";
    }
    out_ += wide ? "</tbody>\n</table>\n</div>\n" : "</tbody>\n</table>\n";
  }

  void write(const Line& line) {
    const bool list = line.rule.conditions.size() > most_in_line;
    std::string why = line.why.ends_with(".") ? line.why.substr(0, line.why.size() - 1) : line.why;
    if (!why.empty()) why = " (" + html_text(why) + ")";
    out_ += fmt::format("<div class=\"line\"{}>", id_text(line.anchor));
    out_ += list ? rule(line.rule) + (why.empty() ? "" : fmt::format("<p>{}</p>", why.substr(1)))
                 : fmt::format("<p>{}{}.</p>", rule(line.rule), why);
    out_ += "</div>\n";
  }

  void write(const Question& question) {
    out_ += fmt::format("<div class=\"question\"{}><p class=\"label\">Question of reading</p>\n<p>{}</p>\n",
                        id_text(question.anchor), html_text(question.question));
    out_ += fmt::format("<p>Used here: <strong>{}</strong>", html_text(question.answers.front()));
    if (!question.reason.empty()) out_ += ", because " + html_text(question.reason);
    out_ += ended("") + " " + others(question) + "</p></div>\n";
  }

  static std::string others(const Question& question) {
    std::vector<std::string> others;
    for (std::size_t i = 1; i < question.answers.size(); ++i) others.push_back(html_text(question.answers[i]));
    return fmt::format("The other answer{}: {}.", others.size() == 1 ? "" : "s", fmt::join(others, "; "));
  }

  void write(const WorkedExample& example) {
    out_ += fmt::format("<div class=\"example\"><p class=\"label\">Example: {}</p>\n", html_text(example.title));
    if (!example.given.empty()) {
      std::vector<std::string> given;
      for (const Sentence& one : example.given) given.push_back(html(one));
      out_ += fmt::format("<p>Given: {}.</p>\n", fmt::join(given, "; "));
    }
    out_ += fmt::format(
        "<table>\n<caption>What follows</caption>\n<thead><tr><th scope=\"col\">Figure</th><th "
        "scope=\"col\">On</th><th scope=\"col\">Must be</th><th scope=\"col\">Computed</th></tr>"
        "</thead>\n<tbody>\n");
    for (const WorkedExample::Check& check : example.checks) {
      out_ += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}{}</td></tr>\n", html(check.what),
                          html_text(check.day), html_text(check.expected), html_text(check.computed),
                          check.holds ? "" : " <strong>(does not hold)</strong>");
    }
    out_ += "</tbody>\n</table></div>\n";
  }

  // ---- The back

  void begin_part(std::string_view anchor, std::string_view title) {
    out_ += fmt::format("<section class=\"clause d0 appendix\" id=\"{}\">\n<h2>{}</h2>\n", anchor, title);
  }

  void elsewhere() {
    if (book_.elsewhere.empty()) return;
    begin_part("elsewhere", "Said elsewhere");
    out_ += "<p>What the clauses read and other texts say.</p>\n";
    for (const Elsewhere& other : book_.elsewhere) {
      out_ +=
          fmt::format("<section class=\"clause d1\" id=\"{}\">\n<h3>{}</h3>\n", other.anchor, html_text(other.title));
      for (const Block& each : other.blocks) block(each);
      out_ += "</section>\n";
    }
    out_ += "</section>\n";
  }

  void begin_table(std::string_view caption, const std::vector<std::string_view>& titles) {
    out_ += fmt::format("<table>\n<caption>{}</caption>\n<thead><tr>", caption);
    for (const std::string_view title : titles) out_ += fmt::format("<th scope=\"col\">{}</th>", title);
    out_ += "</tr></thead>\n<tbody>\n";
  }

  void end_table() { out_ += "</tbody>\n</table>\n</section>\n"; }

  void questions() {
    if (book_.questions.empty()) return;
    begin_part("questions", "Questions of reading");
    begin_table("Where the contract can be read in more than one way",
                {"Clause", "Question", "Used here", "Other answers"});
    for (const Question& one : book_.questions) {
      const std::vector<std::string> others(one.answers.begin() + 1, one.answers.end());
      out_ += fmt::format("<tr><th scope=\"row\">{}</th><td><a href=\"#{}\">{}</a></td><td>{}</td><td>{}</td></tr>\n",
                          html(Sentence{{one.clause}}), one.anchor, html_text(one.question),
                          html_text(one.answers.front()), html_text(fmt::format("{}", fmt::join(others, "; "))));
    }
    end_table();
  }

  void facts() {
    if (book_.facts.empty()) return;
    begin_part("facts", "Facts it asks for");
    begin_table("What must be known of an employee or of the city", {"Fact", "What it may be", "Where it is given"});
    for (const FactText& one : book_.facts) {
      out_ += fmt::format("<tr id=\"{}\"><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n", one.anchor,
                          html_text(one.title), html_text(one.type), html_text(one.place));
    }
    end_table();
  }

  void index() {
    if (book_.index.empty()) return;
    begin_part("index", "Index of figures");
    begin_table("Figures, banks and values from outside, by name", {"Name", "What it is", "Said in", "Read in"});
    for (const IndexEntry& one : book_.index) {
      out_ += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                          html(Sentence{{one.name}}), html_text(one.about),
                          one.clauses.empty() ? "elsewhere" : html(one.clauses), html(one.used_in));
    }
    end_table();
  }

  const Handbook& book_;
  std::string out_;
};

}  // namespace

std::string handbook_page(const Handbook& handbook, const Manifest& manifest) {
  return Page(handbook).text(manifest);
}

}  // namespace mou
