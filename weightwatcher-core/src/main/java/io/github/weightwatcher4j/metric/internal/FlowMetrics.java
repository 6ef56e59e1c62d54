package io.github.weightwatcher4j.metric.internal;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.similarity.LayerFlow;
import java.util.EnumMap;
import java.util.Map;

/** How much of what a layer writes the next one reads. */
public final class FlowMetrics {

  private FlowMetrics() {}

  /** flow_overlap, flow_expected and flow_z; nothing where there is no flow. */
  public static Metrics of(LayerFlow layer) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    layer
        .flow()
        .ifPresent(
            flow -> {
              values.put(Metric.FLOW_OVERLAP, flow.overlap());
              values.put(Metric.FLOW_EXPECTED, flow.expected());
              flow.z().ifPresent(z -> values.put(Metric.FLOW_Z, z));
            });
    return Metrics.of(values);
  }
}
