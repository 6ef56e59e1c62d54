package io.github.weightwatcher4j.formats.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.weightwatcher4j.formats.BytesStorage;
import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.FileWindow;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Numbers as protobuf packs integers, each in as many bytes as it needs. What is behind cannot be
 * found without reading what is before: opened, all of them are decoded.
 *
 * @param file the file
 * @param span where they lie
 * @param size how many
 * @param type what the lower bytes of each are
 */
record VarintStorage(Path file, Wire.Span span, long size, ElementType type) implements Storage {

  /** Most bytes decoded. */
  private static final long MOST = 1 << 28;

  VarintStorage {
    if (size > span.length() || size * type.bytes() > MOST) {
      throw new IllegalArgumentException(size + " integers in " + span.length() + " bytes");
    }
  }

  @Override
  public Precision precision() {
    return type.precision();
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    ByteBuffer decoded =
        ByteBuffer.allocate((int) size * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    try (InputStream stream = FileWindow.stream(file)) {
      stream.skipNBytes(span.offset());
      CodedInputStream in = CodedInputStream.newInstance(stream);
      in.pushLimit((int) span.length());
      for (long i = 0; i < size; i++) {
        put(in.readRawVarint64(), decoded);
      }
    } catch (InvalidProtocolBufferException e) {
      throw FilePlace.of(file)
          .tensor(tensor)
          .at(span.offset())
          .problem("has fewer than " + size + " integers", "download it again", e);
    }
    return BytesStorage.of(decoded.flip(), type).open(tensor);
  }

  private void put(long value, ByteBuffer target) {
    switch (type.bytes()) {
      case 1 -> target.put((byte) value);
      case 2 -> target.putShort((short) value);
      case 4 -> target.putInt((int) value);
      default -> target.putLong(value);
    }
  }
}
