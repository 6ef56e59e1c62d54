package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.model.internal.ShortName;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Histogram;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.plot.layer.EsdPlot;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * The spectra of a few states of a layer over each other in one pair of logarithmic axes and in the
 * same bins: of two models, or of a layer before and after its training (Martin &amp; Mahoney 2021,
 * JMLR 22(165), the figures of initial and trained weights). Each has a line and a dot, of its own
 * form, where its tail begins; the first is also filled, as the ground that others are seen on.
 */
public final class SpectraPlot {

  /** As many lines as can be told apart over each other. */
  public static final int MOST = 4;

  private static final int LONGEST = 40;
  private static final double DOT = 1.3;

  /** Room between what is drawn and the frame. */
  private static final double ROOM = 2;

  private static final List<Pen> PENS = List.of(Pen.PLAIN, Pen.BOLD, Pen.DASHED, Pen.DOTTED);

  /** Dark enough to be seen on the first one's bars, in grey as well. */
  private static final List<Ink> INKS = List.of(Ink.GROUP_1, Ink.GROUP_6, Ink.GROUP_3, Ink.GROUP_4);

  private final List<LabelledSpectrum> spectra;
  private final SharedBins bins;
  private final List<Histogram> histograms;
  private final double ground;

  private SpectraPlot(List<LabelledSpectrum> spectra) {
    this.spectra = spectra;
    this.bins = SharedBins.over(spectra.stream().map(one -> one.report().spectrum()).toList());
    this.histograms = spectra.stream().map(one -> bins.count(one.report().spectrum())).toList();
    this.ground = histograms.stream().mapToDouble(Histogram::lowest).min().orElse(1) / ROOM;
  }

  /**
   * Any few spectra.
   *
   * @param spectra from 1 to {@link #MOST}; heights are shares of each one's own eigenvalues, so
   *     that layers of different sizes compare
   * @throws IllegalArgumentException where there are none or more
   */
  public static XyPlot of(String title, List<LabelledSpectrum> spectra) {
    if (spectra.isEmpty() || spectra.size() > MOST) {
      throw new IllegalArgumentException(
          "from 1 to %s spectra can be told apart in a plot, but %s were given"
              .formatted(MOST, spectra.size()));
    }
    return new SpectraPlot(List.copyOf(spectra)).plot(title);
  }

  /**
   * One layer of several models; of those that have it, the first four.
   *
   * @param layer full name of the layer
   * @throws IllegalArgumentException where no model has such a layer
   */
  public static XyPlot of(List<Analysis> models, String layer) {
    List<LabelledSpectrum> found = new ArrayList<>();
    for (int i = 0; i < models.size() && found.size() < MOST; i++) {
      String label = LegendNames.of(models, i);
      models
          .get(i)
          .details()
          .find(layer)
          .ifPresent(row -> found.add(new LabelledSpectrum(label, row)));
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "none of the %s models has an analysed layer named '%s'".formatted(models.size(), layer));
    }
    return of("Spectrum of " + layer + " by model", found);
  }

  /**
   * One layer over a training: at every step of up to four, else at four of them with equal
   * distances, the first and the last among them.
   *
   * @param layer full name of the layer
   * @throws IllegalArgumentException where no step has such a layer; the message lists those it has
   */
  public static XyPlot of(History history, String layer) {
    List<LabelledSpectrum> some = SpectraGrid.over(history, layer, MOST);
    return of("Spectrum of " + layer + " over the training, in one plot", some);
  }

  private XyPlot plot(String title) {
    double top = histograms.stream().mapToDouble(Histogram::highest).max().orElse(1);
    Axis y = Axis.log("density ρ(λ), same bins").between(ground, ROOM * Math.max(top, ground));
    XyPlot.Builder plot = XyPlot.titled(title).axes(bins.axis("eigenvalue λ"), y);
    if (spectra.stream().anyMatch(one -> one.report().tail() instanceof LawFit)) {
      plot.note("dots: xmin, where the tail begins");
    }
    for (LabelledSpectrum one : spectra) {
      note(one).forEach(plot::note);
    }
    if (!histograms.get(0).bars().isEmpty()) {
      plot.add(new Mark.Bars("", Ink.BULK, histograms.get(0).bars()));
    }
    StringJoiner words = new StringJoiner("; ");
    for (int i = 0; i < spectra.size(); i++) {
      add(plot, i);
      words.add(words(spectra.get(i)));
    }
    for (int i = 0; i < spectra.size(); i++) {
      addBeginning(plot, i);
    }
    return plot.describedAs(
        title + ", histograms of eigenvalues over each other on logarithmic axes. " + words + ".");
  }

  private void add(XyPlot.Builder plot, int i) {
    List<Mark.Point> outline =
        histograms.get(i).outline().stream()
            .map(point -> point.y() > 0 ? point : new Mark.Point(point.x(), ground))
            .toList();
    LabelledSpectrum one = spectra.get(i);
    String name = ShortName.of(one.label(), LONGEST) + ", " + SpectraGrid.tail(one.report());
    plot.add(new Mark.Curve(name, INKS.get(i), PENS.get(i), outline));
  }

  /** A dot on the outline where the tail begins. */
  private void addBeginning(XyPlot.Builder plot, int i) {
    LabelledSpectrum one = spectra.get(i);
    if (one.report().tail() instanceof LawFit fit) {
      double height =
          histograms.get(i).bars().stream()
              .filter(bar -> bar.from() <= fit.xMin() && fit.xMin() <= bar.to())
              .mapToDouble(Mark.Bar::height)
              .max()
              .orElse(ground * ROOM);
      Dot dot = Dot.of(fit.xMin(), height, "xmin of " + one.label()).sized(DOT);
      plot.add(new Mark.Dots("", INKS.get(i), Glyph.group(i), List.of(dot)));
    }
  }

  private List<String> note(LabelledSpectrum one) {
    Spectrum all = one.report().spectrum();
    Spectrum shown = EsdPlot.shown(all);
    List<String> notes = new ArrayList<>();
    String who = ShortName.of(one.label(), LONGEST) + ": ";
    if (shown.size() < all.size()) {
      notes.add(who + (all.size() - shown.size()) + " of " + all.size() + " eigenvalues are 0");
    }
    int left = shown.countBelow(bins.left());
    if (left > 0) {
      notes.add(who + left + " farther left, down to λ = " + NumberText.of(shown.min()));
    }
    return notes;
  }

  private static String words(LabelledSpectrum one) {
    LayerReport report = one.report();
    return "%s: %s, %s eigenvalues up to %s"
        .formatted(
            one.label(),
            SpectraGrid.tail(report),
            report.spectrum().size(),
            NumberText.of(report.spectrum().max()));
  }
}
