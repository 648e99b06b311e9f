#include "salesops/store/memory.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <limits>
#include <random>
#include <thread>
#include <vector>

namespace salesops::store {

namespace {

struct Held {
  unsigned char* bytes = nullptr;
  int size = 0;
  unsigned char mark = 0;
};

bool intact(const Held& held) {
  return std::all_of(held.bytes, held.bytes + held.size,
                     [&](unsigned char byte) { return byte == held.mark; });
}

struct NoLimit {
  ~NoLimit() { limit_sqlite_memory(std::numeric_limits<std::int64_t>::max()); }
};

}  // namespace

// 20,000 steps: take, resize or give back a block of any size, small ones mostly. Nobody else writes into it,
// and what it held stays when it is resized.
TEST_CASE("SQLite's blocks do not overlap and keep what they hold") {
  pool_sqlite_memory();
  std::mt19937 random(20261129);
  const auto below = [&](int bound) { return static_cast<int>(random() % static_cast<unsigned>(bound)); };
  std::vector<Held> all;
  const auto fill = [&](Held& held, int size, unsigned char mark) {
    REQUIRE(held.bytes != nullptr);
    REQUIRE(reinterpret_cast<std::uintptr_t>(held.bytes) % 8 == 0);
    REQUIRE(sqlite3_msize(held.bytes) >= static_cast<sqlite3_uint64>(size));
    held.size = size;
    held.mark = mark;
    std::fill(held.bytes, held.bytes + size, mark);
  };
  for (int step = 0; step < 20'000; ++step) {
    const int size = 1 + (below(8) == 0 ? below(40'000) : below(1'200));
    const auto mark = static_cast<unsigned char>(step);
    if (all.empty() || below(5) < 2) {
      all.push_back({static_cast<unsigned char*>(sqlite3_malloc(size))});
      fill(all.back(), size, mark);
    } else {
      Held& held = all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
      REQUIRE(intact(held));
      if (below(2) == 0) {
        sqlite3_free(held.bytes);
        held = all.back();
        all.pop_back();
        continue;
      }
      const int kept = std::min(held.size, size);
      held.bytes = static_cast<unsigned char*>(sqlite3_realloc(held.bytes, size));
      REQUIRE(intact({held.bytes, kept, held.mark}));
      fill(held, size, mark);
    }
  }
  for (const Held& held : all) {
    CHECK(intact(held));
    sqlite3_free(held.bytes);
  }
}

TEST_CASE("what a thread leaves goes to the next one") {
  pool_sqlite_memory();
  constexpr int kBlocks = 5'000;
  const auto addresses = [] {
    std::vector<void*> blocks;
    std::thread([&] {
      for (int i = 0; i < kBlocks; ++i) blocks.push_back(sqlite3_malloc(100 + i % 400));
      for (void* const block : blocks) sqlite3_free(block);
    }).join();
    std::ranges::sort(blocks);
    return blocks;
  };
  const std::vector<void*> first = addresses();
  const std::vector<void*> second = addresses();
  std::vector<void*> both;
  std::ranges::set_intersection(first, second, std::back_inserter(both));
  CHECK(both.size() > kBlocks * 9 / 10);
}

TEST_CASE("SQLite gets no more memory than the limit, and again when some was given back") {
  pool_sqlite_memory();
  const NoLimit at_the_end;
  void* const large = sqlite3_malloc(1 << 20);
  limit_sqlite_memory(3 << 20);
  void* const second = sqlite3_malloc(1 << 20);
  CHECK(second != nullptr);
  CHECK(sqlite3_malloc(2 << 20) == nullptr);
  CHECK(sqlite3_realloc(second, 3 << 20) == nullptr);  // and what it was asked for stays
  sqlite3_free(large);
  void* const grown = sqlite3_realloc(second, 2 << 20);
  CHECK(grown != nullptr);
  sqlite3_free(grown);
}

}  // namespace salesops::store
