package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.compare.LoraScale;
import io.github.weightwatcher4j.compare.internal.LoraAdapters;
import io.github.weightwatcher4j.model.ModelSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Stack;
import java.util.stream.Stream;
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
          "PATH is a LoRA adapter: analyses its updates, scaled as its files say"
              + " (adapter_config.json, X.alpha, metadata); alpha as in --lora=16 where they do"
              + " not.")
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

  /** These paths, and that of the other model. */
  List<Path> with(List<Path> paths) {
    return Stream.concat(paths.stream(), base.stream()).toList();
  }

  void check(Problems problems) {
    lora.ifPresent(
        alpha ->
            problems.require(
                alpha >= 0 && alpha < Double.POSITIVE_INFINITY,
                "--lora needs a positive alpha but was given " + alpha));
    base.ifPresent(
        path ->
            problems.require(
                RemoteArguments.isElsewhere(path) || Files.exists(path) || Streamed.is(path),
                "--base: there is no file " + Models.shown(path)));
  }

  /** The model that these options make of a file, whose axes are read as the others say. */
  WeightWatcher watcher(Path path, AxesArguments axes) {
    if (lora.isEmpty()) {
      WeightWatcher model = new WeightWatcher(axes.open(path));
      return base.isEmpty() ? model : model.minus(axes.open(base.get()));
    }
    ModelSource adapter = Models.open(path);
    Optional<LoraScale> scale = lora.filter(alpha -> alpha > 0).map(LoraScale::of);
    return new WeightWatcher(
        base.isEmpty()
            ? LoraAdapters.of(adapter, scale)
            : LoraAdapters.merged(axes.open(base.get()), adapter, scale));
  }
}
