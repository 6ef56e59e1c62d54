package io.github.weightwatcher4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.report.SkippedLayer.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table that a person reads in a log. */
class AnalysisTextTest {

  private static SkippedLayer skipped(int index, String name, String reason) {
    return new SkippedLayer(new LayerInfo(index, name, LayerType.NORM), Cause.NO_MATRIX, reason);
  }

  private static Analysis analysis(List<String> notes) {
    LayerTable details =
        new LayerTable(
            List.of(
                Rows.fitted(0, "a", 1.5),
                Rows.failed(1, "a layer of a long name"),
                Rows.fitted(2, "b", 123.25)));
    List<SkippedLayer> skipped =
        List.of(
            skipped(3, "bn1", "a vector"),
            skipped(4, "x", "too small"),
            skipped(5, "bn2", "a vector"));
    List<Finding> findings = details.stream().flatMap(row -> row.findings().stream()).toList();
    Provenance provenance =
        Provenance.here("lapack", "BLAS", Map.of(), 1, Instant.EPOCH, Duration.ofMillis(1500));
    return Analysis.of(
        "net", details, Summary.of(details, 3), skipped, findings, notes, provenance);
  }

  private static String line(String text, String has) {
    return text.lines().filter(line -> line.contains(has)).findFirst().orElseThrow();
  }

  @Test
  void columnsAreAligned() {
    String text = analysis(List.of()).toString();
    int end = line(text, "stable_rank").indexOf("alpha ") + "alpha".length();
    assertThat(line(text, " a  ").substring(0, end)).endsWith(" 1.50");
    assertThat(line(text, " b  ").substring(0, end)).endsWith(" 123.25");
    assertThat(line(text, "a layer of a long name").substring(0, end)).endsWith(" -");
  }

  @Test
  void anAnalysisOfNothingPrintsNoEmptyTables() {
    assertThat(new WeightWatcher(Map.of()).analyze().toString())
        .startsWith("map of arrays: 0 rows analysed, 0 fits failed, 0 layers skipped")
        .hasLineCount(1);
  }

  @Test
  void nothingThatIsMissingIsPrintedAsANumber() {
    assertThat(analysis(List.of()).toString()).doesNotContain("NaN", "null", "Infinity", "-1");
  }

  @Test
  void findingsAndNotesAreSentencesAndEqualReasonsShareALine() {
    String text = analysis(List.of("the weights changed")).toString();
    assertThat(text)
        .contains("a: alpha = 1.50 ± 0.25 is below 2: over-trained")
        .contains("bn1, bn2: a vector")
        .contains("x: too small")
        .contains("Note: the weights changed");
  }

  @Test
  void linesHaveNoSpacesAtTheirEnd() {
    assertThat(analysis(List.of()).toString().lines()).noneMatch(line -> line.endsWith(" "));
  }

  @Test
  void findingsAreFilteredByType() {
    Analysis analysis = analysis(List.of());
    assertThat(analysis.findings(FindingType.FIT_FAILED)).hasSize(1);
    assertThat(analysis.findings(FindingType.OVER_TRAINED, FindingType.UNDER_TRAINED)).hasSize(2);
    assertThat(analysis.findings(FindingType.NOT_FINITE)).isEmpty();
  }
}
