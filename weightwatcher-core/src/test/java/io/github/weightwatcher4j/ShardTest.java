package io.github.weightwatcher4j;

import static io.github.weightwatcher4j.samples.Matrices.floats;
import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static io.github.weightwatcher4j.samples.Matrices.heavyTailed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer.Cause;
import io.github.weightwatcher4j.run.Shard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** A model shared among several processes, and the analysis that is joined from their parts. */
class ShardTest {

  private static final Map<String, Object> MODEL = model();

  private static final Analysis WHOLE = new WeightWatcher(MODEL).analyze(options(Shard.all()));

  /** Of many sizes, with layers that are too small, not finite, no matrix, and random. */
  private static Map<String, Object> model() {
    Map<String, Object> model = new LinkedHashMap<>();
    for (int i = 0; i < 9; i++) {
      model.put("heavy" + i, heavyTailed(11 + i, 2, 40 + 9 * i, 24 + 7 * i));
    }
    model.put("tiny", gaussian(31, 20, 4));
    double[][] broken = gaussian(32, 80, 60);
    broken[3][4] = Double.NaN;
    model.put("broken", broken);
    model.put("noise", floats(gaussian(33, 90, 60)));
    model.put("conv", Nd4j.create(floats(gaussian(34, 24, 12 * 4))).reshape('c', 24, 12, 2, 2));
    return model;
  }

  private static AnalysisOptions options(Shard shard) {
    return AnalysisOptions.builder().pool(false).randomize(true).threads(1).shard(shard).build();
  }

