package io.github.weightwatcher4j.assertj;

import static io.github.weightwatcher4j.assertj.Failures.messageOf;
import static io.github.weightwatcher4j.assertj.WeightWatcherAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Evidence;
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.Phase;
import io.github.weightwatcher4j.verdict.PhaseTest;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Assertions on verdicts and phases. */
class VerdictTest {

  private static Analysis judged(Verdict... verdicts) {
    return Networks.of(
        IntStream.range(0, verdicts.length)
            .mapToObj(i -> Networks.judged(i, verdicts[i], "reason " + i))
            .toList());
  }

  @Test
  void aWellTrainedLayerPassesWhereverItCounts() {
    Analysis good = judged(Verdict.WELL_TRAINED, Verdict.WELL_TRAINED);
    assertThat(good).layersAreTrainedWell();
    assertThat(good).allLayers(layer -> layer.isTrainedWell().isNotRandom());
    assertThat(good).layer("fc1").hasVerdict(Verdict.WELL_TRAINED);
    assertThat(good)
        .hasNoLayerThatIs(
            Verdict.RANK_COLLAPSED, Verdict.OVER_TRAINED, Verdict.RANDOM_LIKE, Verdict.CANNOT_TELL);
  }

  @Test
  void borderlineCountsAsWellTrained() {
    Analysis analysis = Networks.ofAlphas(2.25);
    assertThat(analysis.details().get("fc0").verdict().label())
        .isEqualTo("well trained (borderline)");
    assertThat(analysis).layersAreTrainedWell();
  }

  @Test
  void aVerdictThatIsAnotherFailsWithItsReasonItsFindingsAndTheRowsAround() {
    Analysis analysis = Networks.ofAlphas(3, 1.5);
    String text = messageOf(() -> assertThat(analysis).layersAreTrainedWell());
    assertThat(text)
        .startsWith(
            """

            1 of the 2 layers of 'net' fails:
              fc1: should be well trained but is over-trained: alpha = 1.50 ± 0.20 over 200 eigenvalues, below 2
                over-trained: fc1 may have learned more than the data holds (alpha below 2)

            """)
        .contains("\n  > 1  fc1 ");
    assertThat(messageOf(() -> assertThat(analysis).layer("fc1").isTrainedWell())).isEqualTo(text);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "WELL_TRAINED")
  void onlyWellTrainedIsTrainedWell(Verdict verdict) {
    assertThat(messageOf(() -> assertThat(judged(verdict)).layersAreTrainedWell()))
        .contains("  fc0: should be well trained but ", "reason 0\n");
  }

  @ParameterizedTest
  @EnumSource(names = {"OVER_TRAINED", "UNDER_TRAINED", "WELL_TRAINED"})
  void whatLearnedMuchOrLittleIsNotRandom(Verdict verdict) {
    assertThat(judged(verdict)).allLayers(LayerReportAssert::isNotRandom);
  }

  @Test
  void aRandomLayerAndOneThatCannotBeToldFailEachInItsWords() {
    Analysis analysis = judged(Verdict.RANDOM_LIKE, Verdict.CANNOT_TELL);
    assertThat(messageOf(() -> assertThat(analysis).allLayers(LayerReportAssert::isNotRandom)))
        .contains("  fc0: should not be random-like but is random-like: reason 0\n")
        .contains("  fc1: should not be random-like but that cannot be told: reason 1\n");
  }

  @ParameterizedTest
  @EnumSource(names = {"RANK_COLLAPSED", "TRAPPED"})
  void aCollapseAndATrapLeaveOpenWhatTheRestIs(Verdict verdict) {
    Analysis analysis = judged(verdict);
    assertThat(messageOf(() -> assertThat(analysis).layer("fc0").isNotRandom()))
        .contains("  fc0: may be random-like, as it is " + verdict.label() + ": reason 0\n");
    assertThat(analysis).allowingUnknown().layer("fc0").isNotRandom();
  }

  @Test
  void theUnknownPassesWhereItIsAllowedAndTheKnownDoesNot() {
    Analysis analysis = judged(Verdict.WELL_TRAINED, Verdict.CANNOT_TELL);
    assertThat(analysis).allowingUnknown().layersAreTrainedWell();
    assertThat(analysis).allowingUnknown().allLayers(LayerReportAssert::isNotRandom);
    Analysis noise = judged(Verdict.RANDOM_LIKE, Verdict.CANNOT_TELL);
    assertThat(messageOf(() -> assertThat(noise).allowingUnknown().layersAreTrainedWell()))
        .startsWith("\n1 of the 2 layers of 'net' fails:\n  fc0: should be well trained but is");
  }

  @Test
  void aVerdictForWantOfAnOptionFailsEvenWhereTheUnknownIsAllowed() {
    PowerLawFit fit = new PowerLawFit(3, 0.2, 0.1, 20, 0.02, 200);
    Analysis bare = Networks.of(List.of(Networks.row(0, "fc0", fit, Evidence.none())));
    assertThat(messageOf(() -> assertThat(bare).allowingUnknown().layersAreTrainedWell()))
        .contains(
            "  fc0: should be well trained but noise was not looked for: analyze with"
                + " mpFit(true)\n");
    assertThat(
            messageOf(
                () -> assertThat(bare).allowingUnknown().layer("fc0").isInPhase(Phase.BULK_SPIKES)))
        .contains("but the phase was not computed: analyze with mpFit(true)\n");
  }

