package io.github.weightwatcher4j.golden;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metric.Stage;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Where Python's number is not the right answer, what is, and why (sections 2, 4 and 12 of the
 * numerical contract).
 *
 * @param cases regular expression for the names of the cases
 * @param metrics the columns
 * @param right tells whether our row has the right answer
 * @param reason why Python's is not
 */
record KnownDifference(
    String cases, Set<Metric> metrics, BiPredicate<LayerReport, Metric> right, String reason) {

  private static final Set<Metric> FIT =
      EnumSet.copyOf(
          Arrays.stream(Metric.values()).filter(metric -> metric.stage() == Stage.FIT).toList());

  /** For rows whose fit failed in Python too. */
  private static final KnownDifference FAILED_FIT =
      absent(".*", FIT, "Python writes -1 for a failed fit and goes on to compute with it");

  /** For convolutions whose slices are pooled. */
  private static final KnownDifference POOLED =
      new KnownDifference(
          ".*",
          EnumSet.of(Metric.SV_MIN),
          (row, metric) -> row.metric(metric).orElse(-1) == Math.sqrt(row.spectrum().eigenvalue(0)),
          "the smallest singular value of all slices; Python has the largest of the slices' smallest");

  /** For bulks that Python does not find. */
  private static final KnownDifference NO_BULK =
      absent(
          ".*",
          EnumSet.copyOf(
              Arrays.stream(Metric.values()).filter(m -> m.stage() == Stage.BULK).toList()),
          "Python writes -1, or has the smallest sigma that it tries");

  /** For fits by Python's second package. */
  private static final KnownDifference NO_XMAX =
      new KnownDifference(
          ".*",
          EnumSet.of(Metric.XMAX),
          (row, metric) -> row.metric(metric).orElse(-1) == row.spectrum().max(),
          "the largest eigenvalue; Python leaves it out");

  /** For both sets of options. */
  static final List<KnownDifference> ALWAYS =
      List.of(
          absent(
              "identity_50x50",
              FIT,
              "all eigenvalues are equal: there is no tail, Python's alpha is Infinity"),
          absent(
              "ones_50x40|onehot_50x40|col_50x1|huge_80x60",
              EnumSet.of(Metric.ENTROPY),
              "ln(rank) is 0 for a rank of 1; Python divides by 1e-10 or so"),
          absent("zeros_50x40", EnumSet.of(Metric.DETX_NUM), "no eigenvalue, no tail"),
          right(
              "identity_50x50",
              Metric.DETX_NUM,
              50,
              "all are 1 and multiply to 1; Python's product does not change, and it finds 0"),
          new KnownDifference(
              "ones_50x40|huge_80x60",
              EnumSet.of(Metric.DETX_VAL),
              (row, metric) -> row.metric(metric).orElse(1) <= 1e-15 * row.spectrum().max(),
              "a zero eigenvalue ends the tail of one, and zeros are rounding errors"),
          new KnownDifference(
              "huge_80x60",
              EnumSet.of(
                  Metric.ALPHA,
                  Metric.SIGMA,
                  Metric.XMIN,
                  Metric.D,
                  Metric.TAIL_SIZE,
                  Metric.ALPHA_WEIGHTED,
                  Metric.LOG_ALPHA_NORM,
                  Metric.WEAK_RANK_LOSS),
              (row, metric) -> true,
              "beside 1e60 the other 59 eigenvalues are rounding errors in any float64 library:"
                  + " with an absolute cutoff the fit is one of noise, ours like Python's"));

  /** For the default options only. */
  static final List<KnownDifference> OF_DEFAULTS =
      List.of(
          absent(
              "huge_80x60", FIT, "one eigenvalue lies above 1e-5 of the mean, and one is no tail"),
          right(
              "rankdef_r60_100x200_float32",
              Metric.MATRIX_RANK,
              60,
              "the product of factors with 60 columns; Python counts the rounding of float32"),
          right("rankdef_r60_100x200_float32", Metric.RANK_LOSS, 40, "100 less the rank"),
          right(
              "rankdef_r60_100x200_float32",
              Metric.ENTROPY,
              // Python's own number for the same matrix in float64, 1e-8 away.
              0.8945081634829897,
              "normalized by ln 60, not ln 100"),
          right(
              "conv_keraslayout_3x3x32x64",
              Metric.WEAK_RANK_LOSS,
              6,
              "so many of Python's own eigenvalues are below 1e-6 of their mean, with and without"
                  + " the convolution norm; its absolute bound finds 80 and 61"));

  private static KnownDifference absent(String cases, Set<Metric> metrics, String reason) {
    return new KnownDifference(
        cases, metrics, (row, metric) -> row.metric(metric).isEmpty(), reason);
  }

  private static KnownDifference right(String cases, Metric metric, double value, String reason) {
    BiPredicate<LayerReport, Metric> near =
        (row, column) -> Math.abs(row.metric(column).orElse(-1) - value) <= 1e-6 * value;
    return new KnownDifference(cases, EnumSet.of(metric), near, reason);
  }

  /** Those that bear on one row; of several for one metric the first counts. */
  static List<KnownDifference> of(String name, PythonRow python, List<KnownDifference> all) {
    Stream<KnownDifference> ofCase = all.stream().filter(known -> name.matches(known.cases));
    Stream<KnownDifference> ofFit = Stream.of(FAILED_FIT).filter(known -> python.fitFailed());
    Stream<KnownDifference> ofPool = Stream.of(POOLED).filter(known -> python.isPooled());
    Stream<KnownDifference> ofXmax = Stream.of(NO_XMAX).filter(known -> python.lacksXmax());
    Stream<KnownDifference> ofBulk = Stream.of(NO_BULK).filter(known -> python.lacksBulk());
    return Stream.of(ofFit, ofXmax, ofBulk, ofPool, ofCase).flatMap(known -> known).toList();
  }

  boolean concerns(Metric metric) {
    return metrics.contains(metric);
  }

  boolean accepts(LayerReport ours, Metric metric) {
    return right.test(ours, metric);
  }
}
