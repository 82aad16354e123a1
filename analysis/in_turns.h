// Work of several threads that is taken and given in order: whatever the threads, it comes out as if there were one.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace mou {

// What one thread does, over and over: takes what comes next, works on it, gives what it made.
struct Turn {
  // One thread at a time, in order. False when there is no more.
  std::function<bool()> take;
  // False when all is to be stopped.
  std::function<bool()> work;
  // One thread at a time, in the order in which they took. False when all is to be stopped.
  std::function<bool()> give;
};

// `make` is called in each of the threads; the caller's is one of them.
inline void in_turns(std::size_t threads, const std::function<Turn()>& make) {
  std::mutex taking;
  std::mutex giving;
  std::condition_variable given;
  std::uint64_t taken = 0;
  std::uint64_t turn = 0;
  std::atomic<bool> stopped = false;
  const auto run = [&] {
    const Turn own = make();
    for (;;) {
      std::uint64_t mine = 0;
      {
        const std::scoped_lock lock(taking);
        if (stopped || !own.take()) return;
        mine = taken++;
      }
      const bool sound = own.work();
      std::unique_lock lock(giving);
      given.wait(lock, [&] { return turn == mine; });
      if (!stopped && !(sound && own.give())) stopped = true;
      ++turn;
      given.notify_all();
    }
  };
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < threads; ++i) others.emplace_back(run);
  run();
  for (std::thread& other : others) other.join();
}

}  // namespace mou
