package io.github.weightwatcher4j.plot.chart;

/**
 * A plot of a set with the name that it has there.
 *
 * @param kind what it shows, lower case letters and hyphens: {@code esd}; used in file names
 * @param plot the plot
 */
public record NamedPlot(String kind, Plot plot) {

  /** Checks the name. */
  public NamedPlot {
    if (!kind.matches("[a-z]+(-[a-z]+)*")) {
      throw new IllegalArgumentException(
          "a kind of plot is named by lower case letters and hyphens, but was '" + kind + "'");
    }
  }
}
