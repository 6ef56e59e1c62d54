package io.github.weightwatcher4j.plot.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.metric.ShuffledSpectrum;
import io.github.weightwatcher4j.metric.Trap;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.Evidence;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RandomizedPlotTest {

  /** One large entry, which shuffling cannot take away. */
  private static LayerReport trapped(int replicas) {
    double[][] weights = Rows.gaussian(200, 100);
    weights[3][5] = 4;
    return Rows.of(weights, options -> options.replicas(replicas));
  }

  @Test
  void trapsAreMarkedAtTheirEigenvalues() {
    LayerReport row = trapped(1);
    ShuffledSpectrum shuffled = row.evidence().shuffled().get(0);

    List<Mark.Dot> traps = Rows.dots(plot(row).mark("correlation traps"));

    assertThat(traps).hasSize(shuffled.count().orElseThrow());
    assertThat(traps.get(0).x()).isBetween(16.0, 20.0); // 4^2 and a little of the noise
    assertThat(Rows.at(plot(row).mark("largest randomized"))).isEqualTo(traps.get(0).x());
  }

  @Test
  void aTrapIsMarkedWithWhatItsVectorsSay() {
    LayerReport row = trapped(3);
    Trap trap = row.evidence().traps().get(0);
    String measures =
        "δ = %s, q = %s, overlap %s"
            .formatted(
                NumberText.of(trap.delta()),
                NumberText.of(trap.q()),
                NumberText.of(trap.overlap()));

    List<Mark.Dot> traps = Rows.dots(plot(row).mark("correlation traps"));

    assertThat(traps)
        .extracting(Mark.Dot::label)
        .contains("λ = " + NumberText.of(trap.eigenvalue()) + ", " + measures);
    assertThat(plot(row).notes())
        .contains("largest trap: " + measures + "; burden " + NumberText.of(trap.burden()));
  }

  @Test
  void noiseHasNoTrapToTellOf() {
    assertThat(plot(Rows.of(Rows.gaussian(200, 100))).notes())
        .noneMatch(note -> note.contains("δ"));
  }

  @Test
  void aRowThatWasTakenOutIsMarkedAtTheLargestEigenvalue() {
    LayerReport row = trapped(1);
    Spectrum spectrum = row.evidence().shuffled().get(0).spectrum();
    BulkFit bulk =
        row.evidence().bulk().orElseThrow(); // its spike stands in for a trap of the rest
    double spike = ((MarchenkoPasturFit) bulk).spikes().get(0).eigenvalue();

    List<Mark.Dot> traps =
        Rows.dots(
            plot(with(row, row.metrics(), new ShuffledSpectrum(spectrum, bulk, 1)))
                .mark("correlation traps"));

    assertThat(traps).extracting(Mark.Dot::x).containsExactly(spectrum.max(), spike);
  }

  @Test
  void trapsAreUnknownWhereTheShuffledWeightsHaveNoBulk() {
    LayerReport row = trapped(1);
    Spectrum spectrum = row.evidence().shuffled().get(0).spectrum();

    XyPlot plot =
        plot(
            with(
                row, Metrics.none(), new ShuffledSpectrum(spectrum, new FailedBulkFit("by hand"))));

    assertThat(plot.notes().get(0)).startsWith("correlation traps unknown");
  }

  @Test
  void bothHistogramsHaveAllEigenvaluesAlsoOfSeveralReplicas() {
    XyPlot plot = plot(trapped(3));

    assertThat(Rows.massPerDecade(plot.mark("ESD"))).isCloseTo(1, within(1e-12));
    List<Mark.Point> outline = Rows.points(plot.mark("randomized ESD"));
    double mass = 0;
    for (int i = 1; i < outline.size(); i++) {
      mass += outline.get(i).y() * Math.log10(outline.get(i).x() / outline.get(i - 1).x());
    }
    assertThat(mass).isCloseTo(1, within(1e-12));
    assertThat(outline.get(0).y()).isZero();
    assertThat(outline.get(outline.size() - 1).y()).isZero();
    assertThat(plot.notes().get(0)).startsWith("1 correlation trap (median of 3 replicas)");
  }

  private static LayerReport with(LayerReport row, Metrics metrics, ShuffledSpectrum shuffled) {
    Evidence evidence =
        Evidence.of(
            row.evidence().bulk(),
            row.evidence().phase(),
            Optional.empty(),
            Optional.empty(),
            List.of(shuffled),
            List.of());
    return LayerReport.of(
        row.layer(),
        row.slice(),
        row.spectrum(),
        row.tail(),
        metrics,
        evidence,
        row.verdict(),
        List.of());
  }

  private static XyPlot plot(LayerReport row) {
    return RandomizedPlot.of(row).orElseThrow();
  }
}
