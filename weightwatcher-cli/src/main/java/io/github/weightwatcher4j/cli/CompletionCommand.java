package io.github.weightwatcher4j.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weightwatcher completion}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    versionProvider = VersionLines.class,
    description = {"Prints the script by which a shell completes commands, options and files.", ""},
    footerHeading = "%n",
    footer = {
      "@|bold Examples|@",
      "  source <(weightwatcher completion bash)      in ~/.bashrc",
      "  source <(weightwatcher completion zsh)       in ~/.zshrc, after compinit",
    })
final class CompletionCommand implements Runnable {

  /** Shells whose completion there is: one script does for both. */
  enum Shell {
    BASH,
    ZSH
  }

  /** What picocli offers for an option of few values, in the letters of the source. */
  private static final Pattern VALUES =
      Pattern.compile("(?m)^ *local \\w+_(?:option|pos_param)_args=\\(.*\\)");

  private static final Pattern QUOTED = Pattern.compile("\"\\w+\"");

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell = Shell.BASH;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    String name = shell.name().toLowerCase(Locale.ROOT);
    out.println("# source <(weightwatcher completion " + name + ")");
    out.print(script(spec.root().commandLine()));
    out.flush();
  }

  private static String script(CommandLine root) {
    String script = AutoComplete.bash(root.getCommandName(), root);
    script =
        VALUES
            .matcher(script)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        QUOTED
                            .matcher(found.group())
                            .replaceAll(it -> it.group().toLowerCase(Locale.ROOT))));
    for (String name : negatable(root)) {
      String negated = name.replaceFirst("^--", "--no-");
      script = script.replace("'" + name + "'", "'" + name + "' '" + negated + "'");
    }
    return script;
  }

  /** Options that have a form with {@code no}, which picocli leaves out. */
  private static Set<String> negatable(CommandLine command) {
    Set<String> names = new TreeSet<>();
    command.getCommandSpec().options().stream()
        .filter(OptionSpec::negatable)
        .forEach(option -> names.add(option.longestName()));
    command.getSubcommands().values().forEach(it -> names.addAll(negatable(it)));
    return names;
  }
}
