package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.compare.LoraScale;
import io.github.weightwatcher4j.formats.safetensors.AdapterConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What the model is put together from. */
final class LoraArguments {

  /** Stands for an alpha that is not given. */
  private static final String FROM_CONFIG = "0";

  @Option(
      names = "--base",
      paramLabel = "PATH",
      description =
          "The model that training began with: analyses the differences W - W_base. With --lora:"
              + " the model that is adapted; analyses its weights with the updates.")
  private Optional<Path> base = Optional.empty();

  @Option(
      names = "--lora",
      arity = "0..1",
      paramLabel = "ALPHA",
      preprocessor = OnlyAttached.class,
      description =
          "PATH is a LoRA adapter: analyses its updates B A alpha / r. alpha as in --lora=16, else"
              + " from adapter_config.json beside it.")
  private Optional<Double> lora = Optional.empty();

  /** Takes a value only after an equals sign, so that it cannot swallow a PATH. */
  static final class OnlyAttached implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
        Stack<String> args, CommandSpec spec, ArgSpec option, java.util.Map<String, Object> info) {
      if (!"=".equals(info.get("separator"))) {
        args.push(FROM_CONFIG);
      }
      return false;
    }
  }

  void check(Problems problems) {
    lora.ifPresent(
        alpha ->
            problems.require(
                alpha >= 0 && alpha < Double.POSITIVE_INFINITY,
                "--lora needs a positive alpha but was given " + alpha));
    base.ifPresent(
        path ->
            problems.require(Files.exists(path), "--base: there is no file " + Models.shown(path)));
  }

  /** The model that these options make of a file. */
  WeightWatcher watcher(Path path) {
    WeightWatcher model = new WeightWatcher(Models.open(path));
    if (lora.isEmpty()) {
      return base.isEmpty() ? model : model.minus(Models.open(base.get()));
    }
    LoraScale scale = scale(path, lora.get());
    return base.isEmpty()
        ? model.lora(scale)
        : new WeightWatcher(Models.open(base.get())).plusLora(Models.open(path), scale);
  }

  private static LoraScale scale(Path path, double alpha) {
    if (alpha > 0) {
      return LoraScale.of(alpha);
    }
    Path folder = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
    AdapterConfig config =
        configuration(folder == null ? path : folder)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "there is no adapter_config.json beside "
                            + Models.shown(path)
                            + "; set alpha as in --lora=16",
                        null));
    if (!config.alphas().isEmpty()) {
      throw new CommandFailure(
          "adapter_config.json of "
              + Models.shown(path)
              + " sets an alpha for individual modules; set one for all, as in --lora="
              + config.alpha(),
          null);
    }
    return new LoraScale(config.alpha(), config.rankStabilized());
  }

  private static Optional<AdapterConfig> configuration(Path folder) {
    try {
      return AdapterConfig.in(folder);
    } catch (IOException e) {
      throw new CommandFailure("cannot read the configuration in " + Models.shown(folder), e);
    }
  }
}
