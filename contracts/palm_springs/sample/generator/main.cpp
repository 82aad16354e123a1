// mou_sample FOLDER: writes the sample unit's facts into the folder.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "contracts/palm_springs/sample/generator/sample_unit.h"

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("usage: mou_sample FOLDER\n", stderr);
    return 2;
  }
  const std::filesystem::path folder = arguments[1];
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  for (const auto& [name, content] : mou::sample::sample_unit()) {
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
