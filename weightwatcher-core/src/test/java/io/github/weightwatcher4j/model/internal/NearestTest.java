package io.github.weightwatcher4j.model.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestTest {

  private static final List<String> LAYERS =
      List.of("conv1", "conv2", "head", "block.fc.1", "block.fc.2", "fc.1", "FC_2");

  @Test
  void whatDiffersInSpellingComesFirstThenWhatHoldsItThenTheFewestLetters() {
    assertThat(Nearest.of("fc1", LAYERS, 3)).containsExactly("fc.1", "block.fc.1", "FC_2");
    assertThat(Nearest.of("CONV3", LAYERS, 2)).containsExactly("conv1", "conv2");
    assertThat(Nearest.of("haed", LAYERS, 1)).containsExactly("head");
  }

  @Test
  void aNameThatIsNotLikeAnyIsStillAnswered() {
    assertThat(Nearest.of("", LAYERS, 2)).hasSize(2);
    assertThat(Nearest.of("...", LAYERS, 2)).hasSize(2);
    assertThat(Nearest.of("fc1", List.of(), 3)).isEmpty();
    assertThat(Nearest.of("a", List.of("b", "b", "c"), 3)).containsExactly("b", "c");
  }

  @Test
  void fewNamesAreToldInTheirOrderAndOfManyTheNearest() {
    assertThat(Nearest.told("x", List.of())).isEqualTo("there is none");
    assertThat(Nearest.told("x", List.of("b", "a"))).isEqualTo("there are: b, a");
    List<String> many = IntStream.range(0, 40).mapToObj(i -> "layer." + i + ".fc").toList();
    assertThat(Nearest.told("layer7.fc", many))
        .isEqualTo("the nearest of 40 are 'layer.7.fc', 'layer.0.fc', 'layer.1.fc'");
  }
}
