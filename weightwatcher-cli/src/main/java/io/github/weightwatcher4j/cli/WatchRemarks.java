package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.model.internal.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a watch says of its folder on the error stream: each thing once, as long as it lasts. */
final class WatchRemarks {

  private final PrintWriter err;
  private final Set<Path> left = new HashSet<>();
  private final Set<Path> restless = new HashSet<>();
  private boolean blind;
  private boolean hidden;

  WatchRemarks(PrintWriter err) {
    this.err = err;
  }

  private void tell(String what) {
    err.println("weightwatcher: " + what);
    err.flush();
  }

  /** The folder cannot be looked into, or can. */
  void folder(Optional<IOException> failure) {
    if (failure.isPresent() && !blind) { // a network may come back
      tell("cannot look into the folder: " + reason(failure.get()));
    }
    blind = failure.isPresent();
  }

  /** What in the folder cannot be looked at now. */
  void troubles(Map<Path, IOException> now) {
    left.retainAll(now.keySet());
    now.forEach(
        (path, e) -> {
          if (left.add(path)) {
            tell(Models.shown(path) + " is left out: " + reason(e));
          }
        });
    hidden = now.values().stream().anyMatch(it -> !(it instanceof FileSystemLoopException));
  }

  /** Whether there may be checkpoints that nobody has seen. */
  boolean isBlind() {
    return blind || hidden;
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "no permission to read it; it is looked at again when it may be read";
    }
    if (e instanceof FileSystemLoopException) {
      return "the link leads back to a folder that it lies in; remove it";
    }
    return Printable.of(OutputFolder.reason(e));
  }

  /** A checkpoint was changed while it was analysed. */
  void changedMeanwhile(Path path) {
    if (restless.add(path)) {
      tell(
          Models.shown(path)
              + " was changed while it was analysed, so that analysis is dropped; it is analysed"
              + " again once it rests. Have the training write each checkpoint under a name of its"
              + " own, or less often");
    }
  }

  /** A checkpoint has been changing for long. */
  void keepsChanging(Path path, Duration settle, Duration longest) {
    if (restless.add(path)) {
      tell(
          "%s has kept changing for more than %s; it is analysed once it rests for %s (--settle)"
              .formatted(
                  Models.shown(path),
                  DurationArgument.told(longest),
                  DurationArgument.told(settle)));
    }
  }

  /** A checkpoint came to rest, or has gone. */
  void rested(Path path) {
    restless.remove(path);
  }

  /** Forgets what has gone. */
  void keepOnly(Set<Path> there) {
    restless.retainAll(there);
  }
}
