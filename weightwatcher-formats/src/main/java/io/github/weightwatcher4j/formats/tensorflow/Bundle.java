package io.github.weightwatcher4j.formats.tensorflow;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.weightwatcher4j.formats.ChainedStorage;
import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.FileStorage;
import io.github.weightwatcher4j.formats.FileWindow;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.tensorflow.BundleEntry.Slice;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A checkpoint: {@code x.index}, which names the variables, and {@code x.data-00000-of-00001} and
 * so on, which hold their numbers.
 */
final class Bundle {

  static final String INDEX = ".index";

  /** What a table of the first format begins with: a message, where ours has a number. */
  private static final byte FIRST_FORMAT = 10;

  private static final int MOST_FILES = 10_000;
  private static final int LONGEST_GRAPH = 1 << 27;
  private static final String ADVICE = "it is damaged: download it again";

  private final Path index;
  private final FilePlace place;
  private final Map<String, byte[]> table;
  private final Map<Path, Long> sizes = new LinkedHashMap<>();
  private int shards;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  private Bundle(Path index, Map<String, byte[]> table) {
    this.index = index;
    this.place = FilePlace.of(index);
    this.table = table;
  }

  /**
   * Reads an index.
   *
   * @throws io.github.weightwatcher4j.formats.WeightFileException where it is damaged
   */
  static Bundle read(Path index) throws IOException {
    Bundle bundle = new Bundle(index, SortedTable.read(index));
    byte[] header = bundle.table.remove("");
    if (header == null) {
      throw bundle.place.problem("has no header", "is it a checkpoint of TensorFlow?");
    }
    if (header.length > 0 && header[0] == FIRST_FORMAT) {
      throw bundle.place.problem(
          "is a checkpoint in TensorFlow's first format, of before 2017",
          "restore it with tf.compat.v1.train.Saver and save it again");
    }
    try {
      bundle.header(header);
    } catch (IOException e) {
      throw bundle.place.problem("has a damaged header (" + e.getMessage() + ")", ADVICE, e);
    }
    return bundle;
  }

  private void header(byte[] header) throws IOException {
    Message.read(
        header,
        (in, field) -> {
          switch (field) {
            case 1 -> shards = in.readInt32();
            case 2 -> order = in.readInt32() == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            default -> {
              return false;
            }
          }
          return true;
        });
    if (shards < 1 || shards > MOST_FILES) {
      throw place.problem("claims to have " + shards + " files of numbers", ADVICE);
    }
  }

  /** The variables by their keys, in the order of these; the graph of objects is none. */
  Map<String, NamedTensor> variables() throws IOException {
    Map<String, NamedTensor> variables = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> entry : table.entrySet()) {
      boolean slice = entry.getKey().startsWith("\0");
      if (!slice && !entry.getKey().equals(ObjectGraph.KEY)) {
        String key =
            new String(
                entry.getKey().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        variables.put(key, variable(key, entry));
      }
    }
    return variables;
  }

  /** The objects of the checkpoint; none of one that was written from a graph. */
  ObjectGraph objects() throws IOException {
    byte[] bytes = table.get(ObjectGraph.KEY);
    if (bytes == null) {
      return ObjectGraph.empty();
    }
    try {
      return ObjectGraph.read(text(BundleEntry.read(bytes)));
    } catch (IOException | IllegalArgumentException e) {
      // It only tells better names, so a damaged one costs those.
      return ObjectGraph.empty();
    }
  }

  /** One text: its length, the checksum of that, its bytes. */
  private byte[] text(BundleEntry entry) throws IOException {
    Path file = shard(entry);
    if (entry.type() != VariableType.TEXT || entry.size() > LONGEST_GRAPH) {
      throw new IllegalArgumentException("no graph of objects");
    }
    requireWithin(entry, file);
    try (FileChannel channel = FileChannel.open(file)) {
      byte[] bytes = FileWindow.bytes(channel, entry.offset(), (int) entry.size()).array();
      CodedInputStream in = CodedInputStream.newInstance(bytes);
      int length = in.readRawVarint32();
      in.skipRawBytes(Integer.BYTES);
      return in.readRawBytes(length);
    }
  }