  private static List<Analysis> parts(int count) {
    List<Analysis> parts = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      Analysis part = new WeightWatcher(MODEL).analyze(options(Shard.of(number, count)));
      parts.add(AnalysisJson.parse(AnalysisJson.of(part)));
    }
    return parts;
  }

  private static String withoutTimes(Analysis analysis) {
    return AnalysisJson.of(analysis).replaceAll("\"(started|elapsed)\" : \"[^\"]*\"", "");
  }

  @ParameterizedTest(name = "{0} shards")
  @ValueSource(ints = {2, 3, 8, 40})
  void partsJoinedInAnyOrderAreTheBytesOfOneRun(int count) {
    assertThat(WHOLE.details().size()).isGreaterThan(10);
    assertThat(WHOLE.lost()).hasSize(1);
    List<Analysis> parts = parts(count);
    Collections.shuffle(parts, new Random(count));

    assertThat(withoutTimes(Analysis.joined(parts))).isEqualTo(withoutTimes(WHOLE));
  }

  @Test
  void layersChosenByTheirIndexAreJoinedToo() {
    WeightWatcher watcher = new WeightWatcher(MODEL);
    Analysis some = watcher.analyze(options(Shard.layers(List.of(0, 3, 5, 10, 12))));
    Analysis others = watcher.analyze(options(Shard.layers(List.of(1, 2, 4, 6, 7, 8, 9, 11))));

    assertThat(withoutTimes(Analysis.joined(List.of(others, some)))).isEqualTo(withoutTimes(WHOLE));
    assertThatThrownBy(() -> watcher.analyze(options(Shard.layers(List.of(3, 77)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[77]");
  }

  @Test
  void everyLayerIsInOneShardOfAboutEqualWork() {
    Set<String> seen = new TreeSet<>();
    double mean = WHOLE.details().stream().mapToDouble(ShardTest::work).sum() / 3;
    double largest = WHOLE.details().stream().mapToDouble(ShardTest::work).max().orElseThrow();
    for (Analysis part : parts(3)) {
      part.details().forEach(row -> assertThat(seen.add(row.name())).isTrue());
      double work = part.details().stream().mapToDouble(ShardTest::work).sum();
      assertThat(work).isBetween(mean - largest, mean + largest);
    }
    assertThat(largest).isLessThan(mean);
    assertThat(seen).hasSize(WHOLE.details().size());
  }

  /** What the Gram matrix and its eigenvalues take, up to a factor. */
  private static double work(LayerReport row) {
    double m = row.metric(Metric.M).orElseThrow();
    return row.metric(Metric.N).orElseThrow() * m * m;
  }

  /** A part as another machine would have written it. */
  private static Analysis elsewhere(Analysis part, String what, String value) {
    String json = AnalysisJson.of(part);
    String other = json.replaceFirst("(\"" + what + "\" : \")[^\"]*", "$1" + value);
    assertThat(other).isNotEqualTo(json);
    return AnalysisJson.parse(other);
  }

  @ParameterizedTest
  @CsvSource({
    "library, weightwatcher4j 9.9, version of WeightWatcher",
    "solver, cuda, solver",
  })
  void partsOfOtherVersionsAndSolversAreRefused(String key, String value, String told) {
    List<Analysis> parts = parts(2);
    Analysis other = elsewhere(parts.get(1), key, value);

    assertThatThrownBy(() -> Analysis.joined(List.of(parts.get(0), other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parts of one analysis must have the same " + told)
        .hasMessageContaining("and shard 2/2 has " + value);
  }

  @Test
  void partsOfOtherKernelsAreJoinedWithANote() {
    List<Analysis> parts = parts(2);
    String kernels = "OpenBLAS 0.3.31; Zen kernels";
    Analysis other = elsewhere(parts.get(1), "nativeLibrary", kernels);

    Analysis joined = Analysis.joined(List.of(parts.get(0), other));

    assertThat(joined.notes()).anyMatch(note -> note.contains("different kernels"));
    assertThat(joined.provenance().nativeLibrary()).contains(kernels);
    assertThat(joined.details()).isEqualTo(WHOLE.details());
  }

  @Test
  void aPartIsNotComplete() {
    Analysis part = parts(2).get(0);

    assertThat(part.isComplete()).isFalse();
    assertThat(part.lost()).anyMatch(layer -> layer.cause() == Cause.OTHER_SHARD);
    assertThat(part.verdict()).contains("are in other shards");
    assertThat(part.toString()).contains("A PART").contains("in another shard than 1/2");
  }

  @Test
  void missingAndDoublePartsAreTold() {
    List<Analysis> parts = parts(4);

    assertThatThrownBy(() -> Analysis.joined(List.of(parts.get(0), parts.get(2))))
        .hasMessage("shards are missing: 2/4, 4/4");
    List<Analysis> twice = new ArrayList<>(parts);
    twice.add(parts.get(3));
    assertThatThrownBy(() -> Analysis.joined(twice)).hasMessage("shard 4/4 is given twice");
    assertThatThrownBy(() -> Analysis.joined(List.of()))
        .hasMessage("there are no parts to be joined");
    WeightWatcher watcher = new WeightWatcher(MODEL);
    Analysis some = watcher.analyze(options(Shard.layers(List.of(0, 1))));
    Analysis others = watcher.analyze(options(Shard.layers(List.of(1, 2))));
    assertThatThrownBy(() -> Analysis.joined(List.of(some, others)))
        .hasMessage("two parts have layer heavy1");
    assertThatThrownBy(() -> Analysis.joined(List.of(some))).hasMessage("no part has layer heavy2");
  }

  @Test
  void partsOfOtherModelsOptionsOrShardsAreRefused() {
    Shard first = Shard.of(1, 2);
    Analysis part = new WeightWatcher(MODEL).analyze(options(first));
    Shard second = Shard.of(2, 2);
    AnalysisOptions seeded = options(second).toBuilder().seed(8).build();
    Analysis other = new WeightWatcher(MODEL).analyze(seeded);
    Map<String, Object> fewer = new LinkedHashMap<>(MODEL);
    fewer.remove("conv");
    Analysis shorter = new WeightWatcher(fewer).analyze(options(second));
    Analysis third = new WeightWatcher(MODEL).analyze(options(Shard.of(2, 3)));

    assertThatThrownBy(() -> Analysis.joined(List.of(part, other)))
        .hasMessageContaining("must have the same seed, but shard 1/2 has 42 and shard 2/2 has 8");
    assertThatThrownBy(() -> Analysis.joined(List.of(part, shorter)))
        .hasMessageContaining("must list the same layers");
    assertThatThrownBy(() -> Analysis.joined(List.of(part, third)))
        .hasMessageContaining("same number of shards, but shard 1/2 has 2 and shard 2/3 has 3");
  }

  @ParameterizedTest
  @CsvSource({"3/8, 3/8", "1/1, all", "all, all", "layers 7 0 4, layers 0 4 7"})
  void shardsAreWrittenAndRead(String text, String written) {
    assertThat(Shard.parse(text)).hasToString(written).isEqualTo(Shard.parse(written));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/3", "4/3", "3", "/", "a/b", "layers", "layers x", "layers -1", "-1/2"})
  void noShardIsTold(String text) {
    assertThatThrownBy(() -> AnalysisOptions.builder().parse("shard", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("shard must be a shard such as 3/8, or all but was '" + text + "'");
  }

  @Test
  void flowIsNotForShards() {
    assertThatThrownBy(() -> options(Shard.of(1, 2)).toBuilder().flow(true).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("flow compares neighbouring layers");
  }
}
