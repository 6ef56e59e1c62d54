package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.cli.TrainingProgress.Display;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weightwatcher demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = VersionLines.class,
    description = {
      "Trains a perceptron and a small convolutional network on 1797 handwritten digits, and shows"
          + " what training does to the spectra of their weights: the layers before and after, a"
          + " summary, and what the findings mean. Takes about half a minute.",
      ""
    },
    footerHeading = "%n",
    footer = {
      "Results go to standard output, progress to standard error. The CSV and JSON files hold every"
          + " number of the tables, and more.",
    })
final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the training images (default: ${DEFAULT-VALUE}).")
  private int epochs = 25;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description =
          "Seed of the random weights and of the split in training and test images (default:"
              + " ${DEFAULT-VALUE}). The same seed gives the same numbers.")
  private long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the CSV and JSON files (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("weightwatcher-demo");

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress.")
  private boolean quiet;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    if (epochs < 1) {
      throw new ParameterException(line, "--epochs must be 1 or more but was " + epochs);
    }
    OutputFolder folder = OutputFolder.open(out, "--out");
    Display display = quiet ? Display.NONE : Display.ofStandardError();
    return new Demo(epochs, seed, folder, new Console(line.getOut(), line.getErr(), display)).run();
  }
}
