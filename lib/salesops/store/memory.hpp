#pragma once

#include <cstdint>

namespace salesops::store {

// Gives SQLite its memory from now on: blocks of up to 1 KiB come from lists of free blocks that each thread
// keeps for itself, larger ones from malloc. Reading the schema of a database asks for memory some ten
// thousand times; a general allocator and SQLite's own counting under a lock take half of that time. What has
// once served small blocks stays with them until the process ends; what a thread leaves goes to others. To be called before SQLite is first used;
// a later call does nothing.
void pool_sqlite_memory();

// From now on SQLite may hold at most so many bytes for the calling thread; what exceeds that is an
// SQLITE_NOMEM. Stands for sqlite3_hard_heap_limit64, which needs SQLite's counting.
void limit_sqlite_memory(std::int64_t bytes);

}  // namespace salesops::store
