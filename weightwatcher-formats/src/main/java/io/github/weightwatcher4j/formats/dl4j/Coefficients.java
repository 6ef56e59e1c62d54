package io.github.weightwatcher4j.formats.dl4j;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.RunStorage;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.zip.ZipMember;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * The vector of all parameters as {@code Nd4j.write} writes it: two buffers, one of the shape
 * (number of axes, their lengths, their strides, then three more numbers) and one of the numbers,
 * big-endian, each behind the name of its mode, its length and the name of its type.
 */
final class Coefficients {

  /** Numbers of the shape beside lengths and strides: axes, extras, spacing and order. */
  private static final int FIXED = 4;

  private static final int MOST_AXES = 32;
  private static final int NAME = 64;

  private Coefficients() {}

  /** The vector of a member; empty where it has no numbers. */
  static Optional<TensorView> read(ZipMember member) throws IOException {
    if (member.size() == 0) {
      return Optional.empty();
    }
    try (Header in = new Header(member)) {
      return in.vector();
    } catch (EOFException | ZipException e) {
      throw problem(member, "ends within its header, or is damaged");
    }
  }

  private static WeightFileException problem(ZipMember member, String problem) {
    return FilePlace.of(member.file())
        .problem(
            "the member " + FilePlace.quoted(member.name()) + " " + problem,
            "save the network again with ModelSerializer.writeModel");
  }

  /** The numbers in front of the numbers. */
  private static final class Header implements AutoCloseable {
    private final ZipMember member;
    private final Counted counted;
    private final DataInputStream in;

    Header(ZipMember member) throws IOException {
      this.member = member;
      this.counted = new Counted(member.open());
      this.in = new DataInputStream(counted);
    }

    /** One buffer: how many numbers of which type. */
    private record Buffer(long length, String type) {}

    private Buffer buffer() throws IOException {
      String mode = name();
      long length =
          switch (mode) {
            case "DIRECT", "HEAP", "JAVACPP" -> in.readInt();
            case "LONG_SHAPE", "MIXED_DATA_TYPES" -> in.readLong();
            default -> throw problem(member, "is of the unknown mode " + FilePlace.quoted(mode));
          };
      return new Buffer(length, name());
    }

    private String name() throws IOException {
      int length = in.readUnsignedShort();
      if (length > NAME) {
        throw problem(member, "has a name of " + length + " bytes where a type should stand");
      }
      StringBuilder name = new StringBuilder();
      for (int i = 0; i < length; i++) {
        name.append((char) in.readUnsignedByte());
      }
      return name.toString();
    }

    Optional<TensorView> vector() throws IOException {
      long[] shape = shape(buffer());
      Buffer data = buffer();
      ElementType type = type(data.type);
      long start = counted.position();
      if (data.length < 0 || data.length > (member.size() - start) / type.bytes()) {
        throw problem(
            member,
            "should hold %d numbers of %s, but has %d bytes for them"
                .formatted(data.length, type, member.size() - start));
      }
      long length = length(shape, data.length);
      Storage numbers = member.sharedNumbers(start, length, type, ByteOrder.BIG_ENDIAN);
      return length == 0
          ? Optional.empty()
          : Optional.of(TensorView.of(new RunStorage(numbers), TensorShape.of(length)));
    }

    private long[] shape(Buffer buffer) throws IOException {
      if (buffer.length < FIXED || buffer.length > FIXED + 2 * MOST_AXES) {
        throw problem(member, "has a shape of " + buffer.length + " numbers");
      }
      long[] shape = new long[(int) buffer.length];
      for (int i = 0; i < shape.length; i++) {
        shape[i] =
            switch (buffer.type) {
              case "INT", "INT32" -> in.readInt();
              case "LONG", "INT64" -> in.readLong();
              default -> throw problem(member, "has a shape of " + FilePlace.quoted(buffer.type));
            };
      }
      if (shape[0] < 0 || shape.length != FIXED + 2 * shape[0]) {
        throw problem(
            member, "has " + shape.length + " numbers of a shape of " + shape[0] + " axes");
      }
      return shape;
    }

    private ElementType type(String name) {
      return switch (name) {
        case "FLOAT" -> ElementType.FLOAT32;
        case "DOUBLE" -> ElementType.FLOAT64;
        case "HALF", "FLOAT16" -> ElementType.FLOAT16;
        case "BFLOAT16" -> ElementType.BFLOAT16;
        default ->
            throw problem(
                member, "holds " + FilePlace.quoted(name) + ", no floating-point numbers");
      };
    }

    /** How many numbers the vector has: all that are stored, one behind the other. */
    private long length(long[] shape, long stored) {
      int axes = (int) shape[0];
      long length = 1;
      for (int axis = 1; axis <= axes; axis++) {
        long dim = shape[axis];
        long stride = shape[axes + axis];
        if (dim < 0 || (dim > 1 && length > 1)) {
          throw problem(member, "has parameters that are no vector: " + shown(shape));
        }
        if (dim > 1 && stride != 1) {
          throw problem(
              member,
              "holds %d numbers, but says that each stands %d after the other: %s"
                  .formatted(stored, stride, shown(shape)));
        }
        length *= dim;
      }
      if (length > stored) {
        throw problem(member, "holds %d numbers of %d".formatted(stored, length));
      }
      return axes == 0 && stored == 0 ? 0 : length;
    }

    private static String shown(long[] shape) {
      StringBuilder shown = new StringBuilder("shape");
      for (int i = 1; i <= 2 * shape[0]; i++) {
        shown.append(i == shape[0] + 1 ? ", strides " : " ").append(shape[i]);
      }
      return shown.toString();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** A stream that knows how far it was read. */
  private static final class Counted extends FilterInputStream {
    private long position;

    Counted(InputStream in) {
      super(new BufferedInputStream(in));
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      position += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      position += Math.max(0, read);
      return read;
    }

    long position() {
      return position;
    }
  }
}
