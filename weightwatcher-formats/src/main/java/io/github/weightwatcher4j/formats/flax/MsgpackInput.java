package io.github.weightwatcher4j.formats.flax;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.FileWindow;
import io.github.weightwatcher4j.formats.WeightFileException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.core.buffer.MessageBuffer;
import org.msgpack.core.buffer.MessageBufferInput;
import org.msgpack.value.ValueType;

/** Msgpack in a file, read token by token; what is long is passed over, not read. */
final class MsgpackInput {

  /** Longest key, in bytes. */
  private static final int LONGEST = 1 << 16;

  /** Bytes in a read of the file; what is not longer is cheaper read than sought past. */
  private static final int CHUNK = 1 << 13;

  private final FilePlace place;
  private final FileChannel channel;
  private final long size;
  private final byte[] passed = new byte[CHUNK];
  private final MessageUnpacker unpacker;

  /** Where the unpacker began to read. */
  private long start;

  MsgpackInput(FilePlace place, FileChannel channel) throws IOException {
    this.place = place;
    this.channel = channel;
    this.size = channel.size();
    this.unpacker = MessagePack.newDefaultUnpacker(new Chunks(0));
  }

  /** The file from a place on, piece by piece. */
  private final class Chunks implements MessageBufferInput {
    private long position;

    Chunks(long position) {
      this.position = position;
    }

    @Override
    public @Nullable MessageBuffer next() throws IOException {
      ByteBuffer bytes =
          FileWindow.bytes(channel, position, (int) Math.min(CHUNK, size - position));
      byte[] piece = new byte[bytes.remaining()];
      bytes.get(piece);
      position += piece.length;
      return piece.length == 0 ? null : MessageBuffer.wrap(piece);
    }

    @Override
    public void close() {}
  }

  /** What msgpack's own reader makes of the next token. */
  MessageUnpacker unpacker() {
    return unpacker;
  }

  /** Kind of the next value. */
  ValueType next() throws IOException {
    return unpacker.getNextFormat().getValueType();
  }

  /** Bytes from the start of the file. */
  long position() {
    return start + unpacker.getTotalReadBytes();
  }

  long remaining() {
    return size - position();
  }

  /** An integer; -1 where it is larger than any length is. */
  long integer() throws IOException {
    BigInteger value = unpacker.unpackBigInteger();
    return value.bitLength() < Long.SIZE ? value.longValue() : -1;
  }

  /** A key or another name: a text, or an integer as one. */
  String text() throws IOException {
    return switch (next()) {
      case INTEGER -> unpacker.unpackBigInteger().toString();
      case STRING -> text(unpacker.unpackRawStringHeader());
      case BINARY -> text(unpacker.unpackBinaryHeader());
      default -> throw problem("has a key that is no text");
    };
  }

  private String text(int length) throws IOException {
    if (length > LONGEST) {
      throw problem("has a name of " + length + " bytes");
    }
    return new String(unpacker.readPayload(length), StandardCharsets.UTF_8);
  }

  /** Length of the bytes that come, on the first of which this stands then. */
  long binaryLength() throws IOException {
    int length =
        next() == ValueType.STRING
            ? unpacker.unpackRawStringHeader()
            : unpacker.unpackBinaryHeader();
    if (length > remaining()) {
      throw ended(length);
    }
    return length;
  }

  /** Passes over a value that is neither a container nor an extension. */
  void skipPlain() throws IOException {
    switch (next()) {
      case STRING, BINARY -> {
        long length = binaryLength();
        skipTo(position() + length);
      }
      default -> unpacker.skipValue();
    }
  }

  /** Goes on at a place further on. */
  void skipTo(long position) throws IOException {
    long length = position - position();
    if (length <= CHUNK) {
      unpacker.readPayload(passed, 0, (int) length);
    } else {
      unpacker.reset(new Chunks(position));
      start = position;
    }
  }

  WeightFileException ended(long needed) {
    return place
        .at(position())
        .problem(
            "%d bytes should follow, but there are only %d".formatted(needed, remaining()),
            "it is incomplete: download it again");
  }

  WeightFileException problem(String problem) {
    return problem(problem, null);
  }

  WeightFileException problem(String problem, @Nullable Throwable cause) {
    return place.at(position()).problem(problem, "is it Flax's msgpack? download it again", cause);
  }
}
