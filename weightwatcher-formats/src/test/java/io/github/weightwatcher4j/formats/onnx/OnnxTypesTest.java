package io.github.weightwatcher4j.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;

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

  private Layer layer(int type, byte[] raw) throws IOException {
    byte[] model =
        OnnxBytes.model(
            out -> {
              byte[] tensor = OnnxBytes.tensor("w", type, new long[] {2, 2}, raw);
              out.writeByteArray(OnnxBytes.INITIALIZER, tensor);
              out.writeByteArray(OnnxBytes.NODE, OnnxBytes.node("MatMul", "w", "y"));
            });
    Path file = Files.write(folder.resolve("model.onnx"), model);
    List<Layer> layers = Reading.open(file).layers();
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
  })
  void integers(int type, String bytes, double last) throws IOException {
    assertThat(Reading.values(layer(type, HexFormat.of().parseHex(bytes))))
        .containsExactly(0, 1, 2, last);
  }

  @Test
  void otherTypesAreListedWithTheirName() throws IOException {
    assertThat(layer(14, new byte[32]).reason()).contains("COMPLEX64 are not read");
    assertThat(layer(99, new byte[32]).reason()).contains("element type 99 is not known");
  }
}
