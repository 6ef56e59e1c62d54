package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the README to what the code does. */
class UserGuideTest {

  private static final Path README = Path.of("..", "README.md");
  private static final Path EXAMPLES = Path.of("src/main/java/io/github/weightwatcher4j/examples");
  private static final Path TESTS = Path.of("src/test/java/io/github/weightwatcher4j/examples");

  @TempDir private Path folder;

  @Test
  void theReadmeShowsTheCodeOfTheExamples() throws IOException {
    String main = "main\\(String\\[] args\\) \\{\n";
    assertThat(blocks("java"))
        .containsExactly(
            code(EXAMPLES.resolve("TrainAndAnalyze.java"), main),
            code(EXAMPLES.resolve("WatchAlpha.java"), main),
            code(TESTS.resolve("NetworkQualityTest.java"), "TrainedWell\\(\\) \\{\n"));
  }

  @Test
  void theSecondExampleWritesTheConvolutions() throws IOException {
    Path file = folder.resolve("layers.csv");

    String printed = printed(() -> SelectAndExport.main(new String[] {file.toString()}));

    assertThat(printed).contains("conv1", "conv2", "fc", "out");
    assertThat(Files.readAllLines(file)).hasSize(3).element(1).asString().contains("conv1");
  }

  @Test
  void theExamplePrintsWhatTheReadmeShows() throws IOException {
    String shown = blocks("text").get(0);

    String printed = printed(() -> TrainAndAnalyze.main(new String[0]));

    assertThat(skeleton(printed))
        .as("paste this into README.md:%n%s", printed)
        .startsWith(skeleton(shown).toArray(String[]::new));
  }

  @Test
  void theListenerPrintsAnAlphaForEachEpoch() throws IOException {
    String printed = printed(() -> WatchAlpha.main(new String[0]));

    assertThat(printed.lines())
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).matches("\\d+\\.\\d\\d"));
  }

  /**
   * The table and the summary without numbers and warnings: training rounds differently on other
   * processors.
   */
  private static List<String> skeleton(String text) {
    return text.lines()
        .skip(1)
        .takeWhile(line -> !line.equals("...") && !line.equals("Findings"))
        .map(line -> line.replaceAll("^(\\d+ +\\S+ +\\S+).*", "$1"))
        .map(line -> line.replaceAll(" +-?\\d+\\.\\d+", " 0").replaceAll(" +", " "))
        .toList();
  }

  private static List<String> blocks(String language) throws IOException {
    Pattern block = Pattern.compile("```" + language + "\n(.*?\n)```\n", Pattern.DOTALL);
    return block.matcher(Files.readString(README)).results().map(m -> m.group(1)).toList();
  }

  /**
   * What follows the first match of {@code start} in an example, up to the end of the method, below
   * the imports that it takes.
   */
  private static String code(Path example, String start) throws IOException {
    String source = Files.readString(example);
    Pattern body = Pattern.compile(start + "(.*?\n)  }\n", Pattern.DOTALL);
    Matcher matcher = body.matcher(source);
    assertThat(matcher.find()).as("%s in %s", start, example).isTrue();
    String code = matcher.group(1).indent(-4);
    Pattern line = Pattern.compile("import (?:static )?[\\w.]+\\.(\\w+);\n");
    String imports =
        line.matcher(source)
            .results()
            .filter(found -> code.contains(found.group(1)))
            .map(MatchResult::group)
            .collect(Collectors.joining());
    return imports + "\n" + code;
  }

  /** An example's main method. */
  private interface Example {
    void run() throws IOException;
  }

  private static String printed(Example example) throws IOException {
    PrintStream console = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      example.run();
    } finally {
      System.setOut(console);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
