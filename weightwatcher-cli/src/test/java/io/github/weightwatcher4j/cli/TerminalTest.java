package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.cli.Colours.Colour;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TerminalTest {

  private static Terminal of(Map<String, String> environment, String... launcher) {
    Properties properties = new Properties();
    for (int i = 0; i < launcher.length; i += 2) {
      properties.setProperty("weightwatcher." + launcher[i], launcher[i + 1]);
    }
    return Terminal.of(environment, properties);
  }

  @Test
  void aPipeHas80ColumnsAndNoColoursWhateverTheTerminalOfItsCallerHas() {
    assertThat(of(Map.of())).isEqualTo(Terminal.PLAIN);
    assertThat(of(Map.of("TERM", "xterm-256color"), "terminal", "true", "columns", "200"))
        .as("standard error alone is a terminal")
        .isEqualTo(Terminal.PLAIN);
    assertThat(of(Map.of("COLUMNS", "132"))).isEqualTo(new Terminal(132, false));
  }

  @Test
  void aTerminalHasItsOwnWidthUnlessColumnsSaysAnother() {
    String[] wide = {"output", "true", "columns", "200"};
    assertThat(of(Map.of(), wide)).isEqualTo(new Terminal(200, true));
    assertThat(of(Map.of("COLUMNS", "90"), wide).columns()).isEqualTo(90);
    assertThat(of(Map.of(), "output", "true").columns()).as("not known").isEqualTo(80);
  }

  @ParameterizedTest(name = "COLUMNS={0}: {1}")
  @CsvSource({"'', 80", "0, 80", "-5, 80", "x, 80", "12, 60", "999999, 1000", "99999999999, 80"})
  void aWidthThatIsNoneIsTheUsualOneAndOthersHaveLimits(String text, int columns) {
    assertThat(of(Map.of("COLUMNS", text)).columns()).isEqualTo(columns);
  }

  @ParameterizedTest(name = "{0}={1}: {2}")
  @CsvSource({
    "NO_COLOR, 1, false",
    "NO_COLOR, 0, false",
    "NO_COLOR, '', true",
    "TERM, dumb, false",
    "TERM, xterm, true"
  })
  void theEnvironmentForbidsColours(String name, String value, boolean coloured) {
    assertThat(of(Map.of(name, value), "output", "true").colours()).isEqualTo(coloured);
    assertThat(of(Map.of(name, value)).colours()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void everyVerdictIsColouredAtTheEndOfItsRowAndNothingElseIsChanged(Verdict verdict) {
    String row = " 3  trapped.cannot tell  4.11  bulk-decay   " + verdict.label() + "?";
    String coloured = Colours.of(row);
    assertThat(coloured)
        .isEqualTo(
            row.replaceFirst("\\S+( \\S+)?\\?$", "")
                + "\u001b[38;5;"
                + Colours.of(verdict).number()
                + "m"
                + verdict.label()
                + "?\u001b[0m");
    assertThat(Colours.of("  \"verdict\" : \"" + verdict.label() + "\","))
        .as("JSON")
        .doesNotContain("\u001b");
  }

  @ParameterizedTest
  @EnumSource
  void everyFindingIsColouredWhereItBegins(FindingType type) {
    assertThat(Colours.of("  " + type.label() + " (3): fc1, fc2")).startsWith("\u001b[38;5;");
    assertThat(Colours.of("  fc1 has " + type.label() + ": no")).doesNotContain("\u001b");
  }

  /** WCAG's contrast, from the levels of xterm's cube of colours. */
  @ParameterizedTest
  @EnumSource
  void aColourStandsOutFromBlackAndFromWhite(Colour colour) {
    int index = colour.number() - 16;
    double light =
        0.2126 * linear(index / 36) + 0.7152 * linear(index / 6 % 6) + 0.0722 * linear(index % 6);
    assertThat((light + 0.05) / 0.05).isGreaterThan(3.5);
    assertThat(1.05 / (light + 0.05)).isGreaterThan(3.5);
  }

  private static double linear(int level) {
    double share = (level == 0 ? 0 : 55 + 40 * level) / 255.0;
    return Math.pow((share + 0.055) / 1.055, 2.4);
  }

  @Test
  void coloursAreForTerminalsAloneAndTheWordsStay() {
    String model = SampleFiles.RESNET20.toString();
    Terminal terminal = new Terminal(80, true);
    CommandRun plain = CommandRun.of("analyze", model, "-q");
    CommandRun coloured = CommandRun.on(terminal, "analyze", model, "-q");

    assertThat(plain.out()).doesNotContain("\u001b");
    assertThat(coloured.out()).contains("\u001b[38;5;28mwell trained\u001b[0m");
    assertThat(withoutTime(coloured.out().replaceAll("\u001b\\[[0-9;]*m", "")))
        .isEqualTo(withoutTime(plain.out()));
    assertThat(CommandRun.on(terminal, "--help").out()).contains("\u001b[1m");
    assertThat(CommandRun.of("--help").out()).doesNotContain("\u001b");
  }

  private static String withoutTime(String text) {
    return text.replaceAll("\\(\\d+\\.\\d+ s", "");
  }
}
