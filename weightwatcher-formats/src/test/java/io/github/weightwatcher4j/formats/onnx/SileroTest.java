package io.github.weightwatcher4j.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import io.github.weightwatcher4j.formats.statedict.StateDict;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One net as an ONNX model with initializers, and as one whose weights are constants in the branch
 * for 16 kHz. Both cut the gates of the LSTM from PyTorch's weights and join them in another order.
 */
@Tag("shared")
class SileroTest {

  private static final String BRANCH = "If_0_then_branch__Inline_0__";
  private static final String GRAPH = "model.";

  private static WeightFile open(String name) {
    return Reading.open(TestFiles.shared().resolve("models").resolve(name));
  }

  private static List<Layer> matrices(ModelSource file, String prefix) {
    return file.layers().stream()
        .filter(layer -> layer.weights().isPresent() && layer.info().name().startsWith(prefix))
        .toList();
  }

  private static Stream<String> names(List<Layer> layers, String prefix) {
    return layers.stream().map(layer -> layer.info().name().substring(prefix.length()));
  }

  @Test
  void bothModelsHaveTheSameLayersNumberByNumber() throws Exception {
    List<Layer> constants = matrices(open("silero_vad.onnx"), BRANCH);
    List<Layer> initializers = matrices(open("silero_vad_16k_op15.onnx"), GRAPH);

    assertThat(initializers).hasSize(14);
    assertThat(names(constants, BRANCH))
        .containsExactlyElementsOf(names(initializers, GRAPH).toList());
    for (int i = 0; i < constants.size(); i++) {
      assertThat(Reading.values(constants.get(i))).isEqualTo(Reading.values(initializers.get(i)));
    }
  }

  /**
   * What the graph makes of the weights, and what their names tell: two ways that share nothing.
   */
  @Test
  void theGraphGivesTheGatesThatPyTorchsNamesTell() throws Exception {
    WeightFile file = open("silero_vad_16k_op15.onnx");
    ModelSource byName = ModelSource.of("names", StateDict.contents(file.tensors()).layers());
    List<Layer> named = matrices(byName, GRAPH);

    List<Layer> layers = matrices(file, GRAPH);
    assertThat(names(layers, GRAPH))
        .contains("decoder.rnn.weight_ih.forget", "decoder.rnn.weight_hh.output");
    for (Layer layer : layers) {
      String name = layer.info().name();
      Layer other =
          named.stream()
              .filter(
                  l ->
                      l.info()
                          .name()
                          .replace("forward_basis_buffer", "")
                          .equals(name.replace("forward_basis_buffer", "")))
              .findFirst()
              .orElseThrow(() -> new AssertionError(name + " in " + named));
      assertThat(Reading.values(layer)).isEqualTo(Reading.values(other));
      assertThat(layer.info().type()).isEqualTo(other.info().type());
    }
  }

  /** The safetensors are of another training: the Fourier basis alone is the same. */
  @Test
  void theFixedBasisHasOneSpectrumInAllThreeForms() {
    Spectrum expected = new WeightWatcher(open("silero_vad_16k.safetensors")).esd("stft_conv");
    String name = "stft.forward_basis_buffer";
    assertThat(new WeightWatcher(open("silero_vad.onnx")).esd(BRANCH + name)).isEqualTo(expected);
    assertThat(new WeightWatcher(open("silero_vad_16k_op15.onnx")).esd(GRAPH + name))
        .isEqualTo(expected);
  }
}
