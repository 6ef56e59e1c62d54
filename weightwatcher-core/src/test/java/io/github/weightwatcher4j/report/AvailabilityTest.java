package io.github.weightwatcher4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.option.Options;
import io.github.weightwatcher4j.option.Requirement;
import io.github.weightwatcher4j.option.TailMethod;
import io.github.weightwatcher4j.report.Availability.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an analysis answers to: asked for? there? why not? */
class AvailabilityTest {

  private static final WeightWatcher WATCHER = new WeightWatcher(model());
  private static final Analysis DEFAULTS = WATCHER.analyze();
  private static final Analysis EVERYTHING =
      WATCHER.analyze(
          options ->
              options
                  .randomize(true)
                  .mpFit(true)
                  .detx(true)
                  .vectors(true)
                  .bootstrap(40)
                  .universality(true)
                  .compareLaws(true)
                  .profile(true));

  private static Map<String, double[][]> model() {
    Random random = new Random(1);
    double[][] noise = new double[60][40];
    for (double[] row : noise) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextGaussian();
      }
    }
    Map<String, double[][]> model = new LinkedHashMap<>();
    model.put("zero", new double[60][40]);
    model.put("noise", noise);
    return model;
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TOP_K") // of sparse matrices alone
  void aMetricIsThereOrItsOptionIsNamed(Metric metric) {
    Availability answer = DEFAULTS.availability(metric);
    assertThat(answer.isPresent()).isEqualTo(DEFAULTS.details().column(metric).count() > 0);
    assertNamedUnlessAsked(answer, metric.requirement());
  }

  @ParameterizedTest
  @EnumSource
  void aFindingWasLookedForOrItsOptionIsNamed(FindingType type) {
    Availability answer = DEFAULTS.availability(type);
    assertNamedUnlessAsked(answer, type.requirement());
    assertThat(EVERYTHING.availability(type).isPresent()).isTrue();
  }

  /** The defaults ask for some of what has an option, such as the bulk. */
  private static void assertNamedUnlessAsked(
      Availability answer, Optional<Requirement<?>> requirement) {
    boolean asked =
        requirement.flatMap(it -> it.isMetBy(DEFAULTS.provenance().options())).orElse(true);
    assertThat(answer.isPresent()).isEqualTo(asked);
    assertThat(answer.requirement()).isEqualTo(asked ? Optional.empty() : requirement);
  }

  @Test
  void aLayerThatCouldNotHaveWhatWasAskedForHasAReason() {
    LayerReport zero = EVERYTHING.details().get("zero");
    Availability alpha = EVERYTHING.availability(zero, Metric.ALPHA);
    assertThat(alpha.kind()).isEqualTo(Kind.ABSENT);
    assertThat(alpha.reason()).startsWith("no power law could be fitted: ");
    assertThat(EVERYTHING.availability(zero, Metric.LOG_NORM).reason())
        .isEqualTo("it is not defined for this layer");
    assertThat(EVERYTHING.availability(zero, FindingType.CORRELATION_TRAP).reason())
        .startsWith("no bulk could be fitted: ");
  }

  @Test
  void whatWasNotAskedForIsNoFaultOfTheLayer() {
    LayerReport zero = DEFAULTS.details().get("zero");
    assertThat(DEFAULTS.availability(zero, Metric.ALPHA_LOW).requirement())
        .map(Requirement::call)
        .contains("bootstrap(1000)");
    assertThat(DEFAULTS.availability(zero, FindingType.RIVAL_TAILS).requirement())
        .contains(Requirement.of(Options.PROFILE));
  }

  @Test
  void onlyTheAnalysisKnowsWhetherARivalWasSought() {
    LayerReport noise = EVERYTHING.details().get("noise");
    assertThat(noise.availability(FindingType.RIVAL_TAILS).kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(EVERYTHING.availability(noise, FindingType.RIVAL_TAILS).isPresent()).isTrue();
  }

  @Test
  void boundsOfAPowerLawTellNothingOfAnotherLaw() {
    Analysis truncated = WATCHER.analyze(options -> options.fit(TailMethod.TPL));
    LayerReport noise = truncated.details().get("noise");
    assertThat(truncated.availability(noise, FindingType.OVER_TRAINED).reason())
        .contains("a power law, and the tail was fitted with a truncated power law");
    assertThat(truncated.availability(Metric.LAMBDA).isPresent()).isTrue();
  }

  @Test
  void aVerdictThatCannotBeToldLeavesItsFindingsOpen() {
    LayerReport zero = DEFAULTS.details().get("zero");
    assertThat(DEFAULTS.availability(zero, FindingType.RANDOM_LIKE).kind()).isEqualTo(Kind.ABSENT);
    assertThat(DEFAULTS.availability(zero, FindingType.NO_BULK).isPresent()).isTrue();
    Analysis bare = WATCHER.analyze(options -> options.mpFit(false));
    LayerReport noise = bare.details().get("noise");
    for (FindingType type :
        new FindingType[] {
          FindingType.RANDOM_LIKE, FindingType.OVER_TRAINED, FindingType.RANK_COLLAPSE
        }) {
      assertThat(bare.availability(noise, type).requirement())
          .contains(Requirement.of(Options.MP_FIT));
    }
  }

  @Test
  void anAnalysisWithoutLayersHasNoNumbers() {
    Analysis none = WATCHER.analyze(options -> options.minEvals(1000));
    assertThat(none.availability(Metric.ALPHA).reason()).isEqualTo("no layer was analysed");
    assertThat(none.availability(FindingType.FIT_FAILED).isPresent()).isTrue();
  }
}
