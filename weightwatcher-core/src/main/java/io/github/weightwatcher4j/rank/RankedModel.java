package io.github.weightwatcher4j.rank;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.internal.Printable;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model in one row: what remains of its analysis, without layers and eigenvalues. Immutable.
 *
 * <p>Shares are of all layers that should have been analysed: the rows of the analysis and the
 * layers that were lost.
 */
public final class RankedModel {

  /** Numbers whose means over the layers a row has. */
  public static final List<Metric> METRICS =
      List.of(
          Metric.ALPHA,
          Metric.ALPHA_WEIGHTED,
          Metric.LOG_ALPHA_NORM,
          Metric.LOG_NORM,
          Metric.LOG_SPECTRAL_NORM);

  /** How many layers are named to be looked at first. */
  public static final int WORST = 3;

  private record Counts(
      int layers, int lost, int skipped, int failedFits, int findings, int borderline) {}

  private record Parts(
      String name,
      String path,
      String verdict,
      Counts counts,
      Map<Verdict, Integer> verdicts,
      Map<Metric, LayerMean> means,
      List<WorstLayer> worst) {}

  private final Parts parts;

  private RankedModel(Parts parts) {
    this.parts = parts;
  }

  /**
   * The row of an analysis, which it does not keep.
   *
   * @param path of the file that it came from, with whatever characters
   */
  public static RankedModel of(String path, Analysis analysis) {
    LayerTable fitted = analysis.details().filter(row -> row.tail().succeeded());
    Map<Metric, LayerMean> means = new EnumMap<>(Metric.class);
    for (Metric metric : METRICS) {
      LayerMean.of(fitted.column(metric)).ifPresent(mean -> means.put(metric, mean));
    }
    return new RankedModel(
        new Parts(
            analysis.model(),
            Printable.of(path),
            analysis.verdict(),
            counts(analysis),
            analysis.summary().verdicts(),
            Collections.unmodifiableMap(means),
            WorstLayer.of(analysis.details().stream(), WORST)));
  }

  private static Counts counts(Analysis analysis) {
    int lost = analysis.lost().size();
    int borderline =
        (int) analysis.details().stream().filter(row -> row.verdict().isBorderline()).count();
    return new Counts(
        analysis.details().size(),
        lost,
        analysis.skipped().size() - lost,
        analysis.summary().failedFits(),
        analysis.findings().size(),
        borderline);
  }

  /** What the model is called, as it is shown; several models may be called the same. */
  public String name() {
    return parts.name();
  }

  /** The file that it came from, as it is shown. */
  public String path() {
    return parts.path();
  }

  /** What is said of the model, in one sentence without its end. */
  public String verdict() {
    return parts.verdict();
  }

  /** Rows that were analysed: layers, or slices of them. */
  public int layers() {
    return parts.counts().layers();
  }

  /** Layers that should have been analysed and were not. */
  public int lost() {
    return parts.counts().lost();
  }

  /** Layers left out by choice, by their size, or because they hold no weights. */
  public int skipped() {
    return parts.counts().skipped();
  }

  /** Rows without a power law; they are in no mean. */
  public int failedFits() {
    return parts.counts().failedFits();
  }

  /** How many findings there are, over all layers. */
  public int findings() {
    return parts.counts().findings();
  }

  /** Rows whose verdict might as well be the neighbouring one. */
  public int borderline() {
    return parts.counts().borderline();
  }

  /** Whether some layer was analysed and none is lost. */
  public boolean isComplete() {
    return layers() > 0 && lost() == 0;
  }

  /** How many rows have each verdict, for the verdicts that there are. */
  public Map<Verdict, Integer> verdicts() {
    return parts.verdicts();
  }

  /** How many rows have a verdict. */
  public int count(Verdict verdict) {
    return verdicts().getOrDefault(verdict, 0);
  }

  /** Layers of which nobody can tell: lost, or not to be judged. */
  public int unknown() {
    return lost() + count(Verdict.CANNOT_TELL);
  }

  /** A count of layers as a share of all that should have been analysed, 0 where there are none. */
  public double share(int count) {
    int all = layers() + lost();
    return all == 0 ? 0 : (double) count / all;
  }

  /** Means over the layers with a fit, for those of {@link #METRICS} that any layer has. */
  public Map<Metric, LayerMean> means() {
    return parts.means();
  }

  /** The mean of a metric over the layers with a fit; empty where there is none. */
  public Optional<LayerMean> mean(Metric metric) {
    return Optional.ofNullable(means().get(metric));
  }

  /** The layers to look at first, at most {@link #WORST}, whatever is said of them. */
  public List<WorstLayer> worst() {
    return parts.worst();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RankedModel that && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  @Override
  public String toString() {
    return name() + ": " + verdict();
  }
}
