package io.github.weightwatcher4j.formats.safetensors;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.FileStorage;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.nio.file.Path;

/**
 * What the header says of one tensor.
 *
 * @param name its name
 * @param type its type
 * @param shape its shape
 * @param begin first byte, from the end of the header
 * @param end byte after the last, from the end of the header
 */
record HeaderEntry(String name, Dtype type, TensorShape shape, long begin, long end) {

  static final String ADVICE = "get the file again, or have it written again";

  /** Checks that the bytes are as many as type and shape need. */
  void requireSize(FilePlace place) {
    long bytes;
    try {
      long bits = Math.multiplyExact(shape.size(), type.bits());
      if (bits % Byte.SIZE != 0) {
        throw place.problem(bits + " bits of " + type + " are no whole bytes", ADVICE);
      }
      bytes = bits / Byte.SIZE;
    } catch (ArithmeticException e) {
      throw place.problem("shape " + shape + " of " + type + " is too large", ADVICE, e);
    }
    if (begin < 0 || end < begin || end - begin != bytes) {
      String text = "shape %s of %s needs %d bytes, but data_offsets are [%d, %d]";
      throw place.problem(text.formatted(shape, type, bytes, begin, end), ADVICE);
    }
  }

  /** The tensor, its bytes counted from the start of the file. */
  NamedTensor tensor(Path file, long dataStart) {
    return type.element()
        .map(
            element -> {
              long start = dataStart + begin;
              FileStorage storage = FileStorage.littleEndian(file, start, shape.size(), element);
              return NamedTensor.of(name, TensorView.of(storage, shape));
            })
        .orElseGet(() -> NamedTensor.unreadable(name, shape, "type " + type + " is not read"));
  }
}
