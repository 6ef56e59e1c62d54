package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.formats.WeightFileAdapter;
import io.github.weightwatcher4j.model.UnsupportedModelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Files beside models that a shell names with them, as {@code DIR/*} does: a README, settings, a
 * picture. They are passed over where any other path is a model. A file that is called as weights
 * are, or whose bytes are no text, is never one of them: it may be a damaged model.
 */
final class Bystanders {

  private static final int HEAD = 1 << 13;

  private static final Pattern KNOWN =
      Pattern.compile(
          "(tokenizer|spiece|sentencepiece.*)\\.model|.*\\.(png|jpe?g|gif|webp|pdf|ico|woff2?|ttf)");

  /** That a path is no model. */
  private record Failure(Path path, RuntimeException failure) {}

  private final List<Failure> failures = new ArrayList<>();

  /** How many were taken. */
  int size() {
    return failures.size();
  }

  /** Whether a failure is that a path is such a file, which is kept in mind. */
  boolean take(Path path, RuntimeException failure) {
    boolean taken = failure.getCause() instanceof UnsupportedModelException && is(path);
    if (taken) {
      failures.add(new Failure(path, failure));
    }
    return taken;
  }

  /**
   * Tells what was passed over; where there was nothing else, each is a failure.
   *
   * @return {@link ExitCodes#OK} or {@link ExitCodes#FAILURE}
   */
  int tell(boolean others, ErrorLines errors, PrintWriter err) {
    if (failures.isEmpty()) {
      return ExitCodes.OK;
    }
    if (!others) {
      failures.forEach(it -> errors.report(it.failure, err));
      return ExitCodes.FAILURE;
    }
    err.println(
        failures.stream()
            .map(it -> Models.shown(it.path))
            .collect(Collectors.joining(", ", "weightwatcher: passed over, no models: ", "")));
    err.flush();
    return ExitCodes.OK;
  }

  private static boolean is(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    boolean weights =
        WeightFileAdapter.formats().stream()
            .flatMap(format -> format.extensions().stream())
            .anyMatch(end -> name.endsWith(end.toLowerCase(Locale.ROOT)));
    return Files.isRegularFile(path) && !weights && (KNOWN.matcher(name).matches() || isText(path));
  }

  /** Whether a file begins with UTF-8 without control characters. */
  private static boolean isText(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      ByteBuffer head = ByteBuffer.wrap(in.readNBytes(HEAD));
      CharBuffer letters = CharBuffer.allocate(HEAD);
      boolean whole = head.limit() < HEAD; // else the last letter may be cut
      return !StandardCharsets.UTF_8.newDecoder().decode(head, letters, whole).isError()
          && letters.flip().chars().allMatch(it -> it >= ' ' || "\t\n\r\f".indexOf(it) >= 0);
    } catch (IOException e) {
      return false; // nobody knows what it is
    }
  }
}
