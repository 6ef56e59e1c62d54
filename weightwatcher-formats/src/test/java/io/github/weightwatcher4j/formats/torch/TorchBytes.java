package io.github.weightwatcher4j.formats.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A checkpoint around a pickle made by hand, in either format. */
final class TorchBytes {

  private static final byte[] MAGIC = {
    (byte) 0x80,
    2,
    (byte) 0x8a,
    10,
    0x6c,
    (byte) 0xfc,
    (byte) 0x9c,
    0x46,
    (byte) 0xf9,
    0x20,
    0x6a,
    (byte) 0xa8,
    0x50,
    0x19,
    '.'
  };

  private final byte[] pickle;
  private final Map<String, byte[]> storages = new LinkedHashMap<>();
  private final Map<String, byte[]> members = new LinkedHashMap<>();
  private int method = ZipEntry.STORED;

  TorchBytes(byte[] pickle) {
    this.pickle = pickle;
  }

  /** Adds a storage of singles 1, 2, 3 and so on. */
  TorchBytes counting(String key, int count) {
    return counting(key, count, ByteOrder.LITTLE_ENDIAN);
  }

  TorchBytes counting(String key, int count, ByteOrder order) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(order);
    for (int i = 0; i < count; i++) {
      bytes.putFloat(i + 1f);
    }
    return storage(key, bytes.array());
  }

  TorchBytes storage(String key, byte[] bytes) {
    storages.put(key, bytes);
    return this;
  }

  TorchBytes member(String name, String text) {
    members.put(name, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  TorchBytes deflated() {
    method = ZipEntry.DEFLATED;
    return this;
  }

  byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      write(zip, "archive/data.pkl", pickle);
      for (Map.Entry<String, byte[]> storage : storages.entrySet()) {
        write(zip, "archive/data/" + storage.getKey(), storage.getValue());
      }
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        write(zip, "archive/" + member.getKey(), member.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void write(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(method);
    CRC32 sum = new CRC32();
    sum.update(bytes);
    entry.setCrc(sum.getValue());
    entry.setSize(bytes.length);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /** As before 1.6; all storages are of singles. */
  byte[] legacy() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(MAGIC);
    bytes.writeBytes(new PickleBytes().op("M").raw(0xe9, 3).end());
    bytes.writeBytes(new PickleBytes().op("}").end());
    bytes.writeBytes(pickle);
    List<String> keys = new ArrayList<>(storages.keySet());
    bytes.writeBytes(PickleBytes.list(keys));
    storages.forEach(
        (key, numbers) -> {
          ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
          bytes.writeBytes(length.putLong(numbers.length / 4).array());
          bytes.writeBytes(numbers);
        });
    return bytes.toByteArray();
  }

  Path zip(Path path) throws IOException {
    return Files.write(path, zip());
  }

  Path legacy(Path path) throws IOException {
    return Files.write(path, legacy());
  }
}
