package io.github.weightwatcher4j.formats.mxnet;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.FileStorage;
import io.github.weightwatcher4j.formats.HeaderInput;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of {@code mx.nd.save}: a magic number, the arrays, each its shape, type and numbers, then
 * the names. An array begins with the version of its layout; the oldest begins with its shape.
 */
final class ParamsReader {

  static final long MAGIC = 0x112;

  private static final int VERSION_1 = 0xf993fac8;
  private static final int VERSION_2 = 0xf993fac9;

  /** As version 2, but where an array without axes is a scalar. */
  private static final int VERSION_3 = 0xf993faca;

  private static final int DENSE = 0;
  private static final int ROW_SPARSE = 1;
  private static final int COMPRESSED_ROWS = 2;

  private static final int MOST_AXES = 32;
  private static final int MOST_ARRAYS = 500_000;

  /** Shortest array: one without axes. */
  private static final int SHORTEST = 4;

  private final Path file;
  private final HeaderInput in;

  private ParamsReader(Path file, HeaderInput in) {
    this.file = file;
    this.in = in;
  }

  /** The arrays with their names; with their numbers from 0 where they have none. */
  static List<NamedTensor> read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      HeaderInput in = new HeaderInput(FilePlace.of(file), channel);
      return new ParamsReader(file, in).arrays();
    }
  }

  private List<NamedTensor> arrays() throws IOException {
    if (in.int64() != MAGIC) {
      throw in.problem(0, "does not start like a file of MXNet");
    }
    in.int64(); // reserved
    long count = in.count("arrays", SHORTEST);
    if (count > MOST_ARRAYS) {
      throw in.problem(16, "claims to have " + count + " arrays");
    }
    List<NamedTensor> arrays = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      arrays.add(array(String.valueOf(i)));
    }
    long position = in.position();
    long names = in.count("names", Long.BYTES);
    if (names != 0 && names != count) {
      throw in.problem(position, "has %d names for %d arrays".formatted(names, count));
    }
    List<NamedTensor> named = new ArrayList<>();
    for (NamedTensor array : arrays) {
      named.add(names == 0 ? array : array.renamed(in.text()));
    }
    return named;
  }

  private NamedTensor array(String name) throws IOException {
    long start = in.position();
    int version = in.int32();
    boolean known = version == VERSION_1 || version == VERSION_2 || version == VERSION_3;
    boolean kinds = known && version != VERSION_1;
    int kind = kinds ? in.int32() : DENSE;
    if (kind < -1 || kind > COMPRESSED_ROWS) {
      throw in.problem(start, "has an array of the unknown kind " + kind);
    }
    TensorShape stored = kind > DENSE ? shape(in.int32(), Long.BYTES) : TensorShape.of();
    TensorShape shape = known ? shape(in.int32(), Long.BYTES) : shape(version, Integer.BYTES);
    if (kind == -1 || (shape.rank() == 0 && version != VERSION_3)) {
      return NamedTensor.unreadable(name, TensorShape.of(), "an array that was never filled");
    }
    in.int32(); // kind and number of the device that it was on
    in.int32();
    ElementType type = type();
    if (kind > DENSE) {
      return sparse(name, kind, shape, stored, type);
    }
    long offset = in.position();
    skip(shape, type);
    FileStorage storage = FileStorage.littleEndian(file, offset, shape.size(), type);
    return NamedTensor.of(name, TensorView.of(storage, shape));
  }

  /** Only those of its numbers that are not zero, and where they belong. */
  private NamedTensor sparse(
      String name, int kind, TensorShape shape, TensorShape stored, ElementType type)
      throws IOException {
    List<ElementType> types = new ArrayList<>();
    List<TensorShape> shapes = new ArrayList<>();
    for (int i = 0; i < kind; i++) {
      types.add(type());
      shapes.add(shape(in.int32(), Long.BYTES));
    }
    skip(stored, type);
    for (int i = 0; i < kind; i++) {
      skip(shapes.get(i), types.get(i));
    }
    String rows = kind == ROW_SPARSE ? "some of its rows" : "the numbers that are not zero";
    String reason = "stored sparsely, only " + rows + ": save it as a dense array (tostype)";
    return NamedTensor.unreadable(name, shape, reason);
  }

  private ElementType type() throws IOException {
    long position = in.position();
    int number = in.int32();
    return ArrayType.of(number)
        .orElseThrow(() -> in.problem(position, "has an array of the unknown type " + number));
  }

  private TensorShape shape(int axes, int width) throws IOException {
    long position = in.position();
    if (axes < 0 || axes > MOST_AXES) {
      throw in.problem(position, "has an array of " + axes + " axes");
    }
    List<Long> dims = new ArrayList<>();
    for (int axis = 0; axis < axes; axis++) {
      dims.add(width == Long.BYTES ? in.int64() : Integer.toUnsignedLong(in.int32()));
    }
    try {
      return new TensorShape(dims);
    } catch (IllegalArgumentException e) {
      throw in.problem(position, "has an array of the impossible shape " + dims);
    }
  }

  /** Passes over the numbers of an array, which must be there. */
  private void skip(TensorShape shape, ElementType type) throws IOException {
    if (shape.size() > in.remaining() / type.bytes()) {
      String text = "should hold %s numbers of %d bytes here, but ends after %d bytes";
      throw in.problem(in.position(), text.formatted(shape, type.bytes(), in.remaining()));
    }
    in.skip(shape.size() * type.bytes());
  }
}
