package io.github.weightwatcher4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  /** What picocli has for a file, and leaves out for one that may be absent. */
  private static final String FILES =
      """
      local IFS=$'\\n'
            type compopt &>/dev/null && compopt -o filenames
            COMPREPLY=( $( compgen -f -- "${curr_word}" ) ) # files
            return $?
      """;

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
    for (OptionSpec option : options(root).toList()) {
      String name = "'" + option.longestName() + "'";
      if (option.negatable()) {
        String negated = name.replaceFirst("--", "--no-");
        script = script.replace(name + " ", name + " " + negated + " ");
        script = script.replace(name + "\"", name + " " + negated + "\"");
      }
      if (isFile(option)) {
        String begin = name + ")\n      ";
        script = script.replace(begin + "return\n", begin + FILES);
      }
    }
    return script;
  }

  /** Options of a command and of those below it, each name once. */
  private static Stream<OptionSpec> options(CommandLine command) {
    Map<String, OptionSpec> options = new TreeMap<>();
    command.getCommandSpec().options().forEach(it -> options.put(it.longestName(), it));
    command.getSubcommands().values().stream()
        .flatMap(CompletionCommand::options)
        .forEach(it -> options.putIfAbsent(it.longestName(), it));
    return options.values().stream();
  }

  private static boolean isFile(OptionSpec option) {
    return option.typeInfo().getActualGenericTypeArguments().contains(Path.class.getName())
        || option.typeInfo().getType().equals(Path.class);
  }
}