  @Test
  void noLayerIsOfAVerdictThatIsRuledOut() {
    Analysis analysis = judged(Verdict.WELL_TRAINED, Verdict.OVER_TRAINED, Verdict.CANNOT_TELL);
    assertThat(
            messageOf(
                () ->
                    assertThat(analysis)
                        .hasNoLayerThatIs(Verdict.OVER_TRAINED, Verdict.UNDER_TRAINED)))
        .startsWith(
            """

            2 of the 3 layers of 'net' fail:
              fc1: should not be over-trained or under-trained but is over-trained: reason 1
              fc2: should not be over-trained or under-trained but that cannot be told: reason 2
            """);
    assertThat(analysis).allowingUnknown().hasNoLayerThatIs(Verdict.UNDER_TRAINED);
  }

  @Test
  void trapsAreRuledOutOnlyWhereTheyWereLookedFor() {
    Analysis analysis = judged(Verdict.WELL_TRAINED);
    assertThat(
            messageOf(
                () -> assertThat(analysis).allowingUnknown().hasNoLayerThatIs(Verdict.TRAPPED)))
        .contains("'correlation trap' was not looked for: analyze with randomize(true)\n");
  }

  @Test
  void aVerdictOfCannotTellMayBeExpected() {
    assertThat(judged(Verdict.CANNOT_TELL)).layer("fc0").hasVerdict(Verdict.CANNOT_TELL);
    assertThat(
            messageOf(
                () ->
                    assertThat(judged(Verdict.CANNOT_TELL)).hasNoLayerThatIs(Verdict.CANNOT_TELL)))
        .contains("  fc0: should not be cannot tell but is cannot tell: reason 0\n");
  }

  private static LayerReportAssert inPhase(Phase phase, Optional<Phase> rival) {
    PhaseTest test = new PhaseTest("lambda_max past the edge", 3.25, 0.98, OptionalDouble.of(4e-4));
    return assertThat(
        Networks.inPhase(LayerPhase.of(phase, rival, Optional.empty(), false, List.of(test))));
  }

  @Test
  void aPhaseThatIsAnotherFailsWithTheTestsThatDecided() {
    LayerReportAssert spikes = inPhase(Phase.BULK_SPIKES, Optional.empty());
    spikes.isInPhase(Phase.BULK_SPIKES).isInPhase(Phase.HEAVY_TAILED, Phase.BULK_SPIKES);
    assertThat(messageOf(() -> spikes.isInPhase(Phase.BULK_DECAY, Phase.HEAVY_TAILED)))
        .startsWith(
            """

            The layer fails:
              fc0: should be in phase bulk-decay or heavy-tailed but is bulk+spikes
                lambda_max past the edge: 3.25, critical 0.98 (p = 0.0004)

            """);
  }

  @Test
  void ofAnUndecidedPhaseBothCandidatesHaveToDo() {
    LayerReportAssert undecided = inPhase(Phase.BULK_DECAY, Optional.of(Phase.BULK_SPIKES));
    undecided.isInPhase(Phase.BULK_SPIKES, Phase.BULK_DECAY);
    assertThat(messageOf(() -> undecided.isInPhase(Phase.BULK_DECAY)))
        .contains("should be in phase bulk-decay but is undecided (bulk-decay or bulk+spikes)\n");
    Analysis analysis =
        Networks.of(
            List.of(
                Networks.inPhase(
                    LayerPhase.of(
                        Phase.BULK_DECAY,
                        Optional.of(Phase.BULK_SPIKES),
                        Optional.empty(),
                        false,
                        List.of()))));
    assertThat(analysis).allowingUnknown().layer("fc0").isInPhase(Phase.BULK_DECAY);
    assertThat(
            messageOf(
                () ->
                    assertThat(analysis)
                        .allowingUnknown()
                        .layer("fc0")
                        .isInPhase(Phase.HEAVY_TAILED)))
        .contains("but is undecided (bulk-decay or bulk+spikes)\n");
  }

  @Test
  void noNoiseIsTrainedWell() {
    for (int seed = 1; seed <= 20; seed++) {
      double[][] noise = new double[100][50];
      Random random = new Random(seed);
      for (double[] row : noise) {
        Arrays.setAll(row, i -> random.nextGaussian());
      }
      Analysis analysis = new WeightWatcher(noise).analyze();
      assertThat(messageOf(() -> assertThat(analysis).layersAreTrainedWell()))
          .as("seed %d", seed)
          .contains("  weights: should be well trained but ");
      assertThat(messageOf(() -> assertThat(analysis).layer("weights").isNotRandom()))
          .as("seed %d", seed)
          .contains("  weights: should not be random-like but ");
    }
  }
}
