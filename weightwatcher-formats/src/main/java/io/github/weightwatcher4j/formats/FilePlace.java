package io.github.weightwatcher4j.formats;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a weight file, for messages.
 *
 * @param file the file
 * @param tensor a tensor of it
 * @param offset bytes from the start of the file
 */
public record FilePlace(Path file, Optional<String> tensor, OptionalLong offset) {

  /** Longest name that is quoted whole. */
  private static final int QUOTED = 200;

  private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}|\\p{Cf}");

  /** The file as a whole. */
  public static FilePlace of(Path file) {
    return new FilePlace(file, Optional.empty(), OptionalLong.empty());
  }

  /** A tensor in this file. */
  public FilePlace tensor(String name) {
    return new FilePlace(file, Optional.of(name), offset);
  }

  /** A byte of this file. */
  public FilePlace at(long bytes) {
    return new FilePlace(file, tensor, OptionalLong.of(bytes));
  }

  /**
   * The exception for what is wrong here.
   *
   * @param problem what is wrong, with the numbers
   * @param advice what the user can do
   */
  public WeightFileException problem(String problem, String advice) {
    return problem(problem, advice, null);
  }

  /** As {@link #problem(String, String)}, because of another exception. */
  public WeightFileException problem(String problem, String advice, @Nullable Throwable cause) {
    return new WeightFileException(this, this + ": " + problem + "; " + advice, cause);
  }

  /**
   * A name from a file as it may be shown: without control characters, which could drive a
   * terminal, and not longer than a line or two.
   */
  public static String quoted(String name) {
    String shown = name.length() > QUOTED ? name.substring(0, QUOTED) + "..." : name;
    return "'" + printable(shown) + "'";
  }

  /** The text with a question mark for every control character. */
  public static String printable(String text) {
    // A file may hold a hundred thousand names, nearly all of them plain.
    boolean plain = text.chars().allMatch(c -> c >= ' ' && c <= '~');
    return plain ? text : UNPRINTABLE.matcher(text).replaceAll("?");
  }

  @Override
  public String toString() {
    return file
        + tensor.map(name -> ", tensor " + quoted(name)).orElse("")
        + (offset.isPresent() ? ", byte " + offset.getAsLong() : "");
  }
}
