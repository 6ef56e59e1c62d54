package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.SkippedLayer.Cause;
import io.github.weightwatcher4j.report.TrainingStep;
import io.github.weightwatcher4j.training.internal.FirstFew;
import io.github.weightwatcher4j.training.internal.StepText;
import io.github.weightwatcher4j.training.internal.VerdictChanges;
import io.github.weightwatcher4j.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a training log says. */
class StepTextTest {

  private static final Analysis KNOWN =
      Judged.with(Judged.analysis(), Verdict.RANDOM_LIKE, Verdict.WELL_TRAINED);

  private static Finding finding(FindingType type, String layer) {
    return Finding.of(type, layer, "the " + type.label(), Metrics.of(Map.of()));
  }

  @Test
  void aLineBeginsWithWhatIsSaidOfTheModel() {
    TrainingStep step =
        new TrainingStep(3, 171, OptionalDouble.of(0.231), Duration.ofMillis(2), KNOWN);

    assertThat(StepText.of(step))
        .startsWith(
            "epoch 3, update 171: 1 of 2 layers is well trained, 1 cannot be told from random"
                + " weights; mean alpha ")
        .contains(", loss 0.2310; analysed in ")
        .endsWith(" ms, training waited 2.0 ms");
  }

  @Test
  void aLayerHasOneLineWithItsMostSeriousFindingFirst() {
    assertThat(
            StepText.byLayer(
                List.of(
                    finding(FindingType.CORRELATION_TRAP, "fc1"),
                    finding(FindingType.OVER_TRAINED, "fc2"),
                    finding(FindingType.NO_POWER_LAW, "fc1"),
                    finding(FindingType.SHORT_TAIL, "fc1"))))
        .containsExactly(
            "fc1: the correlation trap; also no power law, short tail", "fc2: the over-trained");
  }

  @Test
  void aLayerThatIsJudgedOtherwiseIsToldOnce() {
    VerdictChanges changes = new VerdictChanges();
    Analysis later = Judged.with(KNOWN, Verdict.WELL_TRAINED, Verdict.WELL_TRAINED);

    assertThat(changes.next(KNOWN)).as("the first has none before it").isEmpty();
    assertThat(changes.next(KNOWN)).isEmpty();
    assertThat(changes.next(later))
        .containsExactly("fc is now well trained, was random-like: by hand");
    assertThat(changes.next(later)).isEmpty();
  }

  @Test
  void aLayerThatIsLostAndComesBackIsTold() {
    VerdictChanges changes = new VerdictChanges();
    changes.next(KNOWN);

    assertThat(changes.next(Judged.withLostLayer(KNOWN, Cause.NOT_FINITE)))
        .containsExactly("fc is now not analysed, was random-like: lost by hand");
    assertThat(changes.next(KNOWN))
        .containsExactly("fc is now random-like, was not analysed: by hand");
  }

  @Test
  void aLineDoesNotGrowWithTheModel() {
    List<String> remarks = IntStream.range(0, 9).mapToObj(i -> "fc" + i).toList();

    assertThat(FirstFew.of(remarks)).isEqualTo("fc0; fc1; fc2; fc3; fc4 and 4 more");
    assertThat(FirstFew.of(remarks.subList(0, 5))).isEqualTo("fc0; fc1; fc2; fc3; fc4");
  }
}
