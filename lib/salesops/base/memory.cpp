#include "salesops/base/memory.hpp"

#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#endif

namespace salesops::base {

#ifdef __GLIBC__
void expect_memory(std::size_t bytes) {
  constexpr std::uintptr_t kLargePage = 2 << 20;
  static std::size_t told = 0;
  if (bytes <= told) return;
  told = bytes;
  const int pad = static_cast<int>(bytes);
  // Nothing goes back to the system before the end, and large blocks come from the heap as well.
  mallopt(M_TRIM_THRESHOLD, 2 * pad);
  mallopt(M_MMAP_THRESHOLD, pad / 2);
  mallopt(M_TOP_PAD, pad);
  const auto before = reinterpret_cast<std::uintptr_t>(sbrk(0));
  void* volatile grow = std::malloc(bytes / 2 - kLargePage / 2);  // less than what would be mapped
  std::free(grow);
  mallopt(M_TOP_PAD, static_cast<int>(kLargePage));
  const auto first = (before + kLargePage - 1) / kLargePage * kLargePage;
  const auto end = reinterpret_cast<std::uintptr_t>(sbrk(0)) / kLargePage * kLargePage;
  if (first >= end) return;
  madvise(reinterpret_cast<void*>(first), end - first, MADV_HUGEPAGE);
  // What lies before the first large page is left out: never touched, it takes no memory.
  static void* const gap = std::malloc(first - before);
  static_cast<void>(gap);
}
#else
void expect_memory(std::size_t) {}
#endif

}  // namespace salesops::base
