package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoiseAndTimeTest {

  private final NoiseAndTime map = NoiseAndTime.of(List.of(0.6, 0.0), List.of(2, 30), 1, 100);

  @Test
  void noiseMakesTheErrorLargerAndTimeTheFitBetter() {
    List<List<Double>> error = map.means(NoiseAndTime.Run::error);
    List<List<Double>> fitted = map.means(NoiseAndTime.Run::fitted);

    assertThat(error.get(1).get(0)).isGreaterThan(error.get(1).get(1) + 0.1);
    for (int column = 0; column < 2; column++) {
      assertThat(fitted.get(1).get(column)).isGreaterThan(fitted.get(0).get(column));
    }
    assertThat(map.toString()).contains("test error in %", "by share of noise [0.6, 0.0]");
  }

  @Test
  void theLargestNumberOfAMapIsInTheDarkestCell() {
    HeatMap plot = map.plot();
    BufferedImage image =
        new BufferedImage(plot.width(), plot.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    plot.draw(graphics, new Rectangle2D.Double(0, 0, plot.width(), plot.height()));
    graphics.dispose();

    List<List<Double>> cells = plot.panels().get(0).cells();
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 2; column++) {
        double value = cells.get(row).get(column);
        boolean largest = cells.stream().flatMap(List::stream).allMatch(cell -> cell <= value);
        int x = HeatMap.LEFT + HeatMap.CELL_WIDTH * column + 2;
        int y = HeatMap.TOP + HeatMap.CELL_HEIGHT * row + 2;
        int corner = image.getRGB(x, y) & 0xFF;
        assertThat(corner == 127 || corner == 128).isEqualTo(largest);
      }
    }
    assertThat(plot.description()).contains("by share of random labels and epochs");
  }
}
