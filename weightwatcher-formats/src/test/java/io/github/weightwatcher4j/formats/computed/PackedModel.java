package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.SafetensorsBytes;
import io.github.weightwatcher4j.model.Layer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A folder of a safetensors file and its configuration, written tensor by tensor. */
final class PackedModel {

  private final Path folder;
  private final SafetensorsBytes file = new SafetensorsBytes();

  PackedModel(Path folder) {
    this.folder = folder;
  }

  /** Whole numbers of any type. */
  PackedModel ints(String name, String dtype, List<Integer> shape, int... values) {
    int width = dtype.endsWith("64") ? 8 : dtype.endsWith("32") ? 4 : 1;
    ByteBuffer bytes = ByteBuffer.allocate(width * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      switch (width) {
        case 8 -> bytes.putLong(value);
        case 4 -> bytes.putInt(value);
        default -> bytes.put((byte) value);
      }
    }
    file.tensor(name, dtype, shape, bytes.array());
    return this;
  }

  /** Singles. */
  PackedModel floats(String name, List<Integer> shape, float... values) {
    file.floats(name, shape, values);
    return this;
  }

  /** Singles whose lower halves are zero, as BF16. */
  PackedModel brain(String name, List<Integer> shape, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putShort((short) (Float.floatToRawIntBits(value) >>> 16));
    }
    file.tensor(name, "BF16", shape, bytes.array());
    return this;
  }

  PackedModel text(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    file.tensor(name, "U8", List.of(bytes.length), bytes);
    return this;
  }

  PackedModel config(String json) throws IOException {
    Files.writeString(folder.resolve("config.json"), json);
    return this;
  }

  byte[] bytes() {
    return file.bytes();
  }

  List<Layer> layers() throws IOException {
    Path path = file.write(folder.resolve("model.safetensors"));
    return Reading.open(path).layers();
  }

  Layer layer(String name) throws IOException {
    List<Layer> layers = layers();
    return layers.stream()
        .filter(layer -> layer.info().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + layers));
  }

  /** The layer's numbers as the model has them, in C order. */
  float[] numbers(String name) throws IOException {
    Layer layer = layer(name);
    return QuantizedCases.numbers(
        layer.weights().orElseThrow(() -> new AssertionError(layer.reason())));
  }

  /** Why a layer has no weights; fails where it has. */
  String reason(String name) throws IOException {
    Layer layer = layer(name);
    if (layer.weights().isPresent()) {
      throw new AssertionError(name + " has weights");
    }
    return layer.reason();
  }

  /** Codes in words, from the low end on, the last word filled with zeros. */
  static int[] stream(int bits, int wordBits, int... codes) {
    int[] words = new int[(codes.length * bits + wordBits - 1) / wordBits];
    for (int at = 0; at < codes.length * bits; at++) {
      int bit = (codes[at / bits] >>> (at % bits)) & 1;
      words[at / wordBits] |= bit << (at % wordBits);
    }
    return words;
  }

  /** Each row of codes a stream of its own. */
  static int[] rows(int bits, int wordBits, int columns, int... codes) {
    int across = (columns * bits + wordBits - 1) / wordBits;
    int[] words = new int[codes.length / columns * across];
    for (int row = 0; row < codes.length / columns; row++) {
      int[] part = Arrays.copyOfRange(codes, row * columns, (row + 1) * columns);
      System.arraycopy(stream(bits, wordBits, part), 0, words, row * across, across);
    }
    return words;
  }

  /** Each column of codes a stream of its own, downwards. */
  static int[] columns(int bits, int columns, int... codes) {
    int[] words = rows(bits, 32, codes.length / columns, turned(codes, columns));
    return turned(words, words.length / columns);
  }

  /** A matrix with rows as columns. */
  static int[] turned(int[] values, int columns) {
    int rows = values.length / columns;
    int[] turned = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      turned[i % columns * rows + i / columns] = values[i];
    }
    return turned;
  }

  /** Numbers from {@code from} to below {@code to}. */
  static int[] random(long seed, int count, int from, int to) {
    return new Random(seed).ints(count, from, to).toArray();
  }

  /** Positive numbers with eight bits of fraction, BF16 exactly. */
  static float[] scales(long seed, int count) {
    float[] scales = new float[count];
    int[] whole = random(seed, count, 128, 256);
    for (int i = 0; i < count; i++) {
      scales[i] = whole[i] / 1024f;
    }
    return scales;
  }
}
