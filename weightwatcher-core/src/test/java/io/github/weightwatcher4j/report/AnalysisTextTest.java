package io.github.weightwatcher4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.report.SkippedLayer.Cause;
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.LayerVerdict;
import io.github.weightwatcher4j.verdict.Phase;
import io.github.weightwatcher4j.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table that a person reads in a log. */
class AnalysisTextTest {

  private static final LayerVerdict WELL = LayerVerdict.of(Verdict.WELL_TRAINED, false, "fine");
  private static final LayerVerdict BORDERLINE =
      LayerVerdict.of(Verdict.WELL_TRAINED, true, "at the border");

  private static SkippedLayer skipped(int index, String name, Cause cause, String reason) {
    return new SkippedLayer(new LayerInfo(index, name, LayerType.NORM), cause, reason);
  }

  /** A row as an analysis would make it, but for what is said of it. */
  private static LayerReport judged(
      LayerReport row, Phase phase, Optional<Phase> rival, LayerVerdict verdict, Finding... found) {
    Evidence evidence =
        Evidence.of(
            Optional.empty(),
            Optional.of(LayerPhase.of(phase, rival, Optional.empty(), false, List.of())),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of());
    return LayerReport.of(
        row.layer(),
        OptionalInt.empty(),
        row.spectrum(),
        row.tail(),
        row.metrics(),
        evidence,
        verdict,
        List.of(found));
  }

  private static LayerReport well(String name) {
    return judged(Rows.fitted(0, name, 3), Phase.HEAVY_TAILED, Optional.empty(), WELL);
  }

  private static Finding finding(FindingType type, String layer, String message) {
    return Finding.of(type, layer, message, Metrics.of(Map.of()));
  }

  private static Analysis analysis(
      List<LayerReport> rows, List<SkippedLayer> skipped, String... notes) {
    LayerTable details = new LayerTable(rows);
    List<Finding> findings = details.stream().flatMap(row -> row.findings().stream()).toList();
    Provenance provenance =
        Provenance.here("lapack", "BLAS", Map.of(), 1, Instant.EPOCH, Duration.ofMillis(1500));
    return Analysis.of(
        "net",
        details,
        Summary.of(details, skipped.size()),
        skipped,
        findings,
        List.of(notes),
        provenance);
  }

  private static final Analysis MIXED =
      analysis(
          List.of(
              Rows.fitted(0, "a", 1.5),
              Rows.failed(1, "a layer of a long name"),
              Rows.fitted(2, "b", 123.25)),
          List.of(
              skipped(3, "bn1", Cause.NO_MATRIX, "a vector of 16"),
              skipped(4, "x", Cause.SIZE, "too small"),
              skipped(5, "bn2", Cause.NO_MATRIX, "a vector of 32")),
          "the weights changed");

  private static String line(String text, String has) {
    return text.lines().filter(line -> line.contains(has)).findFirst().orElseThrow();
  }

  @Test
  void columnsAreAligned() {
    String text = MIXED.details().toString();
    int end = line(text, "verdict").indexOf("alpha ") + "alpha".length();
    assertThat(line(text, " a  ").substring(0, end)).endsWith(" 1.50");
    assertThat(line(text, " b  ").substring(0, end)).endsWith(" 123.25");
    assertThat(line(text, "a layer of a long name").substring(0, end)).endsWith(" -");
  }

  @Test
  void anAnalysisOfNothingPrintsNoEmptyTables() {
    assertThat(new WeightWatcher(Map.of()).analyze().toString())
        .startsWith("map of arrays: 0 rows analysed, 0 fits failed, 0 layers skipped")
        .contains("No layer was analysed.")
        .doesNotContain("summary", "Findings", "Skipped", "alpha");
  }

  @Test
  void theVerdictOnTheModelFollowsTheFirstLine() {
    Analysis analysis = analysis(List.of(well("a"), well("b")), List.of());
    assertThat(analysis.toString().lines().limit(2))
        .containsExactly(
            "net: 2 rows analysed, 0 fits failed, 0 layers skipped (1.50 s, BLAS)",
            "2 of 2 layers are well trained.");
  }

