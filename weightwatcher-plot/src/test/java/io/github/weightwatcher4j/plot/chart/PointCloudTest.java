package io.github.weightwatcher4j.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PointCloudTest {

  private static XyPlot plot(Mark mark) {
    Axis x = Axis.linear("x").between(1, 3);
    return XyPlot.titled("t").axes(x, Axis.linear("y").between(0, 2)).add(mark).describedAs("d");
  }

  @Test
  void marksAreDrawnAlsoWhereTheirFirstItemLiesOutsideOfTheAxis() {
    Mark.Dot outside = Mark.Dot.of(0, 1, "");
    Mark.Dot inside = Mark.Dot.of(2, 1, "");
    Mark cloud = new Mark.Dots("", Ink.TAIL, Mark.Glyph.POINT, List.of(outside, inside));
    Mark bars =
        new Mark.Bars("", Ink.TAIL, List.of(new Mark.Bar(0, 0.5, 1), new Mark.Bar(1.5, 2, 1)));

    assertThat(pixels(plot(cloud))).isBetween(3, 30); // a disc 4 wide, its edge blended
    assertThat(pixels(plot(bars))).isGreaterThan(1000);
  }

  @Test
  void pointsAreRoundEndsOfOnePathInSvg(@TempDir Path folder) throws IOException {
    List<Mark.Dot> dots = List.of(Mark.Dot.of(1.5, 1, ""), Mark.Dot.of(2.5, 1, ""));
    Path file = folder.resolve("cloud.svg");

    plot(new Mark.Dots("", Ink.TAIL, Mark.Glyph.POINT, dots)).writeSvg(file);

    assertThat(Files.readString(file))
        .containsOnlyOnce("stroke=\"" + Ink.TAIL.light() + "\" stroke-linecap=\"round\"");
  }

  private static int pixels(XyPlot plot) {
    BufferedImage image = PngPicture.image(plot, Plot.WIDTH, Plot.HEIGHT);
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += image.getRGB(x, y) == Ink.TAIL.color().getRGB() ? 1 : 0;
      }
    }
    return count;
  }
}
