package io.github.weightwatcher4j.formats.statedict;

import static io.github.weightwatcher4j.formats.statedict.Dictionary.layers;
import static io.github.weightwatcher4j.formats.statedict.Dictionary.lines;
import static io.github.weightwatcher4j.formats.statedict.Dictionary.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which names layers get, in which order, and each once. */
class LayerOrderTest {

  @Test
  void wrappersLeaveTheNames() {
    assertThat(lines(layers("module._orig_mod.fc.weight 2x3", "module.layer._orig_mod.w 2x3")))
        .containsExactly("0 fc dense [2 x 3]", "1 layer.w dense [2 x 3]");
    // Only one of them is called so: then it is the model's own name.
    assertThat(lines(layers("module.fc.weight 2x3", "fc.weight 2x3")))
        .containsExactly("0 module.fc dense [2 x 3]", "1 fc dense [2 x 3]");
    assertThat(lines(layers("fc.weight 2x3", "_orig_mod.fc.weight 2x3")))
        .containsExactly("0 fc dense [2 x 3]", "1 _orig_mod.fc dense [2 x 3]");
  }

  @Test
  void namesSortedAsTextAreSortedByTheirNumbers() {
    assertThat(
            lines(
                layers(
                    "h.0.w.weight 2x2",
                    "h.1.w.weight 2x2",
                    "h.10.w.weight 2x2",
                    "h.2.w.weight 2x2")))
        .extracting(line -> line.split(" ", -1)[1])
        .containsExactly("h.0.w", "h.1.w", "h.2.w", "h.10.w");
    assertThat(lines(layers("stem.weight 2x2", "h.10.w.weight 2x2", "h.2.w.weight 2x2")))
        .extracting(line -> line.split(" ", -1)[1])
        .containsExactly("stem", "h.10.w", "h.2.w");
  }

  @Test
  void sharedWeightsAreListedOnce() {
    NamedTensor embedding = tensor("wte.weight 20x4");
    List<NamedTensor> tensors = new ArrayList<>(List.of(embedding));
    tensors.add(embedding.renamed("lm_head.weight"));

    assertThat(lines(StateDict.layers(tensors)))
        .containsExactly(
            "0 wte embedding [20 x 4]", "1 lm_head dense - shares its weights with wte");
  }

  @Test
  void namesAreUniqueAndTensorsThatAreNotReadSayWhy() {
    List<NamedTensor> tensors =
        List.of(
            tensor("a.weight 2x2"),
            tensor("a.kernel 2x2"),
            NamedTensor.unreadable("b.weight", TensorShape.of(2, 2), "type F4 is not read"));
    assertThat(lines(StateDict.layers(tensors)))
        .containsExactly(
            "0 a dense [2 x 2]",
            "0 a#0 dense [2 x 2]",
            "1 b other - weight [2 x 2]: type F4 is not read");
  }

  @Test
  void nothingMakesNoLayers() {
    assertThat(StateDict.layers(List.of())).isEmpty();
  }
}
