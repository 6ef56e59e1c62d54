package io.github.weightwatcher4j.compare.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerMatchingTest {

  private static List<Layer> layers(String... names) {
    List<Layer> layers = new ArrayList<>();
    for (String name : names) {
      LayerInfo info = new LayerInfo(layers.size(), name, LayerType.OTHER);
      layers.add(Layer.withoutMatrix(info, Absence.NO_WEIGHTS, "no weights"));
    }
    return layers;
  }

  /** Partners of the first model's layers, a dash where there is none, then what is left over. */
  private static String matches(List<Layer> layers, List<Layer> others) {
    LayerMatching matching = LayerMatching.of(layers, others);
    List<String> partners =
        layers.stream()
            .map(layer -> matching.partner(layer.info().name()))
            .map(partner -> partner.map(layer -> layer.info().name()).orElse("-"))
            .toList();
    List<String> rest = matching.unmatched().stream().map(layer -> layer.info().name()).toList();
    return String.join(" ", partners) + " | " + String.join(" ", rest);
  }

  @Test
  void layersOfOneNameBelongTogetherInAnyOrder() {
    assertThat(matches(layers("a", "b", "c"), layers("c", "a", "d"))).isEqualTo("a - c | d");
  }

  @Test
  void aPrefixOfEitherModelIsSeenThrough() {
    assertThat(matches(layers("module.a.w", "module.b.w"), layers("a.w", "b.w")))
        .isEqualTo("a.w b.w | ");
    assertThat(matches(layers("a.w", "b.w"), layers("module.a.w", "module.b.w")))
        .isEqualTo("module.a.w module.b.w | ");
  }

  @Test
  void aHeadBesideThePrefixedBodyIsLeftOver() {
    assertThat(matches(layers("bert.a", "bert.b", "classifier"), layers("a", "b", "pooler")))
        .isEqualTo("a b - | pooler");
  }

  @Test
  void oneNameInBothMeansThatThereIsNoPrefix() {
    assertThat(matches(layers("module.a", "b"), layers("a", "b"))).isEqualTo("- b | a");
  }

  @Test
  void aPrefixThatMatchesMoreThanEqualNamesDoCountsBesideThem() {
    assertThat(matches(layers("model.a", "model.b", "head"), layers("a", "b", "head")))
        .isEqualTo("a b head | ");
    assertThat(matches(layers("a", "b", "head"), layers("model.a", "model.b", "head")))
        .isEqualTo("model.a model.b head | ");
  }

  @Test
  void aWrapperOfTheOtherModelIsSeenThroughToo() {
    assertThat(matches(layers("bert.a.w", "bert.b.w", "cls"), layers("model.a.w", "model.b.w")))
        .isEqualTo("model.a.w model.b.w - | ");
    assertThat(matches(layers("net.module.a.w", "net.module.c.w"), layers("bert.a.w", "bert.b.w")))
        .isEqualTo("bert.a.w - | bert.b.w");
  }

  @Test
  void namesOfTwoPartsOfAModelAreNotOne() {
    assertThat(matches(layers("encoder.a.w"), layers("decoder.a.w"))).isEqualTo("- | decoder.a.w");
  }

  @Test
  void twoPrefixesThatMatchAsManyMatchNothing() {
    assertThat(matches(layers("left.a", "right.a"), layers("a"))).isEqualTo("- - | a");
  }

  @Test
  void noLayersMatchNothing() {
    assertThat(matches(layers(), layers("a"))).isEqualTo(" | a");
    assertThat(matches(layers("a"), layers())).isEqualTo("- | ");
  }
}
