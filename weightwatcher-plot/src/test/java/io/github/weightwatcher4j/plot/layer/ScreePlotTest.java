package io.github.weightwatcher4j.plot.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScreePlotTest {

  private static final LayerReport ROW = Rows.of(Rows.spiked(200, 100, 2, 3));

  @Test
  void eachEigenvalueStandsAtItsRank() {
    XyPlot plot = ScreePlot.of(ROW);
    LawFit fit = (LawFit) ROW.tail();

    assertThat(Rows.dots(plot.mark("tail"))).hasSize(fit.tailSize());
    assertThat(
            Stream.concat(
                Rows.dots(plot.mark("tail")).stream(), Rows.dots(plot.mark("bulk")).stream()))
        .hasSize(100)
        .allSatisfy(
            dot -> assertThat(dot.y()).isEqualTo(ROW.spectrum().eigenvalue(100 - (int) dot.x())));
  }

  @Test
  void edgeOfTheBulkIsALine() {
    MarchenkoPasturFit fit = (MarchenkoPasturFit) ROW.evidence().bulk().orElseThrow();

    Mark.Rule edge = (Mark.Rule) ScreePlot.of(ROW).mark("bulk edge");

    assertThat(edge.at()).isEqualTo(fit.bulkMax());
    assertThat(edge.side()).isEqualTo(Mark.Side.Y);
  }

  @Test
  void rankAndZerosAreSaid() {
    XyPlot plot = ScreePlot.of(Rows.of(Rows.diagonal(4, 3, 2, 1, 0, 0)));

    assertThat(plot.notes())
        .containsExactly(
            "λmax = 16, rank 4 of 6, stable rank 1.88, entropy 0.778",
            "2 eigenvalues 0 to rounding, not drawn");
  }
}
