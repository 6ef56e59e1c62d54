package io.github.weightwatcher4j.formats.tensorflow;

import com.google.protobuf.CodedOutputStream;
import io.github.weightwatcher4j.formats.tensorflow.BundleEntry.Slice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** A checkpoint of TensorFlow, written variable by variable. */
public final class BundleBytes {

  private static final int KEYS_IN_A_BLOCK = 3;

  private final TreeMap<String, byte[]> entries = new TreeMap<>();
  private final List<ByteArrayOutputStream> files = new ArrayList<>();
  private boolean snappy;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  BundleBytes() {
    this(1);
  }

  BundleBytes(int shards) {
    for (int i = 0; i < shards; i++) {
      files.add(new ByteArrayOutputStream());
    }
  }

  /** Blocks of the index packed. */
  BundleBytes packed() {
    snappy = true;
    return this;
  }

  BundleBytes bigEndian() {
    order = ByteOrder.BIG_ENDIAN;
    return this;
  }

  /** A variable of singles {@code first}, {@code first + 1} and so on. */
  BundleBytes counting(String key, int first, int... dims) throws IOException {
    return variable(key, 1, 0, singles(first, dims), dims);
  }

  byte[] singles(int first, int... dims) {
    int size = 1;
    for (int dim : dims) {
      size *= dim;
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 * size).order(order);
    for (int i = 0; i < size; i++) {
      bytes.putFloat(first + i);
    }
    return bytes.array();
  }

  BundleBytes variable(String key, int type, int shard, byte[] numbers, int... dims)
      throws IOException {
    long offset = files.get(shard).size();
    files.get(shard).writeBytes(numbers);
    return entry(key, entry(type, dims, shard, offset, numbers.length, List.of()));
  }

