package io.github.weightwatcher4j.formats.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.FileWindow;
import io.github.weightwatcher4j.formats.WeightFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A protobuf file, walked field by field. Nothing is kept that is not asked for: of long fields,
 * only the place. Whatever is not sound is a {@link WeightFileException} with the place.
 */
final class Wire implements AutoCloseable {

  /** Longest name that is kept, in bytes. */
  private static final int LONGEST_TEXT = 1 << 16;

  private static final int DEEPEST = 100;

  /** Where a field's content lies in the file. */
  record Span(long offset, long length) {}

  /** Takes the fields of a message, one by one. */
  @FunctionalInterface
  interface Fields {
    /** Reads or skips the field, on whose content the wire stands. */
    void field(int number) throws IOException;
  }

  private final Path file;
  private final InputStream stream;
  private final CodedInputStream in;
  private int tag;
  private int depth;

  private Wire(Path file, int size) throws IOException {
    this.file = file;
    this.stream = FileWindow.stream(file);
    this.in = CodedInputStream.newInstance(stream);
    in.pushLimit(size);
  }

  /** Opens a file of at most 2 GiB, which is where protobuf ends. */
  static Wire open(Path file) throws IOException {
    long size = Files.size(file);
    if (size > Integer.MAX_VALUE) {
      throw FilePlace.of(file)
          .problem(
              "has " + size + " bytes, but a protobuf message ends at 2 GiB",
              "save the model with its weights as external data");
    }
    return new Wire(file, (int) size);
  }

  Path file() {
    return file;
  }

  /** Reads all fields up to the end of the current message, or of the file. */
  void fields(Fields fields) throws IOException {
    try {
      for (tag = in.readTag(); tag != 0; tag = in.readTag()) {
        fields.field(WireFormat.getTagFieldNumber(tag));
      }
    } catch (InvalidProtocolBufferException e) {
      throw problem("is not valid protobuf (" + e.getMessage() + ")");
    }
  }

  /** Reads the field as a message of its own. */
  void message(Fields fields) throws IOException {
    int length = length();
    if (++depth > DEEPEST) {
      throw problem("has messages nested more than " + DEEPEST + " deep");
    }
    int outer = in.pushLimit(length);
    fields(fields);
    in.popLimit(outer);
    depth--;
  }

  /** A text, of which bytes that are no UTF-8 are replaced; empty where it is no name by length. */
  String text() throws IOException {
    int length = length();
    if (length > LONGEST_TEXT) {
      in.skipRawBytes(length);
      return "";
    }
    return new String(in.readRawBytes(length), StandardCharsets.UTF_8);
  }

  /** An integer. */
  long integer() throws IOException {
    require(WireFormat.WIRETYPE_VARINT);
    return in.readRawVarint64();
  }

  /** A float. */
  float number() throws IOException {
    require(WireFormat.WIRETYPE_FIXED32);
    return Float.intBitsToFloat(in.readRawLittleEndian32());
  }

  /** One integer more, or a packed run of them; those beyond {@code most} are passed over. */
  void integers(List<Long> values, int most) throws IOException {
    if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
      add(values, most);
      return;
    }
    int outer = in.pushLimit(length());
    while (!in.isAtEnd()) {
      add(values, most);
    }
    in.popLimit(outer);
  }

  private void add(List<Long> values, int most) throws IOException {
    long value = in.readRawVarint64();
    if (values.size() < most) {
      values.add(value);
    }
  }

  /** The place of the content, which is passed over. */
  Span span() throws IOException {
    int type = WireFormat.getTagWireType(tag);
    int length = type == WireFormat.WIRETYPE_LENGTH_DELIMITED ? length() : 0;
    long start = in.getTotalBytesRead();
    if (type == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      in.skipRawBytes(length);
    } else {
      skip();
    }
    return new Span(start, in.getTotalBytesRead() - start);
  }

  /** Passes over the field. */
  void skip() throws IOException {
    if (!in.skipField(tag)) {
      throw problem("a group ends here that was never started");
    }
  }

  private int length() throws IOException {
    require(WireFormat.WIRETYPE_LENGTH_DELIMITED);
    int length = in.readRawVarint32();
    if (length < 0 || length > in.getBytesUntilLimit()) {
      throw problem(
          "a field of %d bytes begins here, but there are only %d"
              .formatted(Integer.toUnsignedLong(length), in.getBytesUntilLimit()));
    }
    return length;
  }

  private void require(int type) {
    if (WireFormat.getTagWireType(tag) != type) {
      throw problem(
          "field %d is of wire type %d instead of %d"
              .formatted(WireFormat.getTagFieldNumber(tag), WireFormat.getTagWireType(tag), type));
    }
  }

  /** The exception for what is wrong here. */
  WeightFileException problem(String problem) {
    return FilePlace.of(file).at(in.getTotalBytesRead()).problem(problem, "download it again");
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
