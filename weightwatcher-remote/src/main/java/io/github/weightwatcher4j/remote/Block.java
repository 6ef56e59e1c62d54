package io.github.weightwatcher4j.remote;

import java.util.concurrent.CompletableFuture;

/** A run of bytes of a file, there or under way. What changes is guarded by the cache's lock. */
final class Block {

  private final Blocks owner;
  private final long start;
  private final int length;
  private final CompletableFuture<byte[]> bytes = new CompletableFuture<>();
  private boolean read;

  Block(Blocks owner, long start, int length) {
    this.owner = owner;
    this.start = start;
    this.length = length;
  }

  long start() {
    return start;
  }

  int length() {
    return length;
  }

  /** The byte after the last. */
  long end() {
    return start + length;
  }

  CompletableFuture<byte[]> bytes() {
    return bytes;
  }

  boolean isRead() {
    return read;
  }

  void setRead() {
    read = true;
  }

  /** Takes it out of its file's blocks. */
  void forget() {
    owner.remove(this);
  }
}
