#pragma once

#include <cstddef>

namespace salesops::base {

// Tells that about `bytes` more will be allocated by this thread in many small pieces, as when a report reads
// a large book: the heap grows by that much address space at once, in large pages where the system gives them
// to those who ask, so that memory is not claimed 4 KiB at a time. Memory is taken only as it is used, in
// steps of a large page (2 MiB). At least 8 MiB; of several calls the largest counts; not from two threads at
// once. Only ever a hint; without glibc, or with the address sanitizer, it does nothing. Cost: two system calls.
void expect_memory(std::size_t bytes);

}  // namespace salesops::base
