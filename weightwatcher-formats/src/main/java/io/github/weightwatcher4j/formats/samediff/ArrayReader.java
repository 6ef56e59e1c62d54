package io.github.weightwatcher4j.formats.samediff;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FileStorage;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.RunStorage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.flatbuffers.FlatTable;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Arrays of a file: a row of 8 byte integers that describes one, its type, its byte order and its
 * bytes. The description is {@code rank, shape[rank], strides[rank]}, flags, the distance of
 * neighbours and the letter c or f. It must agree with itself, with the type and with the bytes to
 * the last of them, or the array is not read.
 *
 * @param path the file
 */
record ArrayReader(Path path) {

  private static final int SHAPE = 0;
  private static final int BYTES = 1;
  private static final int TYPE = 2;
  private static final int BYTE_ORDER = 3;

  /** ND4J's own limit. */
  private static final int MOST_AXES = 32;

  /** Integers of a description that do not belong to an axis. */
  private static final int REST = 4;

  /** The flag of an array without elements. */
  private static final long EMPTY = 8;

  /** Letters of orders; the last for neither of the others. */
  private static final List<Long> ORDERS = List.of((long) 'c', (long) 'f', (long) 'a');

  /**
   * A type of elements.
   *
   * @param name what ND4J calls it
   * @param stored how an element is stored, where that is read
   */
  private record Type(String name, Optional<ElementType> stored) {
    Type(String name, ElementType stored) {
      this(name, Optional.of(stored));
    }
  }

  private static final Map<Integer, Type> TYPES =
      Map.ofEntries(
          Map.entry(1, new Type("BOOL", ElementType.BOOL)),
          Map.entry(3, new Type("HALF", ElementType.FLOAT16)),
          Map.entry(5, new Type("FLOAT", ElementType.FLOAT32)),
          Map.entry(6, new Type("DOUBLE", ElementType.FLOAT64)),
          Map.entry(7, new Type("BYTE", ElementType.INT8)),
          Map.entry(8, new Type("SHORT", ElementType.INT16)),
          Map.entry(9, new Type("INT", ElementType.INT32)),
          Map.entry(10, new Type("LONG", ElementType.INT64)),
          Map.entry(11, new Type("UBYTE", ElementType.UINT8)),
          Map.entry(12, new Type("UINT16", ElementType.UINT16)),
          Map.entry(13, new Type("UINT32", ElementType.UINT32)),
          Map.entry(14, new Type("UINT64", ElementType.UINT64)),
          Map.entry(17, new Type("BFLOAT16", ElementType.BFLOAT16)),
          Map.entry(50, new Type("UTF8", Optional.empty())),
          Map.entry(51, new Type("UTF16", Optional.empty())),
          Map.entry(52, new Type("UTF32", Optional.empty())));

  /** Reads the description of an array, and checks it against the bytes; reads none of these. */
  StoredArray read(String name, FlatTable array) throws IOException {
    TensorShape shape = TensorShape.of();
    int code = array.uint8(TYPE);
    Type type = TYPES.getOrDefault(code, new Type("type " + code, Optional.empty()));
    try {
      List<Long> description = description(array);
      int rank = description.get(0).intValue();
      shape = new TensorShape(description.subList(1, 1 + rank));
      requireOrder(description.get(description.size() - 1));
      boolean empty = (description.get(1 + 2 * rank) & EMPTY) != 0;
      if (rank == 0 && empty && array.row(BYTES, 1).length() == 0) {
        NamedTensor none = NamedTensor.unreadable(name, shape, "holds no number");
        return new StoredArray(none, type.name, false, true);
      }
      if (type.stored.isEmpty()) {
        boolean known = TYPES.containsKey(code);
        String reason = known ? "holds texts" : "its elements are of type " + code + ", not known";
        return new StoredArray(
            NamedTensor.unreadable(name, shape, reason), type.name, false, known);
      }
      List<Long> strides = description.subList(1 + rank, 1 + 2 * rank);
      TensorView view = view(array, type, shape, strides);
      boolean floating = type.stored.get().precision() != Precision.INTEGER;
      return new StoredArray(NamedTensor.of(name, view), type.name, floating, true);
    } catch (IllegalArgumentException e) {
      String reason = "damaged: " + e.getMessage();
      return new StoredArray(NamedTensor.unreadable(name, shape, reason), type.name, false, false);
    }
  }

  private static List<Long> description(FlatTable array) throws IOException {
    int most = 2 * MOST_AXES + REST;
    List<Long> numbers = array.longs(SHAPE, most).orElse(List.of());
    long rank = numbers.isEmpty() ? -1 : numbers.get(0);
    if (rank < 0 || rank > MOST_AXES || numbers.size() != 2 * rank + REST) {
      String text = "the description of its shape has %d integers and says that it has %s axes";
      throw new IllegalArgumentException(
          text.formatted(array.row(SHAPE, Long.BYTES).length(), rank < 0 ? "no" : rank));
    }
    return numbers;
  }

  private static void requireOrder(long letter) {
    if (!ORDERS.contains(letter)) {
      throw new IllegalArgumentException("its order is said to be " + letter + ", neither c nor f");
    }
  }

  private TensorView view(FlatTable array, Type type, TensorShape shape, List<Long> strides)
      throws IOException {
    ElementType element = type.stored.orElseThrow();
    FlatTable.Row bytes = array.row(BYTES, 1);
    int width = element.bytes();
    if (bytes.length() % width != 0 || bytes.length() / width != shape.size()) {
      throw new IllegalArgumentException(
          "its shape %s is not that of %d bytes of %s".formatted(shape, bytes.length(), type.name));
    }
    FileStorage numbers =
        new FileStorage(path, bytes.position(), shape.size(), element, byteOrder(array));
    if (shape.size() == 0) {
      return TensorView.of(numbers, shape);
    }
    requireOnce(shape, strides);
    return new TensorView(new RunStorage(numbers), 0, shape, strides);
  }

  private static ByteOrder byteOrder(FlatTable array) throws IOException {
    return switch (array.uint8(BYTE_ORDER)) {
      case 0 -> ByteOrder.LITTLE_ENDIAN;
      case 1 -> ByteOrder.BIG_ENDIAN;
      default -> throw new IllegalArgumentException("its byte order is neither of the two");
    };
  }

  /** Checks that strides lead to each of the numbers once, as those of a whole array do. */
  private static void requireOnce(TensorShape shape, List<Long> strides) {
    List<Integer> axes =
        IntStream.range(0, shape.rank())
            .filter(axis -> shape.dim(axis) > 1)
            .boxed()
            .sorted(Comparator.comparing(strides::get))
            .toList();
    long expected = 1;
    for (int axis : axes) {
      if (strides.get(axis) != expected) {
        throw new IllegalArgumentException(
            "its strides %s do not lead through the %d numbers of its shape %s"
                .formatted(strides, shape.size(), shape));
      }
      expected *= shape.dim(axis);
    }
  }
}
