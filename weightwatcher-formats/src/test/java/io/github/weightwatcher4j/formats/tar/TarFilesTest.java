package io.github.weightwatcher4j.formats.tar;

import static io.github.weightwatcher4j.formats.samples.Reading.open;
import static io.github.weightwatcher4j.formats.samples.Reading.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileAdapter;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.samples.SafetensorsBytes;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarFilesTest {

  @TempDir Path folder;

  /** A member as {@code tar} writes it, its length in octal digits. */
  private static byte[] member(String name, char kind, long claimed, byte... content) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 124, String.format(Locale.ROOT, "%011o", claimed));
    header[156] = (byte) kind;
    put(header, 257, "ustar");
    put(header, 148, "        ");
    int sum = 0;
    for (byte one : header) {
      sum += one & 0xff;
    }
    put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(header);
    all.writeBytes(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
    return all.toByteArray();
  }

  private static byte[] file(String name, byte... content) {
    return member(name, '0', content.length, content);
  }

  private static void put(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }

  private static byte[] archive(byte[]... members) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] member : members) {
      all.writeBytes(member);
    }
    all.writeBytes(new byte[1024]);
    return all.toByteArray();
  }

  private static byte[] gzipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] weights() {
    return new SafetensorsBytes().counting("fc.weight", 3, 4).counting("fc.bias", 3).bytes();
  }

  @ParameterizedTest
  @ValueSource(strings = {"views.pt", "views.legacy.pt"})
  void theCheckpointInAnArchiveOfAllenNlpIsRead(String name) throws IOException {
    byte[] config = "{\"model\": {}}".getBytes(StandardCharsets.UTF_8);
    byte[] checkpoint = Files.readAllBytes(TestFiles.resource("torch/" + name));
    byte[] tar =
        archive(
            file("config.json", config),
            member("vocabulary", '5', 0),
            file("vocabulary/tokens.txt", config),
            file("best.th", checkpoint),
            file("weights.th", checkpoint));
    write("model.tar.gz", gzipped(tar));

    WeightFile direct = open(TestFiles.resource("torch/" + name));
    for (Path path : new Path[] {folder, folder.resolve("model.tar.gz")}) {
      WeightFile packed = open(path);
      assertThat(packed.format().name()).isEqualTo("tar archive");
      assertThat(packed.tensors().stream().map(NamedTensor::toString))
          .containsExactlyElementsOf(direct.tensors().stream().map(NamedTensor::toString).toList());
      for (int i = 0; i < direct.layers().size(); i++) {
        if (direct.layers().get(i).weights().isPresent()) {
          assertThat(values(packed.layers().get(i))).isEqualTo(values(direct.layers().get(i)));
        }
      }
    }
  }

  @Test
  void anotherWeightFileIsReadWhateverItIsCalledAndHoweverDeepItLies() throws IOException {
    byte[] tar =
        archive(file("./export/readme.txt", (byte) 'a'), file("./export/m.safetensors", weights()));

    for (Path path :
        new Path[] {write("a.tgz", gzipped(tar)), write("b.tar", tar), write("c", gzipped(tar))}) {
      assertThat(values(open(path).layers().get(0))).hasSize(12);
    }
  }

  @Test
  void anArchiveIsUnpackedOnce() throws IOException {
    Path path = write("a.tgz", gzipped(archive(file("m.safetensors", weights()))));
    Path first = Unpacked.of(path);

    assertThat(Unpacked.of(path)).isEqualTo(first);
    write("a.tgz", gzipped(archive(file("x.txt"), file("m.safetensors", weights()))));
    assertThat(Unpacked.of(path)).isNotEqualTo(first);
  }

  @Test
  void whatCannotBeReadIsRefusedWithTheWayOut() throws IOException {
    byte[] weights = file("m.pt", weights());
    refused(gzipped(archive(file("a.txt"))), "0 weight files");
    refused(gzipped(archive(weights, file("n.pt", weights()))), "2 weight files ['m.pt', 'n.pt']");
    refused(
        gzipped(archive(member("weights.th", '0', 1L << 32, weights()))),
        "would unpack to 4294967296");
    refused(gzipped(archive(file("m.pt", (byte) 1, (byte) 2))), "in it: ");
    refused(gzipped(archive(member("m.pt", '2', 0))), "0 weight files");
    byte[] whole = gzipped(archive(weights));
    refused(Arrays.copyOf(whole, whole.length / 2), "ends too early");
    refused(new byte[] {0x1f, (byte) 0x8b, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7}, "");
    refused(gzipped(new byte[600]), "");
    byte[] changed = archive(file("a.txt"), weights);
    changed[515] ^= 1;
    refused(gzipped(changed), "damaged header");
  }

  private void refused(byte[] bytes, String words) throws IOException {
    Path path = write("bad.tar.gz", bytes);
    assertThatThrownBy(() -> open(path).layers())
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("bad.tar.gz")
        .hasMessageContaining(words);
  }

  @Test
  void gzipOfSomethingElseIsNoModel() throws IOException {
    Path path = write("numbers.gz", gzipped("1 2 3".getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(() -> new WeightFileAdapter().open(path))
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("is a packed archive");
  }
}
