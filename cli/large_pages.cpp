#include "cli/large_pages.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace mou {

void prefer_large_pages() {
#ifdef __GLIBC__
  constexpr int piece = 64 << 20;
  constexpr std::uintptr_t page = 2 << 20;
  mallopt(M_TOP_PAD, piece);
  mallopt(M_TRIM_THRESHOLD, 2 * piece);
  // What is larger than all that malloc had so far makes it take a piece; smaller blocks then come from there.
  auto* const before = static_cast<char*>(sbrk(0));
  mallopt(M_MMAP_THRESHOLD, 4 << 20);
  void* volatile taken = std::malloc(1 << 20);
  std::free(taken);
  auto* const after = static_cast<char*>(sbrk(0));
  char* const begin = before + (page - reinterpret_cast<std::uintptr_t>(before) % page) % page;
  // Advice: where it is not taken the pages are small.
  if (begin < after) madvise(begin, static_cast<std::size_t>(after - begin), MADV_HUGEPAGE);
#endif
}

}  // namespace mou
