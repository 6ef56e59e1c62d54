package io.github.weightwatcher4j.cli;

import java.util.Map;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * What results are shown on: a terminal, or a pipe or file, which counts as one of 80 columns
 * without colours.
 *
 * @param columns how many letters a line has
 * @param colours whether words may be coloured
 */
record Terminal(int columns, boolean colours) {

  /** A pipe, a file, or a terminal that nothing is known of. */
  static final Terminal PLAIN = new Terminal(80, false);

  /** Lines of help are not longer, however wide the terminal is: they are hard to read. */
  private static final int WIDEST_HELP = 120;

  /** Narrower ones break lines themselves. */
  private static final int NARROWEST = 60;

  private static final int WIDEST = 1000;

  /**
   * The terminal that the environment and the launcher tell of. {@code COLUMNS} is the caller's
   * wish and counts for pipes too; else it is the width that the launcher found. Colours are for
   * terminals alone, and not where {@code NO_COLOR} is set or {@code TERM} is {@code dumb}.
   */
  static Terminal of(Map<String, String> environment, Properties launcher) {
    boolean terminal = "true".equals(launcher.getProperty("weightwatcher.output"));
    String found = terminal ? launcher.getProperty("weightwatcher.columns", "") : "";
    int columns = columns(environment.getOrDefault("COLUMNS", ""), columns(found, PLAIN.columns));
    boolean colours =
        terminal
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb");
    return new Terminal(columns, colours);
  }

  private static int columns(String text, int otherwise) {
    return text.matches("[1-9]\\d{0,5}")
        ? Math.max(NARROWEST, Math.min(WIDEST, Integer.parseInt(text)))
        : otherwise;
  }

  /** The terminal of a command that runs. */
  static Terminal of(CommandLine line) {
    return line.getCommandSpec().root().userObject() instanceof WeightWatcherCommand command
        ? command.terminal()
        : PLAIN;
  }

  /** Fits the help of a command and of its subcommands. */
  void fit(CommandLine line) {
    line.setUsageHelpWidth(Math.min(columns, WIDEST_HELP));
    line.setColorScheme(
        new Help.ColorScheme.Builder(colours ? Ansi.ON : Ansi.OFF)
            .commands(Style.bold)
            .options(Style.bold)
            .parameters(Style.bold)
            .optionParams(Style.italic)
            .build());
  }
}
