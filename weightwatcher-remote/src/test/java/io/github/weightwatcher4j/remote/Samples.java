package io.github.weightwatcher4j.remote;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Weight files that are made, the same each time. */
final class Samples {

  private Samples() {}

  /** A safetensors file of square float32 matrices, layer0, layer1, ... of these sides. */
  static byte[] safetensors(int first, int... sides) {
    List<String> entries = new ArrayList<>();
    long end = 0;
    for (int i = 0; i < sides.length; i++) {
      long start = end;
      end += 4L * sides[i] * sides[i];
      entries.add(
          "\"layer%d.weight\":{\"dtype\":\"F32\",\"shape\":[%d,%d],\"data_offsets\":[%d,%d]}"
              .formatted(first + i, sides[i], sides[i], start, end));
    }
    byte[] header = ("{" + String.join(",", entries) + "}").getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate((int) (8 + header.length + end)).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(header.length).put(header);
    fill(file, first);
    return file.array();
  }

  /** Uniform numbers from -0.5 to 0.5, other ones in each place. */
  private static void fill(ByteBuffer file, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    while (file.remaining() >= 4) {
      file.putFloat(random.nextInt() * 0x1p-32f);
    }
  }

  /** The index of shards, the first of which holds layer0, the second layer1, ... */
  static byte[] index(String... shards) {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < shards.length; i++) {
      entries.add("\"layer%d.weight\":\"%s\"".formatted(i, shards[i]));
    }
    return ("{\"weight_map\":{" + String.join(",", entries) + "}}")
        .getBytes(StandardCharsets.UTF_8);
  }
}
