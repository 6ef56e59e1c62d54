package io.github.weightwatcher4j.formats.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FileStorage;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipArchiveTest {

  @TempDir Path folder;

  private static void put(ZipOutputStream zip, String name, boolean stored, byte[] bytes)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    if (stored) {
      CRC32 sum = new CRC32();
      sum.update(bytes);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(bytes.length);
      entry.setCrc(sum.getValue());
    }
    zip.putNextEntry(entry);
    zip.write(bytes);
  }

  private Path zip(byte[] stored, byte[] deflated) throws IOException {
    Path file = folder.resolve("a.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setComment("a comment behind the directory, PK\5\6 and all");
      put(zip, "folder/", true, new byte[0]);
      put(zip, "folder/stored", true, stored);
      put(zip, "deflated", false, deflated);
    }
    return file;
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static ZipMember member(Path file, String name) throws IOException {
    return ZipArchive.read(file).find(name).orElseThrow();
  }

  private static double[] values(Storage storage) throws IOException {
    return Reading.values(TensorView.of(storage, TensorShape.of(storage.size(), 1)));
  }

  @Test
  void storedMembersAreReadInPlaceAndDeflatedOnesUnpacked() throws IOException {
    byte[] bytes = random(1000);
    Path file = zip(bytes, bytes);
    ZipMember stored = member(file, "folder/stored");
    ZipMember deflated = member(file, "deflated");

    assertThat(ZipArchive.read(file).names()).containsExactly("folder/stored", "deflated");
    assertThat(stored.bytes(1000)).isEqualTo(bytes);
    assertThat(deflated.bytes(1000)).isEqualTo(bytes);
    assertThat(Arrays.copyOfRange(Files.readAllBytes(file), (int) stored.dataOffset(), 1000))
        .isEqualTo(Arrays.copyOf(bytes, 1000 - (int) stored.dataOffset()));
    Storage inPlace = stored.numbers(4, 249, ElementType.INT32, ByteOrder.BIG_ENDIAN);
    Storage unpacked = deflated.numbers(4, 249, ElementType.INT32, ByteOrder.BIG_ENDIAN);
    assertThat(inPlace).isInstanceOf(FileStorage.class);
    assertThat(values(unpacked)).isEqualTo(values(inPlace));
  }

  @Test
  void aLargeDeflatedMemberIsUnpackedIntoAFileThatGoesAwayAgain() throws IOException {
    byte[] bytes = random((1 << 24) + 8);
    Storage storage =
        member(zip(bytes, bytes), "deflated")
            .numbers(0, bytes.length, ElementType.UINT8, ByteOrder.LITTLE_ENDIAN);

    try (var reader = storage.open("t")) {
      double[] last = new double[1];
      reader.read(bytes.length - 1L, 1, last, 0);
      assertThat(last[0]).isEqualTo(bytes[bytes.length - 1] & 0xff);
    }
  }

  @Test
  void moreThan65535MembersAreFoundThroughTheLargerDirectory() throws IOException {
    Path file = folder.resolve("many.zip");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < 66_000; i++) {
        put(zip, "m" + i, true, new byte[0]);
      }
      put(zip, "last", true, new byte[] {42});
    }
    assertThat(member(file, "last").bytes(1)).containsExactly(42);
  }

  @Test
  void aDamagedMemberIsRefused() throws IOException {
    byte[] bytes = random(1000);
    Path file = zip(bytes, bytes);
    for (String name : new String[] {"folder/stored", "deflated"}) {
      ZipMember member = member(file, name);
      byte[] damaged = Files.readAllBytes(file);
      damaged[(int) member.dataOffset() + 500] ^= 1;
      Path copy = Files.write(folder.resolve("copy.zip"), damaged);
      assertThatExceptionOfType(WeightFileException.class)
          .isThrownBy(() -> member(copy, name).bytes(1000))
          .withMessageContaining("the member '" + name + "' is damaged");
    }
  }

  @Test
  void aBombIsRefusedBeforeItGoesOff() throws IOException {
    Path file = zip(new byte[0], new byte[1 << 27]);
    Storage bomb =
        member(file, "deflated").numbers(0, 1 << 27, ElementType.INT8, ByteOrder.LITTLE_ENDIAN);

    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> bomb.open("t"))
        .withMessageContaining("to 134217728 bytes: no weights do");
  }

  @Test
  void aMemberThatUnpacksToMoreThanItSaysIsRefused() throws IOException {
    Path file = zip(new byte[0], random(1000));
    byte[] bytes = Files.readAllBytes(file);
    // The unpacked size in the directory's last entry, 24 bytes into it.
    int entry = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("PK\1\2");
    bytes[entry + 24] = 100;
    bytes[entry + 25] = 0;
    Path copy = Files.write(folder.resolve("copy.zip"), bytes);
    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> member(copy, "deflated").bytes(1000))
        .withMessageContaining("is damaged");
  }

  @Test
  void moreNumbersThanAMemberHoldsAreRefused() throws IOException {
    Path file = zip(random(10), random(10));
    for (String name : new String[] {"folder/stored", "deflated"}) {
      assertThatExceptionOfType(WeightFileException.class)
          .isThrownBy(
              () -> member(file, name).numbers(0, 3, ElementType.INT32, ByteOrder.BIG_ENDIAN))
          .withMessageContaining("has 10 bytes, too few for 3 numbers of INT32");
    }
  }

  @Test
  void twoMembersOfOneNameAreRefused() throws IOException {
    Path file = folder.resolve("twice.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "one", true, new byte[1]);
      put(zip, "two", true, new byte[2]);
    }
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.writeString(file, text.replace("two", "one"), StandardCharsets.ISO_8859_1);

    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> ZipArchive.read(file))
        .withMessageContaining("has two members called 'one'");
  }

  @Test
  void aFileWithoutADirectoryIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(zip(random(100), random(100)));
    for (int length : new int[] {0, 3, 30, bytes.length / 2, bytes.length - 1}) {
      Path copy = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(bytes, length));
      assertThatExceptionOfType(WeightFileException.class)
          .isThrownBy(() -> ZipArchive.read(copy))
          .withMessageContaining("cut.zip, byte " + length + ": has no directory of the zip file");
    }
  }
}
