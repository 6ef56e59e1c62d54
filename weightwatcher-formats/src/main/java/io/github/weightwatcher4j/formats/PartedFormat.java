package io.github.weightwatcher4j.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A format whose models are published in several files, {@code model-00001-of-00003}, each of which
 * can be read by itself.
 */
public interface PartedFormat extends WeightFormat {

  /**
   * Reads the description of a model in several files.
   *
   * @param parts all files of the model in their order
   * @throws IOException where a file cannot be read
   * @throws WeightFileException where one is damaged, or two hold a tensor of the same name
   */
  Contents read(List<Path> parts) throws IOException;

  /** Whether a part tells of the others, so that the format finds them when given one. */
  default boolean findsParts() {
    return false;
  }
}
