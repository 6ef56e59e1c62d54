package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.export.HistoryJson;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What files, folders and arguments are called reaches no terminal, log or page as it is: each
 * command is run on names that hold every character that could do harm there.
 */
class TerminalTranscriptTest {

  /** What stands behind a line feed in every name: a line that begins so was forged. */
  private static final String FORGED = "FORGED";

  /** By the lists of the Unicode standard, not by the class that cleans. */
  private static final List<Integer> HARMFUL =
      Stream.of(
              IntStream.rangeClosed(0x01, 0x1F),
              IntStream.rangeClosed(0x7F, 0x9F),
              IntStream.of(0xAD, 0x61C, 0x180E, 0x3164, 0xFEFF, 0xFFF9, 0xE000, 0xFFFE, 0x34F),
              IntStream.rangeClosed(0x200B, 0x200F),
              IntStream.rangeClosed(0x2028, 0x202E),
              IntStream.rangeClosed(0x2060, 0x206F),
              IntStream.of(0xFE0F, 0xE0001, 0xE0041, 0xE0100, 0x1D173, 0xF0000, 0x1FFFF))
          .flatMap(IntStream::boxed)
          .toList();

  private static final String NAME = name(HARMFUL);

  private static String name(List<Integer> harmful) {
    String middle = harmful.stream().map(Character::toString).collect(Collectors.joining());
    return "=e<b>\\|`" + middle + "\n" + FORGED;
  }

  /** Names short enough that all of their letters are shown. */
  private static List<String> shortNames() {
    return IntStream.range(0, HARMFUL.size())
        .filter(i -> i % 12 == 0)
        .mapToObj(i -> name(HARMFUL.subList(i, Math.min(i + 12, HARMFUL.size()))))
        .toList();
  }

  /** The same with what only JSON can say. */
  private static final String WORST = NAME + "\0";

  @TempDir private Path folder;

  private final List<String> transcript = new ArrayList<>();

  private CommandRun run(String... arguments) {
    CommandRun run = CommandRun.of(arguments);
    transcript.add(run.out());
    transcript.add(run.err());
    requireHarmless(run.out());
    requireHarmless(run.err());
    return run;
  }

  private static void requireHarmless(String text) {
    text.lines().forEach(line -> assertThat(line).doesNotStartWith(FORGED));
    String harm =
        text.codePoints()
            .filter(it -> it != '\n' && (HARMFUL.contains(it) || isHalf(it)))
            .mapToObj(Integer::toHexString)
            .collect(Collectors.joining(" "));
    assertThat(harm).as(text).isEmpty();
  }

