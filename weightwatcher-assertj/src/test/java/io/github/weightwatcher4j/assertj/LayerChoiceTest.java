package io.github.weightwatcher4j.assertj;

import static io.github.weightwatcher4j.assertj.Failures.messageOf;
import static io.github.weightwatcher4j.assertj.WeightWatcherAssertions.assertThat;
import static io.github.weightwatcher4j.model.LayerSelector.byName;
import static io.github.weightwatcher4j.model.LayerSelector.byType;
import static io.github.weightwatcher4j.model.LayerSelector.nameMatches;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.report.Analysis;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers that an assertion names or chooses, and those that are not there. */
class LayerChoiceTest {

  private static final Analysis GOOD = Networks.ofAlphas(3, 4, 5);
  private static final Analysis BAD = Networks.ofAlphas(3, 7, 4, 3, 2.5, 3, 4, 1.5, 3, 4, 5);

  @Test
  void anUnknownLayerFailsWithTheNearestNamesFirst() {
    Analysis analysis =
        Networks.of(
            List.of(
                Networks.fitted(0, "encoder.conv", 3),
                Networks.fitted(1, "encoder.fc1", 3),
                Networks.fitted(2, "encoder.fc2", 3)));
    assertThat(messageOf(() -> assertThat(analysis).layer("encoder.fc3")))
        .isEqualTo(
            """

            Expecting an analysed layer 'encoder.fc3' in 'net', but:
              there is none; nearest first, there are: encoder.fc1, encoder.fc2, encoder.conv
            """);
  }

  @Test
  void aSkippedLayerFailsWithItsReason() {
    Analysis analysis =
        Networks.of(GOOD.details().rows(), Networks.skipped(3, "bn", "a vector of 20 values"));
    assertThat(messageOf(() -> assertThat(analysis).layer("bn")))
        .isEqualTo(
            """

            Expecting an analysed layer 'bn' in 'net', but:
              bn was skipped: a vector of 20 values
            """);
    assertThat(messageOf(() -> assertThat(analysis).layers(byName("fc0", "bn"))))
        .isEqualTo(
            """

            Expecting analysed layers of name 'fc0' or name 'bn' in 'net', but:
              bn was skipped: a vector of 20 values
            """);
  }

  @Test
  void someLayersAreChosenBySelectorOrByRule() {
    assertThat(BAD).layers(nameMatches("fc[02-6]")).hasNoFindings();
    assertThat(BAD).layers(row -> row.findings().isEmpty()).hasNoFindings();
    assertThat(messageOf(() -> assertThat(BAD).layers(nameMatches("fc[0-6]")).hasNoFindings()))
        .startsWith("\n1 of the 11 layers of 'net' fails:\n  fc1: alpha = 7.00 ± 0.2")
        .as("shown among all rows")
        .contains("\n    0  fc0")
        .doesNotContain("fc7");
  }

  @Test
  void aChoiceOfNothingFails() {
    assertThat(messageOf(() -> assertThat(GOOD).layers(byType(LayerType.CONV2D))))
        .isEqualTo(
            """

            Expecting analysed layers of type conv2d in 'net', but:
              the analysed layers are: fc0, fc1, fc2
            """);
    assertThat(messageOf(() -> assertThat(GOOD).layers(row -> false)))
        .isEqualTo(
            """

            Expecting layers of 'net' that pass the rule, but none does:

              #  name    N    M  alpha     ±  tail  phase         verdict
              0  fc0   400  200   3.00  0.20   200  heavy-tailed  well trained
              1  fc1   400  200   4.00  0.20   200  heavy-tailed  well trained
              2  fc2   400  200   5.00  0.20   200  heavy-tailed  well trained
            """);
  }

  @Test
  void anAnalysisOfNothingShowsNothing() {
    Analysis none = Networks.of(List.of(), Networks.skipped(0, "bn", "a vector of 20 values"));
    assertThat(messageOf(() -> assertThat(none).hasNoFindings()))
        .isEqualTo(
            """

            Expecting analysed layers in 'net', but:
              bn was skipped: a vector of 20 values
            """);
    assertThat(messageOf(() -> assertThat(Networks.of(List.of())).allLayers(layer -> {})))
        .isEqualTo("\nExpecting analysed layers in 'net', but:\n  it has none\n");
  }
}
