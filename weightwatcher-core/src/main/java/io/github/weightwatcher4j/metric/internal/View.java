package io.github.weightwatcher4j.metric.internal;

import io.github.weightwatcher4j.metric.Metric;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A place where metrics are shown to people; which ones, each {@link Metric} declares itself. */
public enum View {
  /** The text table of layers. */
  TABLE,
  /** The Markdown table of layers. */
  MARKDOWN,
  /** The statistics over the layers, wherever they are shown. */
  SUMMARY,
  /** The text table of a training run. */
  HISTORY,
  /** The columns of the HTML page that are seen at first; the others are there on request. */
  PAGE,
  /** The gauges of each layer, unless others are asked for. */
  GAUGE;

  /** The metrics shown here, in their order. */
  public List<Metric> metrics() {
    return Arrays.stream(Metric.values())
        .filter(this::shows)
        .sorted(Comparator.comparingInt(metric -> metric.display().rank(this)))
        .toList();
  }

  /** Whether a metric is shown here. */
  public boolean shows(Metric metric) {
    return metric.display().isIn(this);
  }
}