  private NamedTensor variable(String name, Map.Entry<String, byte[]> stored) throws IOException {
    TensorShape shape = TensorShape.of();
    try {
      BundleEntry entry = BundleEntry.read(stored.getValue());
      shape = new TensorShape(entry.dims());
      if (VariableType.of(entry.type()).isEmpty()) {
        String reason = VariableType.reason(entry.type());
        return entry.type() == VariableType.TEXT
            ? NamedTensor.unreadable(name, shape, Absence.NO_WEIGHTS, reason)
            : NamedTensor.unreadable(name, shape, reason);
      }
      return NamedTensor.of(
          name,
          entry.slices().isEmpty() ? whole(entry, shape) : joined(stored.getKey(), entry, shape));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      return NamedTensor.unreadable(name, shape, "its entry is damaged: " + e.getMessage());
    }
  }

  private TensorView whole(BundleEntry entry, TensorShape shape) throws IOException {
    ElementType type = VariableType.of(entry.type()).orElseThrow(IllegalArgumentException::new);
    Path file = shard(entry);
    requireWithin(entry, file);
    if (entry.size() % type.bytes() != 0 || entry.size() / type.bytes() != shape.size()) {
      String text = "its %d bytes are not %s numbers of %d bytes";
      throw new IllegalArgumentException(text.formatted(entry.size(), shape, type.bytes()));
    }
    return TensorView.of(new FileStorage(file, entry.offset(), shape.size(), type, order), shape);
  }

  /** A variable in parts along its first axis, in the order of these. */
  private TensorView joined(String key, BundleEntry entry, TensorShape shape) throws IOException {
    List<TensorView> pieces = new ArrayList<>();
    long row = 0;
    List<Slice> slices = new ArrayList<>(entry.slices());
    slices.sort(
        Comparator.comparingLong(slice -> slice.starts().isEmpty() ? 0 : slice.starts().get(0)));
    for (Slice slice : slices) {
      List<Long> dims = dims(slice, shape, row);
      byte[] bytes = table.get(SliceKey.of(key, slice));
      if (bytes == null) {
        throw new IllegalArgumentException("one of its parts is missing");
      }
      BundleEntry part = BundleEntry.read(bytes);
      if (part.type() != entry.type() || !part.dims().equals(dims) || !part.slices().isEmpty()) {
        throw new IllegalArgumentException("one of its parts is something else");
      }
      pieces.add(whole(part, new TensorShape(dims)));
      row += dims.get(0);
    }
    if (shape.rank() == 0 || row != shape.dim(0)) {
      throw new IllegalArgumentException("its parts have " + row + " rows");
    }
    return TensorView.of(new ChainedStorage(pieces), shape);
  }

  /** Lengths of the axes of a part, which starts at a row and is as wide as the whole. */
  private static List<Long> dims(Slice slice, TensorShape shape, long row) {
    List<Long> dims = new ArrayList<>(shape.dims());
    if (slice.starts().size() != shape.rank() || shape.rank() == 0) {
      throw new IllegalArgumentException("its parts have other axes");
    }
    for (int axis = 0; axis < shape.rank(); axis++) {
      long length = slice.lengths().get(axis) < 0 ? shape.dim(axis) : slice.lengths().get(axis);
      boolean suits = axis == 0 ? slice.starts().get(axis) == row : length == shape.dim(axis);
      if (!suits) {
        throw new IllegalArgumentException("its parts are not rows, one behind the other");
      }
      dims.set(axis, length);
    }
    return dims;
  }

  private void requireWithin(BundleEntry entry, Path file) throws IOException {
    Long known = sizes.get(file);
    long size = known == null ? Files.size(file) : known;
    sizes.put(file, size);
    if (entry.offset() < 0 || entry.size() < 0 || entry.offset() > size - entry.size()) {
      String text = "its %d bytes at %d reach beyond the %d of %s";
      throw new IllegalArgumentException(
          text.formatted(entry.size(), entry.offset(), size, file.getFileName()));
    }
  }

  /** The file of the numbers, {@code x.data-00001-of-00002}. */
  private Path shard(BundleEntry entry) {
    if (entry.shard() < 0 || entry.shard() >= shards) {
      throw new IllegalArgumentException("it is in file " + entry.shard() + " of " + shards);
    }
    String name = String.valueOf(index.getFileName());
    String prefix = name.endsWith(INDEX) ? name.substring(0, name.length() - INDEX.length()) : name;
    String wanted =
        String.format(Locale.ROOT, "%s.data-%05d-of-%05d", prefix, entry.shard(), shards);
    Path file = index.resolveSibling(wanted);
    if (!Files.isRegularFile(file)) {
      throw place.problem(
          "its numbers are in " + FilePlace.quoted(wanted) + ", which is not there",
          "download that file too, into the same folder");
    }
    return file;
  }
}
