// How the program asks the system for memory.
#pragma once

namespace mou {

// Memory comes in large pieces, in large pages where the system has them, and is kept until the program ends: a check
// touches some 20 MB once, and a quarter of its time went into bringing them in small pages. Before anything else is
// allocated; does nothing where the C library is not GNU's.
void prefer_large_pages();

}  // namespace mou
