// Work in several threads whose results are taken one after the other, in the order of the work.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace mou {

// Calls, for each index below `count`, what `make_worker` made in the thread that does it, and hands the results to
// `take` in order, in the thread of the caller. Not more than two results a thread wait at a time. `take` answers
// whether it wants more.
template <typename Result, typename MakeWorker, typename Take>
void in_order(std::size_t threads, std::size_t count, const MakeWorker& make_worker, const Take& take) {
  std::mutex mutex;
  std::condition_variable changed;
  std::map<std::size_t, Result> waiting;
  std::size_t next = 0;
  std::size_t taken = 0;
  bool stopped = false;
  const auto work = [&] {
    auto worker = make_worker();
    for (;;) {
      std::size_t index = 0;
      {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return stopped || next >= count || next < taken + 2 * threads; });
        if (stopped || next >= count) return;
        index = next++;
      }
      Result result = worker(index);
      {
        const std::scoped_lock lock(mutex);
        waiting.emplace(index, std::move(result));
      }
      changed.notify_all();
    }
  };
  std::vector<std::thread> running;
  for (std::size_t i = 0; i < threads; ++i) running.emplace_back(work);
  for (std::size_t index = 0; index < count && !stopped; ++index) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return waiting.contains(index); });
    Result result = std::move(waiting.extract(index).mapped());
    lock.unlock();
    const bool more = take(index, std::move(result));
    lock.lock();
    taken = index + 1;
    stopped = !more;
    lock.unlock();
    changed.notify_all();
  }
  for (std::thread& thread : running) thread.join();
}

}  // namespace mou
