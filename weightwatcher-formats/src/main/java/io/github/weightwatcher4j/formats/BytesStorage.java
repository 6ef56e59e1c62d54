package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.Precision;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Numbers in memory: small ones that a file holds in no form that could be read in place. */
public final class BytesStorage implements Storage {

  private final ByteBuffer bytes;
  private final ElementType type;

  private BytesStorage(ByteBuffer bytes, ElementType type) {
    this.bytes = bytes;
    this.type = type;
  }

  /** The bytes from the buffer's position to its limit, in its byte order; not copied. */
  public static BytesStorage of(ByteBuffer bytes, ElementType type) {
    return new BytesStorage(bytes.slice().order(bytes.order()), type);
  }

  @Override
  public long size() {
    return bytes.limit() / type.bytes();
  }

  @Override
  public Precision precision() {
    return type.precision();
  }

  @Override
  public Optional<ElementType> element() {
    return Optional.of(type);
  }

  @Override
  public Optional<Storage> asBytes() {
    return Optional.of(of(bytes, ElementType.UINT8));
  }

  @Override
  public StorageReader open(String tensor) {
    return (first, count, target, at) -> {
      int start = Math.toIntExact(first * type.bytes());
      ByteBuffer run = bytes.slice(start, count * type.bytes()).order(bytes.order());
      type.decode(run, count, target, at);
    };
  }
}
