package io.github.weightwatcher4j.micrometer;

import static io.github.weightwatcher4j.micrometer.Networks.ofAlphas;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.report.Analysis;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Updates by several threads while others read. */
class ConcurrentUpdatesTest {

  private static final int UPDATES = 500;

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final SpectralMetrics metrics = SpectralMetrics.of("net");

  @Test
  void readersSeeOnlyNumbersOfAnalysesAndNoUpdateIsLost() throws Exception {
    Analysis one = ofAlphas(3, Double.NaN, 3);
    Analysis other = ofAlphas(4, 4);
    metrics.bindTo(registry);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Future<?> first = threads.submit(() -> update(one));
      Future<?> second = threads.submit(() -> update(other));
      Future<List<Double>> reader = threads.submit(() -> read(first, second));
      assertThat(reader.get()).containsAnyOf(3.0, 4.0).allMatch(v -> v == 3 || v == 4 || v.isNaN());
      first.get();
      second.get();
    } finally {
      threads.shutdownNow();
    }
    assertThat(registry.get("weightwatcher.analyses").functionCounter().count())
        .isEqualTo(2.0 * UPDATES);
    metrics.update(other);
    assertThat(registry.find("weightwatcher.layer.alpha").gauges())
        .extracting(gauge -> gauge.value())
        .containsExactly(4.0, 4.0);
  }

  private void update(Analysis analysis) {
    for (int i = 0; i < UPDATES; i++) {
      metrics.update(analysis);
    }
  }

  private List<Double> read(Future<?> first, Future<?> second) {
    List<Double> values = new ArrayList<>();
    do {
      registry.find("weightwatcher.layer.alpha").gauges().forEach(g -> values.add(g.value()));
    } while (!(first.isDone() && second.isDone()));
    registry.find("weightwatcher.layer.alpha").gauges().forEach(g -> values.add(g.value()));
    return values;
  }
}
