package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.SkippedLayer.Cause;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Early stopping does not go on by what nobody knows. */
class UnknownStopTest {

  private static final Analysis KNOWN =
      Judged.with(Judged.analysis(), Verdict.RANDOM_LIKE, Verdict.WELL_TRAINED);

  /** A condition on the analyses of a source. */
  @FunctionalInterface
  interface Condition {
    SpectralStop of(Supplier<Optional<Analysis>> source);
  }

  /** Whether it stops at an analysis, as DL4J asks. */
  private static boolean stops(Condition condition, Analysis analysis) {
    return condition.of(() -> Optional.of(analysis)).terminate(1, 0, true);
  }

  /** What DL4J gets as the details of the termination. */
  private static String details(Condition condition, Analysis analysis) {
    SpectralStop stop = condition.of(() -> Optional.of(analysis));
    assertThat(stop.terminate(1, 0, true)).as(stop.toString()).isTrue();
    return stop.toString();
  }

  /** Conditions that the known network does not meet. */
  static Stream<Condition> conditions() {
    return Stream.of(
        source -> SpectralStop.meanAlphaBelow(1, source),
        source -> SpectralStop.verdict(source, Verdict.OVER_TRAINED),
        source -> SpectralStop.finding(source, FindingType.OVER_TRAINED),
        source -> SpectralStop.finding(source, FindingType.NOT_FINITE),
        SpectralStop::rankCollapse,
        source -> SpectralStop.when("never", analysis -> false, source));
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void everyConditionStopsWhereALayerIsLostAndNamesIt(Condition condition) {
    for (Cause cause : List.of(Cause.NOT_FINITE, Cause.FAILED)) {
      Analysis lost = Judged.withLostLayer(KNOWN, cause);

      assertThat(stops(condition, KNOWN)).isFalse();
      assertThat(details(condition, lost)).endsWith("; unknown: fc: lost by hand");
      assertThat(stops(source -> condition.of(source).allowingUnknown(), lost)).isFalse();
    }
    assertThat(stops(condition, Judged.withLostLayer(KNOWN, Cause.NOT_SELECTED)))
        .as("left out on purpose")
        .isFalse();
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void everyConditionStopsWhereNoLayerIsAnalysed(Condition condition) {
    Analysis empty = Judged.withoutLayers(KNOWN);

    assertThat(details(condition, empty)).endsWith("; unknown: no layer was analysed");
    assertThat(stops(source -> condition.of(source).allowingUnknown(), empty)).isFalse();
  }

  @Test
  void theMeanOfAlphaIsUnknownWhereALayerHasNoPowerLaw() {
    Condition low = source -> SpectralStop.meanAlphaBelow(1, source);
    Analysis failed = Judged.withFailedFit(KNOWN);

    assertThat(details(low, failed))
        .isEqualTo("mean alpha below 1.0; unknown: fc: no power law could be fitted: by hand");
    assertThat(stops(source -> low.of(source).allowingUnknown(), failed)).isFalse();
    assertThat(stops(source -> SpectralStop.meanAlphaBelow(99, source).allowingUnknown(), failed))
        .as("by the mean of the other layer")
        .isTrue();
  }

  @Test
  void aVerdictStopsWithItsReason() {
    Condition stop =
        source -> SpectralStop.verdict(source, Verdict.OVER_TRAINED, Verdict.RANK_COLLAPSED);

    assertThat(details(stop, Judged.with(KNOWN, Verdict.RANDOM_LIKE, Verdict.OVER_TRAINED)))
        .isEqualTo(
            "verdict over-trained or rank-collapsed of any layer; out is over-trained: by hand");
    assertThat(stops(stop, KNOWN)).isFalse();
  }

  @Test
  void aLayerThatCannotBeToldStopsUnlessThatIsAllowed() {
    Condition stop = source -> SpectralStop.verdict(source, Verdict.OVER_TRAINED);
    Analysis untold = Judged.with(KNOWN, Verdict.CANNOT_TELL, Verdict.WELL_TRAINED);

    assertThat(details(stop, untold))
        .isEqualTo("verdict over-trained of any layer; unknown: fc: by hand");
    assertThat(stops(source -> stop.of(source).allowingUnknown(), untold)).isFalse();
    assertThat(
            stops(
                source -> stop.of(source).allowingUnknown(),
                Judged.with(KNOWN, Verdict.CANNOT_TELL, Verdict.OVER_TRAINED)))
        .isTrue();
  }

  @Test
  void trapsThatAreNotLookedForAreAnErrorAlsoWhereTheUnknownIsAllowed() {
    Condition trapped = source -> SpectralStop.verdict(source, Verdict.TRAPPED).allowingUnknown();

    assertThatThrownBy(() -> stops(trapped, KNOWN))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("trapped was not asked for: the analyses need options(o -> o.randomize(true))");
    assertThatThrownBy(
            () -> stops(source -> SpectralStop.correlationTrap(source).allowingUnknown(), KNOWN))
        .isInstanceOf(IllegalStateException.class);
    Analysis looked =
        Judged.with(Judged.analysis(o -> o.randomize(true)), Verdict.TRAPPED, Verdict.WELL_TRAINED);
    assertThat(stops(trapped, looked)).isTrue();
  }

  @Test
  void theUnknownCountsAmongTheTimesInARow() {
    List<Analysis> analyses =
        List.of(
            Judged.withoutLayers(KNOWN),
            Judged.with(KNOWN, Verdict.OVER_TRAINED, Verdict.WELL_TRAINED));
    List<Analysis> newest = new ArrayList<>();
    SpectralStop stop =
        SpectralStop.verdict(() -> newest.stream().findFirst(), Verdict.OVER_TRAINED).times(2);

    stop.initialize();
    newest.add(analyses.get(0));
    assertThat(stop.terminate(0)).isFalse();
    assertThat(stop).hasToString("verdict over-trained of any layer, 2 times in a row");
    newest.set(0, analyses.get(1));
    assertThat(stop.terminate(0)).isTrue();
    assertThat(stop.toString()).endsWith("2 times in a row; fc is over-trained: by hand");

    stop.initialize();
    assertThat(stop)
        .as("forgets")
        .hasToString("verdict over-trained of any layer, 2 times in a row");
  }
}
