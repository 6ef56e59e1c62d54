package io.github.weightwatcher4j.formats.fuzz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A format with its sound samples.
 *
 * @param name what it is called in the command
 * @param samples gives them
 */
record Subject(String name, Samples samples) {

  /** Reads or makes samples. */
  @FunctionalInterface
  interface Samples {
    List<Sample> all() throws IOException;
  }

  /** The format; several subjects of one share its number of files. */
  String format() {
    return name.replaceFirst("-.*", "");
  }

  /** Files of the test resources. */
  static Subject files(String name, String folder, String... files) {
    return new Subject(
        name,
        () -> {
          List<Sample> samples = new ArrayList<>();
          for (String file : files) {
            samples.add(Sample.of(folder + "/" + file));
          }
          return samples;
        });
  }
}
