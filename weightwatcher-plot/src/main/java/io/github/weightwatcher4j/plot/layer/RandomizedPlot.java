package io.github.weightwatcher4j.plot.layer;

import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.ShuffledSpectrum;
import io.github.weightwatcher4j.metric.Trap;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Bins;
import io.github.weightwatcher4j.plot.chart.Histogram;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.Evidence;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The ESD of a layer against that of the same weights shuffled (the randomized ESD), per power of
 * ten, with correlation traps: eigenvalues of the shuffled weights above their bulk.
 *
 * <p>Of several replicas, the randomized ESD is the mean and the traps are those of all.
 */
public final class RandomizedPlot {

  private RandomizedPlot() {}

  /** The plot of a row of the table; empty where no weights were shuffled. */
  public static Optional<XyPlot> of(LayerReport report) {
    List<ShuffledSpectrum> shuffled = report.evidence().shuffled();
    return shuffled.isEmpty() ? Optional.empty() : Optional.of(of(report, shuffled));
  }

  private static XyPlot of(LayerReport report, List<ShuffledSpectrum> shuffled) {
    Spectrum random = Spectrum.pooled(shuffled.stream().map(ShuffledSpectrum::spectrum).toList());
    double[] ours = Esd.positive(report.spectrum()).toArray();
    double[] theirs = Esd.positive(random).toArray();
    Bins bins = bins(ours, theirs);
    Histogram esd = bins.count(ours, Math.max(1, report.spectrum().size())).perDecade();
    Histogram outline = bins.count(theirs, Math.max(1, random.size())).perDecade();
    double top = 1.15 * Math.max(esd.highest(), outline.highest());
    XyPlot.Builder plot =
        XyPlot.titled(Title.of(report, "ESD and randomized ESD"))
            .axes(
                Axis.log("eigenvalue λ"),
                Axis.linear("density per decade, ρ(λ) λ ln 10").between(0, top))
            .note(trapText(report, shuffled))
            .note(distances(report))
            .add(new Mark.Bars("ESD", Ink.BULK, esd.bars()))
            .add(new Mark.Curve("randomized ESD", Ink.RANDOM, Pen.BOLD, outline.outline()))
            .add(EsdPlot.rule("λmax", Ink.MARK, Pen.DOTTED, report.spectrum().max()))
            .add(EsdPlot.rule("largest randomized λ", Ink.RANDOM, Pen.DASHED, random.max()));
    report
        .metric(Metric.RAND_BULK_MAX)
        .ifPresent(
            edge -> plot.add(EsdPlot.rule("randomized bulk edge", Ink.RANDOM, Pen.DOTTED, edge)));
    Optional<String> largest =
        addTraps(plot, report, random.max(), x -> highest(x, esd, outline) + 0.03 * top);
    return plot.describedAs(
        "Histograms of the logarithms of the eigenvalues of "
            + report.name()
            + " and of its weights shuffled; "
            + trapText(report, shuffled)
            + "; "
            + distances(report)
            + largest.map(text -> "; " + text).orElse(""));
  }

  /** Marks the traps; what there is to say of the largest. */
  private static Optional<String> addTraps(
      XyPlot.Builder plot, LayerReport report, double to, DoubleUnaryOperator height) {
    Evidence evidence = report.evidence();
    DoubleStream traps = evidence.shuffled().stream().flatMapToDouble(RandomizedPlot::traps);
    List<Trap> measured = evidence.traps();
    NoiseLaw.spikes("correlation traps", traps, to, height, x -> TrapText.of(x, measured))
        .forEach(plot::add);
    Optional<String> largest = TrapText.of(measured);
    largest.ifPresent(plot::note);
    return largest;
  }

  private static double highest(double x, Histogram one, Histogram other) {
    return Math.max(Histogram.height(one.bars(), x), Histogram.height(other.bars(), x));
  }

  private static Bins bins(double[] ours, double[] theirs) {
    double[] both = DoubleStream.concat(DoubleStream.of(ours), DoubleStream.of(theirs)).toArray();
    return Bins.logarithmic(both);
  }

  /** How many traps there are; without a bulk nobody knows. */
  private static String trapText(LayerReport report, List<ShuffledSpectrum> shuffled) {
    OptionalDouble count = report.metric(Metric.RAND_NUM_SPIKES);
    if (count.isEmpty()) {
      return "correlation traps unknown, since the shuffled weights have no bulk";
    }
    long traps = Math.round(count.getAsDouble());
    String of = shuffled.size() > 1 ? " (median of " + shuffled.size() + " replicas)" : "";
    return (traps == 0 ? "no" : String.valueOf(traps))
        + (traps == 1 ? " correlation trap" : " correlation traps")
        + of
        + ", at the level of the model";
  }

  private static String distances(LayerReport report) {
    StringBuilder text = new StringBuilder();
    append(text, report, Metric.RAND_DISTANCE, "Jensen-Shannon distance ");
    append(text, report, Metric.WW_SOFTRANK, "WW soft rank ");
    return text.toString();
  }

  /**
   * The traps of a replica: eigenvalues beyond the noise, and those of rows and columns that were
   * taken out before, which are the largest. Of several matrices nobody knows which these are.
   */
  private static DoubleStream traps(ShuffledSpectrum replica) {
    boolean one = !(replica.bulk() instanceof MarchenkoPasturFit fit) || fit.matrices().size() == 1;
    int size = replica.spectrum().size();
    int lines = one ? Math.min(size, replica.lines()) : 0;
    return DoubleStream.concat(
        IntStream.range(0, lines).mapToDouble(i -> replica.spectrum().eigenvalue(size - 1 - i)),
        NoiseLaw.eigenvalues(replica.traps()));
  }

  private static void append(StringBuilder text, LayerReport report, Metric metric, String name) {
    report
        .metric(metric)
        .ifPresent(
            value ->
                text.append(text.isEmpty() ? "" : ", ").append(name).append(NumberText.of(value)));
  }
}
