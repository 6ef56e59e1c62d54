package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.UnsupportedModelException;
import io.github.weightwatcher4j.model.internal.ModelAdapters;
import io.github.weightwatcher4j.model.internal.Printable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Model files that the user names. */
final class Models {

  private Models() {}

  /**
   * The model in a file or a folder.
   *
   * @throws CommandFailure where there is none
   */
  static ModelSource open(Path path) {
    return work(path, () -> ModelAdapters.open(Streamed.file(path)));
  }

  /**
   * Work on a model, whose failures are for the user to mend.
   *
   * @throws CommandFailure where the file or what is asked of it cannot be used
   */
  static <T> T work(Path path, Supplier<T> work) {
    try {
      return work.get();
    } catch (UnsupportedModelException e) {
      throw new CommandFailure(unknown(path), e);
    } catch (WeightFileException e) {
      throw new CommandFailure(Streamed.told(String.valueOf(e.getMessage())), e);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(shown(path) + ": " + e.getMessage(), e);
    }
  }

  private static String unknown(Path path) {
    if (!Streamed.is(path) && !Files.exists(path)) {
      return "there is no file " + shown(path);
    }
    return shown(path)
        + " is not a weight file of a known format; 'weightwatcher formats' lists them";
  }

  /** A path as it may be shown on a terminal. */
  static String shown(Path path) {
    return Printable.of(Streamed.shown(path));
  }
}
