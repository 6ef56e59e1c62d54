package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/training.md to the examples. */
class TrainingGuideTest {

  private static final Path GUIDE = Path.of("..", "docs", "training.md");
  private static final List<Path> EXAMPLES =
      List.of(
          Path.of("src/main/java/io/github/weightwatcher4j/examples"),
          Path.of("src/test/java/io/github/weightwatcher4j/examples"));

  @Test
  void everySnippetIsCodeOfAnExample() throws IOException {
    StringBuilder sources = new StringBuilder();
    for (Path folder : EXAMPLES) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          sources.append(flat(Files.readString(file))).append('\n');
        }
      }
    }

    List<String> snippets = matches("```java\n(.*?)```");

    assertThat(snippets).isNotEmpty();
    assertThat(snippets)
        .allSatisfy(snippet -> assertThat(sources.toString()).contains(flat(snippet)));
  }

  @Test
  void everyPictureIsThere() throws IOException {
    List<String> pictures = matches("!\\[[^]]+]\\(([^)]+)\\)");

    assertThat(pictures).isNotEmpty();
    assertThat(pictures)
        .allSatisfy(picture -> assertThat(GUIDE.resolveSibling(picture)).isNotEmptyFile());
  }

  private static List<String> matches(String regex) throws IOException {
    return Pattern.compile(regex, Pattern.DOTALL)
        .matcher(Files.readString(GUIDE))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  private static String flat(String code) {
    return code.replaceAll("\\s+", " ").strip();
  }
}
