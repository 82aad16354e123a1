#include "engine/facts/digest.h"

#include <nettle/sha2.h>

#include <array>

namespace mou {

struct Digest::State {
  sha256_ctx context{};
};

Digest::Digest() : state_(std::make_unique<State>()) {
  sha256_init(&state_->context);
}
Digest::~Digest() = default;
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;

void Digest::add(std::string_view bytes) {
  sha256_update(&state_->context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
}

std::string Digest::text() {
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> hash{};
  sha256_digest(&state_->context, hash.size(), hash.data());
  std::string text;
  for (const std::uint8_t byte : hash) {
    text += "0123456789abcdef"[byte >> 4U];
    text += "0123456789abcdef"[byte & 15U];
  }
  return text;
}

std::string sha256_text(std::string_view bytes) {
  Digest digest;
  digest.add(bytes);
  return digest.text();
}

}  // namespace mou
