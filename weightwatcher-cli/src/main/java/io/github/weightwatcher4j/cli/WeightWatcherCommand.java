package io.github.weightwatcher4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code weightwatcher} command. */
@Command(
    name = "weightwatcher",
    mixinStandardHelpOptions = true,
    versionProvider = VersionLines.class,
    usageHelpWidth = 100,
    subcommands = {
      AnalyzeCommand.class,
      DescribeCommand.class,
      CompareCommand.class,
      ConvertCommand.class,
      HistoryCommand.class,
      FormatsCommand.class,
      DemoCommand.class,
      HelpCommand.class
    },
    description = {
      "Looks inside trained neural networks. No data needed: the eigenvalues of each layer's"
          + " weights tell how well the layer was trained.",
      ""
    },
    footerHeading = "%n",
    footer = {
      "@|bold Start here|@",
      "  weightwatcher analyze model.safetensors    the table of a weight file, of any format",
      "  weightwatcher describe model.safetensors   its layers, without reading the weights",
      "  weightwatcher demo                         train two small networks and watch them",
      "  weightwatcher help analyze                 the options of a command",
      "",
      "@|bold How to read alpha|@, the exponent of the power law in the tail of a layer's"
          + " eigenvalues",
      "  2 to 6    well trained, if it is a power law and not noise: the verdict says so",
      "  above 6   under-trained: little beyond its random start",
      "  below 2   over-trained: may have learned more than the data holds",
      "",
      "@|bold Exit codes|@",
      "  0    success",
      "  1    failure; standard error says why",
      "  2    a condition of --fail-on is met; standard error says by what",
      "  3    a condition of --fail-on cannot be told; standard error says why",
      "  64   an unknown option or a value out of range",
    })
public final class WeightWatcherCommand implements Runnable {

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show stack traces, and what the libraries log.")
  private boolean debug;

  @Spec private CommandSpec spec = CommandSpec.create();

  WeightWatcherCommand() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true"); // pictures go to files
    System.setErr(new PrintableLog(System.err));
    System.exit(run(args));
  }

  private static int run(String... args) {
    WeightWatcherCommand command = new WeightWatcherCommand();
    CommandLine line =
        commandLine(command)
            .setExecutionStrategy(
                parsed -> {
                  command.configureLogging();
                  return PrintableOutput.run(parsed);
                });
    try {
      return line.execute(args);
    } catch (LinkageError | OutOfMemoryError e) {
      new ErrorLines(command).report(e, line.getErr());
      return ExitCodes.FAILURE;
    }
  }

  static CommandLine commandLine(WeightWatcherCommand command) {
    ErrorLines errors = new ErrorLines(command);
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(PrintableOutput::run)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  /** Before the first logger is made; a system property wins over simplelogger.properties. */
  private void configureLogging() {
    if (debug) {
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
    }
  }

  boolean debug() {
    return debug;
  }

  /** Without a subcommand there is only help to give. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