  @Test
  void theTableEndsWithPhaseAndVerdict() {
    assertThat(analysis(List.of(well("a")), List.of()).details().toString().lines())
        .containsExactly(
            "#  name   N   M  alpha     ±  tail  phase         verdict",
            "0  a     40  20   3.00  0.25    10  heavy-tailed  well trained");
  }

  @Test
  void whatIsUndecidedHasAMarkWhoseMeaningStandsOnce() {
    Optional<Phase> rival = Optional.of(Phase.BULK_SPIKES);
    LayerReport undecided = judged(Rows.fitted(1, "b", 3), Phase.BULK_DECAY, rival, WELL);
    LayerReport borderline =
        judged(Rows.fitted(2, "c", 3), Phase.BULK_DECAY, Optional.empty(), BORDERLINE);

    String text =
        analysis(List.of(well("a"), undecided, borderline), List.of()).details().toString();

    assertThat(line(text, " a ")).doesNotContain("?");
    assertThat(line(text, " b ")).endsWith("bulk-decay?   well trained");
    assertThat(line(text, " c ")).endsWith("bulk-decay    well trained?");
    assertThat(text.lines().filter(line -> line.startsWith("?"))).hasSize(1);
    assertThat(analysis(List.of(well("a")), List.of()).toString()).doesNotContain("?");
  }

  @Test
  void whatToDoIsToldOfEachVerdictThatCallsForItTheMostSeriousFirst() {
    Phase phase = Phase.HEAVY_TAILED;
    LayerVerdict under = LayerVerdict.of(Verdict.UNDER_TRAINED, false, "alpha above 6");
    LayerVerdict over = LayerVerdict.of(Verdict.OVER_TRAINED, false, "alpha below 2");
    List<LayerReport> rows = new ArrayList<>(List.of(well("fine")));
    for (int i = 0; i < 6; i++) {
      rows.add(judged(Rows.fitted(i + 1, "low" + i, 9), phase, Optional.empty(), under));
    }
    rows.add(judged(Rows.fitted(7, "high", 1.5), phase, Optional.empty(), over));

    String text = analysis(rows, List.of()).toString();

    assertThat(text)
        .containsSubsequence(
            "\nWhat to do\n",
            "  over-trained: high: Compare the errors",
            "  under-trained (6): low0, low1,",
            "Train longer");
    assertThat(text.substring(text.indexOf("What to do"))).doesNotContain("fine");
    assertThat(analysis(List.of(well("a")), List.of()).toString()).doesNotContain("What to do");
  }

  @Test
  void lostLayersComeFirstAndStandNowhereElse() {
    List<SkippedLayer> skipped =
        List.of(
            skipped(1, "bn", Cause.NO_MATRIX, "a vector"),
            skipped(2, "nan", Cause.NOT_FINITE, "NaN at row 3, column 0"),
            skipped(3, "cut", Cause.FAILED, "end of file"));

    String text = analysis(List.of(well("a")), skipped).toString();

    assertThat(text)
        .containsSubsequence(
            "2 layers could not be analysed.",
            "LOST: ",
            "\n  nan: NaN at row 3, column 0\n  cut: end of file\n",
            "alpha",
            "Skipped\n  bn: a vector\n")
        .containsOnlyOnce("nan: ")
        .containsOnlyOnce("cut: ");
  }

  @Test
  void whyThereIsNoVerdictIsToldOnceForAllRowsOfAReason() {
    LayerReport[] rows = new LayerReport[3];
    for (int i = 0; i < rows.length; i++) {
      String why = "no power law (p = 0.00%d)".formatted(3 - i);
      rows[i] =
          judged(
              Rows.fitted(i, "fc" + i, 3),
              Phase.BULK_DECAY,
              Optional.empty(),
              LayerVerdict.unknown(why),
              finding(FindingType.NO_POWER_LAW, "fc" + i, why));
    }

    String text = analysis(List.of(rows), List.of()).toString();

    assertThat(text)
        .contains("Cannot tell\n  fc0, fc1, fc2: no power law (p = 0.001 to 0.003)\n")
        .doesNotContain("Findings");
  }

