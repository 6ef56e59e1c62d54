package io.github.weightwatcher4j.plot;

import io.github.weightwatcher4j.plot.chart.Plot;
import java.io.IOException;
import java.nio.file.Path;

/** How a picture is stored. */
public enum PlotFormat {
  /** Pixels. */
  PNG("png"),
  /** Lines and letters, at any size. */
  SVG("svg");

  private final String extension;

  PlotFormat(String extension) {
    this.extension = extension;
  }

  /** What file names end with, without the dot. */
  public String extension() {
    return extension;
  }

  /** Writes a picture of usual size; folders are made where they are missing. */
  void write(Plot plot, Path file) throws IOException {
    switch (this) {
      case PNG -> plot.writePng(file);
      case SVG -> plot.writeSvg(file);
    }
  }
}
