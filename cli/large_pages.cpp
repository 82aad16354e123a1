#include "cli/large_pages.h"

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
  const auto before = reinterpret_cast<std::uintptr_t>(sbrk(0));
  mallopt(M_MMAP_THRESHOLD, 4 << 20);
  void* volatile taken = std::malloc(1 << 20);
  std::free(taken);
  const auto after = reinterpret_cast<std::uintptr_t>(sbrk(0));
  const std::uintptr_t begin = (before + page - 1) / page * page;
  // Advice: where it is not taken the pages are small.
  if (begin < after) madvise(reinterpret_cast<void*>(begin), after - begin, MADV_HUGEPAGE);
#endif
}

}  // namespace mou
