package io.github.weightwatcher4j.formats.tar;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.FileWindow;
import io.github.weightwatcher4j.formats.WeightFileException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The members of a tar archive, one after the other: a header of 512 bytes, then the content. */
final class TarStream implements AutoCloseable {

  static final int BLOCK = 512;

  private static final int NAME = 100;
  private static final int SIZE = 124;
  private static final int SUM = 148;
  private static final int KIND = 156;
  private static final int PREFIX = 345;

  /**
   * One member.
   *
   * @param name its path in the archive
   * @param size its length in bytes
   * @param isFile whether it is a file, not a folder, a link or a note on the next member
   */
  record Member(String name, long size, boolean isFile) {}

  private final FilePlace place;
  private final InputStream in;
  private long left;

  private TarStream(FilePlace place, InputStream in) {
    this.place = place;
    this.in = in;
  }

  /** Opens an archive, gzipped or not. */
  static TarStream open(Path file) throws IOException {
    InputStream plain = new BufferedInputStream(FileWindow.stream(file), 1 << 16);
    try {
      plain.mark(2);
      boolean zipped = plain.read() == 0x1f && plain.read() == 0x8b;
      plain.reset();
      return new TarStream(
          FilePlace.of(file), zipped ? new GZIPInputStream(plain, 1 << 16) : plain);
    } catch (ZipException e) {
      plain.close();
      throw FilePlace.of(file).problem("is not valid gzip", "download it again", e);
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  /** Whether bytes start like the header of a member, which its checksum tells. */
  static boolean isHeader(byte[] block) {
    return block.length >= BLOCK && block[0] != 0 && number(block, SUM, 8) == sum(block);
  }

  /** The next member; empty at the end. */
  Optional<Member> next() throws IOException {
    try {
      in.skipNBytes(left);
      byte[] header = in.readNBytes(BLOCK);
      left = 0;
      if (header.length == 0 || header[0] == 0) {
        return Optional.empty();
      }
      if (!isHeader(header)) {
        throw place.problem("a member of the archive has a damaged header", "download it again");
      }
      long size = number(header, SIZE, 12);
      if (size < 0 || size > Long.MAX_VALUE - BLOCK) {
        throw place.problem(
            "a member of the archive claims an impossible size", "download it again");
      }
      left = (size + BLOCK - 1) / BLOCK * BLOCK;
      boolean file = header[KIND] == '0' || header[KIND] == 0;
      return Optional.of(new Member(name(header), size, file));
    } catch (ZipException | EOFException e) {
      throw cut(e);
    }
  }

  /** Copies the content of the member that {@link #next} gave. */
  void copyTo(Path target, Member member) throws IOException {
    try (OutputStream out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[1 << 16];
      for (long missing = member.size; missing > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, missing));
        if (read < 0) {
          throw new EOFException();
        }
        out.write(buffer, 0, read);
        missing -= read;
        left -= read;
      }
    } catch (ZipException | EOFException e) {
      throw cut(e);
    }
  }

  private WeightFileException cut(IOException e) {
    return place.problem("the archive is damaged or ends too early", "download it again", e);
  }

  private static String name(byte[] header) {
    String name = text(header, 0, NAME);
    boolean prefixed = text(header, 257, 5).equals("ustar");
    String prefix = prefixed ? text(header, PREFIX, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static String text(byte[] header, int offset, int most) {
    int length = 0;
    while (length < most && header[offset + length] != 0) {
      length++;
    }
    return new String(header, offset, length, StandardCharsets.UTF_8);
  }

  /** Octal digits between blanks, or a binary number where the first bit is set; -1 for neither. */
  private static long number(byte[] header, int offset, int length) {
    if (header[offset] < 0) {
      long value = 0;
      for (int i = offset + length - Long.BYTES; i < offset + length; i++) {
        value = (value << Byte.SIZE) | (header[i] & 0xff);
      }
      return value;
    }
    String digits = text(header, offset, length).strip();
    return digits.matches("[0-7]{1,12}") ? Long.parseLong(digits, 8) : -1;
  }

  /** Sum of all bytes of a header, those of the sum itself taken as blanks. */
  private static long sum(byte[] header) {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= SUM && i < SUM + 8 ? ' ' : header[i] & 0xff;
    }
    return sum;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
