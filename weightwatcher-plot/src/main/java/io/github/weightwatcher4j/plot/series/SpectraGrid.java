package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.chart.PlotGrid;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.plot.layer.BulkPlot;
import io.github.weightwatcher4j.plot.layer.EsdPlot;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.TrainingStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The spectrum of a layer in several states, as small multiples on common axes: over the epochs of
 * a training, or for networks trained with several batch sizes (Martin &amp; Mahoney 2021, JMLR
 * 22(165), the figures on batch size).
 */
public final class SpectraGrid {

  private static final int MOST = 9;
  private static final int COLUMNS = 3;

  private SpectraGrid() {}

  /** Log-log, with the tails and the laws fitted to them. */
  public static PlotGrid of(String title, List<LabelledSpectrum> spectra) {
    return grid(
        title,
        spectra,
        spectra.stream().map(one -> EsdPlot.of(one.report())).toList(),
        SpectraGrid::tail);
  }

  /**
   * Lin-lin, with the Marchenko-Pastur laws and the spikes.
   *
   * @throws IllegalArgumentException where a layer was analysed without the fit of the bulk
   */
  public static PlotGrid ofBulk(String title, List<LabelledSpectrum> spectra) {
    List<XyPlot> plots = new ArrayList<>();
    for (LabelledSpectrum one : spectra) {
      plots.add(
          BulkPlot.of(one.report())
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "no bulk was sought in "
                              + one.label()
                              + "; analyse it with the fit of the Marchenko-Pastur law")));
    }
    return grid(title, spectra, plots, SpectraGrid::bulk);
  }

  /**
   * Log-log, of one layer over a training: at every step of up to nine, else at nine of them with
   * equal distances, the first and the last among them.
   *
   * @param layer full name of the layer
   * @throws IllegalArgumentException where no step has such a layer; the message lists those it has
   */
  public static PlotGrid of(History history, String layer) {
    return of("Spectrum of " + layer + " over the training", over(history, layer));
  }

  /** The spectra that {@link #of(History, String)} draws. */
  static List<LabelledSpectrum> over(History history, String layer) {
    return over(history, layer, MOST);
  }

  /** The spectra of a layer at so many steps of equal distances, or at all where they are fewer. */
  static List<LabelledSpectrum> over(History history, String layer, int most) {
    List<TrainingStep> all =
        history.steps().stream()
            .filter(step -> step.analysis().details().find(layer).isPresent())
            .toList();
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          "no analysed layer is named '"
              + layer
              + "'; there are: "
              + String.join(", ", history.layers()));
    }
    List<LabelledSpectrum> some = new ArrayList<>();
    int count = Math.min(most, all.size());
    for (int i = 0; i < count; i++) {
      TrainingStep step =
          all.get((int) Math.round(i * (all.size() - 1.0) / Math.max(1, count - 1)));
      String label = TrainingTime.label(history.steps(), step);
      some.add(new LabelledSpectrum(label, step.analysis().details().get(layer)));
    }
    return some;
  }

  private static PlotGrid grid(
      String title,
      List<LabelledSpectrum> spectra,
      List<XyPlot> plots,
      Function<LayerReport, String> words) {
    if (plots.isEmpty()) {
      throw new IllegalArgumentException("needs at least one spectrum to draw");
    }
    List<List<Mark>> marks = plots.stream().map(plot -> SpectrumLegend.of(plot.marks())).toList();
    List<XyPlot> panels = new ArrayList<>();
    Map<String, Mark> legend = new LinkedHashMap<>();
    for (int i = 0; i < plots.size(); i++) {
      marks.get(i).forEach(mark -> legend.putIfAbsent(mark.name(), mark));
      panels.add(
          new XyPlot(
              spectra.get(i).label(),
              List.of(words.apply(spectra.get(i).report())),
              plots.get(i).description(),
              CommonAxis.of(plots, Mark.Side.X),
              CommonAxis.of(plots, Mark.Side.Y),
              marks.get(i).stream().map(mark -> SpectrumLegend.named(mark, "")).toList()));
    }
    String all =
        spectra.stream()
            .map(one -> one.label() + ": " + words.apply(one.report()))
            .collect(Collectors.joining("; "));
    int columns = panels.size() == 4 ? 2 : Math.min(COLUMNS, panels.size());
    return new PlotGrid(
        title, title + ". " + all + ".", columns, panels, List.copyOf(legend.values()));
  }

  /** Such as "alpha = 2.51 ± 0.08". */
  static String tail(LayerReport report) {
    if (report.alpha().isEmpty()) {
      return "no power law";
    }
    String error =
        report.metric(Metric.SIGMA).stream()
            .mapToObj(sigma -> " ± " + NumberText.of(sigma))
            .findFirst()
            .orElse("");
    return "alpha = " + NumberText.of(report.alpha().getAsDouble()) + error;
  }

  private static String bulk(LayerReport report) {
    OptionalDouble rank = report.metric(Metric.MP_SOFTRANK);
    OptionalDouble spikes = report.metric(Metric.NUM_SPIKES);
    return rank.isPresent() && spikes.isPresent()
        ? String.format(
            Locale.ROOT,
            "soft rank %s, spikes: %.0f",
            NumberText.of(rank.getAsDouble()),
            spikes.getAsDouble())
        : "no Marchenko-Pastur law";
  }
}
