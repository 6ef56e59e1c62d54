package io.github.weightwatcher4j.plot.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;

/** A picture of numbers. Immutable; needs no display. */
public interface Plot {

  /** Usual width, in units of 1/96 inch: 7.5 inches. */
  int WIDTH = 720;

  /** Usual height, in the same units. */
  int HEIGHT = 460;

  /** Usual resolution of pixels, per inch. */
  int DPI = 150;

  /** Least resolution of pixels, per inch. */
  int LEAST_DPI = 48;

  /** Greatest resolution of pixels, per inch; pictures grow with its square. */
  int MOST_DPI = 600;

  /** What is drawn, and of what, in a few words. */
  String title();

  /** What the picture shows, with its numbers, for those who do not see it. */
  String description();

  /** Usual width of this plot, in units of 1/96 inch. */
  default int width() {
    return WIDTH;
  }

  /** Usual height of this plot, in the same units. */
  default int height() {
    return HEIGHT;
  }

  /**
   * Draws the plot, its ground included.
   *
   * @throws IllegalStateException where the Java runtime finds no font
   */
  void draw(Graphics2D graphics, Rectangle2D area);

  /** Writes a picture of usual size at {@link #DPI}; folders are made where they are missing. */
  default void writePng(Path file) throws IOException {
    writePng(file, DPI);
  }

  /**
   * Writes a picture of usual size; folders are made where they are missing.
   *
   * @param dpi pixels per inch, from {@value #LEAST_DPI} to {@value #MOST_DPI}: more of them make a
   *     finer picture that is as large in print
   */
  default void writePng(Path file, int dpi) throws IOException {
    if (dpi < LEAST_DPI || dpi > MOST_DPI) {
      throw new IllegalArgumentException(
          "the resolution must be from %d to %d dots per inch but was %d; for more, write a PDF"
              .formatted(LEAST_DPI, MOST_DPI, dpi));
    }
    PngPicture.write(this, width(), height(), dpi, file);
  }

  /**
   * Writes a picture of 96 pixels per inch; folders are made where they are missing.
   *
   * @param width in pixels, positive
   * @param height in pixels, positive
   */
  default void writePng(Path file, int width, int height) throws IOException {
    PngPicture.write(this, width, height, Picture.UNITS_PER_INCH, file);
  }

  /**
   * Writes a vector picture of usual size for print: one page with the fonts that it needs, the
   * same bytes each time. Folders are made where they are missing.
   */
  default void writePdf(Path file) throws IOException {
    writePdf(file, width(), height());
  }

  /**
   * Writes a vector picture for print; folders are made where they are missing.
   *
   * @param width in units of 1/96 inch, positive
   * @param height in the same units, positive
   */
  default void writePdf(Path file, int width, int height) throws IOException {
    PdfPicture.write(this, width, height, file);
  }

  /** Writes a vector picture of usual size; folders are made where they are missing. */
  default void writeSvg(Path file) throws IOException {
    writeSvg(file, width(), height());
  }

  /**
   * Writes a vector picture; folders are made where they are missing.
   *
   * @param width in units of 1/96 inch, in which letters are 12 to 16 high; positive
   * @param height in the same units, positive
   */
  default void writeSvg(Path file, int width, int height) throws IOException {
    SvgPicture.write(this, width, height, file);
  }
}
