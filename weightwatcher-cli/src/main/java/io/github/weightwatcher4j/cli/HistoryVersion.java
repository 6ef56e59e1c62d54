package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.export.HistoryJson;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** Tells whether a history has more whole lines than it had, without reading all of it. */
final class HistoryVersion {

  /** Bytes that are read at once; the last so many tell a history from another of its length. */
  private static final int BLOCK = 1 << 16;

  private HistoryVersion() {}

  /**
   * A word that is another once a line has been added, and the same while one is half written:
   * where the last whole line ends, and a checksum of its end.
   *
   * @throws IOException where the file cannot be read
   */
  static String of(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long end = endOfLines(in);
      CRC32 checksum = new CRC32();
      checksum.update(read(in, Math.max(0, end - BLOCK), end));
      return end + "-" + Long.toHexString(checksum.getValue());
    }
  }

  private static long endOfLines(RandomAccessFile in) throws IOException {
    for (long last = in.length(); last > 0; last -= BLOCK) {
      long first = Math.max(0, last - BLOCK);
      byte[] block = read(in, first, last);
      for (int i = block.length - 1; i >= 0; i--) {
        if (block[i] == '\n') {
          return first + i + 1;
        }
      }
    }
    return 0;
  }

  private static byte[] read(RandomAccessFile in, long from, long to) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(to - from)];
    in.seek(from);
    in.readFully(bytes);
    return bytes;
  }

  /** The steps of a history; a last line that is half written is not told of, it will be whole. */
  static List<TrainingStep> steps(Path file) throws IOException {
    List<TrainingStep> steps = new ArrayList<>();
    HistoryJson.read(file, steps::add);
    return steps;
  }
}
