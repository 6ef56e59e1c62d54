package io.github.weightwatcher4j.formats.tflite;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FileStorage;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.flatbuffers.FlatFile;
import io.github.weightwatcher4j.formats.flatbuffers.FlatTable;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Tensors of a model whose numbers are in the file: constants, as their operations take them. */
final class TensorReader {

  private static final int MOST_AXES = 32;
  private static final int INT4 = 17;

  /** Element types in the order of TensorFlow Lite's numbers. */
  private static final List<Optional<ElementType>> TYPES =
      List.of(
          Optional.of(ElementType.FLOAT32),
          Optional.of(ElementType.FLOAT16),
          Optional.of(ElementType.INT32),
          Optional.of(ElementType.UINT8),
          Optional.of(ElementType.INT64),
          Optional.empty(), // texts
          Optional.of(ElementType.BOOL),
          Optional.of(ElementType.INT16),
          Optional.empty(), // complex
          Optional.of(ElementType.INT8),
          Optional.of(ElementType.FLOAT64),
          Optional.empty(), // complex
          Optional.of(ElementType.UINT64),
          Optional.empty(), // resources
          Optional.empty(), // variants
          Optional.of(ElementType.UINT32),
          Optional.of(ElementType.UINT16),
          Optional.of(ElementType.UINT8), // of two integers of 4 bits
          Optional.of(ElementType.BFLOAT16),
          Optional.empty(), // 2 bits
          Optional.empty(), // 4 bits without a sign
          Optional.of(ElementType.FLOAT8_E4M3),
          Optional.of(ElementType.FLOAT8_E5M2));

  private final Path path;
  private final FlatFile file;
  private final List<FlatTable> buffers;

  TensorReader(Path path, FlatFile file, List<FlatTable> buffers) {
    this.path = path;
    this.file = file;
    this.buffers = buffers;
  }

  /** The tensor where it is a constant; empty where it is computed. */
  Optional<NamedTensor> constant(FlatTable tensor) throws IOException {
    FlatTable.Row data = data(tensor.uint32(2));
    boolean elsewhere = tensor.uint32(10) != 0;
    if (data.length() == 0 && !elsewhere) {
      return Optional.empty();
    }
    String name = tensor.text(3);
    List<Long> dims = tensor.integers(0, MOST_AXES).stream().map(Integer::longValue).toList();
    TensorShape shape = TensorShape.of();
    try {
      shape = new TensorShape(dims);
      if (elsewhere) {
        throw new IllegalArgumentException("its numbers are in another file");
      }
      return Optional.of(NamedTensor.of(name, view(tensor, shape, data)));
    } catch (IllegalArgumentException e) {
      return Optional.of(NamedTensor.unreadable(name, shape, String.valueOf(e.getMessage())));
    }
  }

  /** Where the numbers lie: within the FlatBuffer, or behind it where they are many. */
  private FlatTable.Row data(long buffer) throws IOException {
    if (buffer >= buffers.size()) {
      throw file.problem(0, "has a tensor in buffer %d of %d".formatted(buffer, buffers.size()));
    }
    FlatTable table = buffers.get((int) buffer);
    if (table.int64(1) > 1) {
      file.requireWithin(table.int64(1), table.int64(2));
      return new FlatTable.Row(table.int64(1), table.int64(2));
    }
    return table.row(0, 1);
  }

  private TensorView view(FlatTable tensor, TensorShape shape, FlatTable.Row data)
      throws IOException {
    int type = tensor.uint8(1);
    if (tensor.has(6)) {
      throw new IllegalArgumentException("is stored sparsely, which is not read");
    }
    ElementType stored = type < TYPES.size() ? TYPES.get(type).orElse(null) : null;
    if (stored == null) {
      throw new IllegalArgumentException("element type " + type + " is not read");
    }
    long count = type == INT4 ? (shape.size() + 1) / 2 : shape.size();
    if (data.length() % stored.bytes() != 0 || data.length() / stored.bytes() != count) {
      String text = "its %d bytes are not %s numbers of type %d";
      throw new IllegalArgumentException(text.formatted(data.length(), shape, type));
    }
    FileStorage numbers = FileStorage.littleEndian(path, data.position(), count, stored);
    Storage storage =
        stored.precision() == Precision.INTEGER
            ? dequantized(tensor, shape, numbers, type == INT4)
            : numbers;
    return TensorView.of(storage, shape);
  }

  /** As the numbers that the integers stand for; unchanged without a scale, unless of 4 bits. */
  private Storage dequantized(
      FlatTable tensor, TensorShape shape, FileStorage integers, boolean nibbles)
      throws IOException {
    Optional<FlatTable> quantization = tensor.table(4);
    int details = quantization.isPresent() ? quantization.get().uint8(4) : 0;
    if (details != 0) {
      String kind = details == 2 ? "in blocks" : "in a way of its own";
      throw new IllegalArgumentException("is quantized " + kind + ", which is not read");
    }
    if (quantization.isEmpty() || quantization.get().row(2, 4).length() == 0) {
      if (nibbles) {
        throw new IllegalArgumentException("integers of 4 bits without a scale");
      }
      return integers;
    }
    long most = Math.max(1, shape.dims().stream().mapToLong(dim -> dim).max().orElse(1));
    List<Float> scales = quantization.get().singles(2, most).orElse(List.of());
    List<Long> zeros = quantization.get().longs(3, most).orElse(List.of(0L, 0L));
    if (zeros.isEmpty()) {
      zeros = List.of(0L);
    }
    int axis = quantization.get().int32(6);
    long inner = inner(shape, axis, scales.size());
    if (inner < 1 || (zeros.size() != 1 && zeros.size() != scales.size())) {
      String text = "%d scales and %d zero points on axis %d do not fit to its shape %s";
      throw new IllegalArgumentException(text.formatted(scales.size(), zeros.size(), axis, shape));
    }
    List<Long> all = zeros.size() == 1 ? Collections.nCopies(scales.size(), zeros.get(0)) : zeros;
    return new DequantizedStorage(integers, shape.size(), nibbles, inner, scales, all);
  }

  /** How many neighbours share a scale; 0 where the scales do not fit. */
  private static long inner(TensorShape shape, int axis, int scales) {
    if (scales == 1) {
      return Math.max(1, shape.size());
    }
    boolean fits = axis >= 0 && axis < shape.rank() && shape.dim(axis) == scales;
    return fits ? shape.product(axis + 1, shape.rank()) : 0;
  }
}
