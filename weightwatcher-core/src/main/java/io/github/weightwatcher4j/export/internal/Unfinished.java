package io.github.weightwatcher4j.export.internal;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file that is still being written, beside the one that it will become. */
final class Unfinished {

  private static final int BUFFER = 1 << 16;
  private static final int RANDOM_BITS = 96;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Those that there are; the lock for all that makes or ends one. */
  private static final Set<Path> THERE = new HashSet<>();

  private static boolean ending;

  static {
    try {
      Thread hook = new Thread(Unfinished::discardAll, "weightwatcher-unfinished");
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is ending already, and this is what it writes last.
    }
  }

  private final Path path;

  private Unfinished(Path path) {
    this.path = path;
  }

  /** A new and empty one, for those who may use the file that is there, if there is one. */
  static Unfinished beside(Path file) throws IOException {
    String random = new BigInteger(RANDOM_BITS, RANDOM).toString(Character.MAX_RADIX);
    Path path = file.toAbsolutePath().resolveSibling(".weightwatcher-" + random + ".tmp");
    Optional<PosixFileAttributes> replaced = attributes(file);
    synchronized (THERE) {
      if (ending) {
        throw new FileSystemException(file.toString(), null, "the program is being ended");
      }
      Files.createFile(path, permissions(replaced));
      THERE.add(path);
    }
    Unfinished unfinished = new Unfinished(path);
    try {
      if (replaced.isPresent()) {
        unfinished.takeOver(replaced.get());
      }
      return unfinished;
    } catch (IOException | RuntimeException e) {
      unfinished.discard();
      throw e;
    }
  }

  /** Owner, group and permissions of a regular file, where the file system knows of them. */
  private static Optional<PosixFileAttributes> attributes(Path file) throws IOException {
    PosixFileAttributeView view = view(file);
    return view != null && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(view.readAttributes())
        : Optional.empty();
  }

  private static @Nullable PosixFileAttributeView view(Path file) {
    return Files.getFileAttributeView(
        file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static FileAttribute<?>[] permissions(Optional<PosixFileAttributes> replaced) {
    return replaced
        .map(it -> new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(it.permissions())})
        .orElse(new FileAttribute<?>[0]);
  }

  private void takeOver(PosixFileAttributes replaced) throws IOException {
    PosixFileAttributeView view = view(path);
    if (view == null) {
      return;
    }
    PosixFileAttributes own = view.readAttributes();
    try {
      if (!own.group().equals(replaced.group())) {
        view.setGroup(replaced.group());
      }
      if (!own.owner().equals(replaced.owner())) {
        view.setOwner(replaced.owner());
      }
    } catch (IOException e) {
      // Only root may give a file away; the file is then of the one who writes it, as a new one is.
    }
    view.setPermissions(replaced.permissions()); // creation has left out what the umask forbids
  }

  /** Writes the content and forces it to the disk; all of it is there when this returns. */
  void write(ResultFile.Content content) throws IOException {
    long written;
    try (Counted out = new Counted(open())) {
      content.writeTo(out);
      out.finish();
      written = out.written;
    }
    long there = Files.size(path);
    if (there != written) {
      throw new IOException("only " + there + " of " + written + " bytes are on the disk");
    }
  }

  // No FileChannel where that can be done without: an interrupted thread could not write to it.
  private OutputStream open() throws IOException {
    return path.getFileSystem().equals(FileSystems.getDefault())
        ? new FileOutputStream(path.toFile())
        : Files.newOutputStream(path, StandardOpenOption.WRITE);
  }

  /** Takes the place of the file. */
  void becomes(Path file) throws IOException {
    synchronized (THERE) {
      if (!THERE.contains(path)) {
        throw new FileSystemException(file.toString(), null, "the program is being ended");
      }
      try {
        Files.move(path, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(path, file, StandardCopyOption.REPLACE_EXISTING);
      }
      THERE.remove(path);
    }
  }

  /** Deletes it, unless it has become the file; where that fails, it is tried again at the end. */
  void discard() {
    synchronized (THERE) {
      if (THERE.contains(path) && isDeleted(path)) {
        THERE.remove(path);
      }
    }
  }

  private static void discardAll() {
    synchronized (THERE) {
      ending = true;
      THERE.removeIf(Unfinished::isDeleted);
    }
  }

  private static boolean isDeleted(Path path) {
    try {
      Files.deleteIfExists(path);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Counts what is written, and can force it to the disk. */
  private static final class Counted extends OutputStream {

    private final OutputStream file;
    private final OutputStream buffered;
    private long written;

    Counted(OutputStream file) {
      this.file = file;
      this.buffered = new BufferedOutputStream(file, BUFFER);
    }

    @Override
    public void write(int value) throws IOException {
      buffered.write(value);
      written++;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      buffered.write(bytes, from, count);
      written += count;
    }

    void finish() throws IOException {
      buffered.flush();
      if (file instanceof FileOutputStream onDisk) {
        onDisk.getFD().sync();
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
