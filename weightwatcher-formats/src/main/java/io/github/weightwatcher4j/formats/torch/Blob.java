package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.BytesStorage;
import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FileStorage;
import io.github.weightwatcher4j.formats.Storage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Bytes that a pickle holds: an array's numbers, say. Long ones stay in the file. */
sealed interface Blob {

  /** How many bytes; for text whose bytes are its letters, at most so many. */
  long length();

  /** Whether so many bytes may be there. */
  default boolean holds(long bytes) {
    return bytes == length();
  }

  /** The first numbers. */
  Storage numbers(long count, ElementType type, ByteOrder order);

  /**
   * A run of bytes of a file.
   *
   * @param file the file
   * @param offset where it begins, from the start of the file
   * @param length how many bytes
   */
  record InFile(Path file, long offset, long length) implements Blob {
    @Override
    public Storage numbers(long count, ElementType type, ByteOrder order) {
      return new FileStorage(file, offset, count, type, order);
    }
  }

  /** A short run of bytes. */
  record InMemory(ByteBuffer bytes) implements Blob {
    @Override
    public long length() {
      return bytes.remaining();
    }

    @Override
    public Storage numbers(long count, ElementType type, ByteOrder order) {
      return BytesStorage.of(bytes.duplicate().order(order), type);
    }
  }

  /**
   * A run of bytes written as text, a letter for a byte, as Python 3 does in the protocols of
   * Python 2.
   *
   * @param text the text in UTF-8, one or two bytes a letter
   */
  record Letters(InFile text) implements Blob {
    @Override
    public long length() {
      return text.length;
    }

    @Override
    public boolean holds(long bytes) {
      return bytes <= text.length && text.length / 2 <= bytes;
    }

    @Override
    public Storage numbers(long count, ElementType type, ByteOrder order) {
      return new LettersStorage(text, count, type, order);
    }
  }

  /** Bytes, or text whose letters are bytes as Python 2 has them; null where it is neither. */
  static @Nullable Blob of(@Nullable Object value) {
    if (value instanceof byte[] bytes) {
      return new InMemory(ByteBuffer.wrap(bytes));
    }
    if (value instanceof String text) {
      return new InMemory(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }
    return value instanceof Blob blob ? blob : null;
  }
}
