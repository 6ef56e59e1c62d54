package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.formats.Axes;
import io.github.weightwatcher4j.formats.AxesRule;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.model.ModelSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How the axes of tensors are read where names and shapes do not settle it. */
final class AxesArguments {

  @Option(
      names = "--axes",
      paramLabel = "NAMES=ORDER",
      converter = Rule.class,
      description =
          "How the axes of the tensors of some layers are read, where 'describe' notes that neither"
              + " names nor shapes settle it: --axes '*conv*=kernel-in-out'. ORDER is"
              + " out-in-kernel, kernel-in-out, out-kernel-in, stack, in-heads, heads-out,"
              + " stack-in-heads or stack-heads-out. May be given several times.")
  private List<AxesRule> rules = new ArrayList<>();

  /** Understands {@code NAMES=ORDER}. */
  static final class Rule implements ITypeConverter<AxesRule> {
    @Override
    public AxesRule convert(String text) {
      int equals = text.lastIndexOf('=');
      String known = Arrays.stream(Axes.values()).map(Axes::word).collect(Collectors.joining(", "));
      return Axes.named(text.substring(equals + 1))
          .filter(axes -> equals > 0)
          .map(axes -> new AxesRule(text.substring(0, equals), axes))
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' is not NAMES=ORDER, with an order of " + known));
    }
  }

  /** The model of a file, read so. */
  ModelSource open(Path path) {
    ModelSource model = Models.open(path);
    if (rules.isEmpty()) {
      return model;
    }
    if (model instanceof WeightFile file) {
      return file.withAxes(rules);
    }
    throw new CommandFailure(
        Models.shown(path) + ": its format tells the axes; --axes does not apply", null);
  }
}
