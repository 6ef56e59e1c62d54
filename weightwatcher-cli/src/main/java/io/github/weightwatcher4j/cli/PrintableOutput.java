package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.model.internal.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import picocli.CommandLine;
import picocli.CommandLine.IHelpCommandInitializable2;
import picocli.CommandLine.ParseResult;

/**
 * The last line of defence of the terminal: lines that a command prints hold nothing that may not
 * be shown, wherever it came from; colours are put in behind that. Help, which has colours and
 * nothing from outside, goes past it.
 */
final class PrintableOutput extends Writer {

  private static final String LINE_FEED = "\n";
  private static final String RETURN = "\r";

  private final Writer target;
  private final boolean returns;
  private final boolean colours;

  private PrintableOutput(Writer target, boolean colours) {
    this.target = target;
    this.colours = colours;
    this.returns = System.lineSeparator().startsWith(RETURN);
  }

  static PrintWriter of(Writer target) {
    return new PrintWriter(new PrintableOutput(target, false));
  }

  /** Runs a command that was typed, its output behind this one unless it is help. */
  static int run(ParseResult typed) {
    CommandLine line = typed.commandSpec().commandLine();
    if (typed.asCommandLineList().stream().noneMatch(PrintableOutput::isHelp)) {
      boolean colours = Terminal.of(line).colours();
      line.setOut(new PrintWriter(new PrintableOutput(line.getOut(), colours)))
          .setErr(new PrintWriter(new PrintableOutput(line.getErr(), false), true));
    }
    return new CommandLine.RunLast().execute(typed);
  }

  private static boolean isHelp(CommandLine line) {
    return line.isUsageHelpRequested()
        || line.getCommand() instanceof IHelpCommandInitializable2
        || (line.getCommand() instanceof WeightWatcherCommand
            && !line.getParseResult().hasSubcommand());
  }

  @Override
  public void write(char[] letters, int from, int count) throws IOException {
    String text = new String(letters, from, count);
    int start = 0;
    for (int end = text.indexOf(LINE_FEED); end >= 0; end = text.indexOf(LINE_FEED, start)) {
      String line = text.substring(start, end);
      boolean returned = returns && line.endsWith(RETURN);
      String shown = returned ? line.substring(0, line.length() - 1) : line;
      String clean = Printable.of(shown);
      target.write((colours ? Colours.of(clean) : clean) + (returned ? RETURN : "") + LINE_FEED);
      start = end + 1;
    }
    target.write(Printable.of(text.substring(start)));
  }

  @Override
  public void flush() {
    try {
      target.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Standard output outlives the command. */
  @Override
  public void close() {
    flush();
  }
}
