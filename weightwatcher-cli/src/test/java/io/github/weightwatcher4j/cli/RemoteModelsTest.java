package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.remote.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses wherever the command takes a model. */
class RemoteModelsTest {

  @TempDir Path served;
  @TempDir Path folder;

  private FileServer server = new FileServer(Path.of(""), "");

  @BeforeEach
  void serve() throws IOException {
    server.close();
    server = new FileServer(served, "");
    SampleFiles.write(
        served.resolve("a.safetensors"),
        Map.of("layer", SampleFiles.noise(90, 60, 1), "other", SampleFiles.noise(90, 60, 2)));
    SampleFiles.write(
        served.resolve("b.safetensors"),
        Map.of("layer", SampleFiles.noise(90, 60, 3), "other", SampleFiles.noise(90, 60, 4)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static CommandRun ok(String... args) {
    CommandRun run = CommandRun.of(args);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCodes.OK);
    return run;
  }

  @Test
  void describeAndAnalyzeGiveWhatTheFileGives() {
    String local = served.resolve("a.safetensors").toString();
    String remote = server.address("a.safetensors?sig=SECRET");

    assertThat(ok("describe", remote).out()).isEqualTo(ok("describe", local).out());
    assertThat(untimed(ok("analyze", remote))).isEqualTo(untimed(ok("analyze", local)));
  }

  private static String untimed(CommandRun run) {
    return run.out().replaceAll("\\d+\\.\\d+ s,", "");
  }

  @Test
  void theResultNamesTheAddressWithoutItsSignature() throws IOException {
    Path json = folder.resolve("a.json");

    ok("analyze", server.address("a.safetensors?sig=SECRET"), "--json", json.toString());

    assertThat(Files.readString(json))
        .contains("\"" + server.address("a.safetensors") + "\"")
        .doesNotContain("SECRET");
  }

  @Test
  void everyOtherCommandTakesAddressesToo() throws IOException {
    String a = server.address("a.safetensors");
    String b = server.address("b.safetensors");
    Path series = folder.resolve("series.csv");
    Files.write(series, List.of("path,test_error", a + ",1", b + ",2"));

    assertThat(ok("compare", a, b).out()).contains("a.safetensors").contains("b.safetensors");
    assertThat(ok("rank", a, b).out()).contains("a.safetensors").contains("b.safetensors");
    assertThat(ok("analyze", b, "--base", a).out()).contains("layer");
    assertThat(ok("convert", a, folder.resolve("c.safetensors").toString()).exitCode()).isZero();
    // Two layers are the first and the last; that both are known takes reading.
    assertThat(CommandRun.of("prune", a, "--sparsity", "0.5").err())
        .contains("it is the last layer");
    assertThat(CommandRun.of("trend", series.toString()).out()).contains("test_error");
    assertThat(folder.resolve("c.safetensors")).isNotEmptyFile();
  }

  @Test
  void nothingIsWrittenToTheDisk() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    List<String> before = names(temporary);

    ok("analyze", server.address("a.safetensors"));

    List<String> after = new ArrayList<>(names(temporary));
    after.removeAll(before);
    assertThat(after).noneMatch(name -> name.startsWith("weightwatcher"));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  @Test
  void whatIsNotThereIsToldWithItsStatus() {
    CommandRun run = CommandRun.of("analyze", server.address("none.safetensors?sig=SECRET"));

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(run.err())
        .contains("/none.safetensors: there is no such file (404); check the address")
        .doesNotContain("SECRET");
  }

  @Test
  void aTokenIsReadFromItsFile() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "t0k3n\n");
    try (FileServer closed = new FileServer(served, "t0k3n")) {
      String address = closed.address("a.safetensors");

      CommandRun without = CommandRun.of("describe", address);
      assertThat(without.err()).contains("asks who you are (401)").contains("--token-file");
      assertThat(without.exitCode()).isEqualTo(ExitCodes.FAILURE);
      ok("describe", address, "--token-file", file.toString());
    }
  }

  @Test
  void aFileThatHoldsNoTokenIsRefusedWithoutShowingIt() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "two words");

    CommandRun run =
        CommandRun.of("describe", "--token-file", file.toString(), server.address("a.safetensors"));

    assertThat(run.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).contains("is no token").doesNotContain("two words");
  }

  @Test
  void resultsAreNotWrittenToAddresses() {
    CommandRun run =
        CommandRun.of(
            "analyze",
            server.address("a.safetensors"),
            "--json",
            server.address("a.json"),
            "--report",
            server.address("r.html"));

    assertThat(run.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).contains("--json: results are written to files here, not to http://");
  }

  @Test
  void secretsInMistakesAreNotRepeated() {
    assertThat(CommandRun.of("describe", "https://h/a b?sig=SECRET").err())
        .doesNotContain("SECRET");
    assertThat(CommandRun.of("convert", "a", "b", "https://h/a?sig=SECRET").err())
        .contains("https://h/a")
        .doesNotContain("SECRET");
  }

  @Test
  void environmentsSayWhichHub() {
    RemoteArguments arguments =
        new RemoteArguments(new WeightWatcherCommand(), Map.of("HF_ENDPOINT", server.address("")));

    assertThat(arguments.convert("hf://acme/model")).hasToString("hf://acme/model");
    assertThat(arguments.convert(server.address("acme/model"))).hasToString("hf://acme/model");
    assertThat(arguments.convert("model.safetensors")).isEqualTo(Path.of("model.safetensors"));
  }

  @Test
  void theBarTellsMegabytes() {
    assertThat(AnalysisProgress.Bar.told(new Traffic(34_400_000, 168_000_000)))
        .isEqualTo(" 34 of 168 MB");
    assertThat(AnalysisProgress.Bar.told(new Traffic(2_000_000, 0))).isEqualTo(" 2 MB");
  }
}
