package io.github.weightwatcher4j.formats.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.SafetensorsBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the specification of the format demands of a header. */
class SafetensorsHeaderTest {

  @TempDir Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("w.safetensors"), bytes);
  }

  private void refuses(byte[] bytes, String... parts) throws IOException {
    Path file = file(bytes);
    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> Reading.open(file).layers())
        .satisfies(
            e -> {
              assertThat(e.file()).endsWith("w.safetensors");
              List.of(parts).forEach(part -> assertThat(e).hasMessageContaining(part));
            });
  }

  private void refusesHeader(String header, int bytes, String... parts) throws IOException {
    refuses(SafetensorsBytes.file(header, new byte[bytes]), parts);
  }

  private static String entry(String name, String dtype, String shape, String offsets) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}"
        .formatted(name, dtype, shape, offsets);
  }

  @Test
  void metadataEmptyTensorsScalarsAndBlanksAtTheEndAreAllowed() throws IOException {
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + entry("scalar", "F32", "[]", "[0,4]")
            + ","
            + entry("empty", "F32", "[0,1000000000000]", "[4,4]")
            + "}     ";
    Path file = file(SafetensorsBytes.file(header, new byte[4]));

    SafetensorsHeader read = SafetensorsHeader.read(file);

    assertThat(read.metadata()).containsOnlyKeys("format");
    assertThat(read.tensors())
        .extracting(NamedTensor::toString)
        .containsExactly("scalar []", "empty [0 x 1000000000000]");
  }

  @Test
  void aFileWithoutTensorsHasNoLayers() throws IOException {
    assertThat(Reading.open(file(SafetensorsBytes.file("{}", new byte[0]))).layers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, 100_000_001, Long.MAX_VALUE})
  void anImpossibleLengthOfTheHeaderIsRefused(long length) throws IOException {
    byte[] bytes = new SafetensorsBytes().counting("w", 2, 2).bytes();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
    refuses(
        bytes, "byte 0: the header is said to be", "bytes long, but 2 to 100000000 are allowed");
  }

  @Test
  void aFileCutAnywhereIsRefused() throws IOException {
    byte[] bytes = new SafetensorsBytes().counting("a.weight", 2, 2).counting("b", 3).bytes();
    for (int length = 1; length < bytes.length; length++) {
      refuses(Arrays.copyOf(bytes, length));
    }
    refuses(Arrays.copyOf(bytes, bytes.length - 1), "tensor 'b'", "the file holds 27 bytes");
    refuses(Arrays.copyOf(bytes, bytes.length + 1), "1 bytes of data belong to no tensor");
    refuses(Arrays.copyOf(bytes, 40), "byte 0: the header is said to be", "the file ends after 32");
  }

  @Test
  void aGapAnOverlapAndAWrongSizeAreRefused() throws IOException {
    String first = entry("a", "F32", "[2]", "[0,8]");
    refusesHeader(
        "{" + first + "," + entry("b", "F32", "[1]", "[12,16]") + "}",
        16,
        "tensor 'b'",
        "begins at 12 of the data, not at 8: it leaves a gap before");
    refusesHeader(
        "{" + first + "," + entry("b", "F32", "[1]", "[4,8]") + "}",
        8,
        "tensor 'b'",
        "it overlaps the one before");
    refusesHeader(
        "{" + entry("a", "F32", "[3]", "[0,8]") + "}",
        8,
        "tensor 'a'",
        "shape [3] of F32 needs 12 bytes, but data_offsets are [0, 8]");
    refusesHeader("{" + entry("a", "F32", "[0]", "[8,0]") + "}", 8, "data_offsets are [8, 0]");
    refusesHeader("{" + entry("a", "F32", "[1]", "[-4,0]") + "}", 8, "data_offsets are [-4, 0]");
  }

  @Test
  void sizesThatOverflowAreRefused() throws IOException {
    String much = "4611686018427387904";
    refusesHeader(
        "{" + entry("a", "F32", "[" + much + "]", "[0,0]") + "}", 0, "of F32 is too large");
    refusesHeader(
        "{" + entry("a", "F32", "[" + much + ",4]", "[0,0]") + "}", 0, "has an impossible shape");
    refusesHeader(
        "{" + entry("a", "U8", "[1]", "[" + much + "," + much + "]") + "}", 0, "needs 1 bytes");
    refusesHeader(
        "{" + entry("a", "U8", "[8]", "[9223372036854775800,9223372036854775807]") + "}", 0);
    refusesHeader(
        "{" + entry("a", "U8", "[99999999999999999999]", "[0,1]") + "}", 1, "is too large");
    refusesHeader("{" + entry("a", "U8", "[-1]", "[0,1]") + "}", 1, "has an impossible shape [-1]");
  }

  @Test
  void aBillionElementsThatAreNotThereAreRefused() throws IOException {
    refusesHeader(
        "{" + entry("a", "F32", "[1000000000]", "[0,4000000000]") + "}",
        4,
        "the file holds 4 bytes");
  }

  @Test
  void keysThatComeTwiceAreRefused() throws IOException {
    String tensor = entry("a", "U8", "[1]", "[0,1]");
    refusesHeader("{" + tensor + "," + tensor + "}", 1, "Duplicate field 'a'");
    refusesHeader(
        "{\"a\":{\"dtype\":\"U8\",\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[0,1]}}",
        1,
        "Duplicate field 'dtype'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1}",
        "{\"a\":{}}",
        "{\"a\":null}",
        "{\"a\":[]}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}",
        "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}",
        "{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[\"1\"],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":{},\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":7,\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"__metadata__\":{\"a\":1}}",
        "{\"__metadata__\":[]}",
        "{\"a\":",
        "{\"a\"",
        "{,}",
        "{}{}",
        "{} x",
        "{'a':1}"
      })
  void aHeaderOfAnotherShapeIsRefused(String header) throws IOException {
    refusesHeader(header, 4, "byte ");
  }

  @Test
  void aTensorOfAnUnknownTypeMustLieInTheFileLikeAnyOther() throws IOException {
    refusesHeader("{" + entry("a", "F31", "[1]", "[4,0]") + "}", 4, "tensor 'a'", "data_offsets");
    refusesHeader("{" + entry("a", "F31", "[1]", "[0,8]") + "}", 4, "holds 4 bytes");
    refusesHeader("{" + entry("a", "", "[1]", "[0,4]") + "}", 4, "has no dtype");
  }

  @Test
  void aHeaderThatIsNoUtf8IsRefused() throws IOException {
    byte[] bytes = new SafetensorsBytes().counting("name", 2).bytes();
    bytes[11] = (byte) 0xff;
    refuses(bytes, "is not valid JSON");
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    String deep = "[".repeat(200_000);
    refusesHeader("{\"a\":{\"x\":" + deep + "}}", 0, "is not valid JSON");
  }

  @Test
  void aLongNameIsShownInPart() throws IOException {
    String name = "n".repeat(40_000);
    Path file =
        file(SafetensorsBytes.file("{" + entry(name, "U8", "[2]", "[0,1]") + "}", new byte[1]));
    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> Reading.open(file).layers())
        .satisfies(e -> assertThat(String.valueOf(e.getMessage()).length()).isLessThan(600));
  }
}
