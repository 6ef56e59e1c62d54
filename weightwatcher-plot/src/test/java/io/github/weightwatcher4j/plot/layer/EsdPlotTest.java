package io.github.weightwatcher4j.plot.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class EsdPlotTest {

  private static final LayerReport HEAVY = Rows.of(Rows.heavyTailed(200, 100));

  @Test
  void barsOfBulkAndTailHoldTheirSharesOfTheEigenvalues() {
    XyPlot plot = EsdPlot.of(HEAVY);
    LawFit fit = (LawFit) HEAVY.tail();

    double tail = (double) fit.tailSize() / HEAVY.spectrum().size();
    assertThat(Rows.mass(plot.mark("tail"))).isCloseTo(tail, within(1e-12)); // rounding of sums
    assertThat(Rows.mass(plot.mark("bulk"))).isCloseTo(1 - tail, within(1e-12));
  }

  @Test
  void noBarIsPartlyInTheTail() {
    XyPlot plot = EsdPlot.of(HEAVY);
    LawFit fit = (LawFit) HEAVY.tail();

    List<Mark.Bar> tail = ((Mark.Bars) plot.mark("tail")).bars();
    assertThat(tail.get(0).from()).isEqualTo(fit.xMin());
    assertThat(tail.get(tail.size() - 1).to()).isEqualTo(fit.xMax());
    assertThat(((Mark.Bars) plot.mark("bulk")).bars())
        .allSatisfy(bar -> assertThat(bar.to()).isLessThanOrEqualTo(fit.xMin()));
  }

  @Test
  void xMinAndXMaxAreMarkedWhereTheyAre() {
    XyPlot plot = EsdPlot.of(HEAVY);
    LawFit fit = (LawFit) HEAVY.tail();

    assertThat(Rows.at(plot.mark("xmin"))).isEqualTo(fit.xMin());
    assertThat(Rows.at(plot.mark("xmax"))).isEqualTo(fit.xMax());
  }

  @Test
  void lawIsDrawnOverItsOwnRangeOnTheScaleOfTheHistogram() {
    List<Mark.Point> curve = Rows.points(EsdPlot.of(HEAVY).mark("power law"));
    LawFit fit = (LawFit) HEAVY.tail();

    double share = (double) fit.tailSize() / HEAVY.spectrum().size();
    assertThat(curve.get(0).x()).isEqualTo(fit.xMin());
    assertThat(curve.get(curve.size() - 1).x()).isCloseTo(fit.xMax(), within(1e-9 * fit.xMax()));
    assertThat(integral(curve)).isCloseTo(share * (1 - fit.survival(fit.xMax())), within(1e-9));
  }

  @Test
  void curveIntegratesToTheMassOfTheTail() {
    PowerLawFit fit = new PowerLawFit(2.5, 0.1, 3, 1e9, 0.05, 40);

    // Beyond xmax there is 0.4 (1e9 / 3)^-1.5, less than 1e-13.
    assertThat(integral(LawCurve.density(fit, 100))).isCloseTo(0.4, within(1e-9));
  }

  /** Exact for a power law between points. */
  private static double integral(List<Mark.Point> curve) {
    double integral = 0;
    for (int i = 1; i < curve.size(); i++) {
      Mark.Point a = curve.get(i - 1);
      Mark.Point b = curve.get(i);
      double exponent = Math.log(b.y() / a.y()) / Math.log(b.x() / a.x());
      integral += (b.x() * b.y() - a.x() * a.y()) / (exponent + 1);
    }
    return integral;
  }

  @Test
  void eigenvaluesThatWereClippedAreNotInTheTail() {
    LayerReport row =
        Rows.of(Rows.heavyTailed(200, 100), options -> options.profile(true).dropLargest(3));
    XyPlot plot = EsdPlot.of(row);
    LawFit fit = (LawFit) row.tail();

    assertThat(Rows.mass(plot.mark("tail"))).isCloseTo(fit.tailSize() / 100.0, within(1e-12));
    assertThat(Rows.mass(plot.mark("bulk"))).isCloseTo(1 - fit.tailSize() / 100.0, within(1e-12));
    assertThat(Rows.at(plot.mark("xmax"))).isLessThan(row.spectrum().max());
  }

  @Test
  void bestOtherLawIsDrawnBesideTheFittedOne() {
    LayerReport noise = Rows.of(Rows.gaussian(200, 100));

    LawFit best = noise.bestTail().orElseThrow();

    assertThat(best.law().label()).isNotEqualTo("power law");
    assertThat(EsdPlot.of(noise).marks())
        .anySatisfy(mark -> assertThat(mark.name()).startsWith(best.law().label()));
  }

  @Test
  void numbersAreSaidInTheNoteAndInTheDescription() {
    XyPlot plot = EsdPlot.of(HEAVY);
    PowerLawFit fit = (PowerLawFit) HEAVY.tail();

    assertThat(plot.notes().get(0))
        .startsWith(String.format(java.util.Locale.ROOT, "α = %.2f ± ", fit.alpha()))
        .endsWith(fit.tailSize() + " of 100 eigenvalues in the tail");
    assertThat(plot.description()).contains(plot.notes().get(0));
  }

  @Test
  void failedFitLeavesTheHistogramAndSaysWhy() {
    XyPlot plot = EsdPlot.of(Rows.of(Rows.diagonal(2, 2, 2, 2, 2, 2, 2, 2, 2, 2)));

    assertThat(plot.notes())
        .containsExactly("no fit of the tail: all 10 eigenvalues equal 4.00000");
    assertThat(Rows.mass(plot.mark("ESD"))).isCloseTo(1, within(1e-12));
  }

  @Test
  void eigenvaluesThatAreRoundingErrorsAreCounted() {
    XyPlot plot = EsdPlot.of(Rows.of(Rows.diagonal(4, 3, 2, 1, 0, 0, 0, 0, 0, 0)));

    assertThat(plot.notes()).contains("6 eigenvalues 0 to rounding, not drawn");
  }
}
