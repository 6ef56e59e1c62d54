package io.github.weightwatcher4j.formats;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Which format a file is in: by its content, so that a renamed file is read all the same; else by
 * the end of its name, so that a damaged one is reported. What is known to be something else is
 * refused in between, with its name and what to do.
 *
 * @param formats the formats in the order in which they are asked
 */
record Recognition(List<WeightFormat> formats) {

  /** Copies the list. */
  Recognition {
    formats = List.copyOf(formats);
  }

  /**
   * The format of a file; empty where it is not known.
   *
   * @throws WeightFileException where it is known to hold no weights, or none that are read
   */
  Optional<WeightFormat> of(Probe probe) throws IOException {
    NotWeights.requireFinished(probe);
    Optional<WeightFormat> content = byContent(probe);
    if (content.isPresent()) {
      return content;
    }
    NotWeights.refuse(probe);
    return byName(probe.name());
  }

  /** The first format that recognizes a file or a folder as a whole. */
  Optional<WeightFormat> byContent(Probe probe) throws IOException {
    for (WeightFormat format : formats) {
      if (format.recognizes(probe)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** The first format that knows the end of a name. */
  Optional<WeightFormat> byName(String name) {
    String end = WeightMap.withoutVariant(name);
    return formats.stream()
        .filter(format -> format.extensions().stream().anyMatch(it -> Probe.endsWith(end, it)))
        .findFirst();
  }
}
