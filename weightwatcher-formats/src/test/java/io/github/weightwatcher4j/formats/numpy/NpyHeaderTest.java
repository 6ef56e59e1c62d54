package io.github.weightwatcher4j.formats.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyHeaderTest {

  @TempDir Path folder;

  private static byte[] file(String header, byte... data) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(NpyHeader.magic());
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    file.writeBytes(new byte[] {1, 0, (byte) text.length, (byte) (text.length >> 8)});
    file.writeBytes(text);
    file.writeBytes(data);
    return file.toByteArray();
  }

  private static NpyHeader header(String text) throws IOException {
    FilePlace place = FilePlace.of(Path.of("a.npy"));
    return NpyHeader.read(place, new ByteArrayInputStream(file(text)));
  }

  private static void refuses(String text, String... parts) {
    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> header(text))
        .satisfies(e -> List.of(parts).forEach(p -> assertThat(e).hasMessageContaining(p)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }          \n",
        "{'descr':'<f4','fortran_order':False,'shape':(3,4)}",
        "{\"shape\": (3L, 4L), \"fortran_order\": False, \"descr\": \"<f4\"}\n"
      })
  void theDictionaryMayBeWrittenInManyWays(String text) throws IOException {
    assertThat(header(text))
        .isEqualTo(new NpyHeader("<f4", false, TensorShape.of(3, 4), 10 + text.length()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"(); []", "(5,); [5]", "(0, 7); [0 x 7]", "(1,2,3,4,5); [1 x 2 x 3 x 4 x 5]"})
  void shapesOfAnyRankAreRead(String tuple, String shape) throws IOException {
    assertThat(header("{'descr': '<f4', 'fortran_order': True, 'shape': " + tuple + "}").shape())
        .hasToString(shape);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{'descr': '<f4', 'fortran_order': False}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), 'more': 1}",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (3,)}",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (3,)}",
        "{'descr': 4, 'fortran_order': False, 'shape': (3,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': [3]}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3.0,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-3,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3-,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999, 9999999999)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (__import__('os').system('x'),)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,)} or 1",
        "{'descr': '<f4",
        "{'descr': [('a', '<f4'",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,"
      })
  void anythingElseIsRefused(String text) {
    refuses(text, "a.npy, byte ", "the header ");
  }

  @Test
  void aShapeOfTooManyAxesIsRefused() {
    String shape = "(" + "1,".repeat(65) + ")";
    refuses(
        "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + "}", "more than 64 axes");
  }

  @Test
  void aHeaderOfAnotherVersionOrLengthIsRefused() {
    byte[] bytes = file("{}");
    bytes[6] = 4;
    FilePlace place = FilePlace.of(Path.of("a.npy"));
    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> NpyHeader.read(place, new ByteArrayInputStream(bytes)))
        .withMessageContaining("a.npy, byte 6: has version 4, 1 to 3 are read");
    bytes[6] = 3; // the length has 4 bytes then, and is far too large
    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> NpyHeader.read(place, new ByteArrayInputStream(bytes)))
        .withMessageContaining("in its header");
  }

  @ParameterizedTest
  @CsvSource({
    "<f8, 000000000000f83f, 1.5",
    ">f8, 3ff8000000000000, 1.5",
    "<f4, 0000c03f, 1.5",
    ">f4, 3fc00000, 1.5",
    "<f2, 003e, 1.5",
    ">f2, 3e00, 1.5",
    "|i1, fe, -2",
    "|u1, fe, 254",
    "<i2, feff, -2",
    ">u2, fffe, 65534",
    "<i4, feffffff, -2",
    ">u4, fffffffe, 4294967294",
    "<i8, feffffffffffffff, -2",
    ">u8, 8000000000000000, 9223372036854775808",
    "|b1, 01, 1"
  })
  void everyTypeIsReadInEitherByteOrder(String descr, String hex, double value) throws IOException {
    byte[] data = HexFormat.of().parseHex(hex);
    String header = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (1, 1), }";
    Path file = Files.write(folder.resolve("a.npy"), file(header, data));

    assertThat(Reading.values(Reading.open(file).tensors().get(0))).containsExactly(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<c8", "|V4", ">V2", "|V1", "<M8[ns]", "|S4", "<U3", "=f4", "|f4", "f", ""})
  void typesThatAreNoNumbersAreListedWithoutAMatrix(String descr) throws IOException {
    String header = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (2, 2), }";
    Path file = Files.write(folder.resolve("a.npy"), file(header, new byte[64]));

    assertThat(Reading.open(file).layers().get(0).reason()).contains("is not read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(2, 3)", "(1000000000,)", "(3000000000, 3000000000)"})
  void anArrayLargerThanItsFileIsRefused(String shape) throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
    Path file = Files.write(folder.resolve("a.npy"), file(header, new byte[23]));

    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> Reading.open(file).layers())
        .withMessageContaining("needs more than the 23 bytes behind the header; it is incomplete");
  }

  @ParameterizedTest
  @CsvSource({"<V2, False", "|V2, False", "<V2, True", "|V2, True"})
  void twoBytesThatNumpyDoesNotKnowAreBfloat16(String descr, String fortran) throws IOException {
    String header = "{'descr': '" + descr + "', 'fortran_order': " + fortran + ", 'shape': (2, 3)}";
    byte[] data = HexFormat.of().parseHex("803f" + "0040" + "40c0" + "8040" + "003e" + "0180");
    Path file = Files.write(folder.resolve("a.npy"), file(header, data));

    Layer layer = Reading.open(file).layers().get(0);

    double least = -0x1p-133;
    assertThat(layer.weights().orElseThrow().precision()).isEqualTo(Precision.BFLOAT16);
    assertThat(Reading.values(layer))
        .containsExactly(
            fortran.equals("True")
                ? new double[] {1, -3, 0.125, 2, 4, least}
                : new double[] {1, 2, -3, 4, 0.125, least});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[('a', '<f4'), ('b', '<i4', (2,))]",
        "[('a]', '<f4'), (('[title', 'b('), '<V2')]",
        "[(\"it's\", [('inner', '<f8')])]",
        "'<c16'",
        "'|O'",
        "'<U7'",
        "'|V12'"
      })
  void anArrayOfAnythingElseCostsThatMemberOfAnArchive(String descr) throws IOException {
    Path file = folder.resolve("a.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("odd.npy"));
      zip.write(file("{'descr': " + descr + ", 'fortran_order': False, 'shape': (4, 4), }"));
      zip.putNextEntry(new ZipEntry("good.npy"));
      String good = "{'descr': '|i1', 'fortran_order': False, 'shape': (1, 2), }";
      zip.write(file(good, (byte) 3, (byte) -5));
    }

    List<NamedTensor> tensors = Reading.open(file).tensors();

    assertThat(tensors.get(0).reason()).contains("not read");
    assertThat(Reading.values(tensors.get(1))).containsExactly(3, -5);
  }
}
