// The sample unit: 320 made-up employees of the General Unit and their year 2019, the same to the byte on every
// machine.
#pragma once

#include <map>
#include <string>

namespace mou::sample {

// The files of the folder, by name: the tables of facts, and a page that says who is awkward and how.
std::map<std::string, std::string> sample_unit();

}  // namespace mou::sample
