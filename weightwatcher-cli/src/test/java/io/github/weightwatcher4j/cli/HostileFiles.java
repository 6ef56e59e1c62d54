package io.github.weightwatcher4j.cli;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small models of many formats, each with two tensors of names that a test gives. */
final class HostileFiles {

  static final int ROWS = 12;
  static final int COLUMNS = 10;

  private HostileFiles() {}

  /** The files by what they are called. */
  static Map<String, byte[]> of(String name) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("model.safetensors", safetensors(name));
    files.put("model.npz", npz(name));
    files.put("model.pt", torch(name));
    files.put("model.gguf", gguf(name));
    files.put("model.onnx", onnx(name));
    return files;
  }

  private static byte[] numbers(int seed) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * ROWS * COLUMNS).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] row : SampleFiles.noise(ROWS, COLUMNS, seed)) {
      for (float value : row) {
        bytes.putFloat(value);
      }
    }
    return bytes.array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A JSON string of nothing but escapes, halves of pairs too. */
  private static String json(String text) {
    return text.chars()
        .mapToObj(letter -> String.format("\\u%04x", letter))
        .collect(Collectors.joining("", "\"", "\""));
  }

  static byte[] safetensors(String name) {
    int size = 4 * ROWS * COLUMNS;
    String entry = "{\"dtype\":\"F32\",\"shape\":[12,10],\"data_offsets\":[%d,%d]}";
    String header =
        ("{\"__metadata__\":{%s:%s},%s:" + entry + ",%s:" + entry + ",%s:%s}")
            .formatted(
                json(name),
                json(name),
                json(name + ".weight"),
                0,
                size,
                json("b" + name + ".weight"),
                size,
                2 * size,
                json("c" + name + ".weight"),
                "{\"dtype\":\"F32\",\"shape\":[0,10],\"data_offsets\":[%d,%d]}"
                    .formatted(2 * size, 2 * size));
    ByteBuffer file = ByteBuffer.allocate(8 + header.length() + 2 * size);
    file.order(ByteOrder.LITTLE_ENDIAN).putLong(header.length()).put(utf8(header));
    return file.put(numbers(1)).put(numbers(2)).array();
  }

  private static byte[] npz(String name) throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (12, 10), }\n";
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int i = 1; i <= 2; i++) {
      ByteArrayOutputStream npy = new ByteArrayOutputStream();
      npy.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
      npy.write(new byte[] {(byte) header.length(), 0});
      npy.write(utf8(header));
      npy.write(numbers(i));
      members.put((i == 1 ? "" : "b") + name + ".npy", npy.toByteArray());
    }
    return zip(members);
  }

  private static byte[] zip(Map<String, byte[]> members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        zip.putNextEntry(new ZipEntry(member.getKey()));
        zip.write(member.getValue());
      }
    }
    return bytes.toByteArray();
  }

  /** A state dictionary as torch.save pickles it. */
  private static byte[] torch(String name) throws IOException {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.write(new byte[] {(byte) 0x80, 2, '}', '('});
    for (int i = 1; i <= 2; i++) {
      text(pickle, (i == 1 ? "" : "b") + name + ".weight");
      pickle.write(utf8("ctorch._utils\n_rebuild_tensor_v2\n(("));
      text(pickle, "storage");
      pickle.write(utf8("ctorch\nFloatStorage\n"));
      text(pickle, String.valueOf(i));
      text(pickle, "cpu");
      pickle.write(new byte[] {'K', ROWS * COLUMNS, 't', 'Q', 'K', 0});
      pickle.write(new byte[] {'K', ROWS, 'K', COLUMNS, (byte) 0x86});
      pickle.write(new byte[] {'K', COLUMNS, 'K', 1, (byte) 0x86, (byte) 0x89});
      pickle.write(utf8("ccollections\nOrderedDict\n)RtR"));
    }
    pickle.write(utf8("u."));
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("archive/data.pkl", pickle.toByteArray());
    members.put("archive/data/1", numbers(1));
    members.put("archive/data/2", numbers(2));
    members.put("archive/version", utf8("3\n"));
    return zip(members);
  }

  private static void text(OutputStream pickle, String text) throws IOException {
    byte[] bytes = utf8(text);
    pickle.write('X');
    pickle.write(little(4).putInt(bytes.length).array());
    pickle.write(bytes);
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] gguf(String name) {
    ByteBuffer file = little(1 << 16);
    file.put(utf8("GGUF")).putInt(3).putLong(2).putLong(2);
    text(file, "general.architecture").putInt(8);
    text(file, name);
    text(file, name).putInt(8);
    text(file, name);
    for (int i = 0; i < 2; i++) {
      text(file, (i == 0 ? "" : "b") + name + ".weight").putInt(2);
      file.putLong(COLUMNS).putLong(ROWS).putInt(0).putLong(480L * i);
    }
    file.position((file.position() + 31) / 32 * 32).put(numbers(1)).put(numbers(2));
    byte[] bytes = new byte[file.position()];
    file.flip().get(bytes);
    return bytes;
  }

  private static ByteBuffer text(ByteBuffer file, String text) {
    return file.putLong(utf8(text).length).put(utf8(text));
  }

  /** Two products of matrices: field numbers are those of onnx.proto. */
  private static byte[] onnx(String name) throws IOException {
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    for (int i = 1; i <= 2; i++) {
      String tensor = (i == 1 ? "" : "b") + name;
      ByteArrayOutputStream node = new ByteArrayOutputStream();
      field(node, 1, utf8("x"));
      field(node, 1, utf8(tensor));
      field(node, 2, utf8("y" + i));
      field(node, 3, utf8(tensor));
      field(node, 4, utf8("MatMul"));
      field(graph, 1, node.toByteArray());
    }
    field(graph, 2, utf8(name));
    for (int i = 1; i <= 2; i++) {
      ByteArrayOutputStream tensor = new ByteArrayOutputStream();
      tensor.write(new byte[] {8, ROWS, 8, COLUMNS, 16, 1});
      field(tensor, 8, utf8((i == 1 ? "" : "b") + name));
      field(tensor, 9, numbers(i));
      field(graph, 5, tensor.toByteArray());
    }
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    model.write(new byte[] {8, 8});
    field(model, 2, utf8(name));
    field(model, 7, graph.toByteArray());
    return model.toByteArray();
  }

  private static void field(OutputStream message, int number, byte[] value) throws IOException {
    message.write((number << 3) | 2);
    int size = value.length;
    for (; size > 127; size >>= 7) {
      message.write((size & 127) | 128);
    }
    message.write(size);
    message.write(value);
  }

  /** Data sets of the name, written to a file. */
  static Path hdf5(Path file, String name) {
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putDataset(name, SampleFiles.noise(ROWS, COLUMNS, 1));
      hdf.putDataset("b" + name, SampleFiles.noise(ROWS, COLUMNS, 2));
    }
    return file;
  }

  static Path write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return Files.write(file, bytes);
  }
}
