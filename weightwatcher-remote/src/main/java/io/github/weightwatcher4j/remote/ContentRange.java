package io.github.weightwatcher4j.remote;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes of a file an answer holds.
 *
 * @param first the first
 * @param last the last, not the one after it
 * @param total bytes of the file
 */
record ContentRange(long first, long last, long total) {

  private static final Pattern TEXT =
      Pattern.compile("bytes\\s+(\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

  /** What the header of an answer says; empty where it is not there, or not sound. */
  static Optional<ContentRange> of(Answer answer) {
    Matcher text = TEXT.matcher(answer.header("Content-Range").orElse("").strip());
    if (!text.matches()) {
      return Optional.empty();
    }
    ContentRange range =
        new ContentRange(
            Long.parseLong(text.group(1)),
            Long.parseLong(text.group(2)),
            Long.parseLong(text.group(3)));
    return Optional.of(range).filter(it -> it.first <= it.last && it.last < it.total);
  }

  /** How many bytes. */
  long length() {
    return last - first + 1;
  }
}
