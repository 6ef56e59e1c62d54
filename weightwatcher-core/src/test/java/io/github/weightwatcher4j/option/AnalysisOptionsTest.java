package io.github.weightwatcher4j.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.weightwatcher4j.fit.TailLaw;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AnalysisOptionsTest {

  private static Arguments wrong(Consumer<AnalysisOptionsBuilder> setting, String problem) {
    return arguments(setting, problem);
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
        wrong(o -> o.minEvals(0), "minEvals must be >= 1 but was 0"),
        wrong(o -> o.minEvals(-3), "minEvals must be >= 1 but was -3"),
        wrong(o -> o.maxEvals(9), "maxEvals must be >= minEvals (10) but was 9"),
        wrong(o -> o.minEvals(20_000), "maxEvals must be >= minEvals (20000) but was 15000"),
        wrong(o -> o.maxN(0), "maxN must be >= 1 but was 0"),
        wrong(o -> o.cutoff(-1e-9), "cutoff must be finite and >= 0 but was -1.0E-9"),
        wrong(o -> o.cutoff(Double.NaN), "cutoff must be finite and >= 0 but was NaN"),
        wrong(
            o -> o.cutoff(Double.POSITIVE_INFINITY),
            "cutoff must be finite and >= 0 but was Infinity"),
        wrong(
            o -> o.weakRankTolerance(-1), "weakRankTolerance must be finite and >= 0 but was -1.0"),
        wrong(
            o -> o.weakRankTolerance(Double.NaN),
            "weakRankTolerance must be finite and >= 0 but was NaN"),
        wrong(o -> o.threads(0), "threads must be >= 1 but was 0"),
        wrong(o -> o.memoryBudget(0), "memoryBudget must be > 0 bytes but was 0"),
        wrong(o -> o.memoryBudget(-1), "memoryBudget must be > 0 bytes but was -1"));
  }

  static Stream<Arguments> wrongStages() {
    return Stream.of(
        wrong(o -> o.tail(t -> t.minSize(1)), "minSize of the tail must be >= 2 but was 1"),
        wrong(o -> o.tail(t -> t.dropLargest(-1)), "dropLargest must be >= 0 but was -1"),
        wrong(o -> o.tail(t -> t.hill(1)), "the quantile of hill must be in [0, 1) but was 1.0"),
        wrong(
            o -> o.tail(t -> t.clipXmax(1, 0)),
            "clipXmax needs a bound >= 2 and a threshold > 0 but has 1 and 0.0"),
        wrong(
            o -> o.tail(t -> t.bootstrap(38)),
            "bootstrap must be 0 or >= 39 samples for level 0.95 but was 38"),
        wrong(o -> o.tail(t -> t.level(1)), "level must be in (0, 1) but was 1.0"),
        wrong(
            o -> o.tail(t -> t.law(TailLaw.LOGNORMAL)),
            "law must be POWER_LAW or TRUNCATED_POWER_LAW but was LOGNORMAL: the others are"
                + " compared by compareLaws()"),
        wrong(
            o -> o.tail(t -> t.hill().clipXmax()),
            "hill, xMinAtPeak and clipXmax each choose the tail: take one of them"),
        wrong(
            o -> o.tail(t -> t.law(TailLaw.TRUNCATED_POWER_LAW).clipXmax()),
            "hill and clipXmax fit a power law: leave them out or take law(POWER_LAW)"),
        wrong(
            o -> o.tail(t -> t.hill().bootstrap(100)),
            "bootstrap and profile repeat the search for xmin of a power law: leave them out, or"
                + " hill, xMinAtPeak, clipXmax and law(TRUNCATED_POWER_LAW)"),
        wrong(o -> o.randomize(true).replicas(0), "replicas must be >= 1 but was 0"),
        wrong(o -> o.replicas(3), "replicas = 3 shuffle nothing without randomize(true)"),
        wrong(
            o -> o.inverse(true).vectors(true),
            "inverse(true) has no bulk and no vectors of its own: leave out marchenkoPastur,"
                + " randomize and vectors, or analyse without inverse"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource({"wrongValues", "wrongStages"})
  void aValueOutOfRangeIsRefusedWithTheRuleAndTheValue(
      Consumer<AnalysisOptionsBuilder> setting, String problem) {
    AnalysisOptionsBuilder builder = AnalysisOptions.builder();
    setting.accept(builder);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("analysis options: " + problem);
  }

  @Test
  void severalProblemsAreToldTogether() {
    AnalysisOptionsBuilder builder =
        AnalysisOptions.builder()
            .minEvals(0)
            .threads(-1)
            .cutoff(Double.NaN)
            .tail(t -> t.minSize(0));
    assertThatThrownBy(builder::build)
        .hasMessageContaining("minEvals must be >= 1 but was 0; ")
        .hasMessageContaining("cutoff must be finite and >= 0 but was NaN; ")
        .hasMessageContaining("minSize of the tail must be >= 2 but was 0; ")
        .hasMessageContaining("threads must be >= 1 but was -1");
  }

  @Test
  void valuesAtTheBorderAreAccepted() {
    AnalysisOptions options =
        AnalysisOptions.builder()
            .minEvals(1)
            .maxEvals(1)
            .maxN(1)
            .cutoff(0)
            .weakRankTolerance(0)
            .tail(t -> t.minSize(2))
            .threads(1)
            .memoryBudget(1)
            .build();
    assertThat(options.selection().maxEvals()).isEqualTo(1);
  }

  @Test
  void nothingIsNoOption() {
    AnalysisOptionsBuilder builder = AnalysisOptions.builder();
    for (Consumer<AnalysisOptionsBuilder> setting : AnalysisOptionsTest.nulls()) {
      assertThatThrownBy(() -> setting.accept(builder)).isInstanceOf(NullPointerException.class);
    }
  }

  @SuppressWarnings("NullAway") // what happens to a caller who does not check
  private static List<Consumer<AnalysisOptionsBuilder>> nulls() {
    return List.of(
        o -> o.layers(null),
        o -> o.exclude(null),
        o -> o.method(null),
        o -> o.rankPrecision(null),
        o -> o.progress(null),
        o -> o.cancelWhen(null));
  }

  @Test
  void theDefaultsAreThoseThatAreDocumented() {
    assertThat(AnalysisOptions.defaults().asMap())
        .containsEntry("layers", "all")
        .containsEntry("exclude", "none")
        .containsEntry("minEvals", "10")
        .containsEntry("maxEvals", "15000")
        .containsEntry("maxN", "50000")
        .containsEntry("pool", "true")
        .containsEntry("convolutionNorm", "true")
        .containsEntry("method", "FAST")
        .containsEntry("cutoff", "1.0E-5 of the mean eigenvalue")
        .containsEntry("weakRankTolerance", "1.0E-6 of the mean eigenvalue")
        .containsEntry("rankPrecision", "of the weights")
        .containsEntry("minTailSize", "2");
    assertThat(AnalysisOptions.defaults().seed()).isEqualTo(42);
  }

  @Test
  void pythonsConventionsAreAbsoluteCutoffsAndTheRankOfDoubles() {
    assertThat(AnalysisOptions.pythonCompatible().asMap())
        .containsEntry("cutoff", "1.0E-5 absolute")
        .containsEntry("weakRankTolerance", "1.0E-6 absolute")
        .containsEntry("rankPrecision", "FLOAT64");
  }

  @Test
  void everyOptionThatBearsOnResultsIsToldInWords() {
    AnalysisOptions options =
        AnalysisOptions.builder()
            .layers(LayerSelector.byType(LayerType.DENSE))
            .exclude(LayerSelector.byName("fc"))
            .method(SpectrumMethod.ACCURATE)
            .rankPrecision(Precision.FLOAT16)
            .pool(false)
            .convolutionNorm(false)
            .tail(t -> t.minSize(7))
            .seed(9)
            .build();
    assertThat(options.asMap())
        .containsEntry("layers", "type dense")
        .containsEntry("exclude", "name 'fc'")
        .containsEntry("method", "ACCURATE")
        .containsEntry("rankPrecision", "FLOAT16")
        .containsEntry("pool", "false")
        .containsEntry("convolutionNorm", "false")
        .containsEntry("minTailSize", "7");
    assertThat(options).hasToString(options.asMap().toString());
    assertThat(options.seed()).isEqualTo(9);
  }

  @Test
  void builtOptionsDoNotFollowTheirBuilder() {
    AnalysisOptionsBuilder builder = AnalysisOptions.builder();
    AnalysisOptions options = builder.build();
    builder.minEvals(99);
    assertThat(options.selection().minEvals()).isEqualTo(10);
  }
}
