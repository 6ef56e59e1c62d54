package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.BytesStorage;
import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.FileWindow;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * Numbers whose bytes are the letters of a text in UTF-8. Such text is read from its beginning
 * only, so it is turned into bytes when it is opened.
 *
 * @param text the text
 * @param size how many numbers it should have
 * @param type how each is stored
 * @param order byte order
 */
record LettersStorage(Blob.InFile text, long size, ElementType type, ByteOrder order)
    implements Storage {

  /** Most bytes, as they are held in memory. */
  static final int MOST = 1 << 28;

  private static final int PIECE = 1 << 16;
  private static final int TWO_BYTES = 0xc0;

  @Override
  public Precision precision() {
    return type.precision();
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    FilePlace place = FilePlace.of(text.file()).tensor(tensor).at(text.offset());
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size * type.bytes())).order(order);
    boolean sound = true;
    try (FileChannel channel = FileChannel.open(text.file())) {
      int first = 0;
      for (long done = 0; done < text.length() && sound; done += PIECE) {
        int length = (int) Math.min(PIECE, text.length() - done);
        ByteBuffer piece = FileWindow.bytes(channel, text.offset() + done, length);
        sound = piece.remaining() == length;
        while (piece.hasRemaining() && sound) {
          int next = piece.get() & 0xff;
          if (first != 0) {
            sound = (next & TWO_BYTES) == 0x80 && put(bytes, (first << 6) | (next & 0x3f));
            first = 0;
          } else if (next < 0x80) {
            sound = put(bytes, next);
          } else {
            sound = next == 0xc2 || next == 0xc3; // the letters of one byte beyond ASCII
            first = next & 3;
          }
        }
      }
    }
    if (!sound || bytes.hasRemaining()) {
      throw place.problem(
          "its text does not stand for " + size + " numbers of " + type, "download it again");
    }
    return BytesStorage.of(bytes.flip(), type).open(tensor);
  }

  private static boolean put(ByteBuffer bytes, int value) {
    if (!bytes.hasRemaining()) {
      return false;
    }
    bytes.put((byte) value);
    return true;
  }
}