  BundleBytes entry(String key, byte[] entry) {
    entries.put(
        new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1), entry);
    return this;
  }

  /** A variable in parts, which are stored one by one. */
  BundleBytes sliced(String key, int[] dims, List<Slice> slices) throws IOException {
    return entry(key, entry(1, dims, 0, 0, 0, slices));
  }

  BundleBytes part(String key, Slice slice, int shard, int first, int... dims) throws IOException {
    byte[] numbers = singles(first, dims);
    long offset = files.get(shard).size();
    files.get(shard).writeBytes(numbers);
    entries.put(SliceKey.of(key, slice), entry(1, dims, shard, offset, numbers.length, List.of()));
    return this;
  }

  /** The graph of objects. */
  BundleBytes objects(byte[]... nodes) throws IOException {
    byte[] graph =
        message(
            out -> {
              for (byte[] node : nodes) {
                out.writeByteArray(1, node);
              }
            });
    byte[] stored =
        message(
            out -> {
              out.writeUInt32NoTag(graph.length);
              out.writeFixed32NoTag(0);
              out.writeRawBytes(graph);
            });
    return variable(ObjectGraph.KEY, 7, 0, stored);
  }

  /** An object with one variable, and the numbers of the objects that it keeps for others. */
  static byte[] node(String fullName, String key, int... slots) throws IOException {
    return message(
        out -> {
          if (!key.isEmpty()) {
            byte[] attribute =
                message(
                    inner -> {
                      inner.writeString(1, "VARIABLE_VALUE");
                      inner.writeString(2, fullName);
                      inner.writeString(3, key);
                    });
            out.writeByteArray(2, attribute);
          }
          for (int slot : slots) {
            byte[] variable = message(inner -> inner.writeInt32(3, slot));
            out.writeByteArray(3, variable);
          }
        });
  }

  static byte[] entry(int type, int[] dims, int shard, long offset, long size, List<Slice> slices)
      throws IOException {
    return message(
        out -> {
          out.writeEnum(1, type);
          out.writeByteArray(
              2,
              message(
                  shape -> {
                    for (int dim : dims) {
                      shape.writeByteArray(2, message(axis -> axis.writeInt64(1, dim)));
                    }
                  }));
          out.writeInt32(3, shard);
          out.writeInt64(4, offset);
          out.writeInt64(5, size);
          out.writeFixed32(6, 0);
          for (Slice slice : slices) {
            out.writeByteArray(7, slice(slice));
          }
        });
  }

  private static byte[] slice(Slice slice) throws IOException {
    return message(
        out -> {
          for (int axis = 0; axis < slice.starts().size(); axis++) {
            long start = slice.starts().get(axis);
            long length = slice.lengths().get(axis);
            out.writeByteArray(
                1,
                message(
                    extent -> {
                      if (length >= 0) {
                        extent.writeInt64(1, start);
                        extent.writeInt64(2, length);
                      }
                    }));
          }
        });
  }

  private interface Content {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    content.write(out);
    out.flush();
    return bytes.toByteArray();
  }

  /** The index as a table. */
  byte[] index() throws IOException {
    byte[] header =
        message(
            out -> {
              out.writeInt32(1, files.size());
              out.writeEnum(2, order == ByteOrder.BIG_ENDIAN ? 1 : 0);
            });
    TreeMap<String, byte[]> all = new TreeMap<>(entries);
    all.putIfAbsent("", header);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    TreeMap<String, byte[]> handles = new TreeMap<>();
    TreeMap<String, byte[]> block = new TreeMap<>();
    for (Map.Entry<String, byte[]> entry : all.entrySet()) {
      block.put(entry.getKey(), entry.getValue());
      if (block.size() == KEYS_IN_A_BLOCK || entry.getKey().equals(all.lastKey())) {
        handles.put(entry.getKey(), append(file, block));
        block.clear();
      }
    }
    byte[] meta = append(file, new TreeMap<>());
    byte[] index = append(file, handles);
    ByteBuffer footer = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    footer.put(meta).put(index).putLong(40, 0xdb4775248b80fb57L);
    file.writeBytes(footer.array());
    return file.toByteArray();
  }

  /** Appends a block and tells where it is. */
  private byte[] append(ByteArrayOutputStream file, Map<String, byte[]> block) throws IOException {
    byte[] plain =
        message(
            out -> {
              String last = "";
              for (Map.Entry<String, byte[]> entry : block.entrySet()) {
                int shared = 0;
                while (shared < Math.min(last.length(), entry.getKey().length())
                    && last.charAt(shared) == entry.getKey().charAt(shared)) {
                  shared++;
                }
                last = entry.getKey();
                byte[] rest = last.substring(shared).getBytes(StandardCharsets.ISO_8859_1);
                out.writeUInt32NoTag(shared);
                out.writeUInt32NoTag(rest.length);
                out.writeUInt32NoTag(entry.getValue().length);
                out.writeRawBytes(rest);
                out.writeRawBytes(entry.getValue());
              }
              out.writeFixed32NoTag(0);
              out.writeFixed32NoTag(1);
            });
    byte[] content = snappy ? literal(plain) : plain;
    long offset = file.size();
    file.writeBytes(content);
    file.write(snappy ? 1 : 0);
    CRC32C sum = new CRC32C();
    sum.update(content);
    sum.update(snappy ? 1 : 0);
    int masked = Integer.rotateRight((int) sum.getValue(), 15) + 0xa282ead8;
    file.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(masked).array());
    return message(
        out -> {
          out.writeUInt64NoTag(offset);
          out.writeUInt64NoTag(content.length);
        });
  }

  /** Packed as Snappy packs what repeats nothing. */
  private static byte[] literal(byte[] plain) throws IOException {
    return message(
        out -> {
          out.writeUInt32NoTag(plain.length);
          if (plain.length > 0) {
            out.write((byte) (61 << 2));
            out.write((byte) (plain.length - 1));
            out.write((byte) ((plain.length - 1) >> 8));
            out.writeRawBytes(plain);
          }
        });
  }

  /** Writes all files; the index is returned. */
  Path write(Path prefix) throws IOException {
    Files.createDirectories(prefix.toAbsolutePath().getParent());
    for (int i = 0; i < files.size(); i++) {
      String name = "%s.data-%05d-of-%05d".formatted(prefix.getFileName(), i, files.size());
      Files.write(prefix.resolveSibling(name), files.get(i).toByteArray());
    }
    return Files.write(prefix.resolveSibling(prefix.getFileName() + ".index"), index());
  }

  /** The files of a checkpoint by name, the index first. */
  public static Map<String, byte[]> sample(String prefix) throws IOException {
    BundleBytes bytes = new BundleBytes(2).packed().counting("a/kernel", 1, 3, 4);
    bytes.variable("b/kernel", 1, 1, bytes.singles(5, 4, 2), 4, 2).counting("a/bias", 1, 4);
    Slice top = new Slice(List.of(0L, 0L), List.of(2L, -1L));
    Slice bottom = new Slice(List.of(2L, 0L), List.of(3L, -1L));
    bytes.sliced("c/kernel", new int[] {5, 2}, List.of(top, bottom));
    bytes.part("c/kernel", top, 0, 1, 2, 2).part("c/kernel", bottom, 1, 5, 3, 2);
    bytes.objects(node("n/kernel", "a/kernel"), node("m", "b/kernel", 0));
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(prefix + ".index", bytes.index());
    for (int i = 0; i < 2; i++) {
      files.put(prefix + ".data-%05d-of-00002".formatted(i), bytes.files.get(i).toByteArray());
    }
    return files;
  }
}
