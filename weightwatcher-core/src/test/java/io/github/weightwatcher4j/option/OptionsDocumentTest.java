package io.github.weightwatcher4j.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table in docs/options.md is the one that the options themselves make. */
class OptionsDocumentTest {

  private static final Path DOCUMENT = Path.of("../docs/options.md");

  @Test
  void theDocumentSaysWhatTheOptionsSay() throws IOException {
    assertThat(Files.readString(DOCUMENT)).as("written by main of this test").isEqualTo(document());
  }

  /** Writes the document anew. */
  public static void main(String[] args) throws IOException {
    Files.writeString(DOCUMENT, document());
  }

  private static String document() {
    StringBuilder text =
        new StringBuilder(
            """
            # The options

            What can be asked of an analysis: `analyze(o -> o.minEvals(5))` in Java, `--min-evals 5` on the command line,
            `"minEvals": 5` in the provenance of a result. A switch is set by `--pool` and unset by `--no-pool`.
            `AnalysisOptions.of(map)` reads a provenance back; `AnalysisOptionsBuilder` says more of each option.

            Rules for layers stand there in words: `all`, `none`, `name 'fc1'`, `index 3`, `name matches layer1.*`, `type dense`,
            `A or B`, `(A) and (B)`, `not (A)`; the flags take lists instead (`--layers fc1,3,0-5,layer1.*,/regex/`). A rule given
            as code has no text.
            """);
    for (OptionGroup group : OptionGroup.values()) {
      text.append("\n## ").append(group.title()).append("\n\n");
      text.append("| option | flag | values | default | meaning |\n|---|---|---|---|---|\n");
      for (Option<?> option : Options.all()) {
        if (option.group() == group) {
          text.append(row(option));
        }
      }
    }
    text.append("\n## Presets\n\n| preset | flag | sets | meaning |\n|---|---|---|---|\n");
    for (Preset preset : Preset.values()) {
      text.append(
          "| `preset(Preset.%s)` | `--preset %s` | %s | %s |\n"
              .formatted(preset, preset.key(), preset.settings(), preset.meaning()));
    }
    return text.append(TERMINAL).toString();
  }

  private static final String TERMINAL =
      """

      ## In a terminal

      - Help and tables have the width of the terminal, 80 columns where that is not known or the output is a pipe;
        `COLUMNS=200` in the environment says another. Where a table is too wide, parts of long names become their first
        letters (`b.e.l.11.attention.output.dense`), numbers are left out, and a line says which; `--csv` and `--json` have
        all.
      - Verdicts and findings are coloured on a terminal: green for well trained, orange for over- and under-trained, red for
        what has to be mended, magenta for what is not known. The words say the same. There are no colours in a pipe or a file,
        nor where `NO_COLOR` is set or `TERM=dumb`.
      - `source <(weightwatcher completion bash)` in `~/.bashrc` completes commands, options, values and files;
        `source <(weightwatcher completion zsh)` in `~/.zshrc`, after `compinit`, does in zsh.
      - `-` for a model or a history is standard input: `curl ... | weightwatcher analyze -`. It is copied to a private
        temporary file, for readers of weights seek; so are pipes, `weightwatcher describe <(zcat model.gz)`. As a result's
        file, `-` is standard output.
      - `@FILE` stands for the arguments in a file, parted by blanks or lines, with `#` before comments. An argument that
        begins with `@` is written with two: `--layers @@fc`.
      - `analyze DIR/*` and `describe DIR/*` pass over what lies beside models, in one line on standard error: text and
        pictures that are no format and are not called as weights are. A damaged file, and one that nobody knows, is a failure
        (exit code 1); so is everything where no path is a model.
      """;

  private static String row(Option<?> option) {
    return "| `%s` | %s | %s | %s | %s |\n"
        .formatted(
            option.key(),
            option.flag().map(flag -> "`" + flag + "`").orElse(""),
            option.values(),
            option.isSwitch() ? String.valueOf(option.byDefault()) : option.defaultText(),
            option.meaning());
  }
}
