package io.github.weightwatcher4j.micrometer;

import static io.github.weightwatcher4j.micrometer.Networks.ofAlphas;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.metric.Metric;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Prometheus reads. */
class PrometheusScrapeTest {

  private static final String EXPECTED =
      """
      # HELP weightwatcher_alpha_max max over the layers: power-law exponent of the tail
      # TYPE weightwatcher_alpha_max gauge
      weightwatcher_alpha_max{model="net"} 3.0
      # HELP weightwatcher_alpha_mean mean over the layers: power-law exponent of the tail
      # TYPE weightwatcher_alpha_mean gauge
      weightwatcher_alpha_mean{model="net"} 2.25
      # HELP weightwatcher_alpha_median median over the layers: power-law exponent of the tail
      # TYPE weightwatcher_alpha_median gauge
      weightwatcher_alpha_median{model="net"} 2.25
      # HELP weightwatcher_alpha_min min over the layers: power-law exponent of the tail
      # TYPE weightwatcher_alpha_min gauge
      weightwatcher_alpha_min{model="net"} 1.5
      # HELP weightwatcher_analyses_total analyses of the network
      # TYPE weightwatcher_analyses_total counter
      weightwatcher_analyses_total{model="net"} 1.0
      # HELP weightwatcher_analysis_duration_seconds time that the last analysis took
      # TYPE weightwatcher_analysis_duration_seconds gauge
      weightwatcher_analysis_duration_seconds{model="net"} 1.5
      # HELP weightwatcher_findings what to look at; 0 where it is known that no layer has it
      # TYPE weightwatcher_findings gauge
      weightwatcher_findings{model="net",type="fit_failed"} 1.0
      weightwatcher_findings{model="net",type="no_bulk"} 0.0
      weightwatcher_findings{model="net",type="not_finite"} 0.0
      weightwatcher_findings{model="net",type="over_trained"} 1.0
      weightwatcher_findings{model="net",type="rank_collapse"} 0.0
      # HELP weightwatcher_layer_alpha power-law exponent of the tail
      # TYPE weightwatcher_layer_alpha gauge
      weightwatcher_layer_alpha{layer="fc0",model="net"} 3.0
      weightwatcher_layer_alpha{layer="fc1",model="net"} 1.5
      # HELP weightwatcher_layer_phase 1: the phase of the layer
      # TYPE weightwatcher_layer_phase gauge
      weightwatcher_layer_phase{layer="fc0",model="net",phase="heavy_tailed"} 1.0
      weightwatcher_layer_phase{layer="fc1",model="net",phase="heavy_tailed"} 1.0
      weightwatcher_layer_phase{layer="fc2",model="net",phase="heavy_tailed"} 1.0
      # HELP weightwatcher_layer_verdict 1: the verdict on the layer
      # TYPE weightwatcher_layer_verdict gauge
      weightwatcher_layer_verdict{layer="fc0",model="net",verdict="well_trained"} 1.0
      weightwatcher_layer_verdict{layer="fc1",model="net",verdict="over_trained"} 1.0
      weightwatcher_layer_verdict{layer="fc2",model="net",verdict="cannot_tell"} 1.0
      # HELP weightwatcher_layers layers of the network
      # TYPE weightwatcher_layers gauge
      weightwatcher_layers{model="net",outcome="fit_failed"} 1.0
      weightwatcher_layers{model="net",outcome="fitted"} 2.0
      weightwatcher_layers{model="net",outcome="skipped"} 1.0
      weightwatcher_layers{model="net",outcome="unknown"} 0.0
      # HELP weightwatcher_layers_omitted analysed layers without gauges of their own
      # TYPE weightwatcher_layers_omitted gauge
      weightwatcher_layers_omitted{model="net"} 0.0
      # HELP weightwatcher_verdicts layers of each verdict; unknown: lost, could not be analysed
      # TYPE weightwatcher_verdicts gauge
      weightwatcher_verdicts{model="net",verdict="cannot_tell"} 1.0
      weightwatcher_verdicts{model="net",verdict="over_trained"} 1.0
      weightwatcher_verdicts{model="net",verdict="random_like"} 0.0
      weightwatcher_verdicts{model="net",verdict="rank_collapsed"} 0.0
      weightwatcher_verdicts{model="net",verdict="under_trained"} 0.0
      weightwatcher_verdicts{model="net",verdict="unknown"} 0.0
      weightwatcher_verdicts{model="net",verdict="well_trained"} 1.0
      """;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final SpectralMetrics metrics = SpectralMetrics.of("net").withMetrics(Metric.ALPHA);

  private String scrape() {
    return registry
        .scrape()
        .lines()
        .filter(line -> !line.contains("weighted") && !line.contains("norm"))
        .filter(line -> !line.contains("stable_rank"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void aScrapeHasEverySeriesWithItsHelp() {
    metrics.bindTo(registry);
    metrics.update(ofAlphas(3, 1.5, Double.NaN));
    assertThat(scrape()).isEqualTo(EXPECTED);
  }

  @Test
  void aSeriesEndsWithItsLayerAndBeginsAgain() {
    metrics.bindTo(registry);
    metrics.update(ofAlphas(3, 4));
    metrics.update(ofAlphas(3, Double.NaN));
    assertThat(scrape())
        .doesNotContain("weightwatcher_layer_alpha{layer=\"fc1\"")
        .contains("weightwatcher_alpha_max");
    metrics.update(ofAlphas(Double.NaN));
    assertThat(scrape()).doesNotContain("weightwatcher_layer_alpha", "weightwatcher_alpha");
    metrics.update(ofAlphas(5, 6));
    assertThat(scrape())
        .contains("weightwatcher_layer_alpha{layer=\"fc1\",model=\"net\"} 6.0\n")
        .contains("weightwatcher_alpha_mean{model=\"net\"} 5.5\n");
  }

  @Test
  void beforeTheFirstAnalysisThereIsOnlyTheCounter() {
    metrics.bindTo(registry);
    assertThat(registry.scrape().lines().filter(line -> !line.startsWith("#")))
        .containsExactly("weightwatcher_analyses_total{model=\"net\"} 0.0");
  }
}
