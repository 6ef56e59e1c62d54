package io.github.weightwatcher4j.trend;

import java.util.List;
import java.util.Locale;

/**
 * Whether models may be taken as independent, which intervals and p-values rest on. The checkpoints
 * of one training are not: each begins where another ended.
 */
public enum Independence {
  /** No two are said to be of one run. */
  ASSUMED,
  /** Some share a run: intervals and p-values are too small. */
  SHARED_RUNS,
  /** All are of one run: there are neither intervals nor p-values. */
  ONE_RUN;

  /** What the runs of models say; a single model is independent. */
  static Independence of(List<SeriesModel> models) {
    List<String> runs = models.stream().map(SeriesModel::run).filter(r -> !r.isEmpty()).toList();
    long different = runs.stream().distinct().count();
    if (different == runs.size()) {
      return ASSUMED;
    }
    return different == 1 && runs.size() == models.size() ? ONE_RUN : SHARED_RUNS;
  }

  /** Word in exports. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
