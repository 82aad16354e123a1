#include "cli/manual.h"

#include <fmt/format.h>

namespace mou {

namespace {

// Text of a manual page: hyphens are minus signs, no line starts with a full stop.
std::string troff(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool starts_line = out.empty() || out.back() == '\n';
    if (starts_line && (c == '.' || c == '\'')) out += "\\&";
    if (c == '-') {
      out += "\\-";
    } else if (c == '\\') {
      out += "\\e";
    } else {
      out += c;
    }
  }
  return out;
}

std::string manual_of(const DescribedCommand& command) {
  std::string out = fmt::format(".SS mou {}\n{}\n", command.name, troff(command.description));
  for (const DescribedOption& option : command.options) {
    const std::string kind = option.kind.empty() ? "" : " " + option.kind;
    out += fmt::format(".TP\n\\fB{}\\fR{}\n{}\n", troff(option.name), troff(kind), troff(option.description));
  }
  return out + fmt::format(".PP\n.nf\n{}\n.fi\n", troff(command.example));
}

}  // namespace

std::string bash_completion(const DescribedProgram& program) {
  std::string names;
  std::string cases;
  for (const DescribedCommand& command : program.commands) {
    names += command.name + " ";
    std::string options;
    for (const DescribedOption& option : command.options) {
      if (option.name.starts_with("--")) options += option.name + " ";
    }
    cases += fmt::format("    {}) options=\"{}\" ;;\n", command.name, options);
  }
  return fmt::format(
      "# Completion of mou for bash: . <(mou completion)\n"
      "_mou() {{\n"
      "  local word=${{COMP_WORDS[COMP_CWORD]}} options=\n"
      "  case ${{COMP_WORDS[1]}} in\n"
      "{}"
      "  esac\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
      "    COMPREPLY=($(compgen -W \"{}--help --version\" -- \"$word\"))\n"
      "  elif [[ $word == -* ]]; then\n"
      "    COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
      "  else\n"
      "    COMPREPLY=($(compgen -f -- \"$word\"))\n"
      "  fi\n"
      "}}\n"
      "complete -o filenames -F _mou mou\n",
      cases, names);
}

std::string manual_page(const DescribedProgram& program) {
  std::string out = fmt::format(
      ".TH MOU 1 \"\" \"mou {}\" \"User commands\"\n"
      ".SH NAME\nmou \\- a rules engine for labor contracts\n"
      ".SH SYNOPSIS\n.B mou\n.I COMMAND\n[\\fIOPTIONS\\fR]\n"
      ".SH DESCRIPTION\n{}\n"
      ".SH COMMANDS\n",
      program.version, troff(program.description));
  for (const DescribedCommand& command : program.commands) out += manual_of(command);
  out += ".SH EXIT STATUS\n0 all is well; 1 findings, or mistakes in what was read; 2 wrong use.\n";
  out += ".SH ENVIRONMENT\n\\fBNO_COLOR\\fR: no colours, also on a terminal.\n";
  return out;
}

}  // namespace mou
