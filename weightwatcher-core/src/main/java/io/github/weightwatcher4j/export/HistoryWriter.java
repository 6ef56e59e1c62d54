package io.github.weightwatcher4j.export;

import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Appends the analyses of a training run to a file of {@link HistoryJson}, line by line. A step is
 * written at once, and forced to the disk, when {@link #write} returns: whatever then happens to
 * the program, it can be read. One writer at a time for a file: a second one is refused, also that
 * of another program where the file system has locks, as long as this program does not read the
 * file meanwhile: a lock ends where any stream of its program on the file is closed.
 */
public final class HistoryWriter implements Closeable {

  private static final int BLOCK = 1 << 16;

  /** Bytes that tell what a line is. */
  private static final int ENOUGH = 64;

  /** How a line begins; those from before there was a format begin otherwise. */
  private static final String BEGINNING = "{\"format\":\"weightwatcher-history\"";

  /** Files that writers of this program have. */
  private static final Set<Path> WRITTEN = ConcurrentHashMap.newKeySet();

  // Not a FileChannel: an interrupt of the training thread would close that for good.
  private final RandomAccessFile file;

  /** Held until the file is closed. */
  private final Optional<FileLock> lock;

  private final Path place;

  private Optional<TrainingStep> last = Optional.empty();

  private HistoryWriter(RandomAccessFile file, Optional<FileLock> lock, Path place) {
    this.file = file;
    this.lock = lock;
    this.place = place;
  }

  /**
   * A writer that goes on where a history ends, or starts a new one with its folders. A torn last
   * line is cut off first.
   *
   * @throws IOException where the file cannot be written, is being written by another, or holds
   *     something else than a history: it then stays as it is
   */
  public static HistoryWriter appendTo(Path path) throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException(path + " is no file that a history can be appended to; choose another");
    }
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path place = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath().normalize();
    // Before the file is opened: closing it again would end the lock of the other writer.
    if (!WRITTEN.add(place)) {
      throw written(path);
    }
    try {
      return open(path, place);
    } catch (IOException | RuntimeException e) {
      WRITTEN.remove(place);
      throw e;
    }
  }

  private static HistoryWriter open(Path path, Path place) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      HistoryWriter writer = new HistoryWriter(file, lock(file, path), place);
      Optional<TrainingStep> whole = writer.requireHistory();
      writer.last = writer.mendLastLine().or(() -> whole);
      return writer;
    } catch (IllegalArgumentException e) {
      file.close();
      String text = "%s holds something else than a history, and is left as it is: %s";
      throw new IOException(text.formatted(path, e.getMessage()), e);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /**
   * The step of the last line that has an end; empty where none has, and the first is a step or
   * begins as one.
   *
   * @throws IllegalArgumentException where that is no step
   */
  private Optional<TrainingStep> requireHistory() throws IOException {
    long last = endOfLines(file.length());
    while (last > 0) {
      long first = endOfLines(last - 1);
      if (!beginning(first, last).isBlank()) {
        return Optional.of(requireStep(first, last));
      }
      last = first;
    }
    // One line that has no end: a step, or one of ours that was torn, which names its format.
    if (file.length() > 0 && !beginning(0, file.length()).startsWith(BEGINNING)) {
      requireStep(0, file.length());
    }
    return Optional.empty();
  }

  private TrainingStep requireStep(long first, long last) throws IOException {
    if (!beginning(first, last).startsWith("{") || last - first > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("its last line is no training step");
    }
    try {
      return HistoryJson.parse(text(first, last));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("its last line is no training step: " + e.getMessage(), e);
    }
  }

  private String beginning(long first, long last) throws IOException {
    return text(first, Math.min(last, first + ENOUGH));
  }

  /** Locks a byte beyond the end, so that the file can be read meanwhile. */
  private static Optional<FileLock> lock(RandomAccessFile file, Path path) throws IOException {
    Optional<FileLock> lock;
    try {
      lock = Optional.ofNullable(file.getChannel().tryLock(Long.MAX_VALUE - 1, 1, false));
    } catch (OverlappingFileLockException e) {
      lock = Optional.empty(); // another name of the file, or another class loader's writer
    } catch (IOException e) {
      return Optional.empty(); // a file system without locks
    }
    if (lock.isEmpty()) {
      throw written(path);
    }
    return lock;
  }

  private static IOException written(Path path) {
    return new IOException(
        path
            + " is being written by another listener or program: give each a file of its own, or"
            + " close the other first");
  }

  /** Ends a last line that only lacks its end, and gives its step; cuts any other off. */
  private Optional<TrainingStep> mendLastLine() throws IOException {
    long end = endOfLines(file.length());
    if (file.length() - end > Integer.MAX_VALUE) {
      file.setLength(end);
      return Optional.empty();
    }
    String piece = text(end, file.length());
    file.setLength(end);
    Optional<TrainingStep> step = step(piece);
    if (step.isPresent()) {
      append(piece);
    }
    return step;
  }

  /** Where the last line ends that has an end before a place. */
  private long endOfLines(long before) throws IOException {
    for (long last = before; last > 0; last -= BLOCK) {
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

  private String text(long from, long to) throws IOException {
    return new String(read(from, to), StandardCharsets.UTF_8);
  }

  private static Optional<TrainingStep> step(String piece) {
    try {
      return Optional.of(HistoryJson.parse(piece));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Appends a step.
   *
   * @throws IOException where it cannot be written; the file then is as it was before
   */
  public void write(TrainingStep step) throws IOException {
    append(HistoryJson.line(step, last.isPresent() && !step.follows(last.get())));
    last = Optional.of(step);
  }

  /**
   * The whole run as the file has it now, read anew: a writer keeps no more of it than the last
   * step. Unlike {@link HistoryJson#read(Path)} in the same program it leaves the lock on the file.
   *
   * @throws IOException where the file cannot be read, or a line of it is no step
   */
  public History history() throws IOException {
    file.seek(0);
    List<TrainingStep> steps = new ArrayList<>();
    try (HistoryLines lines = HistoryLines.of(new WholeFile())) {
      List<String> notes = HistoryJson.read(lines, place, steps::add);
      return new History(steps, notes);
    }
  }

  /** The file from where it stands; it stays open when this is closed. */
  private final class WholeFile extends InputStream {
    @Override
    public int read() throws IOException {
      return file.read();
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      return file.read(into, from, count);
    }
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
    if (!file.getChannel().isOpen()) {
      return;
    }
    try {
      if (lock.isPresent()) {
        lock.get().close();
      }
      file.close();
    } finally {
      WRITTEN.remove(place);
    }
  }
}
