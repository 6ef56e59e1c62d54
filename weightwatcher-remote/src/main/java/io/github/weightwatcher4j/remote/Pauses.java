package io.github.weightwatcher4j.remote;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long to wait before a server is asked again. */
final class Pauses {

  /** Whoever wants to wait longer is told so at once. */
  static final Duration LONGEST = Duration.ofMinutes(1);

  private Pauses() {}

  /** What is waited before a try, from 1 on: twice the last pause each time. */
  static Duration before(int tries, Duration first) {
    Duration pause = first;
    for (int i = 1; i < tries && pause.compareTo(LONGEST) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return shorter(pause, LONGEST);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** What a server asks for by {@code Retry-After}, in seconds or as a date; empty for nonsense. */
  static Optional<Duration> asked(String retryAfter, Instant now) {
    String text = retryAfter.strip();
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(now, then);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
