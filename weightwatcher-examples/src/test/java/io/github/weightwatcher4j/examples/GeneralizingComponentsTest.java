package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.examples.FirstLayer.Part;
import io.github.weightwatcher4j.examples.LearningRates.Training;
import io.github.weightwatcher4j.metric.Metric;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("thorough")
class GeneralizingComponentsTest {

  private static final Training TRAINING = new Training(false, 300, 16, 5);

  @Test
  void whatIsLearnedGoesIntoTheLargestSingularValues() {
    GeneralizingComponents epochs = GeneralizingComponents.of(TRAINING, 0.2, new int[] {0, 5}, 1);

    FirstLayer untrained = epochs.steps().get(0).layers().get(0);
    FirstLayer trained = epochs.steps().get(1).layers().get(0);
    assertThat(untrained.testError(Part.WHOLE).orElseThrow()).isGreaterThan(0.7);
    assertThat(trained.testError(Part.WHOLE).orElseThrow()).isLessThan(0.15);
    assertThat(added(trained, Part.TAIL)).isLessThan(10);
    assertThat(added(trained, Part.ERG)).isLessThan(3);
    assertThat(added(trained, Part.WITHOUT_TAIL)).isGreaterThan(30);
    assertThat(added(trained, Part.WITHOUT_ERG)).isGreaterThan(60);
    assertThat(trained.needed().orElseThrow())
        .isLessThan(trained.metric(Metric.TAIL_SIZE).orElseThrow());
    assertThat(epochs.toString())
        .hasLineCount(1 + 2 * 6)
        .contains("epoch  5: alpha ", "all but tail");
  }

  @Test
  void everySeedIsAnotherTrainingAndTheSameOneGivesTheSame() {
    Training few = new Training(true, 100, 16, 2);
    GeneralizingComponents once = GeneralizingComponents.of(few, 0.4, new int[] {2}, 1, 2);

    List<FirstLayer> layers = once.steps().get(0).layers();
    assertThat(layers.get(0).accuracies()).isNotEqualTo(layers.get(1).accuracies());
    assertThat(layers.get(1).accuracies()).isEqualTo(few.run(2, 0.4).fc1().accuracies());
    assertThat(GeneralizingComponents.plot(once, once).panels()).hasSize(4);
  }

  private static double added(FirstLayer layer, Part part) {
    return GeneralizingComponents.added(layer, part).orElseThrow();
  }
}
