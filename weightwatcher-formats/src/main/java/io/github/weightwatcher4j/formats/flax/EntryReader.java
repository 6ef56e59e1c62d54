package io.github.weightwatcher4j.formats.flax;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.flax.Entry.Array;
import io.github.weightwatcher4j.formats.flax.Entry.Branch;
import io.github.weightwatcher4j.formats.flax.Entry.Plain;
import io.github.weightwatcher4j.formats.flax.Entry.Unknown;
import io.github.weightwatcher4j.formats.flax.Entry.Whole;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessagePackException;

/**
 * Reads the dictionaries of a file and where its arrays lie, not the arrays. An array is an
 * extension of type 1, itself msgpack: shape, name of the type, bytes; a scalar, of type 3, is
 * written so too. A complex number is of type 2.
 */
final class EntryReader {

  private static final int ARRAY = 1;
  private static final int COMPLEX = 2;
  private static final int SCALAR = 3;

  private static final int MOST_AXES = 64;
  private static final int DEEPEST = 100;

  /** More than any model has; each takes some 200 bytes of memory. */
  private static final int MOST_ENTRIES = 1_000_000;

  private final MsgpackInput in;
  private int entries;

  private EntryReader(MsgpackInput in) {
    this.in = in;
  }

  /** All of a file. */
  static Entry read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      MsgpackInput in = new MsgpackInput(FilePlace.of(file), channel);
      try {
        Entry root = new EntryReader(in).entry(0);
        if (in.remaining() > 0) {
          throw in.problem(in.remaining() + " bytes follow the end of the data");
        }
        return root;
      } catch (MessagePackException e) {
        throw in.problem("is not valid msgpack (" + e.getMessage() + ")", e);
      }
    }
  }

  private Entry entry(int depth) throws IOException {
    if (depth > DEEPEST) {
      throw in.problem("has dictionaries nested more than " + DEEPEST + " deep");
    }
    if (++entries > MOST_ENTRIES) {
      throw in.problem("has more than " + MOST_ENTRIES + " entries");
    }
    return switch (in.next()) {
      case MAP -> dictionary(depth);
      case ARRAY -> list(depth);
      case EXTENSION -> extension();
      case INTEGER -> new Whole(in.integer());
      default -> {
        in.skipPlain();
        yield new Plain();
      }
    };
  }

  private Branch dictionary(int depth) throws IOException {
    int count = in.unpacker().unpackMapHeader();
    Map<String, Entry> values = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String key = in.text();
      if (values.put(key, entry(depth + 1)) != null) {
        throw in.problem("has the key " + FilePlace.quoted(key) + " twice");
      }
    }
    return new Branch(values);
  }

  private Branch list(int depth) throws IOException {
    int count = in.unpacker().unpackArrayHeader();
    Map<String, Entry> values = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      values.put(String.valueOf(i), entry(depth + 1));
    }
    return new Branch(values);
  }

  private Entry extension() throws IOException {
    ExtensionTypeHeader header = in.unpacker().unpackExtensionTypeHeader();
    long end = in.position() + header.getLength();
    if (header.getLength() > in.remaining()) {
      throw in.ended(header.getLength());
    }
    Entry entry =
        switch (header.getType()) {
          case ARRAY, SCALAR -> array(end);
          case COMPLEX -> new Unknown("complex numbers are not read");
          default -> new Unknown("extension type " + header.getType() + " is not known");
        };
    in.skipTo(end);
    return entry;
  }

  private Array array(long end) throws IOException {
    if (in.unpacker().unpackArrayHeader() != 3) {
      throw in.problem("has an array that is not shape, type and bytes");
    }
    int axes = in.unpacker().unpackArrayHeader();
    if (axes > MOST_AXES) {
      throw in.problem("has an array of " + axes + " axes");
    }
    List<Long> dims = new ArrayList<>();
    for (int axis = 0; axis < axes; axis++) {
      dims.add(in.integer());
    }
    String type = in.text();
    long length = in.binaryLength();
    if (in.position() + length != end) {
      throw in.problem(
          "has an array of %d bytes that does not end with its extension".formatted(length));
    }
    return new Array(dims, type, in.position(), length);
  }
}
