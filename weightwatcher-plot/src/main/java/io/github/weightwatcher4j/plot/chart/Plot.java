package io.github.weightwatcher4j.plot.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;

/** A picture of numbers. Immutable; needs no display. */
public interface Plot {

  /** Usual width, in pixels. */
  int WIDTH = 720;

  /** Usual height, in pixels. */
  int HEIGHT = 460;

  /** What is drawn, and of what, in a few words. */
  String title();

  /** What the picture shows, with its numbers, for those who do not see it. */
  String description();

  /** Usual width of this plot, in pixels. */
  default int width() {
    return WIDTH;
  }

  /** Usual height of this plot, in pixels. */
  default int height() {
    return HEIGHT;
  }

  /**
   * Draws the plot, its ground included.
   *
   * @throws IllegalStateException where the Java runtime finds no font
   */
  void draw(Graphics2D graphics, Rectangle2D area);

  /** Writes a picture of usual size; folders are made where they are missing. */
  default void writePng(Path file) throws IOException {
    writePng(file, width(), height());
  }

  /**
   * Writes a picture; folders are made where they are missing.
   *
   * @param width in pixels, positive
   * @param height in pixels, positive
   */
  default void writePng(Path file, int width, int height) throws IOException {
    PngPicture.write(this, width, height, file);
  }

  /** Writes a vector picture of usual size; folders are made where they are missing. */
  default void writeSvg(Path file) throws IOException {
    writeSvg(file, width(), height());
  }

  /**
   * Writes a vector picture; folders are made where they are missing.
   *
   * @param width in units of text 12 to 16 high, positive
   * @param height in the same units, positive
   */
  default void writeSvg(Path file, int width, int height) throws IOException {
    SvgPicture.write(this, width, height, file);
  }
}
