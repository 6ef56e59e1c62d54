package io.github.weightwatcher4j.remote;

import java.util.Optional;

/**
 * A state of a file, as far as a server tells.
 *
 * @param size bytes
 * @param tag its ETag
 * @param modified when it was changed last, as the server writes it
 */
record Version(long size, Optional<String> tag, Optional<String> modified) {

  static Version of(long size, Answer answer) {
    return new Version(size, answer.header("ETag"), answer.header("Last-Modified"));
  }

  /** Whether it may be the same file. What one answer says and another leaves out tells nothing. */
  boolean isSame(Version other) {
    return size == other.size
        && (tag.isEmpty() || other.tag.isEmpty() || tag.equals(other.tag))
        // Servers of one store differ in their clocks, so the tag alone counts where there is one.
        && (tag.isPresent()
            || modified.isEmpty()
            || other.modified.isEmpty()
            || modified.equals(other.modified));
  }

  /** What If-Range takes: a strong tag. */
  Optional<String> strongTag() {
    return tag.filter(it -> it.startsWith("\""));
  }
}
