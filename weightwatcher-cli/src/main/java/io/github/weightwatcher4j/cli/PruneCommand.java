package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.change.ChangedModel;
import io.github.weightwatcher4j.change.UnchangedLayer;
import io.github.weightwatcher4j.check.internal.Completeness;
import io.github.weightwatcher4j.export.PruningCsv;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.pruning.Exponent;
import io.github.weightwatcher4j.pruning.Pruning;
import io.github.weightwatcher4j.pruning.PruningPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weightwatcher prune}. */
@Command(
    name = "prune",
    mixinStandardHelpOptions = true,
    versionProvider = VersionLines.class,
    sortOptions = false,
    modelTransformer = OptionFlags.Compare.class,
    abbreviateSynopsis = true,
    description = {
      "Plans which share of each layer's weights to set to zero, the smallest first: layers with a"
          + " small alpha, which were trained well, keep more (AlphaPruning). Changes no model;"
          + " with --out the pruned one is written as a safetensors file, as 'convert' writes it,"
          + " without biases and norms.",
      ""
    },
    footerHeading = "%n",
    footer = {
      "@|bold Examples|@",
      "  weightwatcher prune model.safetensors --sparsity 0.7",
      "  weightwatcher prune model.pt --sparsity 0.5 --uniform --out pruned.safetensors",
    })
final class PruneCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "MODEL", description = "A weight file, or a folder.")
  private Path in = Path.of("");

  @Option(
      names = "--sparsity",
      paramLabel = "S",
      required = true,
      description = "Share of the weights of all pruned layers that become zero, such as 0.5.")
  private double sparsity;

  @Option(names = "--uniform", description = "The same share of every layer, whatever its alpha.")
  private boolean uniform;

  @Option(
      names = "--alpha",
      paramLabel = "WHICH",
      description =
          "farms (default): Hill's alpha of windows of one aspect ratio; hill: that of the upper"
              + " half of the spectrum; pl: of the power law fitted to the tail.")
  private Optional<String> alpha = Optional.empty();

  @Option(
      names = "--farms",
      paramLabel = "Q",
      description = "Aspect ratio of those windows, columns over rows (default: 1).")
  private Optional<String> windows = Optional.empty();

  @Option(
      names = "--strength",
      paramLabel = "E",
      description = "How far shares are from each other, from 0 to below 1 (default: 0.3).")
  private Optional<Double> strength = Optional.empty();

  @Option(
      names = "--cap",
      paramLabel = "C",
      description = "Largest share of a layer (default: 0.99).")
  private Optional<Double> cap = Optional.empty();

  @Option(names = "--with-first", description = "Prune the first layer too.")
  private boolean first;

  @Option(names = "--with-last", description = "Prune the last layer too.")
  private boolean last;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "The plan with all digits, as CSV; '-' is standard output.")
  private Optional<Path> csv = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "PRUNED.safetensors",
      description = "Write the pruned model.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--force", description = "Replace the file of --out if it already exists.")
  private boolean force;

  @Mixin private AxesArguments axes = new AxesArguments();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    Problems problems = new Problems();
    Optional<Pruning> asked = pruning(problems);
    AnalysisOptions options = problems.options(OptionFlags.typed(line, problems), line);
    out.ifPresent(file -> new SafetensorsOutput(in, file).requireName("--out", problems));
    problems.throwIfAny(line);
    Pruning pruning = asked.orElseThrow();
    requireRoom();
    ModelSource model = axes.open(in);
    WeightWatcher watcher = new WeightWatcher(model);
    PruningPlan plan = Models.work(in, () -> plan(watcher, model, pruning, options));
    csv.ifPresent(file -> ResultFiles.write(file, PruningCsv.of(plan), line.getOut()));
    texts().print(plan);
    texts().flush();
    int code = ErrorLines.incomplete(in, Completeness.of(plan), line.getErr());
    return out.isPresent() && !plan.layers().isEmpty()
        ? ExitCodes.worse(
            code, write(out.get(), plan, Models.work(in, () -> watcher.prune(plan, options))))
        : code;
  }

  /** Where what is for people goes: beside a table for programs to standard error. */
  private PrintWriter texts() {
    CommandLine line = spec.commandLine();
    return csv.filter(Outputs::isStandardOutput).isPresent() ? line.getErr() : line.getOut();
  }

  private Optional<Pruning> pruning(Problems problems) {
    problems.require(
        !uniform || (alpha.isEmpty() && strength.isEmpty() && windows.isEmpty() && cap.isEmpty()),
        "--uniform has no use for --alpha, --farms, --strength and --cap");
    problems.require(
        windows.isEmpty() || alpha.filter(it -> !it.equals(Exponent.FARMS.key())).isEmpty(),
        "--farms is about the windows of --alpha farms");
    return problems.made(this::rule);
  }

  private Pruning rule() {
    Pruning asked = uniform ? Pruning.uniform(sparsity) : byAlpha();
    asked = first ? asked.withFirstLayer() : asked;
    asked = last ? asked.withLastLayer() : asked;
    asked.requireReachable();
    return asked;
  }

  private Pruning byAlpha() {
    Pruning asked = Pruning.byAlpha(sparsity).by(alpha.map(this::exponent).orElse(Exponent.FARMS));
    asked = strength.isPresent() ? asked.strength(strength.get()) : asked;
    return cap.isPresent() ? asked.cap(cap.get()) : asked;
  }

  private Exponent exponent(String name) {
    return Arrays.stream(Exponent.values())
        .filter(it -> it.key().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    Arrays.stream(Exponent.values())
                        .map(Exponent::key)
                        .collect(
                            Collectors.joining(
                                ", ", "--alpha must be one of ", " but was '" + name + "'"))));
  }

  /** Whether the files can be written, before the work begins. */
  private void requireRoom() {
    Problems problems = new Problems();
    Outputs outputs = new Outputs(List.of(in), problems);
    csv.ifPresent(file -> outputs.file("--csv", file));
    out.ifPresent(file -> outputs.replaced("--out", file));
    problems.failIfAny();
    out.ifPresent(file -> new SafetensorsOutput(in, file).requireRoom(force));
  }

  private PruningPlan plan(
      WeightWatcher watcher, ModelSource model, Pruning pruning, AnalysisOptions options) {
    boolean quiet = OptionFlags.quiet(spec.commandLine());
    try (AnalysisProgress progress = AnalysisProgress.start(model.name(), quiet, model.file())) {
      return watcher.pruningPlan(pruning, options.toBuilder().progress(progress).build());
    }
  }

  private int write(Path pruned, PruningPlan plan, ChangedModel model) {
    for (UnchangedLayer layer : model.unchanged()) {
      if (plan.find(layer.layer().name()).filter(row -> row.zeros() > 0).isPresent()) {
        throw new CommandFailure("nothing was written, for a layer is not pruned: " + layer, null);
      }
    }
    boolean quiet = OptionFlags.quiet(spec.commandLine());
    SafetensorsOutput file = new SafetensorsOutput(in, pruned);
    List<Layer> written = Models.work(in, () -> file.write(model, "prune", quiet));
    CommandLine line = spec.commandLine();
    file.tell(written, model.layers(), texts(), line.getErr());
    return ErrorLines.incomplete(in, Completeness.of(written, model.layers()), line.getErr());
  }
}
