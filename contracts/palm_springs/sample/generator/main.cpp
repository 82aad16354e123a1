// mou_sample UNIT FOLDER: writes the facts of a unit's sample into the folder.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "contracts/palm_springs/sample/generator/unit.h"

int main(int count, char** arguments) {
  const mou::sample::Unit* unit = count == 3 ? mou::sample::unit_named(arguments[1]) : nullptr;
  if (unit == nullptr) {
    std::fputs("usage: mou_sample general|fire_management|fire_safety|management FOLDER\n", stderr);
    return 2;
  }
  const std::filesystem::path folder = arguments[2];
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  for (const auto& [name, content] : mou::sample::sample_unit(*unit)) {
    std::ofstream file(folder / name, std::ios::binary | std::ios::trunc);
    file << content;
    file.close();
    if (!file) {
      std::fprintf(stderr, "%s cannot be written\n", (folder / name).string().c_str());
      return 1;
    }
  }
  return 0;
}
