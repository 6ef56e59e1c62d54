package io.github.weightwatcher4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
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
    subcommands = {
      AnalyzeCommand.class,
      DescribeCommand.class,
      CompareCommand.class,
      RankCommand.class,
      MergeCommand.class,
      SimilarityCommand.class,
      ConvertCommand.class,
      PruneCommand.class,
      HistoryCommand.class,
      WatchCommand.class,
      TrendCommand.class,
      FormatsCommand.class,
      DemoCommand.class,
      CompletionCommand.class,
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
      "  weightwatcher analyze model.safetensors    the table of a weight file",
      "  weightwatcher describe model.safetensors   its layers, without their weights",
      "  weightwatcher demo                         train two networks and watch them",
      "  weightwatcher help analyze                 the options of a command",
      "",
      "@|bold How to read alpha|@, the exponent of the tail of a layer's eigenvalues",
      "  2 to 6    well trained, if that is a power law and not noise: the verdict",
      "            says so",
      "  above 6   under-trained: little beyond its random start",
      "  below 2   over-trained: may have learned more than the data holds",
      "",
      "@|bold In every command|@",
      "  -          for a model: standard input; for a result: standard output",
      "  https://   for a model: the address of a file on a web server",
      "  hf://      for a model: hf://ORG/NAME[@REVISION][/FILE] on Hugging Face's hub;",
      "             HF_TOKEN and HF_ENDPOINT in the environment: its token, another hub",
      "  @FILE      the arguments in a file, a line or a word each; # begins a comment.",
      "             Write @@ for an argument that begins with @",
      "  COLUMNS    in the environment: how wide tables are, of a pipe too",
      "  NO_COLOR   in the environment: no colours. A pipe never has any",
    })
public final class WeightWatcherCommand implements Runnable {

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show stack traces, and what the libraries log.")
  private boolean debug;

  @Option(
      names = "--token-file",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      converter = RemoteArguments.TokenFile.class,
      description =
          "A file that holds the token for the servers of the https:// and hf:// addresses that are"
              + " given. That of Hugging Face may be in HF_TOKEN instead.")
  private Optional<String> token = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Terminal terminal;

  /** A command that shows its results on a terminal. */
  WeightWatcherCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** A command whose results go into a pipe. */
  WeightWatcherCommand() {
    this(Terminal.PLAIN);
  }

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true"); // pictures go to files
    System.setErr(new PrintableLog(System.err));
    StandardOutput out = StandardOutput.open();
    WeightWatcherCommand command =
        new WeightWatcherCommand(Terminal.of(System.getenv(), System.getProperties()));
    CommandLine line =
        commandLine(command)
            .setExecutionStrategy(
                parsed -> {
                  command.configureLogging();
                  return PrintableOutput.run(parsed);
                });
    System.exit(run(line, out, args));
  }

  /** The exit code of a call that prints its results to a stream, the last byte included. */
  static int run(CommandLine line, StandardOutput out, String... args) {
    PrintWriter results = out.writer();
    int code = execute(line.setOut(results), args);
    results.flush();
    return out.exitCode(code, line.getErr());
  }

  private static int execute(CommandLine line, String... args) {
    try {
      return line.execute(args);
    } catch (LinkageError | OutOfMemoryError e) {
      ErrorLines.of(line).report(e, line.getErr());
      return ExitCodes.FAILURE;
    }
  }

  static CommandLine commandLine(WeightWatcherCommand command) {
    ErrorLines errors = new ErrorLines(command);
    CommandLine line = new CommandLine(command);
    tellExitCodes(line);
    command.terminal.fit(line);
    line.registerConverter(Path.class, new RemoteArguments(command, System.getenv()));
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(PrintableOutput::run)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  /** In the help of every command, before its examples. */
  private static void tellExitCodes(CommandLine line) {
    line.getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%n@|bold Exit codes|@; standard error says why it is not 0%n")
        .exitCodeList(ExitCodes.help());
    line.getSubcommands().values().forEach(WeightWatcherCommand::tellExitCodes);
  }

  /** Before the first logger is made; a system property wins over simplelogger.properties. */
  private void configureLogging() {
    if (debug) {
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
    }
  }

  Terminal terminal() {
    return terminal;
  }

  /** The token for the servers of addresses that are given. */
  Optional<String> token() {
    return token;
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
