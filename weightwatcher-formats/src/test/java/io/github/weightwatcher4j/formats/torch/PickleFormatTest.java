package io.github.weightwatcher4j.formats.torch;

import static io.github.weightwatcher4j.formats.samples.Reading.open;
import static io.github.weightwatcher4j.formats.samples.Reading.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles of NumPy's arrays: those of write.py, whose values count up, and hostile ones. */
class PickleFormatTest {

  @TempDir Path folder;

  private static Path sample(String name) {
    return TestFiles.resource("pickle/" + name);
  }

  private static NamedTensor named(Map<String, NamedTensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  private static Map<String, NamedTensor> tensors(Path path) {
    return open(path).tensors().stream()
        .collect(Collectors.toMap(NamedTensor::name, Function.identity()));
  }

  private static double[] counting(int count) {
    return IntStream.rangeClosed(1, count).asDoubleStream().toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void arraysOfEveryProtocolAreReadOrSayWhyNot(int protocol) throws IOException {
    Path file = sample("protocol" + protocol + ".pkl");
    Map<String, NamedTensor> tensors = tensors(file);

    assertThat(open(file).format().name()).isEqualTo("pickle");
    for (String name : new String[] {"a", "fortran", "kernel", "big", "half", "long", "matrix"}) {
      NamedTensor tensor = named(tensors, name + ".weight");
      assertThat(values(tensor)).as(name).isEqualTo(counting((int) tensor.shape().size()));
    }
    double[] turned = values(named(tensors, "turned.weight"));
    assertThat(turned).hasSize(40).startsWith(1, 9, 17, 25, 33, 2);
    assertThat(values(named(tensors, "bytes.weight"))).startsWith(0, 1, 2).endsWith(254, 255);
    assertThat(named(tensors, "objects.weight").reason()).contains("'O8'");
    assertThat(named(tensors, "words.weight").reason()).contains("'U1'");
    assertThat(named(tensors, "own.weight").reason()).contains("'__main__.Matrix'");
  }

  @Test
  void arraysInAnObjectOfAnUnknownClassAreNotTakenForWeights() {
    WeightFile file = open(sample("protocol4.pkl"));

    assertThat(file.layers())
        .filteredOn(layer -> layer.info().name().startsWith("fitted"))
        .singleElement()
        .satisfies(
            layer -> assertThat(layer.reason()).contains("'__main__.Fitted'", "3 arrays", "savez"));
  }

  @Test
  void pickledTextAndTheNamesOfNewerVersionsAreRead() throws IOException {
    assertThat(values(named(tensors(sample("protocol0.pickle")), "a.weight")))
        .isEqualTo(counting(35));

    String bytes =
        new String(Files.readAllBytes(sample("protocol2.pkl")), StandardCharsets.ISO_8859_1);
    String newer = bytes.replace("cnumpy.core.multiarray\n", "cnumpy._core.multiarray\n");
    assertThat(newer).isNotEqualTo(bytes);
    Path path = Files.writeString(folder.resolve("a.pkl"), newer, StandardCharsets.ISO_8859_1);
    assertThat(values(named(tensors(path), "half.weight"))).isEqualTo(counting(1200));
  }

  @Test
  void aModelOfPaddlePaddleIsReadWithItsSlicesJoined() throws IOException {
    Map<String, NamedTensor> tensors = tensors(sample("model.pdparams"));

    assertThat(tensors).hasSize(6);
    assertThat(values(named(tensors, "linear.weight"))).isEqualTo(counting(48));
    assertThat(values(named(tensors, "linear.bias"))).isEqualTo(counting(6));
    assertThat(values(named(tensors, "tuple.weight"))).isEqualTo(counting(18));
    assertThat(values(named(tensors, "big.weight"))).isEqualTo(counting(90));
    assertThat(named(tensors, "big.weight").shape()).isEqualTo(TensorShape.of(10, 9));
    assertThat(named(tensors, "lost.weight").reason()).contains("not all there");
    assertThat(named(tensors, "bits.weight").reason()).contains("bfloat16", "float32");

    Files.copy(sample("model.pdparams"), folder.resolve("model_state.pdparams"));
    assertThat(open(folder).tensors()).hasSize(6);
  }

  @Test
  void theMomentsOfPaddlePaddleAreNoLayers() {
    assertThatThrownBy(open(sample("model.pdopt"))::layers)
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("optimizer");
  }

  @Test
  void arraysWithinCheckpointsOfPyTorchAreReadToo() throws IOException {
    Map<String, NamedTensor> tensors = tensors(sample("arrays.pt"));

    assertThat(values(named(tensors, "np.weight"))).isEqualTo(counting(1200));
    assertThat(values(named(tensors, "fc.weight"))).isEqualTo(counting(12));
    assertThat(named(tensors, "args").reason()).contains("settings");
    assertThat(tensors).hasSize(3);
  }

  @Test
  void aPickleWhoseTensorsAreInAnotherFileSaysSo() throws IOException {
    byte[] bytes = new PickleBytes().op("}(").matrix("a.weight", "0", 2, 3).op("u").end();
    Path pickle = Files.write(folder.resolve("data.pkl"), bytes);

    assertThat(named(tensors(pickle), "a.weight").reason()).contains("another file");
  }

  private static PickleBytes array(
      PickleBytes pickle, String code, boolean fortran, long... shape) {
    pickle.global("numpy.core.multiarray", "_reconstruct").op("(").global("numpy", "ndarray");
    pickle.tuple(0).text("b").op("tR(").integer(1).tuple(shape);
    pickle.global("numpy", "dtype").op("(").text(code).raw(0x89, 0x88).op("tR(").integer(3);
    return pickle
        .text("<")
        .op("NNNJ")
        .little(-1)
        .op("J")
        .little(-1)
        .op("K")
        .raw(0)
        .op("tb")
        .raw(fortran ? 0x88 : 0x89);
  }

  private String reason(PickleBytes state) throws IOException {
    byte[] bytes = state.op("tbu").end();
    Map<String, NamedTensor> tensors = tensors(Files.write(folder.resolve("h.pkl"), bytes));
    assertThat(named(tensors, "a.weight").view()).isPresent();
    return named(tensors, "h.weight").reason();
  }

  private static PickleBytes hostile() {
    PickleBytes pickle = new PickleBytes().op("}(").text("a.weight");
    array(pickle, "f4", false, 1, 2).op("C").raw(8, 0, 0, 0, 0, 0, 0, 0, 0).op("tb");
    return pickle.text("h.weight");
  }

  @Test
  void anArrayThatDoesNotHoldWhatItSaysIsListedAndTheOthersAreRead() throws IOException {
    assertThat(reason(array(hostile(), "f4", false, 3, 2).op("C").raw(2, 1, 1)))
        .contains("24 bytes", "has 2");
    assertThat(reason(array(hostile(), "f4", true, 1L << 40, 1L << 40).op("C").raw(1, 1)))
        .contains("damaged");
    assertThat(reason(array(hostile(), "f4", false, -1, 2).op("C").raw(1, 1)))
        .contains("impossible shape");
    assertThat(reason(array(hostile(), "f4", false, new long[65]).op("C").raw(1, 1)))
        .contains("impossible shape");
    assertThat(reason(array(hostile(), "f3", false, 1, 1).op("C").raw(1, 1))).contains("'f3'");
    assertThat(reason(array(hostile(), "f4", false, 1, 1).op("N"))).contains("without numbers");
    PickleBytes late = hostile().global("numpy.core.multiarray", "_reconstruct").op("(");
    late.global("numpy", "ndarray").tuple(0).text("b").op("tR(");
    assertThat(reason(late)).contains("without numbers");
  }

  @Test
  void textThatStandsForNoBytesIsToldWhenItIsRead() throws IOException {
    PickleBytes pickle = array(hostile(), "f8", false, 1000, 4);
    pickle.global("_codecs", "encode").op("(").text("\u0100".repeat(16_000)).text("latin1");
    byte[] bytes = pickle.op("tRtbu").end();
    NamedTensor tensor = named(tensors(Files.write(folder.resolve("h.pkl"), bytes)), "h.weight");

    assertThatThrownBy(() -> values(tensor))
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("does not stand for 4000 numbers");
  }
}
