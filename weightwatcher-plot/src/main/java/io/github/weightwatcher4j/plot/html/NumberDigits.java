package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.report.LayerTable;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;

/**
 * How many digits the numbers of a column are shown with: as many behind the point in every row, so
 * that they line up, where three or four digits are enough for all of them.
 *
 * @param decimals digits behind the point; empty where numbers differ too much in size
 */
record NumberDigits(OptionalInt decimals) {

  /** Those of a metric over the rows of a table. */
  static NumberDigits of(Metric metric, LayerTable table) {
    return metric.isCount() ? new NumberDigits(OptionalInt.of(0)) : of(table.column(metric));
  }

  /** Those of numbers that stand in one column. */
  static NumberDigits of(DoubleStream numbers) {
    double[] sizes = numbers.map(Math::abs).filter(size -> size > 0).sorted().toArray();
    if (sizes.length == 0) {
      return new NumberDigits(OptionalInt.of(0));
    }
    double middle = sizes[sizes.length / 2];
    int decimals = Math.max(0, 2 - (int) Math.floor(Math.log10(middle)));
    boolean alike = sizes[sizes.length - 1] < 10_000 && decimals <= 4;
    return new NumberDigits(alike ? OptionalInt.of(decimals) : OptionalInt.empty());
  }

  /** A number as it is shown; one that would be all zeros is told by its power of ten. */
  String text(double number) {
    boolean plain =
        decimals.isPresent()
            && (number == 0 || Math.abs(number) * Math.pow(10, decimals.getAsInt()) >= 0.5);
    return plain
        ? String.format(Locale.ROOT, "%." + decimals.getAsInt() + "f", number)
        : NumberText.of(number);
  }
}
