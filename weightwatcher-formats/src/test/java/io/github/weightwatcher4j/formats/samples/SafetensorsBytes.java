package io.github.weightwatcher4j.formats.samples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A safetensors file, written tensor by tensor; with {@link #file} also one that lies. */
public final class SafetensorsBytes {

  private final List<String> entries = new ArrayList<>();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  /** Adds a tensor of singles. */
  public SafetensorsBytes floats(String name, List<Integer> shape, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return tensor(name, "F32", shape, bytes.array());
  }

  /** Adds a tensor of singles 1, 2, 3 and so on. */
  public SafetensorsBytes counting(String name, Integer... shape) {
    int size = List.of(shape).stream().reduce(1, (a, b) -> a * b);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = i + 1;
    }
    return floats(name, List.of(shape), values);
  }

  /** Adds a tensor of any type. */
  public SafetensorsBytes tensor(String name, String dtype, List<Integer> shape, byte[] bytes) {
    entries.add(
        "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
            .formatted(name, dtype, shape, data.size(), data.size() + bytes.length));
    data.writeBytes(bytes);
    return this;
  }

  /** Adds free text to the header, as it stands in JSON. */
  public SafetensorsBytes metadata(String json) {
    entries.add(0, "\"__metadata__\":" + json);
    return this;
  }

  /** The file's bytes. */
  public byte[] bytes() {
    return file("{" + String.join(",", entries) + "}", data.toByteArray());
  }

  /** Writes the file. */
  public Path write(Path path) throws IOException {
    return Files.write(path, bytes());
  }

  /** A file of any header and data. */
  public static byte[] file(String header, byte[] data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + text.length + data.length);
    return file.order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text).put(data).array();
  }
}
