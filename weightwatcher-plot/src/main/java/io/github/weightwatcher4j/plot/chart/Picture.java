package io.github.weightwatcher4j.plot.chart;

import java.nio.file.Path;

/** What all kinds of picture files have in common. */
final class Picture {

  /** Units of a plot in an inch: those of CSS, so that all kinds of files are as large in print. */
  static final int UNITS_PER_INCH = 96;

  private Picture() {}

  /** The folder that a file lies in. */
  static Path folderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException(file + " is a folder; a picture needs a file name");
    }
    return folder;
  }

  static void checkSize(int width, int height) {
    if (width <= 0 || height <= 0) {
      throw new IllegalArgumentException(
          "a picture has a positive width and height, but %s x %s was given"
              .formatted(width, height));
    }
  }
}
