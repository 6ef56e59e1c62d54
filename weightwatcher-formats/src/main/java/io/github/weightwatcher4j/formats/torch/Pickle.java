package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.FileWindow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One pickle of a file, unpickled.
 *
 * @param value what it makes
 * @param end the byte behind it, from the start of the file
 * @param storages the storages that it names, by key
 */
record Pickle(@Nullable Object value, long end, Map<String, StorageReference> storages) {

  /** Longest pickle in bytes. */
  static final int LONGEST = 1 << 25;

  private static final int FIRST_LOOK = 1 << 16;
  private static final String ADVICE = "it is incomplete: download it again";

  /**
   * The pickle at a place of a file.
   *
   * @throws io.github.weightwatcher4j.formats.WeightFileException where there is none
   */
  static Pickle read(FilePlace place, FileChannel channel, long position) throws IOException {
    for (int length = FIRST_LOOK; ; length = Math.min(4 * length, LONGEST)) {
      int there = (int) Math.min(length, channel.size() - position);
      ByteBuffer buffer = FileWindow.bytes(channel, position, there);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      OptionalInt end = new PickleScan(place, position, bytes).end();
      if (end.isPresent()) {
        return unpickled(place, position, bytes, end.getAsInt());
      }
      if (bytes.length < length) {
        throw place.at(channel.size()).problem("the file ends within a pickle", ADVICE);
      }
      if (length == LONGEST) {
        String text = "the pickle is longer than " + LONGEST + " bytes, more than any model needs";
        throw place.at(position).problem(text, "check what it is");
      }
    }
  }

  /**
   * The pickle that the bytes start with.
   *
   * @param start where in the file the bytes begin, for messages
   */
  static Pickle read(FilePlace place, long start, byte[] bytes) {
    OptionalInt end = new PickleScan(place, start, bytes).end();
    if (end.isEmpty()) {
      throw place.at(start + bytes.length).problem("the pickle has no end", ADVICE);
    }
    return unpickled(place, start, bytes, end.getAsInt());
  }

  private static Pickle unpickled(FilePlace place, long start, byte[] bytes, int length) {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes, 0, length);
    try {
      GuardedUnpickler unpickler = new GuardedUnpickler();
      return new Pickle(unpickler.load(in), start + length, unpickler.storages());
    } catch (IOException | RuntimeException e) {
      // The exception's own text may quote the file.
      String what = e.getClass().getSimpleName();
      throw place
          .at(start + length - in.available())
          .problem("the pickle is damaged before this byte (" + what + ")", "download it again", e);
    }
  }
}
