package io.github.weightwatcher4j.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.report.FindingType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/metrics.md tells of everything that an analysis does. */
class MetricsDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "metrics.md");

  @ParameterizedTest
  @EnumSource
  void everyColumnIsNamed(Metric metric) throws IOException {
    assertThat(Files.readString(DOCUMENT)).contains("`" + metric.key() + "`");
  }

  @ParameterizedTest
  @EnumSource
  void everyFindingIsExplained(FindingType type) throws IOException {
    assertThat(Files.readString(DOCUMENT)).contains("\n| " + type.label() + " |");
  }
}
