package io.github.weightwatcher4j.formats.gguf;

import java.io.IOException;

/** The keys and values at the head of a file, of which only the alignment is needed. */
final class Metadata {

  private static final long DEFAULT_ALIGNMENT = 32;
  private static final long LARGEST_ALIGNMENT = 1 << 20;
  private static final int TEXT = 8;
  private static final int ARRAY = 9;

  /** Arrays of arrays are allowed, but nobody writes them. */
  private static final int DEEPEST = 3;

  private final HeaderInput in;
  private long alignment = DEFAULT_ALIGNMENT;

  private Metadata(HeaderInput in) {
    this.in = in;
  }

  /** Passes over the metadata: the alignment of the tensors in bytes. */
  static long alignment(HeaderInput in, long count) throws IOException {
    Metadata metadata = new Metadata(in);
    for (long i = 0; i < count; i++) {
      metadata.entry();
    }
    return metadata.alignment;
  }

  private void entry() throws IOException {
    String key = in.text();
    long position = in.position();
    int type = in.int32();
    if (!key.equals("general.alignment")) {
      skip(type, 1, 0);
      return;
    }
    alignment = type == 4 ? Integer.toUnsignedLong(in.int32()) : 0;
    if (alignment < 1 || alignment > LARGEST_ALIGNMENT || Long.bitCount(alignment) != 1) {
      throw in.problem(position, "has tensors aligned in an impossible way: " + alignment);
    }
  }

  private void skip(int type, long count, int depth) throws IOException {
    if (type == TEXT) {
      for (long i = 0; i < count; i++) {
        in.skip(in.count("bytes in a text", 1));
      }
    } else if (type == ARRAY) {
      if (depth == DEEPEST) {
        throw in.problem(in.position(), "has arrays of arrays of arrays of arrays");
      }
      for (long i = 0; i < count; i++) {
        int inner = in.int32();
        skip(inner, in.count("values in an array", least(inner)), depth + 1);
      }
    } else {
      in.skip(count * least(type));
    }
  }

  /** Bytes of a value, at least. */
  private long least(int type) {
    return switch (type) {
      case 0, 1, 7 -> 1;
      case 2, 3 -> 2;
      case 4, 5, 6 -> 4;
      case TEXT, 10, 11, 12 -> 8;
      case ARRAY -> 12;
      default -> throw in.problem(in.position(), "has metadata of the unknown type " + type);
    };
  }
}
