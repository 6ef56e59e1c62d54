package io.github.weightwatcher4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.metric.Metric;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SummaryTest {

  private static final LayerTable TABLE =
      new LayerTable(
          List.of(
              Rows.fitted(0, "a", 2),
              Rows.failed(1, "b"),
              Rows.fitted(2, "c", 7),
              Rows.fitted(3, "d", 3)));

  @Test
  void statisticsAreOverTheLayersWithAFit() {
    Statistics alpha = Summary.of(TABLE, 5).statistics(Metric.ALPHA).orElseThrow();
    assertThat(alpha).isEqualTo(new Statistics(3, 4, 3, 2, 7));
  }

  @Test
  void aFailedFitEntersNoMeanEvenOfWhatItHas() {
    Summary summary = Summary.of(TABLE, 0);
    assertThat(TABLE.get("b").metric(Metric.LOG_NORM)).isPresent();
    assertThat(summary.statistics()).containsKey(Metric.LOG_NORM);
    for (Metric metric : summary.statistics().keySet()) {
      assertThat(summary.statistics(metric).orElseThrow().count()).as(metric.key()).isEqualTo(3);
    }
  }

  @Test
  void rowsFailuresAndSkippedLayersAreCounted() {
    Summary summary = Summary.of(TABLE, 5);
    assertThat(summary.analyzed()).isEqualTo(4);
    assertThat(summary.failedFits()).isEqualTo(1);
    assertThat(summary.skipped()).isEqualTo(5);
  }

  @Test
  void withoutAnyFitThereIsNoMean() {
    Summary summary = Summary.of(new LayerTable(List.of(Rows.failed(0, "a"))), 0);
    assertThat(summary.mean(Metric.ALPHA)).isEmpty();
    assertThat(summary.statistics()).isEmpty();
    assertThat(Summary.of(new LayerTable(List.of()), 0).analyzed()).isZero();
  }

  @Test
  void aMetricThatIsNotSummarizedIsAbsent() {
    assertThat(Summary.of(TABLE, 0).statistics(Metric.D)).isEmpty();
  }

  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
    Statistics statistics = Statistics.of(DoubleStream.of(4, 1, 3, 10)).orElseThrow();
    assertThat(statistics).isEqualTo(new Statistics(4, 4.5, 3.5, 1, 10));
    assertThat(Statistics.of(DoubleStream.of(7)).orElseThrow())
        .isEqualTo(new Statistics(1, 7, 7, 7, 7));
    assertThat(Statistics.of(DoubleStream.empty())).isEmpty();
  }

  @Test
  void theSummaryHoldsPythonsMetricsAndTheExponentOfWindows() {
    assertThat(Summary.METRICS)
        .extracting(Metric::key)
        .containsExactly(
            "log_norm",
            "alpha",
            "farms_alpha",
            "alpha_weighted",
            "log_alpha_norm",
            "log_spectral_norm",
            "stable_rank",
            "mp_softrank");
    assertThat(Summary.of(TABLE, 0).mean(Metric.STABLE_RANK)).hasValue(210 / 20.0);
    assertThat(Summary.of(TABLE, 0).mean(Metric.LOG_NORM).orElseThrow())
        .isCloseTo(Math.log10(210), within(1e-15));
  }
}
