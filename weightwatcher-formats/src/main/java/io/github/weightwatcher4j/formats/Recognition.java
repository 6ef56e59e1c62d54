package io.github.weightwatcher4j.formats;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Which format a file is in. A name that ends with some formats' own end is believed, and the
 * content must be that of one of them: what is called {@code .safetensors} is never read as a
 * pickle. Else the content decides, so that a file of any name is read; else any end of a name that
 * is known, so that a damaged file is reported. What is known to be something else is refused in
 * between, with its name and what to do.
 *
 * @param formats the formats in the order in which they are asked
 */
record Recognition(List<WeightFormat> formats) {

  private static final String INDEX = ".json";

  /** Copies the list. */
  Recognition {
    formats = List.copyOf(formats);
  }

  /**
   * The format of a file; empty where it is not known.
   *
   * @throws WeightFileException where it is known to hold no weights, or none that are read, or
   *     those of another format than its name says
   */
  Optional<WeightFormat> of(Probe probe) throws IOException {
    NotWeights.requireFinished(probe);
    List<WeightFormat> owners =
        formats.stream().filter(it -> ends(probe.name(), it.ownExtensions())).toList();
    Optional<WeightFormat> content = first(owners, probe);
    if (content.isPresent()) {
      return content;
    }
    content = byContent(probe);
    if (content.isPresent() && !owners.isEmpty()) {
      throw misnamed(probe, owners.get(0), content.get());
    }
    if (content.isPresent()) {
      return content;
    }
    NotWeights.refuse(probe);
    return byName(probe.name());
  }

  /** The first format that recognizes a file or a folder as a whole. */
  Optional<WeightFormat> byContent(Probe probe) throws IOException {
    return first(formats, probe);
  }

  private static Optional<WeightFormat> first(List<WeightFormat> asked, Probe probe)
      throws IOException {
    for (WeightFormat format : asked) {
      if (format.recognizes(probe)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** The first format that knows the end of a name. */
  Optional<WeightFormat> byName(String name) {
    String end = WeightMap.withoutVariant(name);
    return formats.stream().filter(format -> ends(end, format.extensions())).findFirst();
  }

  private static boolean ends(String name, List<String> ends) {
    return ends.stream().anyMatch(end -> Probe.endsWith(name, end));
  }

  private static WeightFileException misnamed(
      Probe probe, WeightFormat owner, WeightFormat content) {
    String end =
        owner.ownExtensions().stream()
            .filter(it -> Probe.endsWith(probe.name(), it))
            .findFirst()
            .orElseThrow();
    List<String> others = content.extensions().stream().filter(it -> !it.endsWith(INDEX)).toList();
    String problem = "is called %s, as files of %s are, but its content is %s";
    String advice = "download it again, or, if that is what you expect, rename it to %s";
    String name = others.isEmpty() ? "another end" : "end with " + String.join(" or ", others);
    return FilePlace.of(probe.path())
        .problem(problem.formatted(end, owner.name(), content.name()), advice.formatted(name));
  }
}
