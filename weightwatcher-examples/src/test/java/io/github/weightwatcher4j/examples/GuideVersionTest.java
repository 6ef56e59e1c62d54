package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the versions that the guides name to the poms': an installed checkout has no other. */
class GuideVersionTest {

  private static final Path ROOT = Path.of("..");
  private static final String MODULE = "weightwatcher-[a-z0-9-]+";

  /** Those that .ci/release/cut changes. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"README.md", "docs/start.md", "docs/pipelines.md"})
  void aGuideNamesModulesOfThisVersion(String guide) throws IOException {
    List<String> versions = matches("pom.xml", "(?m)^  <version>(.*)</version>");
    String coordinates = MODULE + "(?::|</artifactId>\\s*<version>)([0-9][^`\"< ]*)";

    assertThat(versions).hasSize(1);
    assertThat(matches(guide, coordinates)).isNotEmpty().containsOnly(versions.get(0));
  }

  private static List<String> matches(String file, String regex) throws IOException {
    return Pattern.compile(regex)
        .matcher(Files.readString(ROOT.resolve(file)))
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
