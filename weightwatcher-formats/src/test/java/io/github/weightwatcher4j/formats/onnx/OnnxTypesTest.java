package io.github.weightwatcher4j.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.model.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One matrix in every type that a tensor may have. */
class OnnxTypesTest {

  @TempDir Path folder;

  private WeightFile file(int type, byte[] raw) throws IOException {
    byte[] model =
        OnnxBytes.model(
            out -> {
              byte[] tensor = OnnxBytes.tensor("w", type, new long[] {2, 2}, raw);
              out.writeByteArray(OnnxBytes.INITIALIZER, tensor);
              out.writeByteArray(OnnxBytes.NODE, OnnxBytes.node("MatMul", "w", "y"));
            });
    return Reading.open(Files.write(folder.resolve("model.onnx"), model));
  }

  private Layer layer(int type, byte[] raw) throws IOException {
    List<Layer> layers = file(type, raw).layers();
    assertThat(layers).hasSize(1);
    return layers.get(0);
  }

  /** The bytes are those that the types' specifications give for 0, 1, 2 and -1.5. */
  @ParameterizedTest
  @CsvSource({
    "1, 000000000000803F000000400000C0BF",
    "10, 0000003C004000BE",
    "11, 0000000000000000000000000000F03F0000000000000040000000000000F8BF",
    "16, 0000803F0040C0BF",
    "17, 003840BC",
    "19, 003C40BE",
    "18, 004048C4",
    "20, 004044C2",
    "23, 20B4",
  })
  void numbersWithAFraction(int type, String bytes) throws IOException {
    assertThat(Reading.values(layer(type, HexFormat.of().parseHex(bytes))))
        .containsExactly(0, 1, 2, -1.5);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 000102FF, 255",
    "3, 000102FF, -1",
    "4, 000001000200FFFF, 65535",
    "5, 000001000200FFFF, -1",
    "6, 000000000100000002000000FFFFFFFF, -1",
    "12, 000000000100000002000000FFFFFFFF, 4294967295",
    "7, 000000000000000001000000000000000200000000000000FFFFFFFFFFFFFFFF, -1",
    "21, 10F2, 15",
    "22, 10F2, -1",
    "25, E4, 3",
  })
  void integersAreReadButAreNoLayerWithoutAScale(int type, String bytes, double last)
      throws IOException {
    byte[] raw = HexFormat.of().parseHex(bytes);
    assertThat(layer(type, raw).reason()).contains("integers without a scale");
    NamedTensor tensor = file(type, raw).tensors().get(0);
    assertThat(Reading.values(tensor)).containsExactly(0, 1, 2, last);
  }

  @Test
  void twoBitsAreSignedWhereTheTypeIs() throws IOException {
    assertThat(Reading.values(file(26, new byte[] {(byte) 0xE4}).tensors().get(0)))
        .containsExactly(0, 1, -2, -1);
  }

  @Test
  void powersOfTwoAreReadAsSuch() throws IOException {
    assertThat(Reading.values(layer(24, new byte[] {127, 126, (byte) 128, 0})))
        .containsExactly(1, 0.5, 2, 0x1p-127);
  }

  @Test
  void otherTypesAreListedWithTheirName() throws IOException {
    assertThat(layer(14, new byte[32]).reason()).contains("COMPLEX64 are not read");
    assertThat(layer(99, new byte[32]).reason()).contains("element type 99 is not known");
  }
}
