package io.github.weightwatcher4j.micrometer;

import static io.github.weightwatcher4j.micrometer.Networks.ofAlphas;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpectralMetricsTest {

  private final MeterRegistry registry = new SimpleMeterRegistry();

  private SpectralMetrics bound(SpectralMetrics metrics) {
    metrics.bindTo(registry);
    return metrics;
  }

  private double gauge(String name, String... tags) {
    return registry.get("weightwatcher." + name).tag("model", "net").tags(tags).gauge().value();
  }

  private List<String> tagValues(String name, String tag) {
    return registry.find("weightwatcher." + name).gauges().stream()
        .map(gauge -> String.valueOf(gauge.getId().getTag(tag)))
        .sorted()
        .toList();
  }

  @Test
  void everyLayerHasAGaugeOfEachMetric() {
    bound(SpectralMetrics.of("net")).update(ofAlphas(3, 1.5));
    assertThat(gauge("layer.alpha", "layer", "fc0")).isEqualTo(3);
    assertThat(gauge("layer.alpha", "layer", "fc1")).isEqualTo(1.5);
    assertThat(gauge("layer.stable.rank", "layer", "fc1"))
        .isCloseTo(100.5, within(1e-12)); // rounding
    assertThat(registry.find("weightwatcher.layer.entropy").gauges()).hasSize(2);
    assertThat(registry.find("weightwatcher.layer.log.spectral.norm").gauges()).hasSize(2);
    assertThat(gauge("layer.alpha.weighted", "layer", "fc0"))
        .isCloseTo(3 * Math.log10(20), within(1e-12)); // rounding
    assertThat(registry.get("weightwatcher.layer.alpha").gauge().getId().getDescription())
        .isEqualTo("power-law exponent of the tail");
  }

  @Test
  void statisticsAreOverTheLayersWithAFit() {
    Analysis analysis = ofAlphas(3, 7, 4, Double.NaN);
    bound(SpectralMetrics.of("net")).update(analysis);
    assertThat(gauge("alpha.mean")).isEqualTo(14 / 3.0);
    assertThat(gauge("alpha.median")).isEqualTo(4);
    assertThat(gauge("alpha.min")).isEqualTo(3);
    assertThat(gauge("alpha.max")).isEqualTo(7);
    analysis
        .summary()
        .statistics()
        .forEach((metric, s) -> assertThat(gauge(name(metric) + ".mean")).isEqualTo(s.mean()));
    assertThat(gauge("entropy.mean")).as("not in the summary, but asked for").isBetween(0.0, 1.0);
  }

  private static String name(Metric metric) {
    return metric.key().replace('_', '.');
  }

  @Test
  void layersAndAnalysesAreCounted() {
    SpectralMetrics metrics = bound(SpectralMetrics.of("net"));
    assertThat(registry.getMeters()).as("before the first analysis").hasSize(1);
    metrics.update(ofAlphas(3));
    metrics.update(ofAlphas(3, 4, Double.NaN));
    assertThat(registry.get("weightwatcher.analyses").functionCounter().count()).isEqualTo(2);
    assertThat(gauge("layers", "outcome", "fitted")).isEqualTo(2);
    assertThat(gauge("layers", "outcome", "fit_failed")).isEqualTo(1);
    assertThat(gauge("layers", "outcome", "skipped")).isEqualTo(1);
    assertThat(gauge("layers.omitted")).isZero();
    assertThat(gauge("analysis.duration")).isEqualTo(1.5);
    assertThat(registry.get("weightwatcher.analysis.duration").gauge().getId().getBaseUnit())
        .isEqualTo("seconds");
  }

  @Test
  void findingsAreCountedByTypeAndNoneIsToldOnlyWhereItIsKnown() {
    SpectralMetrics metrics = bound(SpectralMetrics.of("net"));
    metrics.update(ofAlphas(3, 1.5, 1.25));
    assertThat(gauge("findings", "type", "over_trained")).isEqualTo(2);
    assertThat(gauge("findings", "type", "under_trained")).isZero();
    assertThat(tagValues("findings", "type"))
        .as("traps were not looked for")
        .contains("random_like", "rank_collapse")
        .doesNotContain("correlation_trap");
    metrics.update(ofAlphas(3, 1.5, Double.NaN));
    assertThat(gauge("findings", "type", "over_trained")).isEqualTo(1);
    assertThat(gauge("findings", "type", "fit_failed")).isEqualTo(1);
    assertThat(tagValues("findings", "type"))
        .as("nobody knows of the third layer")
        .contains("not_finite", "rank_collapse")
        .doesNotContain("under_trained", "random_like", "short_tail");
  }

  @Test
  void verdictsAreCountedAndToldOfEachLayer() {
    bound(SpectralMetrics.of("net")).update(ofAlphas(3, 4, 1.5, Double.NaN));
    assertThat(gauge("verdicts", "verdict", "well_trained")).isEqualTo(2);
    assertThat(gauge("verdicts", "verdict", "over_trained")).isEqualTo(1);
    assertThat(gauge("verdicts", "verdict", "cannot_tell")).isEqualTo(1);
    assertThat(gauge("verdicts", "verdict", "random_like")).isZero();
    assertThat(gauge("verdicts", "verdict", "unknown")).isZero();
    assertThat(tagValues("verdicts", "verdict"))
        .as("traps were not looked for")
        .doesNotContain("trapped");
    assertThat(gauge("layer.verdict", "layer", "fc2", "verdict", "over_trained")).isEqualTo(1);
    assertThat(tagValues("layer.verdict", "layer")).containsExactly("fc0", "fc1", "fc2", "fc3");
    assertThat(gauge("layer.phase", "layer", "fc2", "phase", "heavy_tailed")).isEqualTo(1);
  }

  @Test
  void aLayerThatWasLostIsUnknownAndHasNoNumbers() {
    bound(SpectralMetrics.of("net")).update(Networks.withLost("fc9", 3, 4));
    assertThat(gauge("layers", "outcome", "unknown")).isEqualTo(1);
    assertThat(gauge("layers", "outcome", "skipped")).isEqualTo(1);
    assertThat(gauge("verdicts", "verdict", "unknown")).isEqualTo(1);
    assertThat(gauge("layer.verdict", "layer", "fc9", "verdict", "unknown")).isEqualTo(1);
    assertThat(tagValues("layer.alpha", "layer")).containsExactly("fc0", "fc1");
    assertThat(tagValues("layer.phase", "layer")).containsExactly("fc0", "fc1");
    assertThat(registry.find("weightwatcher.findings").gauges())
        .as("nobody knows what it has")
        .isEmpty();
  }

  @Test
  void withoutABulkNoVerdictIsSaidToBeMissing() {
    Analysis bare = new WeightWatcher(gaussian(5)).analyze(options -> options.mpFit(false));
    bound(SpectralMetrics.of("net")).update(bare);
    assertThat(tagValues("verdicts", "verdict")).containsExactly("cannot_tell", "unknown");
    assertThat(registry.find("weightwatcher.layer.phase").gauges()).isEmpty();
    assertThat(tagValues("findings", "type")).doesNotContain("random_like", "over_trained");
  }

  private static double[][] gaussian(long seed) {
    Random random = new Random(seed);
    double[][] weights = new double[40][20];
    for (double[] row : weights) {
      Arrays.setAll(row, i -> random.nextGaussian());
    }
    return weights;
  }

  @Test
  void findingsThatAreLookedForOnRequestAppearOnRequest() {
    Analysis analysis =
        new WeightWatcher(gaussian(5))
            .analyze(
                options ->
                    options
                        .randomize(true)
                        .mpFit(true)
                        .bootstrap(40)
                        .compareLaws(true)
                        .profile(true));
    bound(SpectralMetrics.of("net")).update(analysis);
    assertThat(tagValues("findings", "type"))
        .contains("no_power_law", "other_tail", "rival_tails", "no_bulk");
    assertThat(gauge("verdicts", "verdict", "trapped")).isZero();
    assertThat(gauge("findings", "type", "correlation_trap")).isZero();
  }

  @Test
  void anUpdateReplacesValuesAndRemovesWhatIsGone() {
    SpectralMetrics metrics = bound(SpectralMetrics.of("net"));
    metrics.update(ofAlphas(3, 4, 5));
    Gauge first = registry.get("weightwatcher.layer.alpha").tag("layer", "fc0").gauge();
    metrics.update(ofAlphas(3.5, Double.NaN));
    assertThat(first.value()).as("the same gauge").isEqualTo(3.5);
    assertThat(tagValues("layer.alpha", "layer")).containsExactly("fc0");
    assertThat(tagValues("layer.entropy", "layer")).containsExactly("fc0", "fc1");
    metrics.update(ofAlphas(Double.NaN, 6));
    assertThat(first.value()).as("a gauge that someone kept").isNaN();
    assertThat(tagValues("layer.alpha", "layer")).containsExactly("fc1");
    metrics.update(ofAlphas());
    assertThat(registry.find("weightwatcher.layer.alpha").gauges()).isEmpty();
    assertThat(registry.find("weightwatcher.alpha.mean").gauges()).isEmpty();
  }

  @Test
  void layersBeyondTheBoundHaveNoGaugesButEnterTheStatistics() {
    bound(SpectralMetrics.of("net").withMaxLayers(2)).update(ofAlphas(3, 4, 8));
    assertThat(tagValues("layer.alpha", "layer")).containsExactly("fc0", "fc1");
    assertThat(gauge("layers.omitted")).isEqualTo(1);
    assertThat(gauge("alpha.mean")).isEqualTo(5);
  }

  @Test
  void aHundredLayersHaveGaugesByDefault() {
    double[] alphas = new double[130];
    Arrays.fill(alphas, 3);
    bound(SpectralMetrics.of("net")).update(ofAlphas(alphas));
    assertThat(registry.find("weightwatcher.layer.alpha").gauges()).hasSize(100);
    assertThat(gauge("layers.omitted")).isEqualTo(30);
  }

  @Test
  void otherMetricsCanBeChosen() {
    bound(SpectralMetrics.of("net").withMetrics(Metric.D, Metric.XMIN)).update(ofAlphas(3));
    assertThat(gauge("layer.d", "layer", "fc0")).isEqualTo(0.02);
    assertThat(gauge("xmin.max")).isEqualTo(0.1);
    assertThat(registry.find("weightwatcher.layer.alpha").gauges()).isEmpty();
    assertThat(gauge("alpha.mean")).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void everyMetricHasANameOfItsOwn(Metric metric) {
    String name = Series.ofLayer(metric).name();
    assertThat(name).matches("weightwatcher\\.layer(\\.[a-z0-9]+)+");
    assertThat(Metric.values())
        .filteredOn(other -> Series.ofLayer(other).name().equals(name))
        .containsExactly(metric);
  }

  @Test
  void severalNetworksAndSeveralRegistriesAreKeptApart() {
    SpectralMetrics net = bound(SpectralMetrics.of("net"));
    bound(SpectralMetrics.of("teacher")).update(ofAlphas(2));
    net.update(ofAlphas(3));
    MeterRegistry late = new SimpleMeterRegistry();
    net.bindTo(late);
    assertThat(gauge("alpha.mean")).isEqualTo(3);
    assertThat(registry.get("weightwatcher.alpha.mean").tag("model", "teacher").gauge().value())
        .isEqualTo(2);
    assertThat(late.get("weightwatcher.layer.alpha").gauge().value()).isEqualTo(3);
    net.update(ofAlphas(4));
    assertThat(late.get("weightwatcher.layer.alpha").gauge().value()).isEqualTo(4);
    assertThat(late.getMeters()).extracting(Meter::getId).hasSizeGreaterThan(30);
  }

  @Test
  void wrongArgumentsAreErrors() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpectralMetrics.of(" "))
        .withMessage("model must not be blank but was ' '");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpectralMetrics.of("net").withMaxLayers(-1))
        .withMessage("layers must be >= 0 but was -1");
  }

  @Test
  void aSecondBinderOfOneNameIsRefused() {
    SimpleMeterRegistry one = new SimpleMeterRegistry();
    SpectralMetrics.of("digits").bindTo(one);

    assertThatThrownBy(() -> SpectralMetrics.of("digits").bindTo(one))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the registry has meters of a model 'digits' already: give this one another name, or"
                + " bind once and update that");
    SpectralMetrics.of("letters").bindTo(one);
    SpectralMetrics.of("digits").bindTo(new SimpleMeterRegistry());
    assertThat(one.find("weightwatcher.analyses").meters()).hasSize(2);
  }
}
