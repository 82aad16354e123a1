// A file that is written beside its place and moved there when it is whole: nobody ever finds half of one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mou {

// How far a file that is not whole had come.
struct FileMark {
  // Of its working path, beyond that of the file.
  std::string suffix;
  std::uint64_t size = 0;
};

class OutputFile {
 public:
  OutputFile() = default;
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  // Removes what was not committed.
  ~OutputFile();

  // Empty when it can be written to, else why not. A device or pipe is written to directly.
  std::string open(const std::string& path);
  // Where it is written until it is committed.
  const std::string& working_path() const { return working_path_; }
  bool in_place() const { return working_path_ == path_; }
  // False after a failure; `commit` says which.
  bool write(std::string_view text);
  // Brings all that was written to the disk. From then on a signal that ends the program leaves the file to be taken
  // up. Nothing for a file that is written in place, or after a failure.
  std::optional<FileMark> mark();
  // Instead of `open`: goes on behind the mark, or, for whoever writes the file by other means, where it is. Empty when
  // it can be.
  std::string take_up(const std::string& path, const FileMark& mark, bool cut = true);
  // Moves the file to its place; empty when that went well, else what did not.
  std::string commit();

 private:
  void flush();

  std::string path_;
  std::string working_path_;
  std::string pending_;
  int descriptor_ = -1;
  int failure_ = 0;
};

// A file in one go; empty when it went well.
std::string write_file(const std::string& path, std::string_view text);

// Lets a signal that ends the program remove the files that are being written, and say what is to be said then.
void remove_unfinished_files_on_signals();
void say_on_signals(std::string_view text);

}  // namespace mou
