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
    return text.toString();
  }

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
