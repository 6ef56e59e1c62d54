package io.github.weightwatcher4j.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;

/** What a leaderboard says of its models, by a second way. */
class LeaderboardTest {

  private static Analysis analysis(long seed, double mu) {
    Map<String, double[][]> layers = new LinkedHashMap<>();
    for (int i = 0; i < 4; i++) {
      layers.put("fc" + i, Matrices.heavyTailed(seed + i, mu, 120, 80));
    }
    layers.put("noise", Matrices.gaussian(seed, 120, 80));
    double[][] spoiled = Matrices.gaussian(seed, 40, 30);
    spoiled[2][3] = Double.NaN;
    layers.put("lost", spoiled);
    return new WeightWatcher(layers).analyze();
  }

  @Test
  void aRowIsWhatTheAnalysisSays() {
    Analysis analysis = analysis(1, 3);

    RankedModel row = RankedModel.of("dir/a.json", analysis);

    DescriptiveStatistics alphas = new DescriptiveStatistics();
    analysis.details().forEach(layer -> layer.alpha().ifPresent(alphas::addValue));
    LayerMean mean = row.mean(Metric.ALPHA).orElseThrow();
    assertThat(mean.value()).isCloseTo(alphas.getMean(), within(1e-12));
    assertThat(mean.error().orElseThrow())
        .isCloseTo(
            alphas.getStandardDeviation() / Math.sqrt((double) alphas.getN()), within(1e-12));
    assertThat(row.layers()).isEqualTo(5);
    assertThat(row.lost()).isEqualTo(1);
    assertThat(row.isComplete()).isFalse();
    for (Verdict verdict : Verdict.values()) {
      assertThat(row.count(verdict)).isEqualTo(analysis.summary().count(verdict));
    }
    Verdict worst =
        analysis.details().stream()
            .map(layer -> layer.verdict().verdict())
            .min(Comparator.naturalOrder())
            .orElseThrow();
    assertThat(row.worst().get(0).verdict()).isEqualTo(worst);
  }

  @Test
  void modelsStandInTheOrderAskedForAndThoseWithoutTheNumberLast() {
    RankedModel heavy = RankedModel.of("b", analysis(1, 2));
    RankedModel light = RankedModel.of("a", analysis(1, 6));
    RankedModel none =
        RankedModel.of("0", new WeightWatcher(Map.of("zero", new double[40][30])).analyze());
    FailedModel failed = new FailedModel("c", "it is cut");

    Leaderboard board =
        new Leaderboard(List.of(none, light, heavy), List.of(failed), RankKey.ALPHA);

    assertThat(board.models()).containsExactly(heavy, light, none);
    assertThat(board.by(RankKey.LAYERS).models()).endsWith(none);
    assertThat(board.toString())
        .containsSubsequence("3 models", "#", "Worst layers", "no judgement", "it is cut");
    assertThat(board.toString().lines()).allMatch(line -> line.length() <= 80);
  }
}