  private static boolean isHalf(int codePoint) {
    return codePoint == 0 || (codePoint >= 0xD800 && codePoint <= 0xDFFF);
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  /** A folder of such a name, as far as the file system and its encoding have the letters. */
  private Path hostileFolder() throws IOException {
    try {
      return Files.createDirectories(file("d" + NAME.replace("/", "").substring(0, 80)));
    } catch (InvalidPathException e) {
      return Files.createDirectories(file("d\u001b[2J\n" + FORGED + "\u007f\t"));
    }
  }

  @Test
  void noFormatsNamesReachTheTerminal() throws IOException {
    List<Path> models = new ArrayList<>();
    Path where = hostileFolder();
    for (String name : shortNames()) {
      for (var model : HostileFiles.of(name).entrySet()) {
        Path file = where.resolve(models.size() + model.getKey());
        models.add(HostileFiles.write(file, model.getValue()));
      }
    }
    models.add(HostileFiles.hdf5(file("model.h5"), NAME.replace("/", "")));
    models.add(HostileFiles.write(file("worst.safetensors"), HostileFiles.safetensors(WORST)));
    for (Path model : models) {
      CommandRun described = run("describe", model.toString(), "--min-evals", "1");
      assertThat(described.out()).as(described.err()).contains("12  10", FORGED);
    }
    run("formats");
  }

  @Test
  void noCommandPrintsTheNamesOfAModel() throws IOException {
    List<Path> models = new ArrayList<>();
    for (var model : HostileFiles.of(NAME).entrySet()) {
      models.add(HostileFiles.write(hostileFolder().resolve(model.getKey()), model.getValue()));
    }
    models.add(HostileFiles.write(file("worst.safetensors"), HostileFiles.safetensors(WORST)));
    for (Path model : models) {
      String path = model.toString();
      CommandRun analyzed = run("analyze", path, "--min-evals", "1", "-q", "--fail-on", "alpha>0");
      assertThat(analyzed.out()).as(analyzed.err()).contains(FORGED);
      run("compare", path, models.get(0).toString(), "--min-evals", "1", "-q", "--deltas");
      run("prune", path, "--sparsity", "0.5", "--with-first", "--csv", "-");
      run("convert", path, file("converted.safetensors").toString(), "--force", "-q");
      assertThat(run("describe", file("converted.safetensors").toString()).out()).contains(FORGED);
    }
  }

  @Test
  void allThatIsWrittenIsHarmlessAndJsonKeepsTheNames() throws IOException {
    Path model = hostileFolder().resolve("worst.safetensors");
    HostileFiles.write(model, HostileFiles.safetensors(WORST));
    List<String> results = List.of("--json", "--csv", "--markdown");
    for (String result : results) {
      run("analyze", model.toString(), "--min-evals", "1", "-q", result, "-");
      Path file = file(result.substring(2) + ".txt");
      CommandRun run =
          run("analyze", model.toString(), "--min-evals", "1", "-q", result, file.toString());
      assertThat(run.exitCode()).as(run.err()).isZero();
      requireHarmless(Files.readString(file));
    }
    Analysis read = AnalysisJson.read(file("json.txt"));
    assertThat(read.details().rows().get(0).layer().rawName()).isEqualTo(WORST);
    assertThat(read.details().find(WORST)).isPresent();
    assertThat(Files.readString(file("csv.txt"))).contains(",'=e<b>").doesNotContain(",=");
    String page = file("page.html").toString();
    String pictures = file("pictures").toString();
    run(
        Stream.of(
                "analyze --min-evals 1 -q --plot-format svg --report".split(" "),
                new String[] {page, "--plots", pictures, model.toString()})
            .flatMap(Stream::of)
            .toArray(String[]::new));
    requireHarmless(Files.readString(Path.of(page)));
    assertThat(Files.readString(Path.of(page))).doesNotContain("e<b>");
    try (Stream<Path> drawn = Files.list(Path.of(pictures))) {
      for (Path picture : drawn.toList()) {
        requireHarmless(picture.getFileName().toString());
        requireHarmless(Files.readString(picture));
      }
    }
  }

  @Test
  void aCellThatIsLeftRawIsAskedForWithItsFile() throws IOException {
    Path model = HostileFiles.write(file("m.safetensors"), HostileFiles.safetensors("=1+1"));
    String csv = file("layers.csv").toString();

    run("analyze", model.toString(), "--min-evals", "1", "-q", "--csv", csv, "--raw-csv");

    assertThat(Files.readString(Path.of(csv))).contains(",=1+1,").doesNotContain("'");
    assertThat(run("analyze", model.toString(), "--raw-csv").err())
        .contains("--raw-csv needs --csv");
  }

  @Test
  void historiesReachTheTerminalClean() throws IOException {
    Path model = HostileFiles.write(file("m.safetensors"), HostileFiles.safetensors(WORST));
    String json = file("result.json").toString();
    CommandRun analyzed =
        run("analyze", model.toString(), "--min-evals", "1", "-q", "--json", json);
    assertThat(analyzed.exitCode()).as(analyzed.err()).isZero();
    Analysis analysis = AnalysisJson.read(Path.of(json));
    String line =
        HistoryJson.line(new TrainingStep(1, 1, OptionalDouble.of(1), Duration.ZERO, analysis));
    requireHarmless(line);
    Path history = hostileFolder().resolve("run.jsonl");
    Files.writeString(history, line + "\n" + line.substring(0, 500));
    String page = file("page.html").toString();

    CommandRun run = run("history", history.toString(), "--report", page);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("is incomplete");
    requireHarmless(Files.readString(Path.of(page)));
    String forged = json(WORST + "\ud800");
    for (String lie :
        List.of("{" + forged + ":1", "{\"format\":" + forged + "}\n", forged + "\n")) {
      Files.writeString(history, lie + "\n");
      run("history", history.toString());
      run("history", history.toString(), "--debug");
    }
    Files.writeString(history, line.replace("OpenBLAS", json(WORST).replace("\"", "")) + "\n");
    run("history", history.toString(), "--report", page);
    requireHarmless(Files.readString(Path.of(page)));
  }

  private static String json(String text) {
    return text.chars()
        .mapToObj(letter -> String.format("\\u%04x", letter))
        .collect(Collectors.joining("", "\"", "\""));
  }

  @Test
  void errorsReachTheTerminalClean() throws IOException {
    Path broken = hostileFolder().resolve("broken.safetensors");
    byte[] bytes = HostileFiles.safetensors(WORST);
    HostileFiles.write(broken, Arrays.copyOf(bytes, bytes.length - 100));
    String esc = "\u001b[2J\u009b\u202e\n" + FORGED;
    for (String command : List.of("analyze", "describe", "history", "nonsense" + esc)) {
      run(command, broken.toString());
      run(command, broken.toString(), "--debug");
      run(command, broken + esc, "--debug");
      run(command, "--no-such" + esc, broken.toString());
    }
    run("compare", broken.toString(), broken + esc, "--debug");
    run("convert", broken.toString(), file("o.safetensors").toString(), "--debug");
    run("convert", broken.toString(), file("o" + esc).toString());
    run("convert", broken.toString(), broken + "/x" + esc + "/o.safetensors");
    Path model = HostileFiles.write(file("m.safetensors"), HostileFiles.safetensors(WORST));
    for (String option :
        List.of(
            "--layers",
            "--exclude",
            "--types",
            "--fit",
            "--fail-on",
            "--json",
            "--plots",
            "--report",
            "--axes",
            "--solver",
            "--min-evals",
            "--base",
            "--lora")) {
      String value = option.matches("--(json|plots|report)") ? file("out") + esc : esc;
      run("analyze", model.toString(), "-q", option, value);
      run("analyze", model.toString(), "-q", option + "=" + file("no") + esc + "/x", "--debug");
    }
    assertThat(transcript)
        .anyMatch(it -> it.contains("\\u001B"))
        .anyMatch(it -> it.contains("at io.github"));
  }

  @Test
  void layersAreChosenByTheNameThatIsShownOrByTheirOwn() throws IOException {
    String name = "a\u001b[31mb\u2028c";
    Path model = HostileFiles.write(file("m.safetensors"), HostileFiles.safetensors(name));
    for (String chosen : List.of(name, "a\\u001B[31mb\\u2028c", "a*c", "/a\\x1b.*\\x{2028}c/")) {
      CommandRun run = run("describe", model.toString(), "--min-evals", "1", "--layers", chosen);
      assertThat(run.err()).isEmpty();
      assertThat(run.out()).contains(": 1 layer,");
    }
  }

  @Test
  void aColouredTerminalGetsNoOtherCodesThanOurColours() throws IOException {
    String name = NAME + "\u001b[31m  well trained";
    Path model = HostileFiles.write(file("m.safetensors"), HostileFiles.safetensors(name));
    for (int columns : new int[] {80, 200}) {
      Terminal terminal = new Terminal(columns, true);
      CommandRun run = CommandRun.on(terminal, "analyze", model.toString(), "--min-evals", "1");
      assertThat(run.out()).contains(FORGED, "\u001b[38;5;");
      requireHarmless(run.out().replaceAll("\u001b\\[38;5;\\d+m|\u001b\\[0m", ""));
      requireHarmless(run.err());
    }
  }

  @Test
  void logLinesAndTheirStackTracesAreClean() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintableLog log = new PrintableLog(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    log.println("[main] WARN " + NAME);
    log.print(NAME);
    log.printf("%s%n", NAME);
    new IOException(NAME, new IllegalStateException(NAME)).printStackTrace(log);

    String text = bytes.toString(StandardCharsets.UTF_8);
    requireHarmless(text);
    assertThat(text)
        .contains("WARN =e<b>", "Caused by: java.lang.IllegalStateException", "    at ");
  }
}
