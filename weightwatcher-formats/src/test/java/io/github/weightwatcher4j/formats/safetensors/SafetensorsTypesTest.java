package io.github.weightwatcher4j.formats.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.SafetensorsBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTypesTest {

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} {3}")
  @CsvSource({
    "F64, 2, 000000000000f83f00000000000000c0, 1.5, -2",
    "F32, 2, 0000c03f000000c0, 1.5, -2",
    "F16, 2, 003e00c0, 1.5, -2",
    "BF16, 2, c03f00c0, 1.5, -2",
    "F8_E4M3, 2, 3cc0, 1.5, -2",
    "F8_E5M2, 2, 3ec0, 1.5, -2",
    "I8, 2, 05fe, 5, -2",
    "U8, 2, 05fe, 5, 254",
    "I16, 2, 0500feff, 5, -2",
    "U16, 2, 0500feff, 5, 65534",
    "I32, 2, 05000000feffffff, 5, -2",
    "U32, 2, 05000000feffffff, 5, 4294967294",
    "I64, 2, 0500000000000000feffffffffffffff, 5, -2",
    "U64, 2, 05000000000000000000000000000080, 5, 9223372036854775808",
    "BOOL, 2, 0100, 1, 0"
  })
  void everyTypeIsReadAsItIsWritten(
      String dtype, int count, String hex, double first, double second) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(hex);
    Path file =
        new SafetensorsBytes()
            .tensor("before", "U8", List.of(3), new byte[3])
            .tensor("w", dtype, List.of(1, count), bytes)
            .write(folder.resolve("w.safetensors"));

    NamedTensor tensor = SafetensorsHeader.read(file).tensors().get(1);

    assertThat(tensor.name()).isEqualTo("w");
    assertThat(Reading.values(tensor)).containsExactly(first, second);
  }

  @ParameterizedTest
  @CsvSource({"F6_E2M3, 3", "F6_E3M2, 3", "F4, 2", "C64, 32"})
  void typesThatAreNotReadLeaveTheOtherTensorsReadable(String dtype, int bytes) throws IOException {
    Path file =
        new SafetensorsBytes()
            .tensor("q.weight", dtype, List.of(2, 2), new byte[bytes])
            .counting("w.weight", 2, 2)
            .write(folder.resolve("w.safetensors"));

    assertThat(Reading.open(file).layers())
        .extracting(layer -> layer.info().name() + " " + layer.reason())
        .containsExactly("q weight [2 x 2]: type " + dtype + " is not read", "w ");
  }

  @Test
  void aTypeThatIsNotKnownCostsItsTensorAndNoOther() throws IOException {
    Path file =
        new SafetensorsBytes()
            .tensor("q.weight", "F31\\u0007", List.of(2, 3), new byte[5])
            .counting("w.weight", 2, 2)
            .write(folder.resolve("w.safetensors"));

    assertThat(Reading.open(file).layers())
        .extracting(layer -> layer.info().name() + " " + layer.reason())
        .containsExactly("q weight [2 x 3]: the type 'F31\\u0007' is not known", "w ");
  }
}
