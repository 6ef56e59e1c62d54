package io.github.weightwatcher4j.formats.zip;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.FileWindow;
import io.github.weightwatcher4j.formats.WeightFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the central directory of a zip file (PKWARE's APPNOTE.TXT, sections 4.3.12 to 4.3.16). */
final class ZipDirectory {

  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int LOCATOR = 0x07064b50;
  private static final int LOCATOR_LENGTH = 20;
  private static final int END64 = 0x06064b50;
  private static final int END64_LENGTH = 56;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_LENGTH = 46;
  private static final int ZIP64_FIELD = 1;

  /** Longest comment behind the end record. */
  private static final int COMMENT = 0xffff;

  /** More than the directory of any model: half a million members. */
  private static final int LONGEST = 1 << 26;

  private static final String ADVICE = "download it again";

  private final Path file;
  private final FileChannel channel;
  private final long base;
  private final long size;

  /** The directory of a zip file that takes {@code size} bytes of a file from {@code base} on. */
  ZipDirectory(Path file, FileChannel channel, long base, long size) {
    this.file = file;
    this.channel = channel;
    this.base = base;
    this.size = size;
  }

  /** Where the directory lies, and how many members it has. */
  private record Extent(long start, long length, long members) {}

  List<ZipMember> members() throws IOException {
    Extent extent = extent();
    if (extent.start < 0
        || extent.length < 0
        || extent.length > Math.min(LONGEST, size)
        || extent.start > size - extent.length) {
      throw problem(extent.start, "the directory of " + extent.length + " bytes is not in it");
    }
    ByteBuffer directory = bytes(extent.start, (int) extent.length);
    List<ZipMember> members = new ArrayList<>();
    while (directory.hasRemaining()) {
      members.add(member(directory, extent.start));
    }
    if (members.size() != extent.members) {
      String text = "the directory has %d members, but should have %d";
      throw problem(extent.start, text.formatted(members.size(), extent.members));
    }
    return members;
  }

  private Extent extent() throws IOException {
    // Most have no comment, and their end is found without reading so far back.
    for (int most : new int[] {END_LENGTH, COMMENT + END_LENGTH}) {
      int length = (int) Math.min(size, most);
      ByteBuffer tail = bytes(size - length, length);
      for (int at = length - END_LENGTH; at >= 0; at--) {
        if (tail.getInt(at) == END
            && Short.toUnsignedInt(tail.getShort(at + 20)) == length - END_LENGTH - at) {
          ByteBuffer end = tail.position(at).slice().order(ByteOrder.LITTLE_ENDIAN);
          return extent(end, size - length + at);
        }
      }
    }
    throw FilePlace.of(file)
        .at(base + size)
        .problem(
            "has no directory of the zip file at its end", "it is incomplete: download it again");
  }

  private Extent extent(ByteBuffer end, long position) throws IOException {
    long members = Short.toUnsignedLong(end.getShort(10));
    long length = Integer.toUnsignedLong(end.getInt(12));
    long start = Integer.toUnsignedLong(end.getInt(16));
    if (members != 0xffff && length != 0xffffffffL && start != 0xffffffffL) {
      return new Extent(start, length, members);
    }
    long locator = position - LOCATOR_LENGTH;
    ByteBuffer record = locator < 0 ? ByteBuffer.allocate(8) : bytes(locator, LOCATOR_LENGTH);
    if (record.getInt(0) != LOCATOR) {
      return new Extent(start, length, members); // just as large as the fields allow
    }
    long at = record.getLong(8);
    if (at < 0 || at > locator - END64_LENGTH) {
      throw problem(locator, "the end of the directory is not where it should be");
    }
    ByteBuffer end64 = bytes(at, END64_LENGTH);
    if (end64.getInt(0) != END64) {
      throw problem(at, "the end of a zip64 directory is missing");
    }
    return new Extent(end64.getLong(48), end64.getLong(40), end64.getLong(32));
  }

  private ZipMember member(ByteBuffer directory, long start) {
    int at = directory.position();
    long place = start + at;
    if (directory.remaining() < ENTRY_LENGTH || directory.getInt(at) != ENTRY) {
      throw problem(place, "an entry of the directory is missing");
    }
    int nameLength = Short.toUnsignedInt(directory.getShort(at + 28));
    int extraLength = Short.toUnsignedInt(directory.getShort(at + 30));
    int commentLength = Short.toUnsignedInt(directory.getShort(at + 32));
    if (directory.remaining() < ENTRY_LENGTH + nameLength + extraLength + commentLength) {
      throw problem(place, "an entry of the directory reaches beyond its end");
    }
    byte[] name = new byte[nameLength];
    directory.get(at + ENTRY_LENGTH, name);
    int extra = at + ENTRY_LENGTH + nameLength;
    Zip64 large = new Zip64(directory, extra, extra + extraLength);
    long unpacked = large.value(directory.getInt(at + 24));
    long packed = large.value(directory.getInt(at + 20));
    long header = large.value(directory.getInt(at + 42));
    directory.position(extra + extraLength + commentLength);
    return ZipMember.checked(
        file,
        new String(name, StandardCharsets.UTF_8),
        new ZipMember.Packing(
            Short.toUnsignedInt(directory.getShort(at + 10)),
            (directory.getShort(at + 8) & 1) != 0,
            Integer.toUnsignedLong(directory.getInt(at + 16))),
        header < 0 ? header : base + header,
        packed,
        unpacked);
  }

  /** The 8-byte values of an entry, which stand in for those of 4 bytes that are all ones. */
  private static final class Zip64 {
    private final ByteBuffer directory;
    private int next;
    private int end;

    Zip64(ByteBuffer directory, int start, int limit) {
      this.directory = directory;
      for (int at = start; at + 4 <= limit; ) {
        int length = Short.toUnsignedInt(directory.getShort(at + 2));
        if (directory.getShort(at) == ZIP64_FIELD && at + 4 + length <= limit) {
          this.next = at + 4;
          this.end = next + length;
        }
        at += 4 + length;
      }
    }

    long value(int small) {
      if (small != -1 || end - next < Long.BYTES) {
        return Integer.toUnsignedLong(small);
      }
      next += Long.BYTES;
      return directory.getLong(next - Long.BYTES);
    }
  }

  private ByteBuffer bytes(long position, int length) throws IOException {
    // To its whole length: what the file does not have is zero, and no signature.
    return FileWindow.bytes(channel, base + position, length).clear();
  }

  private WeightFileException problem(long offset, String problem) {
    return FilePlace.of(file).at(base + offset).problem("zip file: " + problem, ADVICE);
  }
}
