package io.github.weightwatcher4j.formats;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A weight file that cannot be read, because it is damaged, says something that is not so, or holds
 * what no reader here knows. The message says where, what is wrong and what to do. Made by {@link
 * FilePlace#problem}.
 */
public final class WeightFileException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String file;
  private final @Nullable String tensor;
  private final @Nullable Long offset;

  WeightFileException(FilePlace place, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.file = place.file().toString();
    this.tensor = place.tensor().orElse(null);
    this.offset = place.offset().isPresent() ? place.offset().getAsLong() : null;
  }

  /** The file, as it was given. */
  public String file() {
    return file;
  }

  /** The tensor in question, where it is one. */
  public Optional<String> tensor() {
    return Optional.ofNullable(tensor);
  }

  /** Where in the file, in bytes from its start, where that is known. */
  public OptionalLong offset() {
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
  }
}
