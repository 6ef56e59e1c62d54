package io.github.weightwatcher4j.plot.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.LayerReport;
import org.junit.jupiter.api.Test;

class VectorPlotTest {

  @Test
  void eachVectorStandsAtItsEigenvalue() {
    LayerReport row = Rows.of(Rows.spiked(60, 40, 2));
    XyPlot entropy = VectorPlot.of(row).orElseThrow().panels().get(0);

    int tail = Rows.dots(entropy.mark("tail")).size();
    Mark.Dot largest = Rows.dots(entropy.mark("tail")).get(0);
    Mark.Dot smallest = Rows.dots(entropy.mark("bulk")).get(39 - tail);
    assertThat(largest.x()).isEqualTo(row.spectrum().max());
    assertThat(largest.y()).isEqualTo(row.evidence().vectors().get(39).entropy());
    assertThat(smallest.x()).isEqualTo(row.spectrum().min());
    assertThat(smallest.y()).isEqualTo(row.evidence().vectors().get(0).entropy());
  }

  @Test
  void mostVectorsOfNoiseLieInTheBandAndAPlantedOneBelow() {
    LayerReport row = Rows.of(Rows.spiked(300, 150, 12));
    XyPlot plot = VectorPlot.of(row).orElseThrow().panels().get(2);
    Mark.Span band = (Mark.Span) plot.mark("Gaussian");

    long inside =
        Rows.dots(plot.mark("bulk")).stream()
            .filter(dot -> dot.y() >= band.from() && dot.y() <= band.to())
            .count();
    assertThat((double) inside / Rows.dots(plot.mark("bulk")).size()).isBetween(0.75, 0.98);
    assertThat(Rows.dots(plot.mark("tail")).get(0).y()).isLessThan(band.from());
  }
}
