package io.github.weightwatcher4j.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One format of weight files. Found by {@link java.util.ServiceLoader}: list the class in {@code
 * META-INF/services/io.github.weightwatcher4j.formats.WeightFormat}. Where the end of a file's name
 * is some formats' own, only these have it; else the first that recognizes it by its content; else
 * the first that knows the end of its name.
 */
public interface WeightFormat {

  /** What the format is called, such as {@code safetensors}. */
  String name();

  /** How the names of such files end, in lower case, such as {@code .safetensors}. */
  List<String> extensions();

  /**
   * Ends of names by which a file says that it is in this format, or in another that has the same
   * end in its list: what is called so and is in none of them is refused, and what it is is told.
   * Not among them are ends that say little, such as {@code .bin}.
   */
  default List<String> ownExtensions() {
    return List.of();
  }

  /**
   * Whether the content is that of such a file, or the folder is as a whole one model, as a folder
   * of arrays is; one that merely holds such files is not. Quick: looks at the first bytes, at the
   * directory of an archive, at the names in a folder. A file that starts well and is damaged
   * further on counts as one: {@link #read} says what is wrong.
   *
   * @throws IOException where the file cannot be read
   */
  boolean recognizes(Probe probe) throws IOException;

  /**
   * Reads the description of the file: no weights.
   *
   * @throws IOException where the file cannot be read
   * @throws WeightFileException where the file is damaged
   */
  Contents read(Path path) throws IOException;
}
