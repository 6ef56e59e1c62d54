package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.internal.ShortName;
import io.github.weightwatcher4j.plot.model.Quantity;
import io.github.weightwatcher4j.report.Summary;
import io.github.weightwatcher4j.trend.SeriesModel;
import java.util.List;
import java.util.Locale;

/** What plots call a column of a series: in words rather than by its name in the file. */
final class SeriesWords {

  private static final int LONGEST = 40;

  private SeriesWords() {}

  /**
   * At an axis: {@code mean alpha} for a metric that was computed, {@code test error} for
   * test_error, which was measured.
   */
  static String axis(String column, List<SeriesModel> models) {
    boolean computed = models.stream().anyMatch(model -> model.metrics().containsKey(column));
    for (Metric metric : Summary.METRICS) {
      if (computed && metric.key().equals(column)) {
        return "mean " + Quantity.of(metric).name();
      }
    }
    return ShortName.of(column.replace('_', ' '), LONGEST);
  }

  /** At the beginning of a title. */
  static String title(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
