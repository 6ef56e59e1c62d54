package io.github.weightwatcher4j.plot;

import io.github.weightwatcher4j.plot.chart.Plot;
import java.io.IOException;
import java.nio.file.Path;

/** How a picture is stored. */
public enum PlotFormat {
  /** Pixels. */
  PNG("png"),
  /** Lines and letters, at any size, for pages. */
  SVG("svg"),
  /** Lines and letters with their fonts, for print. */
  PDF("pdf");

  private final String extension;

  PlotFormat(String extension) {
    this.extension = extension;
  }

  /** What file names end with, without the dot. */
  public String extension() {
    return extension;
  }

  /**
   * Writes a picture of usual size; folders are made where they are missing.
   *
   * @param dpi pixels per inch, where there are pixels
   */
  void write(Plot plot, Path file, int dpi) throws IOException {
    switch (this) {
      case PNG -> plot.writePng(file, dpi);
      case SVG -> plot.writeSvg(file);
      case PDF -> plot.writePdf(file);
    }
  }
}
