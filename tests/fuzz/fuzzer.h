// A fuzzer is a file tests/fuzz/NAME_fuzz.cpp that says, once,
//
//     MOU_FUZZER(NAME) { ... input ... }
//
// where `input` is the bytes to try. The preset `fuzz` makes a libFuzzer program of each; the test program takes them
// all in and feeds every file of tests/fuzz/corpus/NAME/ to them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace mou {

using FuzzBody = void (*)(std::string_view input);

// The fuzzers of this program by name.
inline std::map<std::string, FuzzBody>& fuzzers() {
  static std::map<std::string, FuzzBody> list;
  return list;
}

}  // namespace mou

#ifdef MOU_FUZZ_PROGRAM
#define MOU_FUZZER(name)                                                              \
  static void fuzz_##name(std::string_view input);                                    \
  extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { \
    fuzz_##name(std::string_view(reinterpret_cast<const char*>(data), size));         \
    return 0;                                                                         \
  }                                                                                   \
  static void fuzz_##name(std::string_view input)
#else
#define MOU_FUZZER(name)                                                                                \
  static void fuzz_##name(std::string_view input);                                                      \
  [[maybe_unused]] static const bool listed_##name = mou::fuzzers().emplace(#name, fuzz_##name).second; \
  static void fuzz_##name(std::string_view input)
#endif
