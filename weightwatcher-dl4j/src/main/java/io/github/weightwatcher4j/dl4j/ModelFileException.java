package io.github.weightwatcher4j.dl4j;

import java.nio.file.Path;

/** A file that DL4J or SameDiff wrote cannot be read. */
public final class ModelFileException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** An exception whose message says which file, what is wrong and what to do. */
  ModelFileException(Path file, String problem, Throwable cause) {
    super(file + ": " + problem + " (" + summary(cause) + ")", cause);
  }

  private static String summary(Throwable cause) {
    String message = cause.getMessage();
    String kind = cause.getClass().getSimpleName();
    return message == null ? kind : kind + ": " + message.lines().findFirst().orElse("");
  }
}
