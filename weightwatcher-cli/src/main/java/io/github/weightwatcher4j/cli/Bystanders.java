package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.formats.WeightFileAdapter;
import io.github.weightwatcher4j.model.UnsupportedModelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Files beside models that a shell names with them, as {@code DIR/*} does: a README, settings, a
 * picture. They are passed over where any other path is a model. A file that is called as weights
 * are, or whose bytes are no text, is never one of them: it may be a damaged model.
 */
final class Bystanders {

  private static final int HEAD = 1 << 13;

  /** Letters of UTF-8 that the end of the head may cut. */
  private static final int LONGEST_LETTER = 4;

  private static final Pattern KNOWN =
      Pattern.compile(
          "(tokenizer|spiece|sentencepiece.*)\\.model|.*\\.(png|jpe?g|gif|webp|pdf|ico|woff2?|ttf)");

  private final Map<Path, RuntimeException> failures = new LinkedHashMap<>();

  /** Whether a failure is that a path is such a file, which is kept in mind. */
  boolean take(Path path, RuntimeException failure) {
    boolean taken = failure.getCause() instanceof UnsupportedModelException && is(path);
    if (taken) {
      failures.put(path, failure);
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
      failures.values().forEach(failure -> errors.report(failure, err));
      return ExitCodes.FAILURE;
    }
    err.println(
        failures.keySet().stream()
            .map(Models::shown)
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

  private static boolean isText(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(HEAD);
      int length = head.length < HEAD ? HEAD : HEAD - LONGEST_LETTER;
      return isText(head, Math.min(head.length, length));
    } catch (IOException e) {
      return false; // nobody knows what it is
    }
  }

  /** Whether bytes are UTF-8 without control characters, but for the last letter. */
  private static boolean isText(byte[] head, int length) {
    for (int end = length; end <= Math.min(head.length, length + LONGEST_LETTER); end++) {
      try {
        String text =
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(head, 0, end)).toString();
        return text.chars().allMatch(it -> it >= ' ' || "\t\n\r\f".indexOf(it) >= 0);
      } catch (CharacterCodingException e) {
        continue; // a letter may be cut in two
      }
    }
    return false;
  }
}
