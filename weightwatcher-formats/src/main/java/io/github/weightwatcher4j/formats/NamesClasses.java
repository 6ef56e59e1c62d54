package io.github.weightwatcher4j.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * A format whose files name classes of their users. None is ever loaded, unless it was allowed: see
 * {@link WeightFile#allowClass}.
 */
public interface NamesClasses extends WeightFormat {

  /**
   * Reads the description of a file some of whose classes may be loaded.
   *
   * @param allowed full names of those classes
   * @throws IOException where the file cannot be read
   * @throws WeightFileException where the file is damaged
   */
  Contents read(Path path, Set<String> allowed) throws IOException;
}
