package io.github.weightwatcher4j.plot.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.PlotFiles;
import io.github.weightwatcher4j.plot.PlotFolder;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.series.HistoryPlots;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricOfChoiceTest {

  private static final Analysis NET =
      Models.of("net", Models.fitted("a", 3, Map.of(Metric.RANK_LOSS, 2.0)));

  private static final History HISTORY =
      History.of(
          List.of(new TrainingStep(1, 9, OptionalDouble.empty(), Duration.ofMillis(1), NET)));

  @Test
  void aMetricIsDrawnByLayerAndOverTheSteps() {
    assertThat(ModelPlots.ofMetric(NET, Metric.RANK_LOSS))
        .extracting(NamedPlot::kind)
        .containsExactly("rank-loss-by-layer", "rank-loss-histogram");
    assertThat(HistoryPlots.ofMetric(HISTORY, Metric.RANK_LOSS))
        .extracting(NamedPlot::kind)
        .containsExactly("rank-loss-history", "rank-loss-map");
  }

  @Test
  void whatIsShownAnywayIsNotDrawnTwice() {
    assertThat(ModelPlots.ofMetric(NET, Metric.ALPHA)).isEmpty();
    assertThat(HistoryPlots.ofMetric(HISTORY, Metric.ALPHA)).isEmpty();
  }

  @Test
  void aMetricThatWasNotComputedIsToldAndLosesNothing(@TempDir Path folder) throws IOException {
    PlotFiles files = PlotFolder.of(NET, Metric.FLOW_OVERLAP).write(folder);

    assertThat(files.written()).isNotEmpty();
    assertThat(files.failed()).hasSize(1);
    assertThat(files.failed().get(0).cause()).hasMessageContaining("metric flow_overlap");
    assertThatThrownBy(() -> HistoryPlots.ofMetric(HISTORY, Metric.FLOW_OVERLAP))
        .hasMessageContaining("flow_overlap at any step");
  }

  @Test
  void everyMetricHasANameThatFilesCanHave() {
    assertThat(Arrays.stream(Metric.values()).map(Quantity::kind))
        .allMatch(kind -> kind.matches("[a-z]+(-[a-z]+)*"));
  }
}
