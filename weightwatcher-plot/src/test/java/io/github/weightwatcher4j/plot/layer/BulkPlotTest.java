package io.github.weightwatcher4j.plot.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.bulk.GoodnessOfFit;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.bulk.MatrixNoise;
import io.github.weightwatcher4j.bulk.Spike;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.Evidence;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BulkPlotTest {

  private static final LayerReport SPIKED = Rows.of(Rows.spiked(400, 200, 1.5, 1.7, 2));
  private static final MarchenkoPasturFit FIT =
      (MarchenkoPasturFit) SPIKED.evidence().bulk().orElseThrow();

  @Test
  void lawIntegratesToTheShareOfTheBulk() {
    List<Mark.Point> curve = Rows.points(plot(SPIKED).mark("Marchenko-Pastur"));

    double integral = 0;
    for (int i = 1; i < curve.size(); i++) {
      Mark.Point a = curve.get(i - 1);
      Mark.Point b = curve.get(i);
      integral += (b.x() - a.x()) * (a.y() + b.y()) / 2;
    }
    assertThat(integral).isCloseTo(197.0 / 200, within(1e-3)); // trapezoids of 120 points
  }

  @Test
  void lawPerDecadeIntegratesToTheSameShare() {
    List<Mark.Point> curve = Rows.points(LogEsdPlot.of(SPIKED).mark("Marchenko-Pastur"));

    double integral = 0;
    for (int i = 1; i < curve.size(); i++) {
      Mark.Point a = curve.get(i - 1);
      Mark.Point b = curve.get(i);
      integral += Math.log10(b.x() / a.x()) * (a.y() + b.y()) / 2;
    }
    assertThat(integral).isCloseTo(197.0 / 200, within(1e-3)); // trapezoids of 120 points
  }

  @Test
  void edgesAndBandAndSpikesAreWhereTheFitHasThem() {
    XyPlot plot = plot(SPIKED);
    Mark.Span band = (Mark.Span) plot.mark("Tracy-Widom");

    assertThat(Rows.at(plot.mark("bulk edges"))).isEqualTo(FIT.bulkMax());
    assertThat(band.from()).isEqualTo(FIT.noise().exceededWith(0.95));
    assertThat(band.to()).isEqualTo(FIT.noise().exceededWith(0.05));
    assertThat(Rows.dots(plot.mark("spikes")).stream().map(Mark.Dot::x))
        .containsExactlyElementsOf(FIT.spikes().stream().map(Spike::eigenvalue).toList());
    assertThat(FIT.spikes()).hasSize(3);
  }

  @Test
  void allBarsTogetherAreTheWholeSpectrum() {
    assertThat(Rows.mass(plot(SPIKED).mark("ESD"))).isCloseTo(1, within(1e-12));
    XyPlot log = LogEsdPlot.of(SPIKED);
    assertThat(Rows.massPerDecade(log.mark("bulk")) + Rows.massPerDecade(log.mark("tail")))
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void spikesFarOutAreCountedButDoNotFlattenTheBulk() {
    XyPlot plot = plot(Rows.of(Rows.spiked(200, 100, 2, 40)));

    assertThat(plot.x().to().orElseThrow()).isLessThan(10);
    assertThat(plot.notes().get(1)).startsWith("2 spikes lie farther right, up to λ = 16");
    assertThat(Rows.mass(plot.mark("ESD"))).isCloseTo(0.98, within(1e-12));
  }

  @Test
  void squareNoiseHasAnUnboundedDensityThatIsCutOff() {
    XyPlot plot = plot(Rows.of(Rows.gaussian(100, 100)));

    double top = plot.y().to().orElseThrow();
    assertThat(Rows.points(plot.mark("Marchenko-Pastur")))
        .allSatisfy(point -> assertThat(point.y()).isBetween(0.0, 10 * top));
    assertThat(((Mark.Bars) plot.mark("ESD")).bars())
        .allSatisfy(bar -> assertThat(bar.height()).isLessThan(top));
  }

  @Test
  void failedFitLeavesTheHistogramAndSaysWhy() {
    XyPlot plot = plot(Rows.of(Rows.diagonal(1, 2, 3)));

    assertThat(plot.notes().get(0)).startsWith("no Marchenko-Pastur fit: 3 eigenvalues above 0");
    assertThat(Rows.mass(plot.mark("ESD"))).isCloseTo(1, within(1e-12));
  }

  @Test
  void theCurveOfSlicesOfUnequalNoiseIsTheMeanOfTheirLaws() {
    MatrixNoise quiet = new MatrixNoise(100, 50, 0.01, 0, 3.1);
    MatrixNoise loud = new MatrixNoise(100, 50, 0.04, 0, 12.4);
    double middle = (quiet.upper() + loud.upper()) / 2; // where only the loud one has a bulk
    Spike spike = new Spike(3.5, 1, 5, 1e-6); // of the quiet one, within the bulk of the other
    MarchenkoPasturFit both =
        new MarchenkoPasturFit(
            List.of(quiet, loud),
            List.of(spike),
            5,
            1e-6,
            new GoodnessOfFit(0.01, 0.02),
            1,
            loud.upper());

    XyPlot plot = plot(with(both, Spectrum.of(quiet.upper(), 3.5, loud.upper())));

    List<Mark.Point> curve = Rows.points(plot.mark("Marchenko-Pastur"));
    double share = 2.0 / 3;
    assertThat(curve)
        .filteredOn(point -> point.x() < loud.upper())
        .allSatisfy(
            point ->
                assertThat(point.y())
                    .isCloseTo(
                        share * (quiet.density(point.x()) + loud.density(point.x())) / 2,
                        within(1e-15))); // rounding of a sum
    assertThat(curve).anyMatch(point -> point.x() > middle && point.y() > 0);
    assertThat(plot.mark("spikes").name()).endsWith("each beyond its slice's noise");
    assertThat(plot.mark("bulk edges").name()).endsWith("(of 2 slices)");
  }

  private static LayerReport with(BulkFit bulk, Spectrum spectrum) {
    Evidence evidence =
        Evidence.of(
            Optional.of(bulk),
            SPIKED.phase(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of());
    return LayerReport.of(
        SPIKED.layer(),
        SPIKED.slice(),
        spectrum,
        SPIKED.tail(),
        SPIKED.metrics(),
        evidence,
        SPIKED.verdict(),
        List.of());
  }

  @Test
  void aRefusedBulkThatLeavesNoiseInDoubtSaysSo() {
    assertThat(plot(with(new FailedBulkFit("by hand", true), SPIKED.spectrum())).notes())
        .containsExactly("no Marchenko-Pastur fit: by hand; noise is not ruled out");
    assertThat(plot(with(new FailedBulkFit("by hand", false), SPIKED.spectrum())).notes())
        .containsExactly("no Marchenko-Pastur fit: by hand");
  }

  private static XyPlot plot(LayerReport row) {
    return BulkPlot.of(row).orElseThrow();
  }
}
