package io.github.weightwatcher4j.formats.gguf;

import io.github.weightwatcher4j.compare.LoraScale;
import io.github.weightwatcher4j.compare.LoraSettings;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.HeaderInput;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Header of a file: magic, version, numbers of tensors and of metadata, the metadata, the tensors'
 * descriptions. Behind it, aligned, lie the tensors. Layout as in ggml's {@code docs/gguf.md}.
 */
final class GgufHeader {

  private static final int MAGIC = 0x46554747;
  private static final int MOST_TENSORS = 500_000;
  private static final int MOST_AXES = 4;

  /** Shortest description: a name, one axis. */
  private static final int SHORTEST = 8 + 4 + 4 + 8;

  private static final long DEFAULT_ALIGNMENT = 32;
  private static final long LARGEST_ALIGNMENT = 1 << 20;
  private static final String ALPHA = "adapter.lora.alpha";
  private static final int FLOAT = 6;
  private static final int TEXT = 8;
  private static final int ARRAY = 9;

  /** Arrays of arrays are allowed, but nobody writes them. */
  private static final int DEEPEST = 3;

  private final Path file;
  private final HeaderInput in;
  private final List<Entry> entries = new ArrayList<>();
  private long alignment = DEFAULT_ALIGNMENT;
  private long data;
  private OptionalDouble loraAlpha = OptionalDouble.empty();

  private GgufHeader(Path file, HeaderInput in) {
    this.file = file;
    this.in = in;
  }

  /**
   * A tensor's description.
   *
   * @param offset where it lies, from the first tensor's place
   * @param described where this description is
   */
  private record Entry(String name, TensorShape shape, int type, long offset, long described) {}

  static GgufHeader read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      GgufHeader header = new GgufHeader(file, new HeaderInput(FilePlace.of(file), channel));
      header.read(channel.size());
      return header;
    }
  }

  private void read(long size) throws IOException {
    if (in.int32() != MAGIC) {
      throw in.problem(0, "does not start like a GGUF file");
    }
    int version = in.int32();
    if (version != 2 && version != 3) {
      boolean swapped = Integer.reverseBytes(version) == 3;
      throw FilePlace.of(file)
          .at(4)
          .problem(
              swapped ? "is big-endian, which is not read" : "is of version " + version,
              "rewrite it with a newer llama.cpp, on a little-endian machine");
    }
    long tensors = in.count("tensors", SHORTEST);
    long metadata = in.count("keys", 8 + 4 + 1);
    if (tensors > MOST_TENSORS) {
      throw in.problem(8, "claims to have " + tensors + " tensors");
    }
    for (long i = 0; i < metadata; i++) {
      metadata();
    }
    Set<String> names = new HashSet<>();
    for (long i = 0; i < tensors; i++) {
      Entry entry = entry();
      if (!names.add(entry.name)) {
        throw problem(entry, "is there twice");
      }
      entries.add(entry);
    }
    data = (in.position() + alignment - 1) / alignment * alignment;
    requireApart(size);
  }

  /** One key with its value, of which few are needed. */
  private void metadata() throws IOException {
    String key = in.text();
    long position = in.position();
    int type = in.int32();
    if (key.equals(ALPHA) && type == FLOAT) {
      loraAlpha = OptionalDouble.of(Float.intBitsToFloat(in.int32()));
      return;
    }
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

  private Entry entry() throws IOException {
    long described = in.position();
    String name = in.text();
    int axes = in.int32();
    if (axes < 0 || axes > MOST_AXES) {
      throw in.problem(described, "has a tensor of " + axes + " axes");
    }
    List<Long> dims = new ArrayList<>();
    for (int axis = 0; axis < axes; axis++) {
      dims.add(0, in.int64()); // the axis that is written first is the fastest
    }
    int type = in.int32();
    long offset = in.int64();
    try {
      Entry entry = new Entry(name, new TensorShape(dims), type, offset, described);
      if (offset < 0 || offset % alignment != 0) {
        throw problem(entry, "is at " + offset + ", which is not aligned to " + alignment);
      }
      return entry;
    } catch (IllegalArgumentException e) {
      throw FilePlace.of(file)
          .tensor(name)
          .at(described)
          .problem("has an invalid shape, " + dims, "download it again", e);
    }
  }

  /** Checks that all tensors of known size lie in the file, none over another. */
  private void requireApart(long size) {
    long end = 0;
    Comparator<Entry> byPlace = Comparator.comparingLong(Entry::offset);
    List<Entry> sorted = entries.stream().sorted(byPlace).toList();
    for (Entry entry : sorted) {
      GgufType type = GgufType.of(entry.type).orElse(null);
      if (type == null || entry.shape.size() == 0) {
        continue;
      }
      long blocks = entry.shape.size() / type.numbers();
      if (entry.shape.dim(entry.shape.rank() - 1) % type.numbers() != 0) {
        String text = "has rows of %s, no multiple of %d as %s needs";
        throw problem(entry, text.formatted(entry.shape, type.numbers(), type));
      }
      // Divided, as sums and products could overflow.
      if (entry.offset > size - data || blocks > (size - data - entry.offset) / type.bytes()) {
        String text = "%s of %s at %d reaches beyond the end of the file, %d bytes";
        throw problem(entry, text.formatted(entry.shape, type, data + entry.offset, size));
      }
      if (entry.offset < end) {
        throw problem(entry, "overlaps another, at " + (data + entry.offset));
      }
      end = entry.offset + blocks * type.bytes();
    }
  }

  /** Alpha of an adapter, which is positive; empty where the file tells none. */
  Optional<LoraSettings> lora() {
    double alpha = loraAlpha.orElse(0); // llama.cpp takes 0 for none too
    return alpha > 0 && alpha <= Double.MAX_VALUE
        ? Optional.of(LoraSettings.of(ALPHA, LoraScale.of(alpha)))
        : Optional.empty();
  }

  /** The tensors in the order of the file. */
  List<NamedTensor> tensors() {
    return entries.stream().map(this::tensor).toList();
  }

  private NamedTensor tensor(Entry entry) {
    GgufType type = GgufType.of(entry.type).orElse(null);
    if (type == null) {
      return NamedTensor.unreadable(entry.name, entry.shape, GgufType.reason(entry.type));
    }
    Storage storage = type.storage(file, data + entry.offset, entry.shape.size());
    return NamedTensor.of(entry.name, TensorView.of(storage, entry.shape));
  }

  private WeightFileException problem(Entry entry, String problem) {
    return FilePlace.of(file)
        .tensor(entry.name)
        .at(entry.described)
        .problem(problem, "it is damaged or incomplete: download it again");
  }
}
