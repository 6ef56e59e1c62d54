package io.github.weightwatcher4j.export;

import io.github.weightwatcher4j.report.TrainingStep;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Appends the analyses of a training run to a file of {@link HistoryJson}, line by line. A step is
 * in the file, and forced to the disk, when {@link #write} returns: whatever then happens to the
 * program, it can be read. One writer at a time for a file.
 */
public final class HistoryWriter implements Closeable {

  private static final int BLOCK = 1 << 16;

  // Not a FileChannel: an interrupt of the training thread would close that for good.
  private final RandomAccessFile file;

  private HistoryWriter(RandomAccessFile file) {
    this.file = file;
  }

  /**
   * A writer that goes on where a file ends, or starts a new one with its folders. A torn last line
   * is cut off first.
   *
   * @throws IOException where the file cannot be written
   */
  public static HistoryWriter appendTo(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      HistoryWriter writer = new HistoryWriter(file);
      writer.mendLastLine();
      return writer;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Ends a last line that only lacks its end, cuts any other off. */
  private void mendLastLine() throws IOException {
    long end = endOfLines();
    String piece = new String(read(end, file.length()), StandardCharsets.UTF_8);
    file.setLength(end);
    if (isStep(piece)) {
      append(piece);
    }
  }

  /** Where the last line that has an end ends. */
  private long endOfLines() throws IOException {
    for (long last = file.length(); last > 0; last -= BLOCK) {
      long first = Math.max(0, last - BLOCK);
      byte[] block = read(first, last);
      for (int i = block.length - 1; i >= 0; i--) {
        if (block[i] == '\n') {
          return first + i + 1;
        }
      }
    }
    return 0;
  }

  private byte[] read(long from, long to) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(to - from)];
    file.seek(from);
    file.readFully(bytes);
    return bytes;
  }

  private static boolean isStep(String piece) {
    try {
      HistoryJson.parse(piece);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Appends a step.
   *
   * @throws IOException where it cannot be written; the file then is as it was before
   */
  public void write(TrainingStep step) throws IOException {
    append(HistoryJson.line(step));
  }

  private void append(String line) throws IOException {
    long end = file.length();
    file.seek(end);
    try {
      file.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      file.getFD().sync();
    } catch (IOException e) {
      cutAt(end, e);
      throw e;
    }
  }

  private void cutAt(long end, IOException cause) {
    try {
      file.setLength(end);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
