package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.formats.safetensors.SafetensorsWriter;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A safetensors file that a command writes of a model.
 *
 * @param in the model's own file or folder
 * @param out the file to write
 */
record SafetensorsOutput(Path in, Path out) {

  private static final String SUFFIX = ".safetensors";

  /** Most names in a line. */
  private static final int SHOWN = 20;

  /** Bytes of zeros that are written unasked, at the least. */
  private static final long MUCH = 1_000_000_000;

  /** How much more than what is stored is written unasked. */
  private static final int TIMES = 10;

  /**
   * Whether the file is called as such files are.
   *
   * @param name what the command calls it
   */
  void requireName(String name, Problems problems) {
    problems.require(
        out.toString().toLowerCase(Locale.ROOT).endsWith(SUFFIX),
        "the name of " + name + " must end with " + SUFFIX + " but was " + Models.shown(out));
  }

  /** Ends the command where the file is there already, unless it may be replaced. */
  void requireRoom(boolean force) {
    if (!force && Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
      throw new CommandFailure(Models.shown(out) + " is there already; --force replaces it", null);
    }
  }

  /**
   * Ends the command where sparse matrices, which such a file has with all their zeros, would take
   * far more than they do now, unless that is wanted.
   */
  void requireDense(List<Layer> layers, boolean force) {
    long dense = 0;
    long stored = 0;
    List<String> names = new ArrayList<>();
    for (Layer layer : layers) {
      OptionalLong entries =
          layer.weights().map(Weights::sparseEntries).orElse(OptionalLong.empty());
      if (entries.isPresent()) {
        names.add(layer.info().name());
        stored += entries.getAsLong() * (Double.BYTES + Integer.BYTES);
        dense += layer.weights().orElseThrow().shape().size() * Double.BYTES;
      }
    }
    if (!force && dense > Math.max(MUCH, TIMES * stored)) {
      throw new CommandFailure(
          String.format(
              Locale.ROOT,
              "%s would have %s with all zeros, %.1f GB for %.2f GB: --force writes it",
              Models.shown(out),
              some(names),
              dense / 1e9,
              stored / 1e9),
          null);
    }
  }

  /**
   * Writes the model.
   *
   * @param verb what was asked for, for the message
   * @return the layers that the file has
   */
  List<Layer> write(ModelSource model, String verb, boolean quiet) {
    try (AnalysisProgress progress = AnalysisProgress.start(model.name(), quiet)) {
      return SafetensorsWriter.write(model, out, progress);
    } catch (IOException e) {
      String text = "cannot %s %s to %s: %s";
      throw new CommandFailure(
          text.formatted(verb, Models.shown(in), Models.shown(out), OutputFolder.reason(e)), e);
    }
  }

  /** What was written, and on standard error what was converted or left out. */
  void tell(List<Layer> written, List<Layer> all, PrintWriter results, PrintWriter err) {
    long numbers =
        written.stream().mapToLong(layer -> layer.weights().orElseThrow().shape().size()).sum();
    results.println(
        String.format(
            Locale.ROOT,
            "%s: %d tensors, %,d weights",
            Models.shown(out),
            written.size(),
            numbers));
    results.flush();
    converted(written)
        .forEach((precision, names) -> err.println(precision + " as float32: " + some(names)));
    List<String> rest =
        all.stream()
            .filter(layer -> layer.weights().isEmpty() && !layer.isUnread())
            .map(layer -> layer.info().name())
            .toList();
    if (!rest.isEmpty()) {
      err.println("left out, no matrix: " + some(rest));
    }
    err.flush();
  }

  /** A line of names, and how many there are. */
  private static String some(List<String> names) {
    List<String> shown = names.subList(0, Math.min(names.size(), SHOWN));
    String more = names.size() > SHOWN ? ", ... (" + names.size() + " layers)" : "";
    return String.join(", ", shown) + more;
  }

  /** Names of the layers whose numbers are of another format now, by that which they had. */
  private static Map<String, List<String>> converted(List<Layer> written) {
    Map<String, List<String>> names = new TreeMap<>();
    for (Layer layer : written) {
      var precision = layer.weights().orElseThrow().precision();
      if (!SafetensorsWriter.keeps(precision)) {
        String format = precision.name().toLowerCase(Locale.ROOT);
        names.computeIfAbsent(format, f -> new ArrayList<>()).add(layer.info().name());
      }
    }
    return names;
  }
}
