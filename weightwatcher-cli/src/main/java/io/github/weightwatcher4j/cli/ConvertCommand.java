package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.check.internal.Completeness;
import io.github.weightwatcher4j.formats.safetensors.SafetensorsWriter;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
    sortOptions = false,
    description = {
      "Writes the weights of a model of any format as a safetensors file: a tensor LAYER.weight for"
          + " each layer that has a matrix, as it is analysed: quantized weights are decoded."
          + " float32 and float64 are kept, everything else becomes float32. Biases and norms are"
          + " left out: the file is for analysis, not for running the model. What the layers are,"
          + " also those that are left out, stands in its metadata: 'analyze' gives the same"
          + " table.",
      ""
    },
    footerHeading = "%n",
    footer = {
      "@|bold Example|@",
      "  weightwatcher convert model.onnx model.safetensors",
    })
final class ConvertCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "IN", description = "A weight file, or a folder.")
  private Path in = Path.of("");

  @Parameters(index = "1", paramLabel = "OUT.safetensors", description = "The file to write.")
  private Path out = Path.of("");

  @Option(
      names = "--force",
      description =
          "Replace OUT if it already exists, and write sparse matrices with their zeros whatever"
              + " the size.")
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
    SafetensorsOutput file = new SafetensorsOutput(in, out);
    file.requireName("OUT", problems);
    problems.throwIfAny(line);
    requireRoom(file);
    ModelSource model = axes.open(in);
    List<Layer> all = Models.work(in, model::layers);
    file.requireDense(all, force);
    if (all.stream().noneMatch(layer -> layer.weights().isPresent())) {
      return ErrorLines.incomplete(in, Completeness.of(List.of(), all), line.getErr());
    }
    List<Layer> written = Models.work(in, () -> file.write(model, "convert", quiet));
    file.tell(written, all, line.getOut(), line.getErr());
    if (!SafetensorsWriter.recordsLayers(model)) {
      line.getErr()
          .println("too many layers for the metadata: types are told by names and shapes only");
    }
    Optional<String> missing = Completeness.of(written, all);
    return ErrorLines.incomplete(in, missing, line.getErr());
  }

  private void requireRoom(SafetensorsOutput file) {
    Problems problems = new Problems();
    new Outputs(List.of(in), problems).replaced("OUT", out);
    problems.failIfAny();
    file.requireRoom(force);
  }
}
