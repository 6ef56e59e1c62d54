package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FileStorage;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One {@code TensorProto}: where its numbers lie. In {@code raw_data} and in the fields of floats
 * and doubles they lie as in memory, little-endian; in those of integers, packed.
 */
final class TensorReader {

  private static final int MOST_AXES = 64;
  private static final int EXTERNAL = 1;

  private static final int DIMS = 1;
  private static final int DATA_TYPE = 2;
  private static final int FLOAT_DATA = 4;
  private static final int INT32_DATA = 5;
  private static final int INT64_DATA = 7;
  private static final int NAME = 8;
  private static final int RAW_DATA = 9;
  private static final int DOUBLE_DATA = 10;
  private static final int UINT64_DATA = 11;
  private static final int EXTERNAL_DATA = 13;
  private static final int DATA_LOCATION = 14;

  private final Wire wire;
  private final List<Long> dims = new ArrayList<>();
  private final Map<Integer, List<Wire.Span>> data = new HashMap<>();
  private final Map<String, String> external = new HashMap<>();
  private long type;
  private long location;
  private String name = "";

  private TensorReader(Wire wire) {
    this.wire = wire;
  }

  /** Reads the tensor that the wire stands on. */
  static NamedTensor read(Wire wire) throws IOException {
    TensorReader reader = new TensorReader(wire);
    wire.message(reader::field);
    return reader.tensor();
  }

  /** Reads a {@code SparseTensorProto}, whose numbers are left aside. */
  static NamedTensor readSparse(Wire wire) throws IOException {
    TensorReader reader = new TensorReader(wire);
    wire.message(
        number -> {
          switch (number) {
            case 1 -> reader.name = read(wire).name();
            case 3 -> wire.integers(reader.dims, MOST_AXES + 1);
            default -> wire.skip();
          }
        });
    return NamedTensor.unreadable(
        reader.name,
        reader.shape(),
        "stored sparsely, which is not read; save it as it is when full");
  }

  private void field(int number) throws IOException {
    switch (number) {
      case DIMS -> wire.integers(dims, MOST_AXES + 1);
      case DATA_TYPE -> type = wire.integer();
      case NAME -> name = wire.text();
      case FLOAT_DATA, INT32_DATA, INT64_DATA, RAW_DATA, DOUBLE_DATA, UINT64_DATA -> {
        List<Wire.Span> runs = data.computeIfAbsent(number, key -> new ArrayList<>());
        Wire.Span run = wire.span();
        if (runs.size() < 2 && run.length() > 0) {
          runs.add(run);
        }
      }
      case EXTERNAL_DATA -> entry();
      case DATA_LOCATION -> location = wire.integer();
      default -> wire.skip(); // texts, segments, documentation
    }
  }

  private void entry() throws IOException {
    String[] entry = {"", ""};
    wire.message(
        number -> {
          switch (number) {
            case 1 -> entry[0] = wire.text();
            case 2 -> entry[1] = wire.text();
            default -> wire.skip();
          }
        });
    external.put(entry[0], entry[1]);
  }

  private NamedTensor tensor() throws IOException {
    TensorShape shape = shape();
    Optional<DataType> known = DataType.of(type);
    if (known.isEmpty()) {
      return NamedTensor.unreadable(name, shape, "element type " + type + " is not known");
    }
    DataType dataType = known.get();
    Optional<ElementType> stored = dataType.element();
    if (dataType == DataType.STRING) {
      return NamedTensor.unreadable(name, shape, Absence.NO_WEIGHTS, "texts, no numbers");
    }
    if (stored.isEmpty()) {
      return NamedTensor.unreadable(name, shape, "numbers of type " + dataType + " are not read");
    }
    try {
      Storage elements = storage(stored.get(), dataType.elements(shape.size()));
      Storage numbers = dataType.numbers(elements, shape.size());
      return NamedTensor.of(name, TensorView.of(numbers, shape));
    } catch (IllegalArgumentException | ArithmeticException e) {
      return NamedTensor.unreadable(name, shape, "its numbers are damaged: " + e.getMessage());
    }
  }

  private TensorShape shape() {
    if (dims.size() > MOST_AXES) {
      throw wire.problem("tensor '" + name + "' has more than " + MOST_AXES + " axes");
    }
    try {
      return new TensorShape(dims);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw wire.problem("tensor '" + name + "': " + e.getMessage());
    }
  }

  private Storage storage(ElementType type, long count) throws IOException {
    if (location == EXTERNAL) {
      return ExternalData.of(wire.file(), name, external).numbers(count, type);
    }
    List<Wire.Span> raw = data.getOrDefault(RAW_DATA, List.of());
    List<Wire.Span> runs = raw.isEmpty() ? data.getOrDefault(field(type), List.of()) : raw;
    if (runs.size() > 1) {
      throw new IllegalArgumentException("they lie in several runs");
    }
    Wire.Span run = runs.isEmpty() ? new Wire.Span(0, 0) : runs.get(0);
    if (raw.isEmpty() && type != ElementType.FLOAT32 && type != ElementType.FLOAT64) {
      return new VarintStorage(wire.file(), run, count, type);
    }
    if (Math.multiplyExact(count, (long) type.bytes()) != run.length()) {
      throw new IllegalArgumentException(
          "%d of %d bytes each do not lie in %d bytes"
              .formatted(count, type.bytes(), run.length()));
    }
    return FileStorage.littleEndian(wire.file(), run.offset(), count, type);
  }

  /** The field of the numbers where it is not raw_data. */
  private static int field(ElementType type) {
    return switch (type) {
      case FLOAT32 -> FLOAT_DATA;
      case FLOAT64 -> DOUBLE_DATA;
      case INT64 -> INT64_DATA;
      case UINT32, UINT64 -> UINT64_DATA;
      default -> INT32_DATA;
    };
  }
}
