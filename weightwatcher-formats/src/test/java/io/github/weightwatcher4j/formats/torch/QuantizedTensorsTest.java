package io.github.weightwatcher4j.formats.torch;

import static io.github.weightwatcher4j.formats.samples.Reading.open;
import static io.github.weightwatcher4j.formats.samples.Reading.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.formats.BytesStorage;
import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quantized tensors; those of write_quantized.py stand beside the floats that PyTorch makes. */
class QuantizedTensorsTest {

  @TempDir Path folder;

  private static NamedTensor named(Map<String, NamedTensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  private static Map<String, NamedTensor> tensors(WeightFile file) {
    return file.tensors().stream()
        .collect(Collectors.toMap(NamedTensor::name, Function.identity()));
  }

  private static Map<String, NamedTensor> sample(String name) {
    return tensors(open(TestFiles.resource("torch/" + name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"quantized.pt", "quantized.legacy.pt"})
  void quantizedTensorsAreTheFloatsOfPyTorchToTheBit(String name) throws IOException {
    Map<String, NamedTensor> tensors = sample(name);
    List<String> pairs =
        tensors.keySet().stream()
            .filter(tensor -> tensor.endsWith(".floats"))
            .map(tensor -> tensor.replace(".floats", ".weight"))
            .filter(tensor -> !tensor.startsWith("dynamic"))
            .toList();

    assertThat(pairs).hasSize(11);
    for (String weight : pairs) {
      assertThat(values(named(tensors, weight)))
          .as(weight)
          .isEqualTo(values(named(tensors, weight.replace(".weight", ".floats"))));
      assertThat(named(tensors, weight).view().orElseThrow().storage().precision())
          .isEqualTo(Precision.FLOAT32);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"quantized.pt", "quantized.legacy.pt"})
  void packedParametersOfQuantizedModulesAreTheirWeightsAndBiases(String name) throws IOException {
    Map<String, NamedTensor> tensors = sample(name);

    for (String index : List.of("0", "2")) {
      assertThat(values(named(tensors, "dynamic." + index + ".weight")))
          .isEqualTo(values(named(tensors, "dynamic" + index + ".floats")));
    }
    assertThat(named(tensors, "dynamic.0.bias").shape()).isEqualTo(TensorShape.of(9));
    assertThat(tensors).doesNotContainKey("dynamic.2.bias");
  }

  @ParameterizedTest
  @ValueSource(strings = {"packed.pt", "packed_module.pt"})
  void packedCellsOfRecurrentLayersAreTheirWeights(String name) throws IOException {
    Map<String, NamedTensor> tensors = sample(name);
    Map<String, NamedTensor> floats = sample("packed.pt");

    String cell = "rnn._all_weight_values.0.";
    assertThat(values(named(tensors, cell + "weight_ih_l0")))
        .isEqualTo(values(named(floats, "floats.ih")));
    assertThat(values(named(tensors, cell + "weight_hh_l0")))
        .isEqualTo(values(named(floats, "floats.hh")));
    assertThat(named(tensors, cell + "bias_ih_l0").shape()).isEqualTo(TensorShape.of(16));
    assertThat(values(named(tensors, "fc.weight"))).isEqualTo(values(named(floats, "floats.fc")));
    assertThat(open(TestFiles.resource("torch/" + name)).layers())
        .filteredOn(layer -> layer.info().type() == LayerType.LSTM)
        .hasSize(8);
  }

  @Test
  void quantizedModulesOfAProgramAreRead() throws IOException {
    Map<String, NamedTensor> tensors = sample("quantized_script.pt");

    assertThat(values(named(tensors, "module.0.weight")))
        .isEqualTo(values(named(tensors, "conv_floats")));
    assertThat(values(named(tensors, "module.2.weight")))
        .isEqualTo(values(named(tensors, "fc_floats")));
  }

  @Test
  void aNativeObjectOfAnotherKindIsListed() throws IOException {
    PickleBytes pickle = new PickleBytes().op("}(").matrix("a.weight", "0", 2, 3).text("e.param");
    pickle.global("torch", "ScriptObject").op(")").raw(0x81).op("((");
    pickle.tensor("0", 6, 0, new long[] {2, 3}, new long[] {3, 1}).op("t");
    pickle.text("__torch__.torch.classes.quantized.EmbeddingPackedParamsBase").op("tbu");
    WeightFile file =
        open(new TorchBytes(pickle.end()).counting("0", 6).zip(folder.resolve("e.pt")));

    assertThat(named(tensors(file), "e.param").reason()).contains("torch.ScriptObject");
  }

  @Test
  void channelsAreFoundInAnyOrderOfAxesAndNotWhereTheyOverlap() throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(60);
    for (int i = 0; i < 60; i++) {
      bytes.put(i, (byte) i);
    }
    BytesStorage codes = BytesStorage.of(bytes, ElementType.INT8);
    TensorView whole = TensorView.of(codes, TensorShape.of(3, 4, 5));
    TensorView scales = numbers(1, 10, 100, 1000);
    TensorView zeros = numbers(0, 0, 1, 2);

    TensorView narrow = whole.narrow(2, 1, 2).narrow(0, 1, 2).permuted(2, 0, 1);
    double[] values = values(DequantizedStorage.view(narrow, 2, scales, zeros));
    assertThat(values[0]).isEqualTo(21);
    assertThat(values[1]).isEqualTo(260);
    assertThat(values[2]).isEqualTo(3000);
    assertThat(values[3]).isEqualTo(34_000);
    assertThat(values[4]).isEqualTo(41);
    assertThat(values[15]).isEqualTo(55_000);

    TensorView overlapping = new TensorView(codes, 0, TensorShape.of(4, 5), List.of(3L, 1L));
    assertThatThrownBy(() -> DequantizedStorage.view(overlapping, 0, scales, zeros))
        .isInstanceOf(UnreadableTensorException.class)
        .hasMessageContaining("overlap");
  }

  private static TensorView numbers(double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length);
    for (double value : values) {
      bytes.putDouble(value);
    }
    return TensorView.of(
        BytesStorage.of(bytes.flip(), ElementType.FLOAT64), TensorShape.of(values.length));
  }

  private PickleBytes quantized(String scheme) {
    PickleBytes pickle = new PickleBytes().op("}(").matrix("a.weight", "0", 2, 3).text("q.weight");
    pickle.global("torch._utils", "_rebuild_qtensor").op("(").storage("QInt8Storage", "1", 6);
    return pickle.integer(0).tuple(2, 3).tuple(3, 1).op("(").global("torch", scheme);
  }

  private NamedTensor read(PickleBytes scheme) throws IOException {
    byte[] pickle = scheme.op("t").raw(0x89).op("}tRu").end();
    TorchBytes bytes = new TorchBytes(pickle).counting("0", 6).storage("1", new byte[6]);
    WeightFile file = open(bytes.zip(folder.resolve("q.pt")));
    assertThat(file.layers().get(0).weights()).isPresent();
    return named(tensors(file), "q.weight");
  }

  @Test
  void scalesThatDoNotFitCostTheTensorAndNotTheFile() throws IOException {
    long[] one = {1};
    for (long axis : new long[] {0, 1, 2, -1, Long.MAX_VALUE}) {
      PickleBytes scheme = quantized("per_channel_affine");
      scheme.tensor("0", 6, 0, new long[] {4}, one).tensor("0", 6, 0, new long[] {4}, one);
      assertThat(read(scheme.integer(axis)).reason()).as("axis " + axis).contains("do not fit");
    }
    PickleBytes missing = quantized("per_channel_affine");
    missing.tensor("9", 2, 0, new long[] {2}, one).tensor("0", 6, 0, new long[] {2}, one);
    assertThat(read(missing.integer(0)).reason()).contains("scales cannot be read");
    assertThat(read(quantized("per_channel_affine").op("]]").integer(0)).reason())
        .contains("scales that are not known");
    assertThat(read(quantized("per_group_symmetric").integer(0)).reason())
        .contains("per_group_symmetric");
  }

  @Test
  void aTensorOfAnUnknownClassIsListedUnderItsName() throws IOException {
    PickleBytes pickle = new PickleBytes().op("}(").matrix("a.weight", "0", 2, 3).text("t.weight");
    pickle.global("torch._tensor", "_rebuild_from_type_v2").op("(");
    pickle.global("torch._utils", "_rebuild_wrapper_subclass").global("torchao.dtypes", "Affine");
    pickle.op("(").global("torchao.dtypes", "Affine").global("torch", "float32").tuple(8, 4);
    pickle.op("t}tRu");
    WeightFile file =
        open(new TorchBytes(pickle.end()).counting("0", 6).zip(folder.resolve("t.pt")));

    NamedTensor tensor = named(tensors(file), "t.weight");
    assertThat(tensor.reason()).contains("torchao.dtypes.Affine", "floats");
    assertThat(tensor.shape()).isEqualTo(TensorShape.of(8, 4));
  }
}
