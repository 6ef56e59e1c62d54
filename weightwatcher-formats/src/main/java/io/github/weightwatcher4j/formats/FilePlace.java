package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.internal.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A place in a weight file, for messages.
 *
 * @param file the file
 * @param tensor a tensor of it
 * @param offset bytes from the start of the file
 */
public record FilePlace(Path file, Optional<String> tensor, OptionalLong offset) {

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
    return new WeightFileException(
        this, Printable.of(this + ": " + problem + "; " + advice), cause);
  }

  /**
   * The exception for a file that cannot be read here. What a file system elsewhere gives as its
   * reason is told as it is, for the disk and the permissions of this machine have no part in it.
   *
   * @param verb what cannot be done: opened, or read
   * @param advice what the user can do on this machine
   */
  public WeightFileException failure(String verb, IOException e, String advice) {
    return Elsewhere.is(file)
        ? new WeightFileException(this, Printable.of(this + ": " + Elsewhere.reason(e)), e)
        : problem("cannot be " + verb + " (" + e + ")", advice, e);
  }

  /** A name from a file in quotes, as {@link Printable#quoted} shows it. */
  public static String quoted(String name) {
    return Printable.quoted(name);
  }

  /** A text from a file as {@link Printable} shows it. */
  public static String printable(String text) {
    return Printable.of(text);
  }

  @Override
  public String toString() {
    return printable(file.toString())
        + tensor.map(name -> ", tensor " + quoted(name)).orElse("")
        + (offset.isPresent() ? ", byte " + offset.getAsLong() : "");
  }
}
