package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.examples.SeriesOfNetworks.Group;
import io.github.weightwatcher4j.examples.SeriesOfNetworks.Trained;
import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.trend.MetricTrend;
import io.github.weightwatcher4j.trend.Series;
import io.github.weightwatcher4j.trend.TrendMeasure;
import io.github.weightwatcher4j.trend.TrendTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("thorough")
class SeriesOfNetworksTest {

  @Test
  void withinAGroupLongerTrainingLowersStableRankAndError(@TempDir Path folder) throws IOException {
    SeriesOfNetworks networks =
        SeriesOfNetworks.of(
            List.of(
                new Group("small, 100 images", 100, List.of(64, 64)),
                new Group("middle, 400 images", 400, List.of(128, 128))),
            List.of(List.of(8, 16, 32), List.of(4, 8, 16)));

    Series series = networks.series();
    TrendTable trends = series.against("test_error", List.of("stable_rank"));
    MetricTrend rank = trends.trends().get(0);
    assertThat(TrendMeasure.KENDALL.value(rank.groups().get(0)).orElseThrow()).isPositive();
    assertThat(rank.within().orElseThrow()).isPositive();

    networks.write(folder);
    assertThat(Files.readAllLines(folder.resolve("series.csv"))).hasSize(7);
    Trained first = networks.networks().get(0);
    assertThat(AnalysisJson.read(folder.resolve("small-8-epochs.json")))
        .isEqualTo(first.analysis());
  }
}
