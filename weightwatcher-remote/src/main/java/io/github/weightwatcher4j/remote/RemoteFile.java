package io.github.weightwatcher4j.remote;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One file on a server: its size is known with its first block, every other block is of the same
 * version of it, and once another version was seen nothing is read any more.
 */
final class RemoteFile {

  private final Source source;
  private final Blocks blocks;
  private final ReentrantLock opening = new ReentrantLock();
  private volatile @Nullable Version version;
  private volatile @Nullable FileSystemException lost;

  RemoteFile(Source source, BlockCache cache) {
    this.source = source;
    this.blocks = new Blocks(cache, this::fetch);
  }

  Blocks blocks() {
    return blocks;
  }

  /**
   * The size in bytes; asks for the first block where it is not known.
   *
   * @throws IOException where the file is not there or may not be read; asked once
   */
  long size() throws IOException, InterruptedException {
    opening.lockInterruptibly();
    try {
      Version known = version;
      requireReadable();
      return (known == null ? open() : known).size();
    } catch (NoSuchFileException | AccessDeniedException e) {
      lost = e;
      throw e;
    } finally {
      opening.unlock();
    }
  }

  /** The size, if it is known yet; else 0. */
  long knownSize() {
    Version known = version;
    return known == null ? 0 : known.size();
  }

  private void requireReadable() throws IOException {
    FileSystemException reason = lost;
    if (reason instanceof NoSuchFileException) {
      throw new NoSuchFileException(source.shown(), null, reason.getReason());
    }
    if (reason instanceof AccessDeniedException) {
      throw new AccessDeniedException(source.shown(), null, reason.getReason());
    }
    if (reason != null) {
      throw problem(String.valueOf(reason.getReason()));
    }
  }

  private Version open() throws IOException, InterruptedException {
    Answer answer = source.ask(Map.of("Range", "bytes=0-" + (Blocks.SIZE - 1)), Blocks.SIZE);
    requirePlain(answer);
    long size = sizeOf(answer);
    Version found = Version.of(size, answer);
    blocks.addFirst(answer.body());
    version = found;
    return found;
  }

  private long sizeOf(Answer answer) throws RemoteException {
    if (answer.status() == Answer.RANGE
        && answer.header("Content-Range").orElse("").strip().equals("bytes */0")) {
      return 0;
    }
    if (answer.status() == Answer.OK && answer.whole()) {
      return answer.body().length; // a small file, all of it
    }
    if (answer.status() != Answer.PARTIAL) {
      throw noRanges();
    }
    ContentRange range = rangeOf(answer);
    requirePart(range, answer, 0, (int) Math.min(Blocks.SIZE, range.total()));
    return range.total();
  }

  private byte[] fetch(long start, int length) throws IOException, InterruptedException {
    requireReadable();
    Version known = version;
    if (known == null) {
      throw new IllegalStateException("read before it was opened");
    }
    Map<String, String> headers = new HashMap<>();
    headers.put("Range", "bytes=" + start + "-" + (start + length - 1));
    known.strongTag().ifPresent(tag -> headers.put("If-Range", tag));
    Answer answer = source.ask(headers, length);
    requirePlain(answer);
    if (answer.status() == Answer.PARTIAL) {
      ContentRange range = rangeOf(answer);
      if (!known.isSame(Version.of(range.total(), answer))) {
        throw changed();
      }
      requirePart(range, answer, start, length);
      return answer.body();
    }
    if (answer.status() == Answer.RANGE) {
      throw changed();
    }
    return ofWhole(known, answer, start, length);
  }

  /** All of the file where a part was asked for: it has changed, or the server gives no parts. */
  private byte[] ofWhole(Version known, Answer answer, long start, int length)
      throws RemoteException {
    boolean told = answer.header("ETag").isPresent() || answer.header("Content-Length").isPresent();
    long size = answer.headers().firstValueAsLong("Content-Length").orElse(known.size());
    if (told && !known.isSame(Version.of(size, answer))) {
      throw changed();
    }
    if (start == 0 && answer.whole() && answer.body().length == length) {
      return answer.body();
    }
    throw noRanges();
  }

  private ContentRange rangeOf(Answer answer) throws RemoteException {
    return ContentRange.of(answer)
        .orElseThrow(
            () ->
                problem(
                    "the server gives parts of the file without saying which of how many bytes;"
                        + " download the file and give that"));
  }

  private void requirePart(ContentRange range, Answer answer, long start, int length)
      throws RemoteException {
    boolean sound =
        range.first() == start && range.length() == length && answer.body().length == length;
    if (!sound) {
      throw problem(
          ("the server gives bytes %d to %d where %d from %d on were asked for; download the file "
                  + "and give that")
              .formatted(range.first(), range.last(), length, start));
    }
  }

  private void requirePlain(Answer answer) throws RemoteException {
    String coding = answer.header("Content-Encoding").orElse("identity").strip();
    if (!coding.equalsIgnoreCase("identity")) {
      throw problem(
          "the server sends it compressed, though it was asked not to; download the file and give"
              + " that");
    }
  }

  private RemoteException noRanges() {
    return problem(
        "the server gives no parts of files, only all of it; download the file and give that");
  }

  /** Once told, it is told of every further read. */
  private RemoteException changed() {
    RemoteException failure =
        problem(
            "the file has changed on the server while it was read, so that its parts do not fit"
                + " together; start again");
    lost = failure;
    return failure;
  }

  private RemoteException problem(String reason) {
    return new RemoteException(source.shown(), reason, 0);
  }
}
