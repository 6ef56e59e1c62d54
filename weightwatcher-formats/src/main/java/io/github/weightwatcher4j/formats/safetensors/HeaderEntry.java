package io.github.weightwatcher4j.formats.safetensors;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.FileStorage;
import io.github.weightwatcher4j.formats.JsonInput;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the header says of one tensor.
 *
 * @param name its name
 * @param type its type; empty where it is not known
 * @param typeName what the header calls its type
 * @param shape its shape
 * @param begin first byte, from the end of the header
 * @param end byte after the last, from the end of the header
 */
record HeaderEntry(
    String name, Optional<Dtype> type, String typeName, TensorShape shape, long begin, long end) {

  private static final int MOST_AXES = 64;
  static final String ADVICE = "download it again, or write it anew";

  /** Reads the description of a tensor, on whose value the input stands. */
  static HeaderEntry read(JsonInput json, FilePlace file, String name) throws IOException {
    FilePlace tensor = file.tensor(name).at(json.offset());
    Fields fields = new Fields();
    json.object(
        key -> {
          switch (key) {
            case "dtype" -> fields.dtype = json.text(key);
            case "shape" -> fields.shape = json.integers(key, MOST_AXES);
            case "data_offsets" -> fields.offsets = json.integers(key, 2);
            default -> json.skip();
          }
        });
    HeaderEntry entry = fields.entry(name, tensor);
    entry.requireSize(tensor);
    return entry;
  }

  /** The fields of one tensor as they come. */
  private static final class Fields {
    private String dtype = "";
    private List<Long> shape = List.of(-1L);
    private List<Long> offsets = List.of();

    HeaderEntry entry(String name, FilePlace place) {
      if (dtype.isEmpty()) {
        throw place.problem("has no dtype", ADVICE);
      }
      if (offsets.size() != 2) {
        throw place.problem("does not have exactly two data_offsets", ADVICE);
      }
      return new HeaderEntry(
          name, Dtype.named(dtype), dtype, shape(place), offsets.get(0), offsets.get(1));
    }

    private TensorShape shape(FilePlace place) {
      try {
        return new TensorShape(shape);
      } catch (IllegalArgumentException e) {
        throw place.problem("has an impossible shape " + shape, ADVICE, e);
      }
    }
  }

  /** Checks that the bytes are as many as type and shape need, where the type is read. */
  private void requireSize(FilePlace place) {
    if (type.flatMap(Dtype::element).isEmpty()) {
      if (begin < 0 || end < begin) {
        throw place.problem("data_offsets are [%d, %d]".formatted(begin, end), ADVICE);
      }
      return;
    }
    long bytes = bytes(type.orElseThrow(), place);
    if (begin < 0 || end < begin || end - begin != bytes) {
      String text = "shape %s of %s needs %d bytes, but data_offsets are [%d, %d]";
      throw place.problem(text.formatted(shape, typeName, bytes, begin, end), ADVICE);
    }
  }

  private long bytes(Dtype known, FilePlace place) {
    try {
      long bits = Math.multiplyExact(shape.size(), known.bits());
      if (bits % Byte.SIZE != 0) {
        throw place.problem(bits + " bits of " + known + " do not make whole bytes", ADVICE);
      }
      return bits / Byte.SIZE;
    } catch (ArithmeticException e) {
      throw place.problem("shape " + shape + " of " + known + " is too large", ADVICE, e);
    }
  }

  /** The tensor, its bytes counted from the start of the file. */
  NamedTensor tensor(Path file, long dataStart) {
    return type.flatMap(Dtype::element)
        .map(
            element -> {
              long start = dataStart + begin;
              FileStorage storage = FileStorage.littleEndian(file, start, shape.size(), element);
              return NamedTensor.of(name, TensorView.of(storage, shape));
            })
        .orElseGet(() -> NamedTensor.unreadable(name, shape, reason()));
  }

  private String reason() {
    return type.isPresent()
        ? "type " + typeName + " is not read"
        : "the type " + FilePlace.quoted(typeName) + " is not known";
  }
}
