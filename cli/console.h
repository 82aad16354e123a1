// The terminal: what is printed, in which colours, how far a long run has come.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "analysis/progress.h"
#include "analysis/refusal.h"

namespace mou {

// Exit statuses of the program.
inline constexpr int all_is_well = 0;
inline constexpr int has_findings = 1;
inline constexpr int wrong_use = 2;

class Console {
 public:
  // Colours only on a terminal, and not where NO_COLOR is set.
  Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  bool output_in_colour() const { return output_colour_; }
  bool errors_in_colour() const { return errors_colour_; }

  // To the standard output, gathered into larger pieces. False once nobody takes the output any more.
  bool print(std::string_view text);
  // To the error stream, at once.
  void complain(std::string_view text);
  // "mou: message" and the help on a line of its own; returns `status`.
  int refuse(const Refusal& refusal, int status);

  // A bar on the error stream, with the rate and the time that is left, when it is a terminal and the work takes long.
  void progress(const Advance& advance);
  void progress_over();

  // Writes what is left. A reader that went away is no mistake; any other failure is told and makes the status 1.
  int finish(int status);

  std::string bold(std::string_view text) const { return styled("1", text); }
  std::string faint(std::string_view text) const { return styled("2", text); }
  std::string red(std::string_view text) const { return styled("31", text); }
  std::string green(std::string_view text) const { return styled("32", text); }
  std::string yellow(std::string_view text) const { return styled("33", text); }

 private:
  std::string styled(std::string_view style, std::string_view text) const;
  void flush();

  bool output_colour_ = false;
  bool errors_colour_ = false;
  bool errors_terminal_ = false;
  std::string pending_;
  // The errno of the first write that failed.
  int failure_ = 0;
  std::chrono::steady_clock::time_point started_;
  std::chrono::steady_clock::time_point drawn_;
  bool bar_shown_ = false;
};

// "####.... 50%  1,000 of 2,000 employees, 500 a second, 2 s left".
std::string progress_text(const Advance& advance, std::chrono::milliseconds elapsed);

// Writes all of it; the errno, or 0.
int write_all(int descriptor, std::string_view text);

}  // namespace mou
