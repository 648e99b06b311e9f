#include "salesops/base/memory.hpp"

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)  // its allocator is another one
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#endif

namespace salesops::base {

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
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
  // One block reaches to the first large page: it is never touched, so it takes no memory, and what the
  // allocator writes behind it lies before that page. A large page of which a part was touched earlier stays
  // in small ones.
  constexpr std::uintptr_t kNotLarge = 256;  // for what the allocator writes
  const auto before = reinterpret_cast<std::uintptr_t>(sbrk(0));
  const std::uintptr_t left = mallinfo2().keepcost;  // of the heap, behind the last block
  const std::uintptr_t first = (before + kNotLarge + kLargePage - 1) / kLargePage * kLargePage;
  void* volatile gap = std::malloc(first - before + left - kNotLarge);  // volatile: not to be left out
  static_cast<void>(gap);
  mallopt(M_TOP_PAD, static_cast<int>(kLargePage));
  const auto end = reinterpret_cast<std::uintptr_t>(sbrk(0)) / kLargePage * kLargePage;
  if (first < end) madvise(reinterpret_cast<void*>(first), end - first, MADV_HUGEPAGE);
}
#else
void expect_memory(std::size_t) {}
#endif

}  // namespace salesops::base
