package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.export.SimilaritiesJson;
import io.github.weightwatcher4j.export.internal.ResultFile;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.internal.Nearest;
import io.github.weightwatcher4j.report.internal.SharedSentence;
import io.github.weightwatcher4j.similarity.Representation;
import io.github.weightwatcher4j.similarity.Similarities;
import io.github.weightwatcher4j.similarity.SimilarityMeasure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weightwatcher similarity}. */
@Command(
    name = "similarity",
    mixinStandardHelpOptions = true,
    versionProvider = VersionLines.class,
    sortOptions = false,
    description = {
      "How alike two representations of the same samples are, such as the activations of two layers"
          + " or of one layer in two networks: CCA, SVCCA, PWCCA, CKA and Procrustes. A and B hold"
          + " an array each, a row for each sample in the same order; .npy, or a file of any format"
          + " that holds arrays.",
      ""
    },
    footerHeading = "%n",
    footer = {
      "@|bold Examples|@",
      "  weightwatcher similarity fc1-seed1.npy fc1-seed2.npy",
      "  weightwatcher similarity seed1.npz seed2.npz --array fc1",
      "  weightwatcher similarity run.npz run.npz --array fc1 --array fc2 --json -",
      "  weightwatcher similarity a.npz b.npz --array fc1 --samples columns",
    })
final class SimilarityCommand implements Callable<Integer> {

  private static final int SHOWN = 12;

  /** Which axis of an array counts the samples. */
  enum Samples {
    ROWS,
    COLUMNS
  }

  @Parameters(index = "0", paramLabel = "A", description = "A file of arrays.")
  private Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "B", description = "Another, or the same.")
  private Path second = Path.of("");

  @Option(
      names = "--array",
      paramLabel = "NAME",
      description =
          "The array in files of several, by the name that 'describe' shows; given twice, the"
              + " first is that in A and the second that in B.")
  private List<String> arrays = new ArrayList<>();

  @Option(
      names = "--samples",
      paramLabel = "AXIS",
      description =
          "rows (default) or columns. Weights [out, in] with their columns as samples are what"
              + " units do to each input.")
  private Samples samples = Samples.ROWS;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "The measures as JSON; - is standard output, in place of the table.")
  private Optional<Path> json = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    Problems problems = new Problems();
    problems.require(arrays.size() <= 2, "--array may be given twice at most, for A and for B");
    problems.throwIfAny(line);
    Outputs outputs = new Outputs(List.of(first, second), problems);
    json.ifPresent(file -> outputs.file("--json", file));
    problems.failIfAny();
    Layer a = array(first, 0);
    Layer b = array(second, arrays.size() - 1);
    Representation x = representation(first, a);
    Representation y = representation(second, b);
    Similarities found = Models.work(second, () -> Similarities.of(x, y));
    tell(a, b, found, line.getOut());
    return ErrorLines.incomplete(first, missing(found), line.getErr());
  }

  private Layer array(Path path, int at) {
    ModelSource model = Models.open(path);
    Map<String, Layer> raw = Models.work(path, () -> raw(model));
    if (arrays.isEmpty() && raw.size() == 1) {
      return raw.values().iterator().next();
    }
    // A model's bias or mask may be what is compared here.
    List<Layer> all =
        Models.work(path, model::layers).stream()
            .map(
                layer -> layer.weights().isPresent() ? layer : raw.getOrDefault(name(layer), layer))
            .toList();
    List<Layer> found =
        arrays.isEmpty()
            ? all
            : all.stream().filter(layer -> name(layer).equals(arrays.get(at))).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    Layer named = arrays.isEmpty() ? null : raw.get(arrays.get(at));
    if (named != null) {
      return named;
    }
    List<String> names = all.stream().map(layer -> layer.info().name()).toList();
    String which = arrays.isEmpty() ? "" : arrays.get(at);
    throw new CommandFailure(
        found.isEmpty() && !arrays.isEmpty()
            ? "%s has no array '%s'; %s"
                .formatted(Models.shown(path), which, Nearest.told(which, names))
            : "%s holds %d arrays: choose one with --array, of %s"
                .formatted(Models.shown(path), all.size(), SharedSentence.named(names, SHOWN)),
        null);
  }

  private static String name(Layer layer) {
    return layer.info().name();
  }

  /** The arrays of two axes in a file by their own names, whatever they would be in a model. */
  private static Map<String, Layer> raw(ModelSource model) {
    Map<String, Layer> arrays = new HashMap<>();
    List<NamedTensor> tensors = model instanceof WeightFile file ? file.tensors() : List.of();
    for (NamedTensor tensor : tensors) {
      LayerInfo info = new LayerInfo(arrays.size(), tensor.name(), LayerType.OTHER);
      tensor
          .view()
          .filter(view -> view.shape().rank() == 2)
          .map(view -> Layer.of(info, view.weights(tensor.name(), Slicing.TRAILING)))
          .ifPresent(layer -> arrays.put(info.name(), layer));
    }
    return arrays;
  }

  private Representation representation(Path path, Layer array) {
    try {
      return Models.work(
          path,
          () ->
              samples == Samples.ROWS
                  ? Representation.ofSamples(array)
                  : Representation.ofColumns(array));
    } catch (UncheckedIOException e) {
      throw new CommandFailure(Models.shown(path) + ": " + e.getMessage() + ": " + e.getCause(), e);
    }
  }

  private void tell(Layer a, Layer b, Similarities found, PrintWriter out) {
    boolean toScreen = json.filter(Outputs::isStandardOutput).isPresent();
    String text = SimilaritiesJson.of(a.info().rawName(), b.info().rawName(), found);
    if (toScreen) {
      out.print(text);
    } else {
      out.println("A  " + Models.shown(first));
      out.println("   " + a.info().name() + ", " + found.x());
      out.println("B  " + Models.shown(second));
      out.println("   " + b.info().name() + ", " + found.y());
      out.println();
      out.print(found);
      json.ifPresent(file -> write(file, text));
    }
    out.flush();
  }

  private static void write(Path file, String text) {
    try {
      ResultFile.write(file, text);
    } catch (IOException e) {
      throw new CommandFailure(
          "cannot write to " + Models.shown(file) + ": " + OutputFolder.reason(e), e);
    }
  }

  /** The first reason, and the measures that it keeps from being had. */
  private static Optional<String> missing(Similarities found) {
    List<SimilarityMeasure> absent =
        Arrays.stream(SimilarityMeasure.values())
            .filter(measure -> found.value(measure).isEmpty())
            .toList();
    return absent.stream()
        .findFirst()
        .map(
            measure ->
                "no "
                    + absent.stream().map(SimilarityMeasure::key).collect(Collectors.joining(", "))
                    + ": "
                    + found.reason(measure));
  }
}
