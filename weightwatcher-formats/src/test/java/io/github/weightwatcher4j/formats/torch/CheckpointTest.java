package io.github.weightwatcher4j.formats.torch;

import static io.github.weightwatcher4j.formats.samples.Reading.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.model.Layer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken for the model among all that training scripts save. */
class CheckpointTest {

  @TempDir Path folder;

  private static PickleBytes dictionary() {
    return new PickleBytes().op("}(");
  }

  /** A dictionary of two layers, {@code 5 x 4} and {@code 3 x 5}, as the next value. */
  private static PickleBytes model(PickleBytes pickle, String prefix) {
    return pickle
        .op("}(")
        .matrix(prefix + "fc1.weight", "0", 5, 4)
        .matrix(prefix + "fc2.weight", "1", 3, 5)
        .op("u");
  }

  /** Adam's moments of the two, by number, as a dictionary. */
  private static PickleBytes moments(PickleBytes pickle) {
    pickle.op("}(").integer(0).op("}(").matrix("exp_avg", "2", 5, 4);
    return pickle.matrix("exp_avg_sq", "3", 5, 4).text("step").integer(7).op("uu");
  }

  private static PickleBytes optimizer(PickleBytes pickle) {
    moments(pickle.op("}(").text("state"));
    return pickle.text("param_groups").op("]}au");
  }

  private WeightFile file(PickleBytes pickle) throws IOException {
    TorchBytes bytes = new TorchBytes(pickle.op("u").end());
    for (int key = 0; key < 6; key++) {
      bytes.counting("" + key, 20 + key);
    }
    return open(bytes.zip(folder.resolve("checkpoint.pt")));
  }

  private static List<String> analysed(WeightFile file) {
    return names(file, true);
  }

  private static List<String> listed(WeightFile file) {
    return names(file, false);
  }

  private static List<String> names(WeightFile file, boolean weights) {
    return file.layers().stream()
        .filter(layer -> layer.weights().isPresent() == weights)
        .map(layer -> layer.info().name())
        .toList();
  }

