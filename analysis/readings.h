// The questions of reading of a contract: what each decides and, over a roster, what each answer is worth.
#pragma once

#include <string>
#include <vector>

#include "analysis/run.h"

namespace mou {

// What another answer changes over the run, against the one used.
struct AnswerPrice {
  struct Line {
    FigureId figure = no_id;
    Rational difference;
  };
  // Pay lines and deductions that come to something else.
  std::vector<Line> lines;
  Rational gross;
  Rational deductions;
  // To whom it makes a difference.
  std::size_t employees = 0;
  // Amounts that cannot be computed under this answer or the one used, and are in neither.
  std::size_t not_known = 0;
};

struct Answer {
  TextId choice = 0;
  bool used = false;
  // Filled by `price_readings`; of the one used it stays empty.
  AnswerPrice price;
};

struct ReadingReport {
  ReadingId reading = no_id;
  // The answer used first.
  std::vector<Answer> answers;
  // Figures and banks whose rules ask it.
  std::vector<FigureId> figures;
  std::vector<BankId> banks;
  // Pay lines and deductions that rest on them, at any depth.
  std::vector<FigureId> lines;
};

// `readings` as RunSettings::readings.
std::vector<ReadingReport> readings_of(const Graph& graph, const std::vector<TextId>& readings);

// One run for each other answer that may change a pay line, beside one as it is.
void price_readings(const Graph& graph, const Facts& facts, Date from, Date to, const std::vector<TextId>& readings,
                    std::vector<ReadingReport>& reports, const Progress& progress);

}  // namespace mou
