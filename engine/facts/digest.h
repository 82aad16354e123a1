// SHA-256 of the bytes of a file, so that a report can name what it was made from.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace mou {

class Digest {
 public:
  Digest();
  ~Digest();
  Digest(Digest&&) noexcept;
  Digest& operator=(Digest&&) noexcept;

  void add(std::string_view bytes);
  // 64 hexadecimal digits of all bytes added; the digest starts again.
  std::string text();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string sha256_text(std::string_view bytes);

}  // namespace mou
