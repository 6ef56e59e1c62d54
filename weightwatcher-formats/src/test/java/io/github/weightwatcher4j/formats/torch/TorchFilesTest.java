package io.github.weightwatcher4j.formats.torch;

import static io.github.weightwatcher4j.formats.samples.Reading.open;
import static io.github.weightwatcher4j.formats.samples.Reading.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that PyTorch 1.13 wrote: see write.py beside them. */
class TorchFilesTest {

  private static final String ZIP = ".pt";
  private static final String LEGACY = ".legacy.pt";

  private static WeightFile sample(String name) {
    return open(TestFiles.resource("torch/" + name));
  }

  private static NamedTensor tensor(WeightFile file, String name) {
    return file.tensors().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  private static Layer layer(WeightFile file, String name) {
    return file.layers().stream()
        .filter(l -> l.info().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static double[] counting(int count) {
    return IntStream.rangeClosed(1, count).asDoubleStream().toArray();
  }

  private static List<String> names(WeightFile file) {
    return file.tensors().stream().map(NamedTensor::name).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {ZIP, LEGACY})
  void viewsOfOneStorageAreReadAsPyTorchSeesThem(String end) throws IOException {
    WeightFile file = sample("views" + end);

    assertThat(file.format().name()).isEqualTo("PyTorch");
    assertThat(values(tensor(file, "whole.weight"))).isEqualTo(counting(48));
    double[] transposed = values(tensor(file, "transposed.weight"));
    assertThat(Arrays.copyOf(transposed, 7)).containsExactly(1, 9, 17, 25, 33, 41, 2);
    assertThat(values(tensor(file, "rows.weight")))
        .isEqualTo(IntStream.rangeClosed(17, 40).asDoubleStream().toArray());
    assertThat(values(tensor(file, "block.weight"))).containsExactly(12, 14, 16, 28, 30, 32);
    assertThat(values(tensor(file, "kernel.weight"))).isEqualTo(counting(48));
  }

  @ParameterizedTest
  @ValueSource(strings = {ZIP, LEGACY})
  void weightsThatTwoLayersShareAreAnalysedOnce(String end) {
    assertThat(layer(sample("views" + end), "tied").reason()).contains("shares", "whole");
  }

  @ParameterizedTest
  @ValueSource(strings = {ZIP, LEGACY})
  void aTensorThatRepeatsItsNumbersIsLeftOut(String end) {
    assertThat(tensor(sample("views" + end), "expanded.weight").reason())
        .contains("15 elements", "3 numbers");
  }

  @ParameterizedTest
  @ValueSource(strings = {ZIP, LEGACY})
  void everyTypeOfNumbersIsReadOrSaysWhyNot(String end) throws IOException {
    WeightFile file = sample("types" + end);

    for (String type :
        List.of(
            "float64",
            "float32",
            "float16",
            "bfloat16",
            "int64",
            "int32",
            "int16",
            "int8",
            "uint8",
            "affine")) {
      assertThat(values(tensor(file, type + ".weight"))).as(type).isEqualTo(counting(12));
    }
    assertThat(values(tensor(file, "bool.weight"))).containsExactly(1, 0, 0, 1);
    assertThat(layer(file, "bfloat16").weights().orElseThrow().precision())
        .isEqualTo(Precision.BFLOAT16);
    assertThat(tensor(file, "complex64.weight").reason()).contains("ComplexFloatStorage");
    assertThat(tensor(file, "sparse.weight").reason()).contains("sparse");
    assertThat(tensor(file, "sparse.weight").shape().dims()).containsExactly(3L, 3L);
    assertThat(values(tensor(file, "channels.weight"))).isEqualTo(counting(6));
    assertThat(tensor(file, "meta.weight").reason()).contains("meta");
  }

  @ParameterizedTest
  @ValueSource(strings = {"module.pt", "module.legacy.pt", "script.pt"})
  void aWholeModuleGivesTheNamesOfItsStateDictionary(String name) throws IOException {
    WeightFile file = sample(name);

    assertThat(names(file))
        .containsExactly(
            "fc1.weight",
            "fc1.bias",
            "blocks.0.weight",
            "blocks.0.bias",
            "blocks.1.weight",
            "blocks.1.bias",
            "blocks.1.running_mean",
            "blocks.1.running_var",
            "blocks.1.num_batches_tracked");
    assertThat(values(layer(file, "fc1"))).isEqualTo(counting(24));
    assertThat(layer(file, "blocks.1").info().type()).isEqualTo(LayerType.NORM);
  }

  @ParameterizedTest
  @ValueSource(strings = {ZIP, LEGACY})
  void ofACheckpointTheModelIsReadAndTheOptimizerIsNot(String end) throws IOException {
    WeightFile file = sample("checkpoint" + end);

    assertThat(file.layers())
        .map(l -> l.info().name())
        .containsExactly("fc1", "blocks.0", "blocks.1");
    assertThat(values(layer(file, "blocks.0"))).isEqualTo(counting(30));
    assertThat(tensor(file, "args").reason()).contains("argparse.Namespace");
    assertThat(tensor(file, "hyper_parameters").reason()).contains("__main__.OwnDict");
  }

  @ParameterizedTest
  @ValueSource(strings = {ZIP, LEGACY})
  void anUnknownClassIsNamedAndTheOthersAreRead(String end) throws IOException {
    WeightFile file = sample("mixed" + end);

    assertThat(layer(file, "odd").reason()).contains("'__main__.Own'");
    assertThat(values(layer(file, "a"))).isEqualTo(counting(6));
    assertThat(values(layer(file, "b"))).isEqualTo(counting(6));
  }

  @ParameterizedTest
  @ValueSource(strings = {ZIP, LEGACY})
  void twoModelsInAFileKeepTheirNames(String end) {
    assertThat(names(sample("two" + end)))
        .containsExactly("generator.fc.weight", "critic.fc.weight");
  }

  @ParameterizedTest
  @ValueSource(strings = {ZIP, LEGACY})
  void aListOfOneStateDictionaryIsThatDictionary(String end) {
    assertThat(names(sample("list" + end))).containsExactly("fc.weight");
  }

  @ParameterizedTest
  @ValueSource(strings = {ZIP, LEGACY})
  void aTensorAloneIsALayer(String end) throws IOException {
    assertThat(values(layer(sample("bare" + end), "tensor"))).isEqualTo(counting(6));
  }

  @Test
  void aFrozenProgramGivesItsConstants() throws IOException {
    WeightFile file = sample("frozen.pt");

    assertThat(values(layer(file, "constant0"))).isEqualTo(counting(24));
    assertThat(values(layer(file, "constant2"))).isEqualTo(counting(30));
  }

  @Test
  void aProgramWithoutTensorsSaysWhatItIs() {
    WeightFile file = sample("empty-script.pt");

    assertThatThrownBy(file::layers)
        .isInstanceOf(WeightFileException.class)
        .hasMessageContainingAll("TorchScript", "state_dict()");
  }

  @ParameterizedTest
  @ValueSource(strings = {ZIP, LEGACY})
  void whatAPickleWouldCallIsNamedAndNotCalled(String end) {
    WeightFile file = sample("calls" + end);

    assertThat(layer(file, "evil").reason()).contains("posix.system");
    assertThat(layer(file, "a").weights()).isPresent();
  }

  @Test
  void aFileThatOnlyCallsIsRefusedByTheNameOfWhatItCalls() {
    assertThatThrownBy(sample("only-calls.pt")::layers)
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("posix.system");
  }
}