  @Test
  void findingsAreGroupedByTypeTheMostSeriousFirst() {
    LayerReport first =
        judged(
            Rows.fitted(0, "fc1", 3),
            Phase.BULK_SPIKES,
            Optional.empty(),
            WELL,
            finding(FindingType.OTHER_TAIL, "fc1", "an exponential"),
            finding(FindingType.DEAD_UNITS, "fc1", "3 are zero"));
    LayerReport second =
        judged(
            Rows.fitted(1, "fc2", 3),
            Phase.BULK_SPIKES,
            Optional.empty(),
            WELL,
            finding(FindingType.CORRELATION_TRAP, "fc2", "1 trap at 3.5"),
            finding(FindingType.OTHER_TAIL, "fc2", "a lognormal"),
            finding(FindingType.DEAD_UNITS, "fc2", "9 are zero"));

    assertThat(analysis(List.of(first, second), List.of()).toString())
        .contains(
            """

            Findings
              correlation trap: fc2: 1 trap at 3.5
              other tail (2): fc1, fc2
              dead units (2): fc1, fc2: 3 to 9 are zero
            """);
  }

  @Test
  void whatWasAskedForStandsInASecondTableWhereItWouldBeTooWide() {
    LayerReport plain = Rows.fitted(0, "a.long.layer.named", 3);
    Map<Metric, Double> more = new EnumMap<>(plain.metrics().asMap());
    more.put(Metric.RAND_NUM_SPIKES, 4.0);
    LayerReport shuffled =
        LayerReport.of(
            plain.layer(),
            OptionalInt.empty(),
            plain.spectrum(),
            plain.tail(),
            Metrics.of(more),
            Evidence.none(),
            BORDERLINE,
            List.of());
    LayerReport wide =
        judged(shuffled, Phase.RANK_COLLAPSE, Optional.of(Phase.BULK_DECAY), BORDERLINE);

    assertThat(new LayerTable(List.of(shuffled)).toString().lines().findFirst())
        .hasValue("#  name                 N   M  alpha     ±  tail  traps  verdict");
    assertThat(new LayerTable(List.of(wide)).toString().lines())
        .containsSubsequence(
            "#  name                 N   M  alpha     ±  tail  phase           verdict",
            "",
            "#  name                traps",
            "0  a.long.layer.named      4")
        .allMatch(line -> line.length() <= 80);
  }

  @Test
  void manyNamesAreCut() {
    List<LayerReport> rows =
        IntStream.range(0, 30)
            .mapToObj(
                i ->
                    judged(
                        Rows.fitted(i, "fc" + i, 3),
                        Phase.HEAVY_TAILED,
                        Optional.empty(),
                        WELL,
                        finding(FindingType.DEAD_UNITS, "fc" + i, "some are zero")))
            .toList();
    assertThat(analysis(rows, List.of()).toString())
        .contains("dead units (30): fc0, fc1, ", "fc19 and 10 more: some are");
  }

  @Test
  void nothingThatIsMissingIsPrintedAsANumber() {
    assertThat(MIXED.toString()).doesNotContain("NaN", "null", "Infinity", "-1");
  }

  @Test
  void skippedLayersOfEqualReasonsShareALineAndNotesFollow() {
    assertThat(MIXED.toString())
        .endsWith(
            """

            Skipped
              bn1, bn2: a vector of 16 to 32
              x: too small

            Note: the weights changed
            """);
  }

  @Test
  void linesHaveNoSpacesAtTheirEndAndFitATerminal() {
    assertThat(MIXED.toString().lines())
        .noneMatch(line -> line.endsWith(" "))
        .allMatch(line -> line.length() <= 80);
  }

  @Test
  void findingsAreFilteredByType() {
    assertThat(MIXED.findings(FindingType.FIT_FAILED)).hasSize(1);
    assertThat(MIXED.findings(FindingType.NOT_FINITE)).isEmpty();
  }
}
