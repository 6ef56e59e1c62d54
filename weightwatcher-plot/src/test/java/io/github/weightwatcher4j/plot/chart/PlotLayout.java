package io.github.weightwatcher4j.plot.chart;

import io.github.weightwatcher4j.plot.chart.TextRecorder.Text;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with how a plot is laid out at some size; one line for each fault. */
final class PlotLayout {

  /** Ink of neighbouring letters may come so near, in pixels: rounding of places. */
  private static final double TOUCH = 0.5;

  /** Least share of the height that is left to the data. */
  private static final double DATA = 0.3;

  private final Rectangle2D image;
  private final List<String> faults = new ArrayList<>();

  private PlotLayout(int width, int height) {
    this.image = new Rectangle2D.Double(0, 0, width, height);
  }

  static List<String> faults(Plot plot, int width, int height) {
    PlotLayout layout = new PlotLayout(width, height);
    if (plot instanceof XyPlot one) {
      layout.check(one);
    } else {
      TextRecorder recorder = new TextRecorder();
      plot.draw(recorder, layout.image);
      layout.check(recorder.texts());
    }
    return layout.faults;
  }

  private void check(XyPlot plot) {
    TextRecorder recorder = new TextRecorder();
    XyPlot.Areas areas = plot.drawn(recorder, image);
    Rectangle2D data = areas.data();
    check(recorder.texts());
    for (Text text : recorder.texts()) {
      if (text.bounds().intersects(data)) {
        faults.add(text + " covers data, which is in " + data);
      } else if (text.bounds().getMinY() < areas.plot().getMaxY()
          && text.bounds().getMaxY() > areas.plot().getMaxY() + TOUCH) {
        faults.add(text + " reaches into the legend, which is under " + areas.plot());
      }
    }
    if (data.getHeight() < DATA * image.getHeight()) {
      faults.add("only " + data.getHeight() + " of " + image.getHeight() + " is left for data");
    }
    if (plot.notes().isEmpty() && isBlank(plot, data)) {
      faults.add("nothing is drawn, and no note says why");
    }
  }

  private void check(List<Text> texts) {
    for (int i = 0; i < texts.size(); i++) {
      Rectangle2D bounds = texts.get(i).bounds();
      if (!image.contains(bounds)) {
        faults.add(texts.get(i) + " is clipped");
      }
      Rectangle2D inner =
          new Rectangle2D.Double(
              bounds.getX() + TOUCH,
              bounds.getY() + TOUCH,
              bounds.getWidth() - 2 * TOUCH,
              bounds.getHeight() - 2 * TOUCH);
      for (Text other : texts.subList(i + 1, texts.size())) {
        if (inner.intersects(other.bounds())) {
          faults.add(texts.get(i) + " touches " + other);
        }
      }
    }
  }

  /** Whether the ground and the grid are all there is. */
  private boolean isBlank(XyPlot plot, Rectangle2D data) {
    BufferedImage pixels =
        new BufferedImage(
            (int) image.getWidth(), (int) image.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = pixels.createGraphics();
    plot.draw(graphics, image);
    graphics.dispose();
    int grid = Ink.GRID.color().getGreen();
    for (int y = (int) data.getMinY() + 2; y < data.getMaxY() - 2; y++) {
      for (int x = (int) data.getMinX() + 2; x < data.getMaxX() - 2; x++) {
        int rgb = pixels.getRGB(x, y);
        int red = rgb >> 16 & 0xFF;
        int green = rgb >> 8 & 0xFF;
        int blue = rgb & 0xFF;
        boolean grey = red == green && green == blue;
        if (!grey || green < grid) {
          return false;
        }
      }
    }
    return true;
  }
}
