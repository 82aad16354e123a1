#include "cli/console.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "analysis/amount.h"

namespace mou {

namespace {

constexpr std::size_t piece = std::size_t{1} << 16U;
constexpr auto worth_a_bar = std::chrono::milliseconds(800);
constexpr auto between_drawings = std::chrono::milliseconds(100);

bool colour_allowed() {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  if (no_colour != nullptr && *no_colour != '\0') return false;
  return terminal != nullptr && std::string_view(terminal) != "dumb";
}

std::string duration_text(std::uint64_t seconds) {
  if (seconds < 60) return fmt::format("{} s", seconds);
  if (seconds < 3600) return fmt::format("{} min {:02} s", seconds / 60, seconds % 60);
  return fmt::format("{} h {:02} min", seconds / 3600, seconds / 60 % 60);
}

}  // namespace

std::string progress_text(const Advance& advance, std::chrono::milliseconds elapsed) {
  constexpr std::uint64_t width = 30;
  const std::uint64_t filled = advance.done * width / advance.all;
  std::string text =
      fmt::format("{}{} {:>3}%  {} of {} {}", std::string(filled, '#'), std::string(width - filled, '.'),
                  advance.done * 100 / advance.all, grouped(advance.done), grouped(advance.all), advance.of);
  const auto passed = static_cast<std::uint64_t>(elapsed.count());
  if (advance.done == 0 || passed == 0) return text;
  const std::uint64_t left = (advance.all - advance.done) * passed / advance.done / 1000;
  return text + fmt::format(", {} a second, {} left", grouped(advance.done * 1000 / passed), duration_text(left));
}

int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

Console::Console()
    : output_colour_(colour_allowed() && isatty(STDOUT_FILENO) != 0),
      errors_colour_(colour_allowed() && isatty(STDERR_FILENO) != 0),
      errors_terminal_(isatty(STDERR_FILENO) != 0),
      started_(std::chrono::steady_clock::now()) {}

bool Console::print(std::string_view text) {
  if (failure_ != 0) return false;
  pending_ += text;
  if (pending_.size() >= piece) flush();
  return failure_ == 0;
}

void Console::flush() {
  if (failure_ == 0) failure_ = write_all(STDOUT_FILENO, pending_);
  pending_.clear();
}

void Console::complain(std::string_view text) {
  progress_over();
  flush();
  // There is nowhere left to tell that this failed.
  static_cast<void>(write_all(STDERR_FILENO, text));
}

int Console::refuse(const Refusal& refusal, int status) {
  const std::string_view error = errors_colour_ ? "\x1b[1;31merror\x1b[0m" : "error";
  const std::string_view help = errors_colour_ ? "\x1b[1;32mhelp\x1b[0m" : "help";
  complain(fmt::format("{}: {}\n", error, refusal.message));
  if (!refusal.help.empty()) complain(fmt::format("{}: {}\n", help, refusal.help));
  return status;
}

void Console::progress(const Advance& advance) {
  if (!errors_terminal_ || advance.all == 0) return;
  const auto now = std::chrono::steady_clock::now();
  if (advance.done == 0) started_ = now;
  if (now - started_ < worth_a_bar || now - drawn_ < between_drawings) return;
  drawn_ = now;
  bar_shown_ = true;
  const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(now - started_);
  static_cast<void>(write_all(STDERR_FILENO, "\r" + progress_text(advance, elapsed) + "\x1b[K"));
}

void Console::progress_over() {
  if (!bar_shown_) return;
  bar_shown_ = false;
  static_cast<void>(write_all(STDERR_FILENO, "\r\x1b[K"));
}

int Console::finish(int status) {
  progress_over();
  flush();
  if (failure_ == 0 || failure_ == EPIPE) return status;
  const std::string message = fmt::format("cannot write the output: {}", std::strerror(failure_));
  failure_ = EPIPE;
  return refuse({message, "free some space or write elsewhere"}, has_findings);
}

std::string Console::styled(std::string_view style, std::string_view text) const {
  if (!output_colour_) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", style, text);
}

}  // namespace mou
