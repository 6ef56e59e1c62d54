package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Help and tables in the width there is. */
class WidthTest {

  private static final Terminal WIDE = new Terminal(200, false);

  @TempDir private Path folder;

  static Stream<String> commands() {
    return Stream.concat(
        Stream.of(""),
        WeightWatcherCommand.commandLine(new WeightWatcherCommand())
            .getSubcommands()
            .keySet()
            .stream());
  }

  @ParameterizedTest(name = "[{0}]")
  @MethodSource("commands")
  void helpFits80ColumnsAndUsesMore(String command) {
    String[] help = command.isEmpty() ? new String[] {"help"} : new String[] {"help", command};
    CommandRun usual = CommandRun.of(help);
    CommandRun wide = CommandRun.on(WIDE, help);

    assertThat(usual.exitCode()).isZero();
    assertThat(usual.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(wide.out().lines()).allMatch(line -> line.length() <= 120);
    assertThat(wide.out().lines().count()).isLessThan(usual.out().lines().count());
  }

  /** Longer ones would be broken by picocli, which is for sentences alone. */
  @ParameterizedTest(name = "[{0}]")
  @MethodSource("commands")
  void examplesAreLinesThatFit(String command) {
    CommandLine root = WeightWatcherCommand.commandLine(new WeightWatcherCommand());
    CommandLine line = root.getSubcommands().getOrDefault(command, root);
    assertThat(line.getCommandSpec().usageMessage().footer())
        .filteredOn(it -> it.startsWith(" "))
        .allMatch(it -> it.replaceAll("@\\|bold (.*?)\\|@", "$1").length() <= 80);
  }

  private Path transformer() throws IOException {
    Map<String, float[][]> layers = new LinkedHashMap<>();
    for (int i = 8; i < 12; i++) {
      String layer = "bert.encoder.layer." + i;
      layers.put(layer + ".attention.output.dense", SampleFiles.noise(120, 100, i));
      layers.put(layer + ".intermediate.dense", SampleFiles.noise(130, 100, i + 20));
    }
    return SampleFiles.write(folder.resolve("bert.safetensors"), layers);
  }

  @Test
  void ofLongNamesOnlyThePartsThatAreAlikeAreShortenedAndTheTextSaysSo() throws IOException {
    String model = transformer().toString();

    for (String command : List.of("analyze", "describe")) {
      CommandRun usual = CommandRun.of(command, model);
      assertThat(usual.exitCode()).as(usual.err()).isZero();
      assertThat(usual.out().lines()).allMatch(line -> line.length() <= 80);
      List<String> names =
          usual.out().lines().filter(it -> it.matches(" *\\d+  b.*")).map(WidthTest::name).toList();
      assertThat(names).hasSize(8).doesNotHaveDuplicates();
      assertThat(names.get(6)).contains(".11.").endsWith("dense");
      assertThat(usual.out()).contains("In 80 columns", "names are shortened");

      CommandRun wide = CommandRun.on(WIDE, command, model);
      assertThat(wide.out())
          .contains("  bert.encoder.layer.11.attention.output.dense  ")
          .doesNotContain("shortened");
    }
  }

  private static String name(String row) {
    return row.strip().replaceFirst("\\d+ +", "").replaceFirst(" .*", "");
  }

  @Test
  void whatWasAskedForStandsInOneTableWhereThereIsRoom() {
    String[] call = {
      "analyze", SampleFiles.RESNET20.toString(), "-q", "--layers", "0-20", "--detx", "--vectors"
    };
    CommandRun usual = CommandRun.of(call);
    CommandRun wide = CommandRun.on(WIDE, call);

    assertThat(usual.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(wide.out().lines()).allMatch(line -> line.length() <= 200);
    assertThat(headers(usual)).isGreaterThan(1);
    assertThat(headers(wide)).isEqualTo(1);
  }

  private static long headers(CommandRun run) {
    return run.out().lines().filter(line -> line.matches(" *#  name .*")).count();
  }

  @Test
  void allTextsOfSeveralModelsFit() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("a/long/way/down/to/the/folder/of/a/model"));
    Path model =
        Files.copy(transformer(), deep.resolve("pytorch_model-of-a-long-name.safetensors"));

    CommandRun run =
        CommandRun.of("analyze", model.toString(), SampleFiles.RESNET20.toString(), "-q");

    assertThat(run.out().lines().filter(line -> !line.startsWith("=") && !line.equals(model + "")))
        .allMatch(line -> line.length() <= 80);
    assertThat(run.out()).contains(model.toString());
  }

  @Test
  void whyALayerIsNotComparedStandsBelowIt() {
    String model = SampleFiles.RESNET20.toString();

    CommandRun run = CommandRun.of("compare", model, model, "-q", "--no-summaries");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("bn1 +norm\n {4}no matrix: normalization carries vectors")
        .containsPattern("mean of \\d+ layers: 0\\.");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void argumentsStandInAFileAndOneThatBeginsWithAnAtIsDoubled() throws IOException {
    Path model =
        SampleFiles.write(
            folder.resolve("m.safetensors"),
            Map.of("@fc", SampleFiles.noise(40, 30, 1), "other", SampleFiles.noise(40, 30, 2)));
    Path file = folder.resolve("arguments");
    Files.writeString(file, "# which\n--layers \"@@fc\"\n" + model + "\n");

    for (String[] call :
        List.of(
            new String[] {"describe", "@" + file},
            new String[] {"describe", model.toString(), "--layers", "@@fc"},
            new String[] {"describe", model.toString(), "--layers=@fc"})) {
      CommandRun run = CommandRun.of(call);
      assertThat(run.exitCode()).as(Arrays.toString(call) + run.err()).isZero();
      assertThat(run.out()).contains(": 1 layer,", "@fc");
    }
  }
}
