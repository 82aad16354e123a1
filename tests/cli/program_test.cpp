// What the commands promise about files and pipes, on the program as it is built.
#include "tests/program.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace mou {

namespace {

namespace fs = std::filesystem;

const std::string unit_folder = std::string(MOU_SOURCE_DIR) + "/contracts/palm_springs/general_unit";
const std::string contract = unit_folder + "/seiu_2018.mou";
// Two employees and one pay period: enough to fill every table.
const std::string small_run = "run " + contract + " --facts " + unit_folder +
                              "/sample_2019 --from 2019-07-01 --to 2019-07-13 --employees 0001,0002 ";

class ProgramTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "mou_program_XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }

  // The exit status of the program, or of the last of a pipe.
  int mou(const std::string& arguments) const {
    const std::string command = "cd '" + folder_.string() + "' && timeout 300 '" + program_path() + "' " + arguments;
    const int result = std::system(command.c_str());
    return WIFEXITED(result) ? WEXITSTATUS(result) : -1;
  }

  std::string read(const std::string& name) const {
    std::ifstream in(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }

  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  // The first column of the first row.
  std::string ask(const std::string& database, const std::string& question) const {
    sqlite3* open = nullptr;
    std::string answer = "no answer";
    if (sqlite3_open_v2((folder_ / database).c_str(), &open, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK) {
      sqlite3_stmt* statement = nullptr;
      sqlite3_prepare_v2(open, question.c_str(), -1, &statement, nullptr);
      if (sqlite3_step(statement) == SQLITE_ROW) {
        const unsigned char* text = sqlite3_column_text(statement, 0);
        answer = text == nullptr ? "null" : reinterpret_cast<const char*>(text);
      }
      sqlite3_finalize(statement);
    }
    sqlite3_close(open);
    return answer;
  }

  fs::path folder_;
};

}  // namespace

TEST_F(ProgramTest, TheSameInputsGiveTheSameBytes) {
  for (const char* kind : {"csv", "json", "sqlite"}) {
    const std::string out = std::string("a.") + kind;
    const std::string again = std::string("b.") + kind;
    ASSERT_LE(mou(small_run + "--out " + out + " 2>/dev/null"), 1);
    ASSERT_LE(mou(small_run + "--out " + again + " 2>/dev/null"), 1);
    EXPECT_FALSE(read(out).empty());
    EXPECT_EQ(read(out), read(again)) << kind;
  }
  EXPECT_EQ(read("a.manifest.json"), read("b.manifest.json"));
}

TEST_F(ProgramTest, TheDatabaseHoldsWhatTheTextHolds) {
  ASSERT_LE(mou(small_run + "--out pay.sqlite 2>/dev/null"), 1);
  ASSERT_LE(mou(small_run + "--out pay.csv 2>/dev/null"), 1);
  const std::string csv = read("pay.csv");
  const auto rows = std::count(csv.begin(), csv.end(), '\n') - 1;
  EXPECT_EQ(ask("pay.sqlite", "SELECT count(*) FROM cells"), std::to_string(rows));
  const std::string base_pay =
      ask("pay.sqlite", "SELECT value FROM figures WHERE employee = '0001' AND figure = 'base_pay'");
  EXPECT_EQ(ask("pay.sqlite", "SELECT typeof(value) FROM cells WHERE value IS NOT NULL"), "text");
  EXPECT_EQ(ask("pay.sqlite", "SELECT typeof(tick) FROM cells"), "integer");
  EXPECT_EQ(ask("pay.sqlite", "SELECT clause FROM figures WHERE employee = '0001' AND figure = 'base_pay'"), "5-4");
  EXPECT_NE(csv.find("0001,base_pay,dollars,2019-06-30,2019-07-13,," + base_pay + ",5-4,seiu_2018,"),
            std::string::npos);
}

TEST_F(ProgramTest, AFailureLeavesNothingBehind) {
  EXPECT_EQ(mou("run " + contract + " --facts nowhere --from 2019-07-01 --to 2019-07-13 --out pay.csv 2>/dev/null"), 1);
  EXPECT_EQ(files(), 0U);
  EXPECT_EQ(mou("schedule " + contract + " --on 2019-07-01 --out /dev/full 2>/dev/null"), 1);
  EXPECT_EQ(mou("schedule " + contract + " --on 2019-07-01 >/dev/full 2>/dev/null"), 1);
}

TEST_F(ProgramTest, AFileOfOldIsReplacedOnlyByAWholeOne) {
  std::ofstream(folder_ / "pay.csv") << "old";
  EXPECT_EQ(mou(small_run + "--figures no_such_figure --out pay.csv 2>/dev/null"), 2);
  EXPECT_EQ(read("pay.csv"), "old");
  EXPECT_LE(mou(small_run + "--out pay.csv 2>/dev/null"), 1);
  EXPECT_NE(read("pay.csv"), "old");
}

TEST_F(ProgramTest, AReaderThatGoesAwayIsNoMistake) {
  EXPECT_EQ(mou("schedule " + contract + " --on 2019-07-01 --format csv 2>errors | head -1 >first"), 0);
  EXPECT_EQ(read("errors"), "");
  EXPECT_EQ(read("first"), "range,step,hourly,biweekly,monthly,annual\n");
}

TEST_F(ProgramTest, ColoursAreForTerminals) {
  EXPECT_LE(mou("check " + contract + " >checked 2>&1"), 1);
  EXPECT_EQ(read("checked").find('\x1b'), std::string::npos);
}

}  // namespace mou
