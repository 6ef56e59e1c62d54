package io.github.weightwatcher4j.plot.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.report.LayerReport;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LayerPlotsTest {

  @Test
  void everyKindIsThereWhereEverythingWasComputed() {
    assertThat(LayerPlots.of(Rows.of(Rows.spiked(120, 80, 2))))
        .extracting(NamedPlot::kind)
        .containsExactly(
            "esd",
            "rank",
            "bulk",
            "esd-log-lin",
            "randomized",
            "profile",
            "detx",
            "singular-values",
            "scree",
            "vectors",
            "spacings");
  }

  @Test
  void whatWasNotComputedIsNotDrawn() {
    LayerReport row =
        new WeightWatcher(Rows.gaussian(30, 20))
            .analyze(options -> options.mpFit(false))
            .details()
            .get("weights");

    assertThat(LayerPlots.of(row))
        .extracting(NamedPlot::kind)
        .containsExactly("esd", "rank", "esd-log-lin", "profile", "singular-values", "scree");
  }

  static Stream<Arguments> degenerate() {
    return Stream.of(
        arguments("all zeros", new double[20][20]),
        arguments("one eigenvalue", new double[][] {{3}, {4}}),
        arguments("one that is not zero", Rows.diagonal(0, 0, 0, 0, 5, 0, 0, 0, 0, 0)),
        arguments("all equal", Rows.diagonal(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2)),
        arguments("two values", Rows.diagonal(1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3, 3)),
        arguments("square", Rows.gaussian(50, 50)),
        arguments("small", Rows.gaussian(10, 10)),
        arguments("tiny", scaled(1e-15)),
        arguments("huge", scaled(1e15)),
        arguments("sixty powers of ten", Rows.diagonal(wide())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("degenerate")
  void everySpectrumGivesPicturesWithWords(String name, double[][] weights) {
    LayerReport row = Rows.of(weights);

    List<NamedPlot> plots = LayerPlots.of(row);

    assertThat(plots).hasSizeGreaterThan(3);
    for (NamedPlot plot : plots) {
      assertThat(plot.plot().description()).as(name).contains("weights").doesNotContain("NaN");
      draw(plot);
    }
  }

  private static void draw(NamedPlot plot) {
    BufferedImage image = new BufferedImage(720, 460, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    plot.plot().draw(graphics, new Rectangle2D.Double(0, 0, 720, 460));
    graphics.dispose();
  }

  private static double[][] scaled(double factor) {
    double[][] weights = Rows.gaussian(60, 40);
    for (double[] row : weights) {
      for (int i = 0; i < row.length; i++) {
        row[i] *= factor;
      }
    }
    return weights;
  }

  private static double[] wide() {
    double[] values = new double[60];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.pow(10, (i - 30) / 2.0);
    }
    return values;
  }
}
