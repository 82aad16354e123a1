// The bytes of files, as tests read them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace mou {

// Nothing when there is no such file.
std::optional<std::string> text_of(const std::filesystem::path& path);

// A file of the project, by its path from the top; empty when it is not there.
std::string project_text(const std::string& path);

}  // namespace mou
