#include "cli/html.h"

#include <fmt/format.h>

#include "engine/time/date.h"

namespace mou {

std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string html_head(std::string_view title, std::string_view style) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n",
      html_text(title), style);
}

std::string html_footer(const Manifest& manifest) {
  std::string out = fmt::format("<footer><p>Made by mou {} from ", html_text(manifest.program_version));
  const char* between = "";
  for (const ContractFile& file : manifest.contract_files) {
    out += fmt::format("{}{} (SHA-256 {}…)", between, html_text(file.path), file.sha256.substr(0, 16));
    between = ", ";
  }
  out += ".";
  if (manifest.as_known_on) out += fmt::format(" As known on {}.", date_text(*manifest.as_known_on));
  for (const ReadingUsed& reading : manifest.readings) {
    if (reading.chosen_for_run) {
      out += fmt::format(" Clause {} is read as {}.", html_text(reading.clause), html_text(reading.choice));
    }
  }
  return out + "</p></footer>\n";
}

}  // namespace mou
