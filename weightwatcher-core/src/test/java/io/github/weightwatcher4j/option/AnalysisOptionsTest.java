package io.github.weightwatcher4j.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.weightwatcher4j.bulk.BulkMethod;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
        wrong(o -> o.memory(0), "memory must be > 0 bytes but was 0"),
        wrong(o -> o.memory(-1), "memory must be > 0 bytes but was -1"));
  }

  static Stream<Arguments> wrongStages() {
    return Stream.of(
        wrong(o -> o.minTail(1), "minTail must be >= 2 but was 1"),
        wrong(o -> o.dropLargest(-1), "dropLargest must be >= 0 but was -1"),
        wrong(
            o -> o.fit(TailMethod.HILL).hillQuantile(1),
            "hillQuantile must be in [0, 1) but was 1.0"),
        wrong(
            o -> o.fingers(true).maxFingers(1).fingerGain(0),
            "maxFingers must be >= 2 but was 1; fingerGain must be > 0 but was 0.0"),
        wrong(
            o -> o.bootstrap(38),
            "bootstrap must be 0 or >= 39 samples for an intervalLevel of 0.95 but was 38"),
        wrong(o -> o.level(0.6), "level must be in (0, 0.5] but was 0.6"),
        wrong(o -> o.intervalLevel(1), "intervalLevel must be in (0, 1) but was 1.0"),
        wrong(
            o -> o.fit(TailMethod.HILL).fingers(true),
            "fit(TailMethod.HILL), xminPeak and fingers each choose the tail: take one of them"),
        wrong(
            o -> o.fit(TailMethod.TPL).fingers(true),
            "fingers fits a power law: leave it out or take fit(TailMethod.PL)"),
        wrong(
            o -> o.fit(TailMethod.HILL).bootstrap(100),
            "bootstrap and profile repeat the search for xmin of a power law: leave them out, or"
                + " xminPeak, fingers and any other fit"),
        wrong(
            o -> o.endingAt(3).profile(true),
            "endingAt fits a power law with an end, which fingers, bootstrap and profile do not:"
                + " leave it out, or them and any other fit"),
        wrong(o -> o.randomize(true).replicas(0), "replicas must be >= 1 but was 0"),
        wrong(o -> o.replicas(3), "replicas = 3 shuffle nothing without randomize(true)"),
        wrong(
            o -> o.inverse(true).vectors(true),
            "inverse(true) has no bulk and no vectors of its own: leave out randomize and vectors, or"
                + " analyse without inverse"));
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
        AnalysisOptions.builder().minEvals(0).threads(-1).cutoff(Double.NaN).minTail(0);
    assertThatThrownBy(builder::build)
        .hasMessageContaining("minEvals must be >= 1 but was 0; ")
        .hasMessageContaining("cutoff must be finite and >= 0 but was NaN; ")
        .hasMessageContaining("minTail must be >= 2 but was 0; ")
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
            .minTail(2)
            .threads(1)
            .memory(1)
            .build();
    assertThat(options.maxEvals()).isEqualTo(1);
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
        o -> o.layers((LayerSelector) null),
        o -> o.exclude((String) null),
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
        .containsEntry("minEvals", 10)
        .containsEntry("maxEvals", 15_000)
        .containsEntry("maxN", 50_000)
        .containsEntry("pool", true)
        .containsEntry("convNorm", true)
        .containsEntry("method", "fast")
        .containsEntry("solver", "lapack")
        .containsEntry("cutoff", 1e-5)
        .containsEntry("weakRankTolerance", 1e-6)
        .containsEntry("relativeCutoffs", true)
        .containsEntry("splitTies", false)
        .containsEntry("endingAt", "none")
        .containsEntry("rankPrecision", "weights")
        .containsEntry("minTail", 2);
    assertThat(AnalysisOptions.defaults().seed()).isEqualTo(42);
  }

  @Test
  void pythonsConventionsAreAbsoluteCutoffsAndTheRankOfDoubles() {
    assertThat(AnalysisOptions.pythonCompatible().asMap())
        .containsEntry("cutoff", 1e-5)
        .containsEntry("weakRankTolerance", 1e-6)
        .containsEntry("relativeCutoffs", false)
        .containsEntry("splitTies", true)
        .containsEntry("rankPrecision", "float64")
        .containsEntry("mpMethod", "density");
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
            .convNorm(false)
            .minTail(7)
            .seed(9)
            .build();
    assertThat(options.asMap())
        .containsEntry("layers", "type dense")
        .containsEntry("exclude", "name 'fc'")
        .containsEntry("method", "accurate")
        .containsEntry("rankPrecision", "float16")
        .containsEntry("pool", false)
        .containsEntry("convNorm", false)
        .containsEntry("minTail", 7)
        .containsEntry("seed", 9L);
    assertThat(options).hasToString(options.asMap().toString());
    assertThat(options.seed()).isEqualTo(9);
  }

  @Test
  void layersMayBeNamedAsTheCommandHasThem() {
    AnalysisOptions options = AnalysisOptions.builder().layers("fc*,0-3").exclude("fc9").build();

    assertThat(options.layers()).isEqualTo(LayerSelector.ofItems("fc*,0-3"));
    assertThat(options.exclude()).isEqualTo(LayerSelector.ofItems("fc9"));
  }

  @Test
  void builtOptionsDoNotFollowTheirBuilder() {
    AnalysisOptionsBuilder builder = AnalysisOptions.builder();
    AnalysisOptions options = builder.build();
    builder.minEvals(99);
    assertThat(options.minEvals()).isEqualTo(10);
  }

  /** Settings at random, each within its domain. */
  static Stream<AnalysisOptions> settings() {
    Random random = new Random(1);
    return Stream.generate(
            () -> {
              TailMethod fit = one(random, TailMethod.values());
              boolean plain = fit == TailMethod.PL && random.nextBoolean();
              TailEnd[] ends = {TailEnd.none(), TailEnd.largest(), TailEnd.at(random.nextDouble())};
              TailEnd end = plain ? one(random, ends) : TailEnd.none();
              boolean randomize = random.nextBoolean();
              AnalysisOptionsBuilder builder =
                  AnalysisOptions.builder()
                      .layers(
                          LayerSelector.nameMatches("a (b|c) or d'e").or(LayerSelector.byIndex(3)))
                      .exclude(LayerSelector.byName("it's", "x or y").negate())
                      .types(LayerType.DENSE, one(random, LayerType.values()))
                      .minEvals(1 + random.nextInt(9))
                      .maxN(1 + random.nextInt(99))
                      .fit(fit)
                      .fingers(fit == TailMethod.PL && !plain)
                      .bootstrap(plain && end.isNone() ? 1000 : 0)
                      .intervalLevel(random.nextDouble() / 2 + 0.25)
                      .splitTies(random.nextBoolean())
                      .endingAt(end)
                      .cutoff(random.nextDouble() * 1e-5)
                      .rankPrecision(one(random, Precision.values()))
                      .mpMethod(one(random, BulkMethod.values()))
                      .randomize(randomize)
                      .replicas(randomize ? 1 + random.nextInt(5) : 1)
                      .solver("other")
                      .seed(random.nextLong())
                      .threads(1 + random.nextInt(40))
                      .memory(1 + random.nextInt(1_000_000));
              return builder.build();
            })
        .limit(50);
  }

  private static <T> T one(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aMapOfOptionsIsReadBackToEqualOnes(AnalysisOptions options) {
    Map<String, String> texts = new LinkedHashMap<>();
    options.asMap().forEach((key, value) -> texts.put(key, String.valueOf(value)));

    assertThat(AnalysisOptions.of(options.asMap())).isEqualTo(options).hasSameHashCodeAs(options);
    assertThat(AnalysisOptions.of(texts)).isEqualTo(options);
    assertThat(options.toBuilder().build()).isEqualTo(options);
    assertThat(options.toBuilder().minEvals(77).build()).isNotEqualTo(options);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void storedOptionsAreReadBackToEqualOnes(AnalysisOptions options) throws Exception {
    assertThat(stored(options)).isEqualTo(options);
  }

  private static Object stored(AnalysisOptions options) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(options);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }

  @Test
  void optionsThatHoldCodeAreNotStoredAndSayWhich() {
    LayerSelector rule = LayerSelector.byName("fc").or(LayerSelector.matching("odd", l -> true));
    assertThatThrownBy(() -> stored(AnalysisOptions.builder().layers(rule).build()))
        .isInstanceOf(NotSerializableException.class)
        .hasMessage("layers holds code, which cannot be stored");
    assertThatThrownBy(() -> stored(AnalysisOptions.builder().progress(p -> {}).build()))
        .hasMessage("progress holds code, which cannot be stored");
    assertThatThrownBy(
            () -> AnalysisOptions.of(AnalysisOptions.builder().layers(rule).build().asMap()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "layers must be a rule for layers but was 'code: name 'fc' or odd'");
  }

  @Test
  void anOptionThatIsNotThereAndATextThatIsNoValueAreRefused() {
    assertThatThrownBy(() -> AnalysisOptions.of(Map.of("minEval", 3)))
        .hasMessage("there is no option 'minEval'");
    assertThatThrownBy(() -> AnalysisOptions.of(Map.of("fit", "lognormal")))
        .hasMessage("fit must be one of pl, tpl, e_tpl, hill but was 'lognormal'");
    assertThatThrownBy(() -> AnalysisOptions.of(Map.of("pool", "yes")))
        .hasMessage("pool must be true or false but was 'yes'");
    assertThatThrownBy(() -> AnalysisOptions.of(Map.of("pool", "yes", "maxN", "many")))
        .hasMessageContaining("pool must be")
        .hasMessageContaining("maxN must be a whole number but was 'many'");
    assertThat(Options.POOL.typed(false)).isEqualTo("--no-pool");
    assertThat(Options.MP_FIT.typed(true)).isEqualTo("--mp-fit");
    assertThat(Options.FIT.typed(TailMethod.E_TPL)).isEqualTo("--fit e_tpl");
  }

  @Test
  void problemsAreToldInTheWordsOfTheCommandToo() {
    assertThatThrownBy(
            () -> AnalysisOptions.builder().minEvals(0).replicas(3).hillQuantile(2).build())
        .isInstanceOfSatisfying(
            OptionProblems.class,
            problems ->
                assertThat(problems.inFlags())
                    .containsExactly(
                        "--min-evals must be >= 1 but was 0",
                        "hillQuantile must be in [0, 1) but was 2.0",
                        "--replicas = 3 shuffle nothing without --randomize"));
  }

  @Test
  void whatDoesNotBearOnResultsIsNotInTheProvenance() {
    assertThat(AnalysisOptions.defaults().asMap()).containsKeys("threads", "memory");
    assertThat(AnalysisOptions.defaults().provenance())
        .doesNotContainKeys("threads", "memory", "progress")
        .containsEntry("reproducible", true);
  }

  @Test
  void everyOptionHasAMeaningAndAMethodOfTheBuilder() {
    List<String> methods =
        Arrays.stream(AnalysisOptionsBuilder.class.getMethods()).map(Method::getName).toList();
    for (Option<?> option : Options.all()) {
      assertThat(option.meaning()).as(option.key()).isNotBlank().doesNotEndWith(".");
      assertThat(methods).contains(option.key());
      assertThat(Options.ofKey(option.key())).contains(option);
    }
    assertThat(Options.all()).extracting(Option::key).doesNotHaveDuplicates();
  }

  @Test
  void aRuleGivenAsCodeIsNeverReadAsAnother() {
    AnalysisOptions options =
        AnalysisOptions.builder().layers(LayerSelector.matching("all", layer -> false)).build();
    assertThatThrownBy(() -> AnalysisOptions.of(options.asMap()))
        .hasMessageStartingWith("layers must be a rule for layers but was 'code: all'");
  }

  @Test
  void whatAnotherVersionSaidOfAnOptionTellsNothing() {
    assertThat(Options.BOOTSTRAP.in(Map.of("bootstrap", "0 samples, level 0.95"))).isEmpty();
    assertThat(Options.BOOTSTRAP.in(Map.of("bootstrap", 50))).hasValue(50);
    assertThat(Options.BOOTSTRAP.in(Map.of())).isEmpty();
  }

  /** Whoever has set a flag in a script can set it back to what the help names. */
  @Test
  void everyFlagTakesItsDefault() {
    for (Option<?> option : Options.all()) {
      String text = option.defaultText().replaceFirst(",.*", "");
      if (option.flag().isPresent() && !option.isSwitch()) {
        assertThat((Object) option.ofFlag(text)).as(option.key()).isEqualTo(option.byDefault());
      }
    }
  }
}
