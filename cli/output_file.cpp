#include "cli/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "cli/console.h"

namespace mou {

namespace {

constexpr std::size_t piece = std::size_t{1} << 16U;
constexpr std::size_t most_unfinished = 8;
constexpr std::size_t longest_path = 4096;
constexpr std::size_t suffix_size = 6;

// Paths as a signal handler can read them: no memory is taken, a path is there when its first character is.
std::array<std::array<char, longest_path>, most_unfinished> unfinished{};

std::array<char, 256> last_words{};
volatile std::sig_atomic_t last_words_size = 0;

void remember(const std::string& path) {
  if (path.size() >= longest_path) return;
  for (auto& slot : unfinished) {
    if (slot[0] != '\0') continue;
    std::memcpy(slot.data() + 1, path.c_str() + 1, path.size());
    slot[0] = path[0];
    return;
  }
}

void forget(const std::string& path) {
  for (auto& slot : unfinished) {
    if (path == slot.data()) slot[0] = '\0';
  }
}

extern "C" void remove_unfinished(int signal) {
  for (auto& slot : unfinished) {
    if (slot[0] != '\0') ::unlink(slot.data());
  }
  // There is nowhere left to tell that this failed.
  static_cast<void>(!::write(STDERR_FILENO, last_words.data(), static_cast<std::size_t>(last_words_size)));
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

std::string why(const std::string& path, int failure) {
  return fmt::format("cannot write `{}`: {}", path, std::strerror(failure));
}

mode_t usual_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return static_cast<mode_t>(0666U & ~mask);
}

}  // namespace

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!working_path_.empty() && !in_place()) {
    ::unlink(working_path_.c_str());
    forget(working_path_);
  }
}

std::string OutputFile::open(const std::string& path) {
  path_ = path;
  struct stat status {};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) return why(path, EISDIR);
  if (exists && !S_ISREG(status.st_mode)) {
    working_path_ = path;
    descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    return descriptor_ < 0 ? why(path, errno) : "";
  }
  if (exists && ::access(path.c_str(), W_OK) != 0) return why(path, errno);
  std::string beside = path + "." + std::string(suffix_size, 'X');
  descriptor_ = ::mkostemp(beside.data(), O_CLOEXEC);
  if (descriptor_ < 0) return why(path, errno);
  working_path_ = beside;
  // So that nobody else takes it up.
  static_cast<void>(::flock(descriptor_, LOCK_EX | LOCK_NB));
  remember(beside);
  static_cast<void>(::fchmod(descriptor_, exists ? status.st_mode & 07777U : usual_mode()));
  return "";
}

bool OutputFile::write(std::string_view text) {
  if (text.size() >= piece) {
    flush();
    if (failure_ == 0) failure_ = write_all(descriptor_, text);
    return failure_ == 0;
  }
  pending_ += text;
  if (pending_.size() >= piece) flush();
  return failure_ == 0;
}

void OutputFile::flush() {
  if (failure_ == 0) failure_ = write_all(descriptor_, pending_);
  pending_.clear();
}

std::optional<FileMark> OutputFile::mark() {
  flush();
  if (failure_ != 0 || in_place()) return std::nullopt;
  const off_t size = ::lseek(descriptor_, 0, SEEK_CUR);
  if (size < 0 || ::fdatasync(descriptor_) != 0) return std::nullopt;
  forget(working_path_);
  return FileMark{working_path_.substr(path_.size() + 1), static_cast<std::uint64_t>(size)};
}

std::string OutputFile::take_up(const std::string& path, const FileMark& mark, bool cut) {
  const bool sound = mark.suffix.size() == suffix_size &&
                     std::all_of(mark.suffix.begin(), mark.suffix.end(), [](char c) { return std::isalnum(c) != 0; });
  const std::string beside = path + "." + mark.suffix;
  const int descriptor = sound ? ::open(beside.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
  if (descriptor < 0) return why(beside, sound ? errno : EINVAL);
  path_ = path;
  const bool locked = ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
  const auto size = static_cast<off_t>(mark.size);
  const bool there =
      locked && (!cut || (::lseek(descriptor, 0, SEEK_END) >= size && ::ftruncate(descriptor, size) == 0 &&
                          ::lseek(descriptor, size, SEEK_SET) >= 0));
  if (!there) {
    const int failure = errno;
    ::close(descriptor);
    return why(beside, failure);
  }
  descriptor_ = descriptor;
  working_path_ = beside;
  return "";
}

std::string OutputFile::commit() {
  flush();
  if (failure_ == 0 && ::close(descriptor_) != 0) failure_ = errno;
  descriptor_ = -1;
  if (failure_ == 0 && !in_place() && std::rename(working_path_.c_str(), path_.c_str()) != 0) failure_ = errno;
  if (failure_ != 0) return why(path_, failure_);
  if (!in_place()) forget(working_path_);
  working_path_.clear();
  return "";
}

std::string write_file(const std::string& path, std::string_view text) {
  OutputFile file;
  std::string problem = file.open(path);
  if (!problem.empty()) return problem;
  file.write(text);
  return file.commit();
}

void say_on_signals(std::string_view text) {
  last_words_size = 0;
  const std::size_t size = std::min(text.size(), last_words.size());
  std::memcpy(last_words.data(), text.data(), size);
  last_words_size = static_cast<std::sig_atomic_t>(size);
}

void remove_unfinished_files_on_signals() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, remove_unfinished);
  // A reader that goes away is learnt from the write that fails.
  std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace mou