  private static String reason(WeightFile file, String name) {
    return file.layers().stream()
        .filter(layer -> layer.info().name().equals(name))
        .map(Layer::reason)
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @ValueSource(strings = {"opt", "o", "solver", "optimizer", "adam"})
  void anOptimizerIsKnownByWhatItConsistsOf(String key) throws IOException {
    PickleBytes pickle = model(dictionary().text("model"), "");
    WeightFile file = file(optimizer(pickle.text(key)));

    assertThat(analysed(file)).containsExactly("fc1", "fc2");
    assertThat(listed(file)).isEmpty();
    assertThat(file.tensors())
        .anySatisfy(
            tensor -> {
              assertThat(tensor.name()).isEqualTo(key);
              assertThat(tensor.reason()).contains("optimizer");
            });
  }

  @Test
  void optimizersInListsAndBelowOtherObjectsAreFoundToo() throws IOException {
    PickleBytes pickle = model(dictionary().text("net"), "").text("both").op("](");
    optimizer(optimizer(pickle)).op("e").text("agent").op("}(");
    WeightFile file = file(optimizer(pickle.text("actor")).op("u"));

    assertThat(analysed(file)).containsExactly("fc1", "fc2");
    assertThat(listed(file)).isEmpty();
  }

  @Test
  void momentsByTheNamesOfParametersAreNoLayers() throws IOException {
    PickleBytes pickle = model(dictionary().text("model"), "").text("moments").op("}(");
    pickle.text("fc1.weight").op("}(").matrix("exp_avg", "2", 5, 4).op("u");
    pickle.text("fc2.weight").op("}(").text("step").integer(3).matrix("sum", "3", 3, 5).op("uu");
    WeightFile file = file(pickle.matrix("fc1.momentum_buffer", "4", 5, 4));

    assertThat(analysed(file)).containsExactly("fc1", "fc2");
    assertThat(listed(file)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ema", "model_ema", "ema_state_dict", "G_ema", "shadow_params", "swa"})
  void anAveragedCopyIsOneLineThatSaysHowToGetIt(String key) throws IOException {
    PickleBytes pickle = model(dictionary().text("model"), "");
    WeightFile file = file(model(pickle.text(key), "module."));

    assertThat(analysed(file)).containsExactly("fc1", "fc2");
    assertThat(listed(file)).containsExactly(key);
    assertThat(reason(file, key)).contains("second copy", "torch.save(checkpoint['" + key + "']");
  }

  @Test
  void anAveragedCopyAloneIsAnalysedUnderItsKey() throws IOException {
    WeightFile file = file(optimizer(model(dictionary().text("ema"), "").text("opt")));

    assertThat(analysed(file)).containsExactly("ema.fc1", "ema.fc2");
  }

  @Test
  void whatIsOnlyCalledLikeACopyIsAModelOfItsOwn() throws IOException {
    PickleBytes pickle = model(dictionary().text("model"), "").text("ema_head").op("}(");
    WeightFile file = file(pickle.matrix("fc.weight", "2", 7, 2).op("u"));

    assertThat(analysed(file)).containsExactly("model.fc1", "model.fc2", "ema_head.fc");
  }

  @Test
  void aCopyWithinAStateDictionaryIsFoundByItsNamesAndShapes() throws IOException {
    PickleBytes pickle = dictionary().text("state_dict").op("}(");
    pickle.matrix("model.net.fc1.weight", "0", 5, 4).matrix("model_ema.netfc1weight", "1", 5, 4);
    WeightFile file = file(pickle.op("u"));
    assertThat(analysed(file)).containsExactly("model.net.fc1");
    assertThat(reason(file, "model_ema")).contains("model_ema.", "second copy");

    PickleBytes other = dictionary().matrix("ema.gate.weight", "0", 5, 4);
    WeightFile module = file(other.matrix("block.fc.weight", "1", 5, 4));
    assertThat(analysed(module)).containsExactly("block.fc", "ema.gate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"args", "config", "hyper_parameters", "datamodule_hyper_parameters"})
  void settingsWithMatricesAreNeitherLayersNorInTheWay(String key) throws IOException {
    PickleBytes pickle = model(dictionary().text("state_dict"), "model.").text(key).op("}(");
    WeightFile file = file(pickle.matrix("anchors", "3", 6, 2).op("u"));

    assertThat(analysed(file)).containsExactly("model.fc1", "model.fc2");
    assertThat(listed(file)).containsExactly(key);
    assertThat(reason(file, key)).contains("settings");
  }

  @Test
  void settingsAreKnownByTheirClassToo() throws IOException {
    PickleBytes pickle = model(dictionary().text("model"), "").text("run");
    pickle.global("argparse", "Namespace").op(")").raw(0x81).op("}(");
    WeightFile file = file(pickle.matrix("priors", "3", 6, 2).op("ub"));

    assertThat(analysed(file)).containsExactly("fc1", "fc2");
    assertThat(reason(file, "run")).contains("settings");
  }

  @Test
  void aMatrixBesideTheModelIsListed() throws IOException {
    WeightFile file =
        file(model(dictionary().text("model"), "").matrix("class_weights", "3", 4, 4));

    assertThat(analysed(file)).containsExactly("fc1", "fc2");
    assertThat(reason(file, "class_weights")).contains("beside the model");
  }

  @Test
  void wrappersWithinWrappersAreTakenOff() throws IOException {
    PickleBytes pickle = dictionary().text("checkpoint").op("}(");
    optimizer(model(pickle.text("model").op("}(").text("state_dict"), "").op("u").text("trainer"));

    assertThat(analysed(file(pickle.op("u")))).containsExactly("fc1", "fc2");
  }

  @Test
  void severalModelsAreGivenUnderTheirKeys() throws IOException {
    PickleBytes pickle = dictionary().text("generator").op("}(").text("state_dict");
    model(pickle, "").op("u").text("discriminator").op("}(").matrix("out.weight", "3", 2, 9);
    optimizer(pickle.op("u").text("opt_d"));

    assertThat(analysed(file(pickle)))
        .containsExactly("generator.fc1", "generator.fc2", "discriminator.out");
  }

  @Test
  void modulesOfATreeAreNotTakenForWrappers() throws IOException {
    PickleBytes pickle = dictionary().text("encoder").op("}(").text("net").op("}(");
    pickle.matrix("kernel", "0", 5, 4).op("u").text("norm").op("}(");
    pickle.text("scale").tensor("1", 21, 0, new long[] {4}, new long[] {1}).op("uu");
    pickle.text("decoder").op("}(").matrix("kernel", "2", 3, 5).op("u");

    WeightFile file = file(pickle);
    assertThat(analysed(file)).containsExactly("encoder.net", "decoder");
    assertThat(listed(file)).containsExactly("encoder.norm");
  }

  @Test
  void aModelThatIsCalledLikeAnOptimizerIsListed() throws IOException {
    PickleBytes pickle = model(dictionary().text("model"), "");
    WeightFile file = file(model(pickle.text("callback_net"), ""));

    assertThat(analysed(file)).containsExactly("fc1", "fc2");
    assertThat(reason(file, "callback_net")).contains("2 tensors", "save it alone");
    assertThat(analysed(file(model(dictionary().text("optimized_model"), ""))))
        .containsExactly("optimized_model.fc1", "optimized_model.fc2");
  }

  @Test
  void aFileOfAnOptimizerAloneIsRefusedAsThat() throws IOException {
    PickleBytes pickle = dictionary();
    moments(pickle.text("state"));
    WeightFile file = file(pickle.text("param_groups").op("]}a"));

    assertThatThrownBy(file::layers)
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("optimizer");
  }
}
