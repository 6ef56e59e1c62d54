package io.github.weightwatcher4j.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExtentTest {

  @ParameterizedTest
  @EnumSource(
      value = Axis.Scale.class,
      names = {"LINEAR", "LOG"})
  void largeDotsAreNotCutAtTheFrame(Axis.Scale scale) {
    Dot low = Dot.of(1, 1, "").sized(5);
    Dot high = Dot.of(100, 100, "").sized(5);

    long one = pixels(scale, List.of(low));
    long both = pixels(scale, List.of(low, high));

    assertThat(one).as("of a disc of diameter 37, its edge left out").isBetween(950L, 1105L);
    assertThat(both).isBetween(2 * one - 40, 2 * one + 40); // edges fall on other pixels
  }

  private static long pixels(Axis.Scale scale, List<Dot> dots) {
    Axis axis = scale == Axis.Scale.LOG ? Axis.log("") : Axis.linear("");
    XyPlot plot =
        XyPlot.titled("")
            .axes(axis, axis)
            .add(new Mark.Dots("", Ink.FIT, Glyph.DISC, dots))
            .describedAs("");
    BufferedImage image = PngPicture.image(plot, Plot.WIDTH, Plot.HEIGHT);
    int ink = Ink.FIT.color().getRGB();
    return IntStream.range(0, Plot.WIDTH * Plot.HEIGHT)
        .filter(i -> image.getRGB(i % Plot.WIDTH, Math.floorDiv(i, Plot.WIDTH)) == ink)
        .count();
  }
}
