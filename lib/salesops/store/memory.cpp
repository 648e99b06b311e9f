#include "salesops/store/memory.hpp"

#include <sqlite3.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <limits>
#include <mutex>

namespace salesops::store {

namespace {

// A block: its size in bytes without this, then what SQLite sees. While it is free, the next one of its list
// stands there.
struct Block {
  std::int64_t size;
  Block* next;
};
constexpr std::size_t kHead = offsetof(Block, next);

constexpr std::size_t kStep = 16;         // whole sizes of blocks differ by this
constexpr std::size_t kLargest = 1024;    // whole size of the largest block in a list
constexpr std::size_t kChunk = 64 << 10;  // bytes taken from malloc for small blocks at a time
static_assert(kHead == 8 && sizeof(Block) == kStep);

struct Pool {
  Block* free[kLargest / kStep + 1] = {};  // by whole size / kStep
  std::byte* rest = nullptr;               // of the newest chunk
  std::size_t left = 0;
  std::int64_t used = 0;  // what this thread was given less what it gave back, which may be another's
  std::int64_t limit = std::numeric_limits<std::int64_t>::max();
};
thread_local constinit Pool pool;
// Of the first thread that called pool_sqlite_memory: the process ends with it.
thread_local constinit bool lasting = false;

// What threads that have ended left; the next one that needs a chunk takes it over.
constinit Pool left_behind;
constinit std::mutex left_behind_mutex;

void move_blocks(Pool& from, Pool& to) {
  for (std::size_t size = 0; size < std::size(from.free); ++size) {
    Block** last = &from.free[size];
    while (*last != nullptr) last = &(*last)->next;
    *last = to.free[size];
    to.free[size] = from.free[size];
    from.free[size] = nullptr;
  }
  if (from.left <= to.left) return;
  to.rest = from.rest;
  to.left = from.left;
  from.left = 0;
}

struct LeaveBehind {
  LeaveBehind() = default;
  LeaveBehind(const LeaveBehind&) = delete;
  LeaveBehind& operator=(const LeaveBehind&) = delete;
  ~LeaveBehind() {
    const std::scoped_lock lock(left_behind_mutex);
    move_blocks(pool, left_behind);
  }
};

std::size_t whole_size(int bytes) {
  return (static_cast<std::size_t>(bytes) + kHead + kStep - 1) / kStep * kStep;
}

Block* block_of(void* memory) {
  return reinterpret_cast<Block*>(static_cast<std::byte*>(memory) - kHead);
}

// The slow way to a block: none of its size is free.
Block* cut(std::size_t whole) {
  if (pool.left < whole) {
    if (!lasting) {
      static thread_local const LeaveBehind at_the_end;
    }
    {
      const std::scoped_lock lock(left_behind_mutex);
      move_blocks(left_behind, pool);
    }
    if (Block*& first = pool.free[whole / kStep]; first != nullptr) {
      Block* const block = first;
      first = block->next;
      return block;
    }
  }
  if (pool.left < whole) {
    auto* chunk = static_cast<std::byte*>(std::malloc(kChunk));
    if (chunk == nullptr) return nullptr;
    pool.rest = chunk;  // what is left of the one before is given up: at most a 64th of it
    pool.left = kChunk;
  }
  auto* block = reinterpret_cast<Block*>(pool.rest);
  pool.rest += whole;
  pool.left -= whole;
  return block;
}

void* allocate(int bytes) {
  const std::size_t whole = whole_size(bytes);
  const auto size = static_cast<std::int64_t>(whole - kHead);
  if (pool.used + size > pool.limit) return nullptr;
  Block* block = nullptr;
  if (whole > kLargest) {
    block = static_cast<Block*>(std::malloc(whole));
  } else if (Block*& first = pool.free[whole / kStep]; first != nullptr) {
    block = first;
    first = block->next;
  } else {
    block = cut(whole);
  }
  if (block == nullptr) return nullptr;
  block->size = size;
  pool.used += size;
  return &block->next;
}

void release(void* memory) {
  if (memory == nullptr) return;
  Block* const block = block_of(memory);
  pool.used -= block->size;
  const std::size_t whole = static_cast<std::size_t>(block->size) + kHead;
  if (whole > kLargest) {
    std::free(block);
    return;
  }
  Block*& first = pool.free[whole / kStep];
  block->next = first;
  first = block;
}

int size_of(void* memory) {
  return memory == nullptr ? 0 : static_cast<int>(block_of(memory)->size);
}

void* resize(void* memory, int bytes) {
  Block* const block = block_of(memory);
  const std::size_t whole = whole_size(bytes);
  const std::size_t before = static_cast<std::size_t>(block->size) + kHead;
  if (whole == before) return memory;
  if (whole > kLargest && before > kLargest) {
    const auto more = static_cast<std::int64_t>(whole) - static_cast<std::int64_t>(before);
    if (pool.used + more > pool.limit) return nullptr;
    auto* const moved = static_cast<Block*>(std::realloc(block, whole));
    if (moved == nullptr) return nullptr;
    moved->size += more;
    pool.used += more;
    return &moved->next;
  }
  void* const moved = allocate(bytes);
  if (moved == nullptr) return nullptr;
  std::memcpy(moved, memory, (before < whole ? before : whole) - kHead);
  release(memory);
  return moved;
}

int round_up(int bytes) {
  return static_cast<int>(whole_size(bytes) - kHead);
}

int initialize(void*) {
  return SQLITE_OK;
}

void shut_down(void*) {}

}  // namespace

void pool_sqlite_memory() {
  static const int done = [] {
    lasting = true;
    static constexpr sqlite3_mem_methods kMethods = {allocate, release,    resize,    size_of,
                                                     round_up, initialize, shut_down, nullptr};
    sqlite3_config(SQLITE_CONFIG_MALLOC, &kMethods);
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  }();
  static_cast<void>(done);
}

void limit_sqlite_memory(std::int64_t bytes) {
  sqlite3_hard_heap_limit64(bytes);  // if SQLite was in use before its memory came from here
  pool.limit = bytes;
}

}  // namespace salesops::store
