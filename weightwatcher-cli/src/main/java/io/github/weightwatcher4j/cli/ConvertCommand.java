package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.formats.safetensors.SafetensorsWriter;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weightwatcher convert}. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    versionProvider = VersionLines.class,
    usageHelpWidth = 100,
    sortOptions = false,
    description = {
      "Writes the weights of a model of any format as a safetensors file: a tensor LAYER.weight for"
          + " each layer that has a matrix, as it is analysed: quantized weights are decoded. float32"
          + " and float64 are kept, everything else becomes float32. Biases and norms are left out:"
          + " the file is for analysis, not for running the model. What the layers are, also those"
          + " that are left out, stands in its metadata: 'analyze' gives the same table.",
      ""
    },
    footerHeading = "%n",
    footer = {
      "@|bold Example|@",
      "  weightwatcher convert model.onnx model.safetensors",
    })
final class ConvertCommand implements Callable<Integer> {

  private static final String SUFFIX = ".safetensors";

  /** Most names in a line. */
  private static final int SHOWN = 20;

  @Parameters(index = "0", paramLabel = "IN", description = "A weight file, or a folder.")
  private Path in = Path.of("");

  @Parameters(index = "1", paramLabel = "OUT.safetensors", description = "The file to write.")
  private Path out = Path.of("");

  @Option(names = "--force", description = "Replace OUT if it already exists.")
  private boolean force;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress.")
  private boolean quiet;

  @Mixin private AxesArguments axes = new AxesArguments();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    Problems problems = new Problems();
    problems.require(
        out.toString().toLowerCase(Locale.ROOT).endsWith(SUFFIX),
        "the name of OUT must end with " + SUFFIX + " but was " + Models.shown(out));
    problems.throwIfAny(line);
    requireRoom();
    ModelSource model = axes.open(in);
    List<Layer> all = Models.work(in, model::layers);
    if (all.stream().noneMatch(layer -> layer.weights().isPresent())) {
      return ErrorLines.incomplete(in, Completeness.of(List.of(), all), line.getErr());
    }
    List<Layer> written = Models.work(in, () -> write(model));
    tell(written, all, line.getOut(), line.getErr());
    if (!SafetensorsWriter.recordsLayers(model)) {
      line.getErr()
          .println("too many layers for the metadata: types are told by names and shapes only");
    }
    Optional<String> missing = Completeness.of(written, all);
    return ErrorLines.incomplete(in, missing, line.getErr());
  }

  private void requireRoom() {
    Problems problems = new Problems();
    Outputs outputs = new Outputs(List.of(in), problems);
    outputs.replaced("OUT", out);
    problems.failIfAny();
    if (!force && Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
      throw new CommandFailure(Models.shown(out) + " is there already; --force replaces it", null);
    }
  }

  private List<Layer> write(ModelSource model) {
    try (AnalysisProgress progress = AnalysisProgress.start(model.name(), quiet)) {
      return SafetensorsWriter.write(model, out, progress);
    } catch (IOException e) {
      String text = "cannot convert %s to %s: %s";
      throw new CommandFailure(
          text.formatted(Models.shown(in), Models.shown(out), OutputFolder.reason(e)), e);
    }
  }

  private void tell(List<Layer> written, List<Layer> all, PrintWriter results, PrintWriter err) {
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
