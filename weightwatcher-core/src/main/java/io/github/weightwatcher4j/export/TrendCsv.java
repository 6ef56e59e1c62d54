package io.github.weightwatcher4j.export;

import io.github.weightwatcher4j.export.internal.ResultFile;
import io.github.weightwatcher4j.trend.GroupTrend;
import io.github.weightwatcher4j.trend.Interval;
import io.github.weightwatcher4j.trend.MetricTrend;
import io.github.weightwatcher4j.trend.TrendIntervals;
import io.github.weightwatcher4j.trend.TrendLine;
import io.github.weightwatcher4j.trend.TrendMeasure;
import io.github.weightwatcher4j.trend.TrendTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Trends over a series as CSV (RFC 4180, UTF-8, lines end with LF): a line for each metric over all
 * models, whose column {@code of} says {@code all}, and for each metric in each {@code group};
 * numbers with all their digits, a missing value empty. Names are {@link CsvCells#DEFUSED}.
 */
public final class TrendCsv {

  private static final String HEADER =
      "metric,quantity,of,group,n,slope,slope_low,slope_high,slope_error,slope_p,intercept,"
          + "rmse,rmse_low,rmse_high,r2,r2_low,r2_high,pearson,pearson_low,pearson_high,spearman,"
          + "kendall,kendall_low,kendall_high,kendall_p,within,within_p,paradox,independence,"
          + "remarks\n";

  private TrendCsv() {}

  /** The trends as text. */
  public static String of(TrendTable table) {
    StringBuilder text = new StringBuilder(HEADER);
    for (MetricTrend trend : table.trends()) {
      text.append(line(trend, trend.all(), "all"));
      trend.groups().forEach(group -> text.append(line(trend, group, "group")));
    }
    return text.toString();
  }

  /**
   * Writes the trends to a file, replacing it in one step.
   *
   * @throws IOException where it cannot be written; the file is as it was before
   */
  public static void write(TrendTable table, Path file) throws IOException {
    ResultFile.write(file, of(table));
  }

  private static String line(MetricTrend metric, GroupTrend trend, String of) {
    boolean whole = of.equals("all");
    Optional<TrendLine> line = trend.line();
    List<String> cells = new ArrayList<>();
    cells.add(CsvCells.DEFUSED.cell(metric.metric()));
    cells.add(CsvCells.DEFUSED.cell(metric.quantity()));
    cells.add(of);
    cells.add(CsvCells.DEFUSED.cell(trend.group()));
    cells.add(String.valueOf(trend.count()));
    cells.add(line.map(it -> String.valueOf(it.slope())).orElse(""));
    add(cells, trend.intervals().map(TrendIntervals::slope));
    cells.add(CsvCells.cell(line.map(TrendLine::slopeError).orElse(OptionalDouble.empty())));
    cells.add(CsvCells.cell(trend.slopeP()));
    cells.add(line.map(it -> String.valueOf(it.intercept())).orElse(""));
    add(cells, TrendMeasure.RMSE, trend);
    add(cells, TrendMeasure.R_SQUARED, trend);
    cells.add(CsvCells.cell(trend.pearson()));
    add(cells, trend.pearsonInterval());
    cells.add(CsvCells.cell(trend.spearman()));
    add(cells, TrendMeasure.KENDALL, trend);
    cells.add(CsvCells.cell(trend.kendallP()));
    cells.add(whole ? CsvCells.cell(metric.within()) : "");
    cells.add(whole ? CsvCells.cell(metric.withinP()) : "");
    cells.add(whole ? metric.paradox().name().toLowerCase(Locale.ROOT) : "");
    cells.add(trend.independence().key());
    cells.add(CsvCells.DEFUSED.cell(String.join(". ", trend.remarks())));
    return cells.stream().collect(Collectors.joining(",", "", "\n"));
  }

  private static void add(List<String> cells, TrendMeasure measure, GroupTrend trend) {
    cells.add(CsvCells.cell(measure.value(trend)));
    add(cells, measure.interval(trend));
  }

  private static void add(List<String> cells, Optional<Interval> interval) {
    cells.add(interval.map(it -> String.valueOf(it.low())).orElse(""));
    cells.add(interval.map(it -> String.valueOf(it.high())).orElse(""));
  }
}
